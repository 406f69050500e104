using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using VideoConf.EventStore.Schema;
using VideoConf.EventStore.Subscriptions;
using VideoConf.Reports.Chain;

namespace VideoConf.Reports.Tests;

internal sealed record Noted(string Text, int Number);

internal sealed record Notebook(int Notes) : IEvolve<Notebook>
{
    public static Notebook? Evolve(Notebook? state, object fact) => new((state?.Notes ?? 0) + 1);
}

/// <summary>A log of notes with its chain, and a folder for the key that seals it.</summary>
public class ChainDatabase : EventStoreDatabase
{
    private readonly List<IDisposable> opened = [];

    public override EventRegistry Registry => new EventRegistry().AddStream<Notebook>("notebook").Add<Noted>("tests.noted");

    protected override IReadOnlyList<SchemaSource> Schemas => [new SchemaSource("reports", typeof(ReportsModule).Assembly)];

    public DirectoryInfo Keys { get; } = Directory.CreateTempSubdirectory("videoconf-audit-");

    public ManualClock Clock { get; } = new();

    internal Seals Seals => new(DataSource, Key(Keys), Clock);

    internal ChainWriter NewWriter()
    {
        var feed = new LiveFeed(OpenLog(), NullLogger<LiveFeed>.Instance);
        var writer = new ChainWriter(DataSource, feed, NullLogger<ChainWriter>.Instance);
        opened.AddRange([feed, writer]);
        return writer;
    }

    internal AuditChain Chain => new(DataSource, Log, NewWriter(), Seals, Key(Keys), Checks);

    internal ChainChecks Checks => new(DataSource, Clock);

    internal SealKey Key(DirectoryInfo folder)
    {
        var key = new SealKey(folder.FullName);
        opened.Add(key);
        return key;
    }

    /// <summary>Streams of five notes each.</summary>
    public async Task NoteAsync(int facts)
    {
        var metadata = new EventMetadata("somebody", "request", "cause", "web");
        await Log.BulkAppendAsync<Notebook>(
            Enumerable.Range(0, facts / 5).Select(i => new NewStream(Guid.CreateVersion7(), [.. Enumerable.Range(0, 5).Select(n => (object)new Noted($"Note {Words(i)} of somebody", i * 5 + n))])), metadata);
    }

    private static string Words(int number) => string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(digit => (char)('a' + digit - '0')));

    /// <summary>Chains all that is committed; whatever else is under way in the cluster may hold back the last facts for a moment.</summary>
    public async Task ChainedAsync()
    {
        var deadline = Environment.TickCount64 + (long)WaitForFacts.Patience.TotalMilliseconds;
        do
        {
            await NewWriter().CatchUpAsync(default);
            if (Environment.TickCount64 > deadline) throw new TimeoutException("A transaction that does not end holds back the log's last facts.");
        }
        while (await QueryAsync<long>("select (select count(*) from events.mt_events) - coalesce((select max(first_place + facts - 1) from reports.chain), 0)") != 0);
    }

    internal Task<ChainReport> VerifyAsync() => Chain.VerifyAsync(1, long.MaxValue, [], "tests", default);

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var each in opened) each.Dispose();
        await base.DisposeAsync();
        Keys.Delete(recursive: true);
    }
}

/// <summary>100,000 facts, chained and sealed. Who changes them puts them back.</summary>
public sealed class LongLog : ChainDatabase
{
    public const int Facts = 100_000;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        // Whoever tampers with a database does not ask its constraints
        await ExecuteAsync("alter table events.mt_events drop constraint fkey_mt_events_stream_id");
        await NoteAsync(Facts);
        await ChainedAsync();
        await Chain.SealAsync("tests", default);
    }
}
