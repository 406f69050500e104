using System.Collections.Concurrent;
using Npgsql;
using Shouldly;
using VideoConf.EventStore.Subscriptions;
using VideoConf.Testing;
using Xunit;
using static VideoConf.EventStore.Tests.LedgerDatabase;

namespace VideoConf.EventStore.Tests;

public sealed class PoisonedFactSpec
{
    private static readonly int Attempts = SubscriptionLoop.RetryWaits.Length + 1;

    [Fact]
    public async Task It_is_tried_after_growing_waits_then_the_subscription_pauses_there_and_what_stands_before_has_had_its_effect_once()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        var attempts = new ConcurrentQueue<long>();
        var recorder = Refusing(node, 13, attempts);
        for (var i = 1; i <= 30; i++) await database.OpenLedgerAsync(new PutIn(i));
        await node.SubscribeAsync(recorder);

        var status = await PausedAsync(node, recorder);
        status.Progress.Attempts.ShouldBe(Attempts);
        status.Progress.Error.ShouldBe("InvalidOperationException: 13 is not for me");
        status.LagFacts.ShouldBe(18);
        var poison = (await database.Log.ReadAllAsync()).Single(f => f.Data is PutIn { Amount: 13 });
        status.Progress.FailedAt.ShouldBe(poison.Cursor);
        (await AmountsAsync(database)).ShouldBe(Enumerable.Range(1, 12));

        // The last attempts, each alone in its piece: the waits in between grow.
        long[] alone = [.. attempts.TakeLast(Attempts)];
        foreach (var (wait, i) in SubscriptionLoop.RetryWaits.Select((wait, i) => (wait, i)))
            (alone[i + 1] - alone[i]).ShouldBeGreaterThanOrEqualTo((long)wait.TotalMilliseconds - 2);

        await using var other = database.Node("after a restart");
        (await other.Control(recorder).ListAsync()).Single().Progress.State.ShouldBe(SubscriptionState.Paused);
    }

    [Fact]
    public async Task An_operator_has_it_tried_again_when_its_cause_is_mended()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        var isMended = false;
        var recorder = new Recorder("recorder", node, typeof(PutIn)) { Also = (f, _) => isMended || f.Data is not PutIn { Amount: 2 } ? Task.CompletedTask : throw new InvalidOperationException("2") };
        for (var i = 1; i <= 3; i++) await database.OpenLedgerAsync(new PutIn(i));
        await node.SubscribeAsync(recorder);
        await PausedAsync(node, recorder);
        (await node.Control(recorder).RetryAsync("recorder")).ShouldBeTrue();
        await Eventually.IsSoAsync(async () => (await node.Control(recorder).ListAsync()).Single().Progress is { State: SubscriptionState.Paused, Attempts: var n } && n == Attempts);

        isMended = true;
        (await node.Control(recorder).RetryAsync("recorder")).ShouldBeTrue();
        await node.HasReactedOnceToAllAsync(recorder);
        (await node.Control(recorder).RetryAsync("recorder")).ShouldBeFalse();
        (await node.Control(recorder).ListAsync()).Single().Progress.Error.ShouldBeNull();
    }

    [Fact]
    public async Task An_operator_has_it_skipped_and_the_skip_is_a_fact_itself()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        var recorder = Refusing(node, 2);
        for (var i = 1; i <= 3; i++) await database.OpenLedgerAsync(new PutIn(i));
        await node.SubscribeAsync(recorder);
        var status = await PausedAsync(node, recorder);
        (await node.Control(recorder).SkipAsync("recorder", new EventMetadata("the operator"))).ShouldBe(status.Progress.FailedAt!.Value.Position);

        await Eventually.IsSoAsync(async () => (await AmountsAsync(database)).Count == 2);
        (await AmountsAsync(database)).ShouldBe([1, 3]);
        (await node.Control(recorder).SkipAsync("recorder", Anybody)).ShouldBeNull();
        var skip = (await database.Log.ReadAllAsync()).Single(f => f.WireName == "store.fact_skipped");
        skip.Data.ShouldBe(new FactSkipped("recorder", status.Progress.FailedAt!.Value.Position, "InvalidOperationException: 2 is not for me"));
        skip.Metadata.Actor.ShouldBe("the operator");
    }

    [Fact]
    public async Task A_body_that_does_not_fit_pauses_who_wants_it_and_nobody_else()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        var (wants, passesBy) = (new Recorder("recorder", node, typeof(PutIn)), new Recorder("passes by", node, typeof(Opened), typeof(TakenOut)));
        await database.OpenLedgerAsync(new PutIn(1));
        var id = await database.OpenLedgerAsync(new PutIn(2), new TakenOut(1));
        await database.ExecuteAsync($"update events.mt_events set data = '{{\"amount\": \"many\"}}' where stream_id = '{id}' and version = 2");
        await database.OpenLedgerAsync(new PutIn(3));
        await node.SubscribeAsync(wants, passesBy);
        await node.FollowAsync();

        (await PausedAsync(node, wants)).Progress.Error!.ShouldStartWith("UnreadableFactException: Fact ");
        await PausedAsync(node, new ViewSubscription(node.Tallies));
        await node.HasReactedOnceToAllAsync(passesBy);
        (await AmountsAsync(database)).ShouldBe([1]);
        await node.Control(wants).SkipAsync("recorder", Anybody);
        await Eventually.IsSoAsync(async () => (await AmountsAsync(database)).Count == 2);
    }

    [Fact]
    public async Task What_a_reaction_outside_throws_is_its_own_fault_whatever_it_is()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        Exception[] all = [new IOException("no line"), new TaskCanceledException("no answer in time"), new NpgsqlException("another database")];
        Teller[] tellers = [.. all.Select((e, i) => new Teller($"teller {i}", typeof(PutIn)) { First = f => f.Data is PutIn { Amount: 2 } ? throw e : Task.CompletedTask })];
        for (var i = 1; i <= 3; i++) await database.OpenLedgerAsync(new PutIn(i));
        await node.SubscribeAsync([.. tellers]);
        for (var i = 0; i < all.Length; i++)
        {
            (await PausedAsync(node, tellers[i])).Progress.Error.ShouldBe($"{all[i].GetType().Name}: {all[i].Message}");
            tellers[i].Told.ShouldAllBe(f => f.Data!.Equals(new PutIn(1)));
        }
    }

    [Fact]
    public async Task A_reaction_that_dawdles_until_its_connection_is_ended_pauses_too()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node(idleTimeout: "50");
        var recorder = new Recorder("recorder", node, typeof(PutIn))
        {
            Also = async (fact, session) =>
            {
                if (fact.Data is not PutIn { Amount: 2 }) return;
                await session.FetchForWritingAsync<Ledger>(fact.StreamId);
                await Eventually.IsSoAsync(() => database.QueryAsync<bool>("select not exists (select 1 from pg_stat_activity where datname = current_database() and state = 'idle in transaction')"));
            },
        };
        for (var i = 1; i <= 3; i++) await database.OpenLedgerAsync(new PutIn(i));
        await node.SubscribeAsync(recorder);
        (await PausedAsync(node, recorder)).Progress.Attempts.ShouldBe(Attempts);
        (await AmountsAsync(database)).ShouldBe([1]);
    }

    [Fact]
    public async Task A_subscription_whose_log_cannot_be_read_says_so_and_goes_on_when_it_can()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        var (recorder, lines) = (new Recorder("recorder", node, typeof(PutIn)), new Lines<SubscriptionRunner>());
        await node.RunAsync(node.Feed);
        await database.ExecuteAsync("alter function events.vc_tx_ceiling() rename to away");
        await node.RunAsync(new SubscriptionRunner(node.Log, node.Feed, [recorder], lines));
        await Eventually.IsSoAsync(() => Task.FromResult(lines.Count(l => l.StartsWith("Warning: The subscription recorder lost the database and goes on", StringComparison.Ordinal)) >= 2));
        lines.Count.ShouldBeLessThan(100);
        await database.ExecuteAsync("alter function events.away() rename to vc_tx_ceiling");
        await database.OpenLedgerAsync(new PutIn(1));
        await node.HasReactedOnceToAllAsync(recorder);
    }

    private static Recorder Refusing(Node node, int amount, ConcurrentQueue<long>? attempts = null) => new("recorder", node, typeof(PutIn))
    {
        Also = (fact, _) =>
        {
            if (fact.Data is not PutIn put || put.Amount != amount) return Task.CompletedTask;
            attempts?.Enqueue(Environment.TickCount64);
            throw new InvalidOperationException($"{amount} is not for me");
        },
    };

    private static async Task<SubscriptionStatus> PausedAsync(Node node, Subscription subscription)
    {
        await Eventually.IsSoAsync(async () => (await node.Control(subscription).ListAsync()).Single().Progress.State == SubscriptionState.Paused);
        return (await node.Control(subscription).ListAsync()).Single();
    }

    private static async Task<IReadOnlyList<int>> AmountsAsync(StoreDatabase database) => await database.QueryAsync<int[]>(
        "select coalesce(array_agg((e.data->>'amount')::int order by f.n), '{}') from effects f join events.mt_events e on e.id = f.fact where f.subscription = 'recorder'");
}
