using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using VideoConf.EventStore;
using VideoConf.EventStore.Subscriptions;

namespace VideoConf.Benchmarks.EventStore;

/// <summary>A view that follows the log catches up from the start, a row per 10 facts, beside a bare scan of the facts.</summary>
internal static class CatchUpBench
{
    private const int Page = 5_000;

    public static async Task RunAsync(BenchDatabase database, Report report)
    {
        var facts = await database.QueryAsync<long>("select count(*) from events.mt_events");
        var found = new List<(string Case, string Subject, double PerSecond)>();
        for (var round = 0; round < 3; round++)
        {
            found.Add(("catch-up", "limit", facts / await ScanAsync(database)));
            found.Add(("catch-up adjacent", "ours", facts / await FollowAsync<Visits>(database)));
            found.Add(("catch-up scattered", "ours", facts / await FollowAsync<People>(database)));
            Console.WriteLine("  " + string.Join(", ", found.TakeLast(3).Select(f => $"{f.Case} {f.PerSecond:N0}/s")));
        }
        foreach (var same in found.GroupBy(f => (f.Case, f.Subject)))
            report.Add(same.Key.Case, same.Key.Subject, "facts per s", Report.Median(same.Select(f => f.PerSecond)), "1/s");
    }

    private static async Task<double> FollowAsync<TView>(BenchDatabase database) where TView : Tally
    {
        await using var services = new ServiceCollection().AddAsyncView<TView>().BuildServiceProvider();
        var view = services.GetRequiredService<TView>();
        var name = $"view:{view.Alias}";
        await database.ExecuteAsync($"truncate {view.Table.Name}");
        await database.ExecuteAsync($"delete from events.mt_event_progression where name = '{name}'");
        await database.ExecuteAsync("checkpoint");
        const string Last = "(select tx_id, seq_id from events.mt_events order by tx_id desc, seq_id desc limit 1)";
        var log = database.OpenLog();
        using var feed = new LiveFeed(log, NullLogger<LiveFeed>.Instance);
        using var runner = new SubscriptionRunner(log, feed, services.GetServices<Subscription>(), NullLogger<SubscriptionRunner>.Instance);
        var clock = Stopwatch.StartNew();
        await runner.StartAsync(default);
        while (!await database.QueryAsync<bool>($"select (tx_id, seq_id) >= {Last} from events.mt_event_progression where name = '{name}'"))
            await Task.Delay(10);
        var seconds = clock.Elapsed.TotalSeconds;
        await runner.StopAsync(default);
        var counted = await database.QueryAsync<long>($"select sum((data->>'taken')::bigint)::bigint from {view.Table.Name}");
        var facts = await database.QueryAsync<long>("select count(*) from events.mt_events");
        return counted == facts ? seconds : throw new InvalidOperationException($"The view holds {counted} facts of {facts}.");
    }

    /// <summary>The same rows in the same pages, read and thrown away.</summary>
    private static async Task<double> ScanAsync(BenchDatabase database)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(
            $"""
             select seq_id, tx_id, id, stream_id, version, type, data, timestamp, user_name, correlation_id, causation_id, headers->>'client' from events.mt_events
             where (tx_id, seq_id) > ($1, $2) order by tx_id, seq_id limit {Page}
             """, connection);
        var (transaction, position) = (new NpgsqlParameter<long> { TypedValue = 0 }, new NpgsqlParameter<long> { TypedValue = 0 });
        command.Parameters.Add(transaction);
        command.Parameters.Add(position);
        var clock = Stopwatch.StartNew();
        for (var count = Page; count == Page;)
        {
            count = 0;
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                (position.TypedValue, transaction.TypedValue) = (reader.GetInt64(0), reader.GetInt64(1));
                count++;
            }
        }
        return clock.Elapsed.TotalSeconds;
    }
}
