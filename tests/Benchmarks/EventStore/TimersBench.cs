using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using VideoConf.EventStore;
using VideoConf.EventStore.Timers;

namespace VideoConf.Benchmarks.EventStore;

/// <summary>
/// 10,000 timers due at one instant, each with a row as its effect. When an effect was committed is what PostgreSQL
/// itself says (track_commit_timestamp).
/// </summary>
internal static class TimersBench
{
    private static readonly int Count = Math.Max(1_000, (int)(10_000 * Math.Min(1, EventStoreBench.Scale)));

    private sealed class NoteFiring() : TimerHandler("bench.note")
    {
        public override Task FireAsync(DueTimer timer, EventSession session, CancellationToken cancellationToken)
        {
            var effect = new NpgsqlBatchCommand("insert into effects values ($1, $2)");
            effect.Parameters.Add(new NpgsqlParameter<string> { TypedValue = timer.Key });
            effect.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = timer.Due.ToDateTimeUtc() });
            session.Enlist(effect);
            return Task.CompletedTask;
        }
    }

    public static async Task RunAsync(BenchServer _, Report report)
    {
        await using var server = await BenchServer.StartAsync(new Dictionary<string, string> { ["track_commit_timestamp"] = "on" });
        await using var database = await server.NewDatabaseAsync("timers");
        await database.ExecuteAsync("create table effects (key text primary key, due timestamptz not null)");
        var log = database.OpenLog();
        using var runner = new TimerRunner(log, [new NoteFiring()], NullLogger<TimerRunner>.Instance);
        await runner.StartAsync(default);
        var found = new List<(double All, double P50, double P99)>();
        await RoundAsync(); // to warm up
        for (var round = 0; round < EventStoreBench.Rounds; round++) found.Add(await RoundAsync());
        await runner.StopAsync(default);
        report.Add("timers", "ours", "drained per s", Count / Report.Median(found.Select(f => f.All)) * 1000, "1/s");
        report.Add("timers", "ours", "all within", Report.Median(found.Select(f => f.All)), "ms");
        report.Add("timers", "ours", "p50", Report.Median(found.Select(f => f.P50)), "ms");
        report.Add("timers", "ours", "p99", Report.Median(found.Select(f => f.P99)), "ms");

        async Task<(double, double, double)> RoundAsync()
        {
            await database.ExecuteAsync("truncate effects");
            var due = SystemClock.Instance.GetCurrentInstant() + Duration.FromSeconds(3);
            for (var batch = 0; batch < Count; batch += 500)
            {
                await using var session = log.OpenSession(Domain.Metadata);
                for (var i = batch; i < batch + 500; i++) session.SetTimer("bench.note", $"{i}", due, new { i });
                await session.SaveChangesAsync();
            }
            if (SystemClock.Instance.GetCurrentInstant() > due) throw new InvalidOperationException("It took too long to set the timers.");
            await Task.Delay((due - SystemClock.Instance.GetCurrentInstant()).ToTimeSpan());
            while (await database.QueryAsync<long>("select count(*) from effects") < Count) await Task.Delay(50);
            await using var command = database.DataSource.CreateCommand("select extract(epoch from pg_xact_commit_timestamp(xmin) - due)::float8 * 1000 from effects order by 1");
            await using var reader = await command.ExecuteReaderAsync();
            var lateness = new List<double>();
            while (await reader.ReadAsync()) lateness.Add(reader.GetDouble(0));
            return (lateness[^1], Measured.Percentile(lateness, 0.5), Measured.Percentile(lateness, 0.99));
        }
    }
}
