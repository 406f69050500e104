using VideoConf.EventStore;

namespace VideoConf.Benchmarks.EventStore;

/// <summary>What an append and a fetch cost with more and more in the log.</summary>
internal static class GrowthBench
{
    private const int Sessions = 8;
    private const string Small = "10 thousand";

    public static async Task RunAsync(BenchServer server, BenchDatabase million, Report report)
    {
        await using var large = await server.NewDatabaseAsync("large");
        (string Name, EventLog Log, Guid[] Streams)[] grown =
        [
            ("1 million", million.OpenLog(), await StreamsAsync(million)),
            ("10 million", large.OpenLog(), await large.FillAsync((int)(10_000_000 * EventStoreBench.Scale))),
        ];
        var found = new List<(string Case, string Log, double Cost)>();
        for (var round = -1; round < EventStoreBench.Rounds; round++)
        {
            // Anew each round, else what the rounds append soon makes it a large one
            await using var small = await server.NewDatabaseAsync($"small_{round + 1}");
            foreach (var (name, log, streams) in grown.Prepend((Small, small.OpenLog(), await small.FillAsync(10_000))))
            {
                // Fetched first: an append reads what it finds warm
                var fetch = await Load.RunAsync(Sessions, EventStoreBench.Round, _ => log.AggregateStreamAsync<Seats>(streams[Random.Shared.Next(streams.Length)]));
                var append = await AppendBench.OursAsync(log, Sessions);
                if (round < 0) continue;
                found.Add(("fetch as it grows", name, 1e6 / fetch.PerSecond));
                found.Add(("append as it grows", name, 1e6 / append.PerSecond));
            }
        }
        foreach (var @case in found.GroupBy(f => f.Case))
        {
            var byLog = @case.ToLookup(f => f.Log, f => f.Cost);
            foreach (var log in byLog)
            {
                report.Add(@case.Key, "ours", $"cost at {log.Key}", Report.Median(log), "us");
                if (log.Key != Small) report.Add(@case.Key, "ours", $"ratio at {log.Key}", Report.Median(log.Zip(byLog[Small], (a, b) => a / b)), "ratio");
            }
        }
    }

    private static async Task<Guid[]> StreamsAsync(BenchDatabase database) => (await database.QueryAsync<Guid[]>("select array_agg(id) from events.mt_streams"))!;
}
