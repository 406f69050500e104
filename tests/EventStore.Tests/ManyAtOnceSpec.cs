using Shouldly;
using VideoConf.EventStore.Subscriptions;
using VideoConf.EventStore.Timers;
using VideoConf.Testing;
using Xunit;
using static VideoConf.EventStore.Tests.LedgerDatabase;

namespace VideoConf.EventStore.Tests;

/// <summary>What goes through one session for many, in few statements, is what it would be one by one.</summary>
public sealed class ManyAtOnceSpec
{
    private static readonly Instant Past = NodaConstants.UnixEpoch;

    [Theory]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(120)]
    public async Task Streams_started_together_stand_in_log_and_views_as_if_each_had_been_started_alone(int count)
    {
        await using var database = await StoreDatabase.NewAsync();
        Guid[] ids = [.. Enumerable.Range(0, count).Select(_ => Guid.NewGuid())];
        await using (var session = database.Log.OpenSession(new EventMetadata("somebody", "request-1", null, "web")))
        {
            foreach (var (i, id) in ids.Index()) session.StartStream<Ledger>(id, i % 5 == 4 ? [new Opened($"{i}"), new PutIn(i), new Closed()] : [new Opened($"{i}"), new PutIn(i)]);
            session.SetTimer("alarm", "with them", Past, new PutIn(1));
            await session.SaveChangesAsync();
        }
        var facts = await database.Log.ReadAllAsync();
        facts.Select(f => f.StreamId).Distinct().ShouldBe(ids);
        facts.ShouldAllBe(f => f.Metadata == new EventMetadata("somebody", "request-1", null, "web"));
        foreach (var (i, id) in ids.Index())
        {
            facts.Where(f => f.StreamId == id).Select(f => (f.Version, f.Data)).Take(2).ShouldBe([(1L, new Opened($"{i}")), (2L, new PutIn(i))]);
            var row = await database.Views.LoadAsync(database.Balances, id);
            if (i % 5 == 4) row.ShouldBeNull();
            else (row!.Version, row.Data.Owner, row.Data.Amount).ShouldBe((2, $"{i}", i));
            await database.AppendAsync(id, new Looked());
        }
        (await database.QueryAsync<long>("select count(*) from events.vc_timers")).ShouldBe(1);
        (await new Projections.ViewRebuild(database.Log, [database.Balances]).VerifyAsync(database.Balances)).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_of_many_that_is_there_already_or_takes_what_is_taken_leaves_none_of_them()
    {
        await using var database = await StoreDatabase.NewAsync();
        var there = await database.OpenLedgerAsync();
        var before = await database.CountFactsAsync();
        foreach (var (id, owner) in ((Guid, string)[])[(there, "another"), (Guid.NewGuid(), $"owner of {there}")])
        {
            await using var session = database.Log.OpenSession(Anybody);
            for (var i = 0; i < 20; i++) session.StartStream<Ledger>(Guid.NewGuid(), new Opened($"{i}"));
            session.StartStream<Ledger>(id, new Opened(owner));
            await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());
        }
        (await database.CountFactsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Of_a_timer_set_and_taken_back_in_one_session_what_was_said_last_holds()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        await using (var session = node.Log.OpenSession(Anybody))
        {
            for (var i = 0; i < 30; i++) session.SetTimer("alarm", $"{i}", Past, new PutIn(1));
            for (var i = 0; i < 10; i++) session.SetTimer("alarm", $"{i}", Past, new PutIn(2));
            for (var i = 5; i < 15; i++) session.CancelTimer("alarm", $"{i}");
            for (var i = 10; i < 20; i++) session.SetTimer("alarm", $"{i}", Past, new PutIn(3));
            await session.SaveChangesAsync();
        }
        (await node.QueryAsync<string[]>("select array_agg(key || '=' || (payload ->> 'amount') order by key::int) from events.vc_timers")).ShouldBe(
            [.. Enumerable.Range(0, 30).Where(i => i is < 5 or >= 10).Select(i => $"{i}={(i < 5 ? 2 : i < 20 ? 3 : 1)}")]);
    }

    [Fact]
    public async Task Streams_fetched_together_are_what_each_is_alone_and_writing_to_them_loses_the_same_races()
    {
        await using var database = await StoreDatabase.NewAsync();
        // With an inline view, and without
        foreach (var log in (EventLog[])[database.Log, new EventLog(database.DataSource, database.Registry, [], SystemClock.Instance, TestKeys.Master)])
        {
            Guid[] ids = [await database.OpenLedgerAsync(new PutIn(1)), await database.OpenLedgerAsync(new PutIn(2), new TakenOut(5)), Guid.NewGuid()];
            await using var session = log.OpenSession(Anybody);
            var streams = await session.FetchManyForWritingAsync<Ledger>(ids);
            ids.Select(id => (streams[id].Version, streams[id].State?.Balance)).ShouldBe([(2, 1), (3, -3), (0, null)]);
            streams[ids[0]].Append(new PutIn(10));
            streams[ids[2]].Append(new Opened($"owner of {ids[2]}"));
            await session.SaveChangesAsync();
            (await log.AggregateStreamAsync<Ledger>(ids[0]))!.Balance.ShouldBe(11);
            (await log.AggregateStreamAsync<Ledger>(ids[2])).ShouldNotBeNull();

            await using var late = log.OpenSession(Anybody);
            streams = await late.FetchManyForWritingAsync<Ledger>(ids);
            await database.AppendAsync(ids[1], new PutIn(1));
            streams[ids[1]].Append(new PutIn(1));
            await Should.ThrowAsync<ConcurrencyException>(() => late.SaveChangesAsync());
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("after insert on effects")]
    [InlineData("after update of tx_id on events.mt_event_progression")]
    public async Task A_reaction_to_pages_has_the_effect_of_each_fact_once_also_after_crashes(string trigger)
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        if (trigger != "none") await ReactionsSpec.CrashAsync(database, trigger, times: 3);
        await ReactionsSpec.WriteAsync(database, writers: 4, rounds: 30);
        var recorder = new PageRecorder("pages", node, typeof(PutIn), typeof(TakenOut));
        await node.SubscribeAsync(recorder);
        await ReactionsSpec.WriteAsync(database, writers: 2, rounds: 5);
        await node.HasReactedOnceToAllAsync(recorder);
        recorder.Longest.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task What_a_reaction_to_pages_appends_says_which_of_the_facts_led_to_it()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        Guid[] ids = [.. Enumerable.Range(0, 12).Select(_ => Guid.NewGuid())];
        await using (var session = node.Log.OpenSession(new EventMetadata("somebody", "request-1")))
        {
            foreach (var id in ids) session.StartStream<Ledger>(id, new Opened($"owner of {id}"));
            await session.SaveChangesAsync();
        }
        var recorder = new PageRecorder("pages", node, typeof(Opened))
        {
            Also = async (facts, session) =>
            {
                var streams = await session.FetchManyForWritingAsync<Ledger>([.. facts.Select(f => f.StreamId)]);
                foreach (var fact in facts)
                {
                    session.Because(fact);
                    streams[fact.StreamId].Append(new PutIn(7));
                }
            },
        };
        await node.SubscribeAsync(recorder);
        await node.HasReactedOnceToAllAsync(recorder);
        foreach (var id in ids)
        {
            var facts = await node.Log.FetchStreamAsync(id);
            facts[1].Metadata.ShouldBe(new EventMetadata(null, "request-1", facts[0].Id.ToString(), "system"));
        }
    }

    private sealed class PageRecorder(string name, Node node, params Type[] facts) : PageReaction(name)
    {
        private readonly Recorder recorder = new(name, node, facts);

        public Func<IReadOnlyList<StoredEvent>, EventSession, Task> Also { get; init; } = (_, _) => Task.CompletedTask;

        public int Longest { get; private set; }

        public override IReadOnlyCollection<Type> Facts => facts;

        public override async Task ReactAsync(IReadOnlyList<StoredEvent> page, EventSession session, CancellationToken cancellationToken)
        {
            Longest = Math.Max(Longest, page.Count);
            await Also(page, session);
            foreach (var fact in page) await recorder.ReactAsync(fact, session, cancellationToken);
        }
    }
}
