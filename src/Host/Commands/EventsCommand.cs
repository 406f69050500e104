using System.CommandLine;
using System.Text.Json;
using VideoConf.EventStore;

namespace VideoConf.Host.Commands;

internal static class EventsCommand
{
    private const int PageSize = 500;

    public static Command New()
    {
        var id = new Argument<Guid>("stream") { Description = "The stream's id" };
        var toVersion = new Option<long?>("--to-version") { Description = "The stream as of this version" };
        var count = new Option<int>("--last") { Description = "How many of the past to begin with", DefaultValueFactory = _ => 20 };
        var follow = new Option<bool>("--follow") { Description = "Go on with what is committed from now on" };
        return new Command("events", "Look at the log of facts")
        {
            new Command("stream", "The facts of one stream, in order") { id, toVersion }.OnDatabase((parsed, services, output, ct) =>
                StreamAsync(services.GetRequiredService<EventLog>(), parsed.GetValue(id), parsed.GetValue(toVersion), output, ct)),
            new Command("tail", "The last facts of the log, in commit-safe order") { count, follow }.OnDatabase((parsed, services, output, ct) =>
                TailAsync(services.GetRequiredService<EventLog>(), parsed.GetValue(count), parsed.GetValue(follow), output, ct)),
            new Command("verify", "Look whether the log is whole").OnDatabase((_, services, output, ct) =>
                VerifyAsync(services.GetRequiredService<LogCheck>(), output, ct)),
        };
    }

    private static async Task<int> StreamAsync(EventLog log, Guid id, long? toVersion, Output output, CancellationToken cancellationToken)
    {
        var facts = await log.FetchStreamAsync(id, 1, toVersion, cancellationToken: cancellationToken);
        if (facts.Count == 0)
        {
            await Console.Error.WriteLineAsync($"There is no stream {id}.");
            return 1;
        }
        foreach (var fact in facts) Write(fact, output);
        return 0;
    }

    private static async Task<int> TailAsync(EventLog log, int count, bool follow, Output output, CancellationToken cancellationToken)
    {
        // The end first: what is committed while the last ones are read comes behind it, once.
        var cursor = await log.HeadAsync(cancellationToken);
        foreach (var fact in await log.ReadBackwardAsync(count, cancellationToken))
        {
            if (!follow || fact.Cursor <= cursor) Write(fact, output);
        }
        if (!follow) return 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            var page = await log.ReadForwardAsync(cursor, PageSize, cancellationToken: cancellationToken);
            foreach (var fact in page.Facts) Write(fact, output);
            cursor = page.End;
            if (!page.IsFull) await Task.WhenAny(Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken));
        }
        return 0;
    }

    private static async Task<int> VerifyAsync(LogCheck check, Output output, CancellationToken cancellationToken)
    {
        var report = await check.RunAsync(cancellationToken);
        foreach (var fault in report.Faults) output.Line(fault, $"{fault.Kind}  {fault.StreamId?.ToString() ?? ""}  {fault.Position?.ToString() ?? ""}  {fault.Detail}");
        foreach (var (name, number) in report.UnknownWireNames) output.Line(new { unknownWireName = name, facts = number }, $"unknown wire name {name}: {number} facts, carried along");
        output.Line(new { facts = report.Facts, faults = report.Faults.Count }, report.Faults.Count == 0 ? $"The log is whole: {report.Facts} facts." : $"{report.Faults.Count} faults in {report.Facts} facts.");
        return report.Faults.Count == 0 ? 0 : 2;
    }

    private static void Write(StoredEvent e, Output output) => output.Line(
        new
        {
            e.Position, e.StreamId, e.Version, type = e.WireName, at = e.RecordedAt, e.Metadata.Actor, e.Metadata.Client,
            e.Metadata.CorrelationId, e.Metadata.CausationId, data = JsonSerializer.Deserialize<JsonElement>(e.Json),
        },
        $"{e.Position,9}  {e.RecordedAt:uuuu-MM-dd HH:mm:ss}  {e.StreamId} {e.Version,4}  {e.WireName}  {e.Json}{(e.Unreadable is null ? "" : "  UNREADABLE: " + e.Unreadable)}");
}
