using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using VideoConf.EventStore.Subscriptions;
using VideoConf.Testing;
using Xunit;
using static VideoConf.EventStore.Tests.LedgerDatabase;

namespace VideoConf.EventStore.Tests;

public sealed class LiveFeedSpec(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;

    [Fact]
    public async Task Facts_of_8_writers_at_once_come_in_order_without_a_gap_and_each_once()
    {
        const int writers = 8, rounds = 25;
        await using var feed = await RunningFeed.StartAsync(database.Log);
        var shared = await database.OpenLedgerAsync();
        var streams = await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            var log = database.OpenLog();
            var own = await database.OpenLedgerAsync();
            for (var i = 0; i < rounds; i++)
            {
                await log.DecideAsync<Ledger>(own, Anybody, _ => Decision.Accept(new PutIn(i), new TakenOut(i)));
                await log.DecideAsync<Ledger>(shared, Anybody, _ => Decision.Accept(new PutIn(1)));
            }
            return own;
        })));

        var facts = await feed.TakeAsync(1 + writers + writers * rounds * 3);
        facts.Select(f => f.Cursor).ShouldBeInOrder();
        foreach (var (id, count) in streams.Select(id => (id, 1 + 2 * rounds)).Append((shared, 1 + writers * rounds)))
            facts.Where(f => f.StreamId == id).Select(f => f.Version).ShouldBe(Enumerable.Range(1, count).Select(v => (long)v));
        await feed.ShouldHaveNothingLeftAsync(database);
    }

    [Fact]
    public async Task A_fact_that_commits_behind_a_later_one_is_not_skipped()
    {
        var (early, late) = (await database.OpenLedgerAsync(), await database.OpenLedgerAsync());
        await database.Log.ReadAllAsync();
        await using var feed = await RunningFeed.StartAsync(database.Log);
        await using var slow = await OpenWriter.AppendAsync(database, early, new PutIn(1));
        await database.AppendAsync(late, new PutIn(2));
        await slow.CommitAsync();
        (await feed.TakeAsync(2)).Select(f => f.StreamId).ShouldBe([early, late]);
    }

    [Fact]
    public async Task Facts_of_another_process_are_announced_and_need_no_polling()
    {
        var other = database.OpenLog();
        await using var announcer = await RunningFeed.StartAsync(other, Never);
        await using var feed = await RunningFeed.StartAsync(database.Log, Never);
        for (var i = 0; i < 3; i++)
        {
            var id = Guid.CreateVersion7();
            await other.DecideAsync<Ledger>(id, Anybody, _ => Decision.Accept(new Opened($"owner of {id}")));
            (await feed.TakeAsync(1)).Single().StreamId.ShouldBe(id);
        }
    }

    [Fact]
    public async Task Facts_that_nobody_announced_are_found_by_polling()
    {
        await using var feed = await RunningFeed.StartAsync(database.Log, TimeSpan.FromMilliseconds(20));
        var silent = database.OpenLog();
        var id = Guid.CreateVersion7();
        await silent.DecideAsync<Ledger>(id, Anybody, _ => Decision.Accept(new Opened($"owner of {id}")));
        (await feed.TakeAsync(1)).Single().StreamId.ShouldBe(id);
    }

    [Fact]
    public async Task It_goes_on_where_it_was_after_its_connections_are_killed()
    {
        await using var feed = await RunningFeed.StartAsync(database.Log);
        var first = await database.OpenLedgerAsync();
        (await feed.TakeAsync(1)).Single().StreamId.ShouldBe(first);
        for (var i = 0; i < 3; i++)
        {
            await using var operatorsConnection = new Npgsql.NpgsqlConnection(database.ConnectionString + ";Pooling=false");
            await operatorsConnection.OpenAsync();
            await using var kill = new Npgsql.NpgsqlCommand(
                "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()", operatorsConnection);
            ((long)(await kill.ExecuteScalarAsync())!).ShouldBeGreaterThan(0);
            Npgsql.NpgsqlConnection.ClearPool(operatorsConnection);

            await using var other = Npgsql.NpgsqlDataSource.Create(database.ConnectionString);
            var log = new EventLog(other, database.Registry, database.InlineViews, SystemClock.Instance, TestKeys.Master);
            var id = Guid.CreateVersion7();
            await log.DecideAsync<Ledger>(id, Anybody, _ => Decision.Accept(new Opened($"owner of {id}")));
            (await feed.TakeAsync(1)).Single().StreamId.ShouldBe(id);
        }
    }

    [Fact]
    public async Task A_subscriber_that_throws_takes_nothing_from_the_others_and_one_that_has_left_hears_nothing()
    {
        await using var feed = await RunningFeed.StartAsync(database.Log);
        var heard = 0;
        using var thrower = feed.Feed.Subscribe(_ => throw new InvalidOperationException("a bug"));
        var leaver = feed.Feed.Subscribe(_ =>
        {
            heard++;
            return ValueTask.CompletedTask;
        });
        await database.OpenLedgerAsync();
        await feed.TakeAsync(1);
        leaver.Dispose();
        var last = await database.OpenLedgerAsync();
        (await feed.TakeAsync(1)).Single().StreamId.ShouldBe(last);
        heard.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task A_test_can_wait_for_a_fact_that_is_there_and_for_one_that_is_to_come()
    {
        await using var feed = await RunningFeed.StartAsync(database.Log);
        var id = await database.OpenLedgerAsync();
        (await feed.Feed.FirstAsync(database.Log, f => f.StreamId == id)).Data.ShouldBeOfType<Opened>();
        var coming = feed.Feed.FirstAsync(database.Log, f => f.StreamId == id && f.Data is PutIn);
        await database.AppendAsync(id, new PutIn(5));
        (await coming).Data.ShouldBe(new PutIn(5));
    }
}

/// <summary>A feed with one subscriber that keeps what it hears.</summary>
internal sealed class RunningFeed : IAsyncDisposable
{
    private readonly Channel<StoredEvent> heard = Channel.CreateUnbounded<StoredEvent>();

    private RunningFeed(LiveFeed feed)
    {
        Feed = feed;
        feed.Subscribe(fact => heard.Writer.WriteAsync(fact));
    }

    public LiveFeed Feed { get; }

    public static async Task<RunningFeed> StartAsync(EventLog log, TimeSpan? pollInterval = null)
    {
        // Nothing of an earlier test is on its way any more
        await log.ReadAllAsync();
        var feed = new LiveFeed(log, NullLogger<LiveFeed>.Instance) { PollInterval = pollInterval ?? TimeSpan.FromSeconds(1) };
        var running = new RunningFeed(feed);
        await feed.StartAsync(CancellationToken.None);
        return running;
    }

    public async Task<IReadOnlyList<StoredEvent>> TakeAsync(int count)
    {
        var facts = new List<StoredEvent>();
        using var patience = new CancellationTokenSource(WaitForFacts.Patience);
        try
        {
            while (facts.Count < count) facts.Add(await heard.Reader.ReadAsync(patience.Token));
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"{facts.Count} of {count} facts came.");
        }
        return facts;
    }

    /// <summary>A marker is the next that is heard: nothing came twice.</summary>
    public async Task ShouldHaveNothingLeftAsync(LedgerDatabase database)
    {
        var marker = await database.OpenLedgerAsync();
        (await TakeAsync(1)).Single().StreamId.ShouldBe(marker);
    }

    public async ValueTask DisposeAsync()
    {
        await Feed.StopAsync(CancellationToken.None);
        Feed.Dispose();
    }
}
