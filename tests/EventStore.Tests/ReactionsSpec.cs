using Npgsql;
using Shouldly;
using VideoConf.EventStore.Subscriptions;
using VideoConf.Testing;
using Xunit;
using static VideoConf.EventStore.Tests.LedgerDatabase;

namespace VideoConf.EventStore.Tests;

/// <summary>A reaction's effect in the database happens once, one outside at least once, in the order of the log.</summary>
public sealed class ReactionsSpec
{
    private static readonly Type[] Entries = [typeof(PutIn), typeof(TakenOut)];

    [Fact]
    public async Task Each_fact_of_8_writers_has_its_effect_once_and_in_the_order_of_the_log()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        var recorder = new Recorder("recorder", node, Entries);
        await node.SubscribeAsync(recorder);
        await WriteAsync(database, writers: 8, rounds: 20);
        await node.HasReactedOnceToAllAsync(recorder);
    }

    // A trigger ends the session that does the work, between its effect and its end.
    [Theory]
    [InlineData("after the effect", "after insert on effects")]
    [InlineData("after the checkpoint", "after update of tx_id on events.mt_event_progression")]
    [InlineData("at the commit", "after update of tx_id on events.mt_event_progression deferrable initially deferred")]
    public async Task A_crash_between_two_steps_neither_repeats_nor_loses_an_effect(string when, string trigger)
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        await CrashAsync(database, trigger, times: 3);
        var recorder = new Recorder("recorder", node, Entries);
        await WriteAsync(database, writers: 2, rounds: 5);
        await node.SubscribeAsync(recorder);
        await node.HasReactedOnceToAllAsync(recorder);
        (await database.QueryAsync<long>("select last_value from crashes")).ShouldBeGreaterThanOrEqualTo(3, when);
        (await node.Control(recorder).ListAsync()).Single().Progress.State.ShouldBe(SubscriptionState.Running);
    }

    [Fact]
    public async Task Hosts_that_come_and_go_at_any_moment_neither_repeat_nor_lose_an_effect()
    {
        await using var database = await StoreDatabase.NewAsync();
        var writing = WriteAsync(database, writers: 4, rounds: 60);
        await using var last = database.Node("last");
        for (var i = 0; i < 25; i++)
        {
            await using var node = database.Node($"host {i}");
            var before = await database.QueryAsync<long>("select count(*) from effects");
            var all = writing.IsCompleted;
            await node.SubscribeAsync(new Recorder("recorder", node, Entries));
            var enough = before + Random.Shared.Next(1, 12);
            await Eventually.IsSoAsync(async () => all || writing.IsCompleted || await database.QueryAsync<long>("select count(*) from effects") >= enough);
        }
        await writing;
        var recorder = new Recorder("recorder", last, Entries);
        await last.SubscribeAsync(recorder);
        await last.HasReactedOnceToAllAsync(recorder);
    }

    [Fact]
    public async Task A_connection_cut_at_any_moment_neither_repeats_nor_loses_an_effect()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var operators = database.Node("operator");
        await using var node = database.Node("victim");
        var recorder = new Recorder("recorder", node, Entries);
        await node.SubscribeAsync(recorder);
        for (var i = 0; i < 8; i++)
        {
            await WriteAsync(database, writers: 2, rounds: 4);
            await Eventually.IsSoAsync(async () => await operators.CutOffAsync("victim", one: i % 2 == 0) > 0);
        }
        await operators.HasReactedOnceToAllAsync(recorder);
    }

    [Fact]
    public async Task Only_what_it_wants_comes_and_its_checkpoint_passes_by_the_rest_also_what_nobody_knows()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        var id = await database.OpenLedgerAsync(new PutIn(1), new Looked(), new TakenOut(1), new PutIn(2));
        await database.ExecuteAsync($"update events.mt_events set type = 'ledger.of_tomorrow' where stream_id = '{id}' and version = 4");
        var teller = new Teller("teller", typeof(PutIn));
        await node.SubscribeAsync(teller);
        await Eventually.IsSoAsync(() => Task.FromResult(teller.Told.Count == 2));
        for (var i = 0; i < 3; i++) await database.OpenLedgerAsync(new Looked());

        var end = (await database.Log.ReadAllAsync())[^1].Cursor;
        await Eventually.IsSoAsync(async () => (await node.Control(teller).ListAsync()).Single().Progress.Cursor >= end);
        teller.Told.Select(f => f.Data).ShouldBe([new PutIn(1), new PutIn(2)]);
    }

    [Fact]
    public async Task What_a_reaction_appends_says_what_led_to_it_and_its_timer_fires_without_polling()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        var echo = new Recorder("echo", node, typeof(Opened))
        {
            Also = async (fact, session) =>
            {
                (await session.FetchForWritingAsync<Ledger>(fact.StreamId)).Append(new PutIn(7));
                session.SetTimer("alarm", fact.StreamId.ToString(), NodaConstants.UnixEpoch, new { });
            },
        };
        await node.RunAsync(node.Timers(new Alarm("alarm")));
        await node.SubscribeAsync(echo);
        var id = Guid.CreateVersion7();
        await database.Log.DecideAsync<Ledger>(id, new EventMetadata("somebody", "request-1"), _ => Decision.Accept(new Opened("who")));

        await Eventually.IsSoAsync(async () => await database.QueryAsync<long>("select count(*) from fired") == 1);
        var facts = await database.Log.FetchStreamAsync(id);
        facts[1].Data.ShouldBe(new PutIn(7));
        facts[1].Metadata.ShouldBe(new EventMetadata(null, "request-1", facts[0].Id.ToString(), "system"));
    }

    [Fact]
    public async Task A_reaction_that_loses_a_race_acts_again_on_what_the_winner_left()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        var id = await database.OpenLedgerAsync(new PutIn(10));
        var attempts = 0;
        var recorder = new Recorder("doubles", node, typeof(Looked))
        {
            Also = async (_, session) =>
            {
                var ledger = await session.FetchForWritingAsync<Ledger>(id);
                if (attempts++ == 0) await database.AppendAsync(id, new PutIn(5));
                ledger.Append(new PutIn(ledger.State!.Balance));
            },
        };
        await node.SubscribeAsync(recorder);
        await database.OpenLedgerAsync(new Looked());
        await node.HasReactedOnceToAllAsync(recorder);
        attempts.ShouldBe(2);
        (await database.Log.AggregateStreamAsync<Ledger>(id))!.Balance.ShouldBe(30);
    }

    [Fact]
    public async Task An_effect_outside_comes_again_with_the_same_id_when_its_checkpoint_is_lost()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        await CrashAsync(database, "after update of tx_id on events.mt_event_progression", times: 2);
        var teller = new Teller("teller", Entries);
        await WriteAsync(database, writers: 1, rounds: 3);
        await node.SubscribeAsync(teller);
        await node.HasCaughtUpAsync(teller);

        var expected = (await database.Log.ReadAllAsync()).Where(f => f.Data is PutIn or TakenOut).Select(f => f.Id).ToList();
        teller.Told.Select(f => f.Id).Distinct().ShouldBe(expected);
        teller.Told.Count.ShouldBeGreaterThan(expected.Count);
    }

    [Fact]
    public async Task A_log_restored_into_a_younger_cluster_is_reacted_to_to_its_end_old_facts_first()
    {
        await using var database = await StoreDatabase.NewAsync();
        var (behind, ahead) = (default(Recorder), default(Recorder));
        await using (var before = database.Node("before"))
        {
            ahead = new Recorder("ahead", before, Entries);
            await database.OpenLedgerAsync(new PutIn(1));
            await before.SubscribeAsync(ahead);
            await before.HasReactedOnceToAllAsync(ahead);
        }
        // As a dump of a much older cluster: the checkpoint stands beyond the last fact, as it does after passing others by.
        await database.ExecuteAsync("update events.mt_events set tx_id = tx_id + 1000000; update events.mt_event_progression set tx_id = tx_id + 1500000");
        await database.ExecuteAsync("update effects set tx_id = tx_id + 1000000");
        await database.Migrator().MigrateAsync();

        await using var after = database.Node("after");
        (behind, ahead) = (new Recorder("behind", after, Entries), new Recorder("ahead", after, Entries));
        await after.SubscribeAsync(behind, ahead);
        for (var i = 0; i < 3; i++) await database.OpenLedgerAsync(new PutIn(2));
        await after.HasReactedOnceToAllAsync(behind);
        await after.HasReactedOnceToAllAsync(ahead);
    }

    /// <summary>Ledgers of their own and one for all, so that there is waiting, too.</summary>
    internal static async Task WriteAsync(StoreDatabase database, int writers, int rounds)
    {
        var shared = await database.OpenLedgerAsync();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => Task.Run(async () =>
        {
            var log = database.OpenLog();
            var own = await database.OpenLedgerAsync(new Looked());
            for (var i = 0; i < rounds; i++)
            {
                await log.DecideAsync<Ledger>(own, Anybody, _ => Decision.Accept(new PutIn(writer + i), new Looked()));
                await log.DecideAsync<Ledger>(shared, Anybody, _ => Decision.Accept(new TakenOut(i)));
            }
        })));
    }

    internal static Task CrashAsync(StoreDatabase database, string trigger, int times) => database.ExecuteAsync(
        $"""
         create sequence crashes;
         create function crash() returns trigger language plpgsql as 'begin if nextval(''crashes'') <= {times} then perform pg_terminate_backend(pg_backend_pid()); end if; return null; end';
         create {(trigger.Contains("deferrable", StringComparison.Ordinal) ? "constraint " : "")}trigger crash {trigger} for each row execute function crash();
         """);
}
