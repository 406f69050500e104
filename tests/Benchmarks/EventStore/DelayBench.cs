using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using VideoConf.EventStore;
using VideoConf.EventStore.Subscriptions;
using EventLog = VideoConf.EventStore.EventLog;

namespace VideoConf.Benchmarks.EventStore;

/// <summary>
/// From the commit of a single append to the moment when somebody outside sees that the subscriber's effect is
/// committed. The writer is in the subscriber's process, or in another one.
/// </summary>
internal static class DelayBench
{
    private const string Channel = "bench_effect";

    /// <summary>Its effect: a row, and word of it that PostgreSQL passes on when the row is committed.</summary>
    private sealed class NoteSeats() : Reaction("bench.note_seats")
    {
        public override IReadOnlyCollection<Type> Facts { get; } = [typeof(SeatTaken)];

        public override Task ReactAsync(StoredEvent fact, EventSession session, CancellationToken cancellationToken)
        {
            var effect = new NpgsqlBatchCommand($"with row as (insert into effects values ($1)) select pg_notify('{Channel}', $1::text)");
            effect.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = fact.StreamId });
            session.Enlist(effect);
            return Task.CompletedTask;
        }
    }

    public static async Task RunAsync(BenchServer server, Report report)
    {
        await using var database = await server.NewDatabaseAsync("delay");
        await database.ExecuteAsync("create table effects (stream uuid primary key)");
        var log = database.OpenLog();
        using var feed = new LiveFeed(log, NullLogger<LiveFeed>.Instance);
        using var runner = new SubscriptionRunner(log, feed, [new NoteSeats()], NullLogger<SubscriptionRunner>.Instance);
        await feed.StartAsync(default);
        await runner.StartAsync(default);
        await using var listening = await database.DataSource.OpenConnectionAsync();
        var seen = new ConcurrentDictionary<Guid, TaskCompletionSource<long>>();
        listening.Notification += (_, told) => seen[Guid.Parse(told.Payload)].TrySetResult(Stopwatch.GetTimestamp());
        await using (var listen = new NpgsqlCommand($"listen {Channel}", listening)) await listen.ExecuteNonQueryAsync();
        using var end = new CancellationTokenSource();
        var ear = Task.Run(async () => { while (!end.IsCancellationRequested) await listening.WaitAsync(end.Token); });

        foreach (var (@case, writer) in new[] { ("delay", log), ("delay from another process", database.OpenLog()) })
        {
            using var stop = new CancellationTokenSource();
            // Another process announces its commits itself
            var announcer = writer == log ? Task.CompletedTask : new LiveFeedOf(writer).RunAsync(stop.Token);
            for (var i = 0; i < 100; i++) await OnceAsync(writer);
            var delays = new List<double>();
            for (var i = 0; i < Math.Max(200, 1_000 * Math.Min(1, EventStoreBench.Scale)); i++) delays.Add(await OnceAsync(writer));
            delays.Sort();
            report.Add(@case, "ours", "p50", Measured.Percentile(delays, 0.5), "ms");
            report.Add(@case, "ours", "p99", Measured.Percentile(delays, 0.99), "ms");
            await stop.CancelAsync();
            await announcer;
        }
        await end.CancelAsync();
        await ear.ContinueWith(_ => { }, TaskScheduler.Default);
        await runner.StopAsync(default);
        await feed.StopAsync(default);

        async Task<double> OnceAsync(EventLog writer)
        {
            var id = Guid.CreateVersion7();
            var effect = seen[id] = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var session = writer.OpenSession(Domain.Metadata);
            session.StartStream<Seats>(id, Domain.Fact(1));
            await session.SaveChangesAsync();
            var committed = Stopwatch.GetTimestamp();
            return Stopwatch.GetElapsedTime(committed, await effect.Task.WaitAsync(TimeSpan.FromSeconds(30))).TotalMilliseconds;
        }
    }

    /// <summary>The live feed that every host runs: it passes the signals on.</summary>
    private sealed class LiveFeedOf(EventLog log)
    {
        public async Task RunAsync(CancellationToken stop)
        {
            using var feed = new LiveFeed(log, NullLogger<LiveFeed>.Instance);
            await feed.StartAsync(stop);
            await Task.WhenAny(Task.Delay(Timeout.Infinite, stop));
            await feed.StopAsync(default);
        }
    }
}
