using System.Diagnostics;
using VideoConf.EventStore;
using EventLog = VideoConf.EventStore.EventLog;

namespace VideoConf.Benchmarks.EventStore;

/// <summary>Fetch a stream of 50 facts, decide, append one; and a crowd at one stream.</summary>
internal static class DecideBench
{
    private const int Sessions = 8;
    private const int LongStream = 50;
    private const int People = 100;

    public static async Task RunAsync(BenchServer server, Report report)
    {
        var streams = Math.Max(100, (int)(4_000 * EventStoreBench.Scale));
        await using var plain = await server.NewDatabaseAsync("decide");
        await using var kept = await server.NewDatabaseAsync("decide_snapshot");
        var subjects = new Dictionary<string, (EventLog Log, Guid[] Ids)>(StringComparer.Ordinal)
        {
            ["ours"] = await FillAsync(plain.OpenLog()),
            ["ours, snapshot"] = await FillAsync(kept.OpenLog(Domain.Snapshot)),
        };
        foreach (var (log, ids) in subjects.Values) await LoopAsync(log, ids);
        await BareAsync(plain, subjects["ours"].Ids);
        await CrowdAsync(plain.OpenLog()); // opens the connections, too
        var found = new List<(string Subject, Measured Measured)>();
        var crowds = new List<double>();
        for (var round = 0; round < EventStoreBench.Rounds; round++)
        {
            foreach (var (name, (log, ids)) in subjects) found.Add((name, await LoopAsync(log, ids)));
            found.Add(("bare Npgsql", await BareAsync(plain, subjects["ours"].Ids)));
            crowds.Add(await CrowdAsync(plain.OpenLog()));
        }
        foreach (var subject in found.GroupBy(f => f.Subject))
        {
            report.Add("decide 8 sessions", subject.Key, "per s", Report.Median(subject.Select(s => s.Measured.PerSecond)), "1/s");
            report.Add("decide 8 sessions", subject.Key, "p50", Report.Median(subject.Select(s => s.Measured.P50)), "ms");
            report.Add("decide 8 sessions", subject.Key, "p99", Report.Median(subject.Select(s => s.Measured.P99)), "ms");
        }
        report.Add("100 at one stream", "ours", "all in", Report.Median(crowds), "ms");

        async Task<(EventLog, Guid[])> FillAsync(EventLog log)
        {
            Guid[] ids = [.. Enumerable.Range(0, streams).Select(_ => Guid.CreateVersion7())];
            await log.BulkAppendAsync<Seats>(ids.Select(id => new NewStream(id, [.. Enumerable.Range(0, LongStream).Select(n => Domain.Fact(n))])), Domain.Metadata);
            return (log, ids);
        }
    }

    private static Task<Measured> LoopAsync(EventLog log, Guid[] ids)
    {
        var turn = Random.Shared.Next(ids.Length);
        return Load.RunAsync(Sessions, EventStoreBench.Round, _ => log.DecideAsync<Seats>(
            ids[(uint)Interlocked.Increment(ref turn) % ids.Length], Domain.Metadata, TakeASeat));
    }

    // The same without a store: the bodies of a stream, read and counted, and one more row if nobody was first.
    private static async Task<Measured> BareAsync(BenchDatabase database, Guid[] ids)
    {
        var bare = new BareDecision[Sessions];
        for (var i = 0; i < Sessions; i++) bare[i] = await BareDecision.OpenAsync(database.DataSource);
        var turn = Random.Shared.Next(ids.Length);
        var measured = await Load.RunAsync(Sessions, EventStoreBench.Round, session => bare[session].TakeASeatAsync(ids[(uint)Interlocked.Increment(ref turn) % ids.Length]));
        foreach (var one in bare) await one.DisposeAsync();
        return measured;
    }

    private static Decision TakeASeat(Seats? seats) => seats is null ? Decision.Refuse("no_stream", "The stream is not there.") : Decision.Accept(Domain.Fact(seats.Taken));

    private static async Task<double> CrowdAsync(EventLog log)
    {
        var id = Guid.CreateVersion7();
        await using (var session = log.OpenSession(Domain.Metadata))
        {
            session.StartStream<Seats>(id, Domain.Fact(0));
            await session.SaveChangesAsync();
        }
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, People).Select(_ => Task.Run(() => log.DecideAsync<Seats>(id, Domain.Metadata, TakeASeat))));
        var all = clock.Elapsed.TotalMilliseconds;
        var seats = await log.AggregateStreamAsync<Seats>(id);
        if (seats?.Taken != People + 1) throw new InvalidOperationException($"{seats?.Taken} seats are taken, {People + 1} were to be.");
        return all;
    }
}
