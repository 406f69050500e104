using System.Diagnostics;

namespace VideoConf.Benchmarks.EventStore;

/// <summary>
/// What the event store costs on a durable database (fsync on, the repository's own PostgreSQL as it is shipped),
/// beside the same rows through bare Npgsql and beside what the disk and a bare scan allow.
/// </summary>
/// <remarks>
/// <c>SCALE</c> shrinks the sizes and times for trying out (1: as the goals are stated), <c>PARTS</c> picks parts by
/// name, separated by commas.
/// </remarks>
internal static class EventStoreBench
{
    public static readonly double Scale = double.Parse(Environment.GetEnvironmentVariable("SCALE") ?? "1", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>How long a closed loop runs in a round.</summary>
    public static readonly TimeSpan Round = TimeSpan.FromSeconds(Math.Max(0.5, 1.5 * Math.Min(1, Scale)));

    public static readonly int Rounds = Scale < 0.5 ? 3 : 5;

    public static async Task RunAsync(Report report)
    {
        var wanted = Environment.GetEnvironmentVariable("PARTS")?.Split(',');
        bool Wanted(string part) => wanted is null || wanted.Contains(part);
        var clock = Stopwatch.StartNew();
        await using var server = await BenchServer.StartAsync();
        if (Wanted("append")) await Part("append", AppendBench.RunAsync);
        if (Wanted("decide")) await Part("decide", DecideBench.RunAsync);
        if (Wanted("timers")) await Part("timers", TimersBench.RunAsync);
        if (Wanted("delay")) await Part("delay", DelayBench.RunAsync);
        if (!Wanted("catch-up") && !Wanted("growth")) return;
        await using var million = await MillionAsync();
        if (Wanted("catch-up")) await Part("catch-up", (_, r) => CatchUpBench.RunAsync(million, r));
        if (Wanted("growth")) await Part("growth", (s, r) => GrowthBench.RunAsync(s, million, r));
        report.Add("whole benchmark", "ours", "time", clock.Elapsed.TotalSeconds, "s");

        async Task Part(string name, Func<BenchServer, Report, Task> run)
        {
            var started = clock.Elapsed;
            Console.WriteLine($"{name} (load {File.ReadAllText("/proc/loadavg").Split(' ')[0]})");
            await run(server, report);
            Console.WriteLine($"{name} took {(clock.Elapsed - started).TotalSeconds:N0} s");
        }

        async Task<BenchDatabase> MillionAsync()
        {
            var database = await server.NewDatabaseAsync("million");
            await database.FillAsync((int)(1_000_000 * Scale));
            return database;
        }
    }
}
