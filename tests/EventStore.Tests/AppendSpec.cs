using Npgsql;
using Shouldly;
using Xunit;
using static VideoConf.EventStore.Tests.LedgerDatabase;

namespace VideoConf.EventStore.Tests;

public sealed class AppendSpec(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private EventLog Log => database.Log;

    [Fact]
    public async Task What_was_appended_is_fetched_in_order_with_versions_from_1()
    {
        var id = await database.OpenLedgerAsync(new PutIn(5), new TakenOut(2));
        await database.AppendAsync(id, new PutIn(1));

        var facts = await Log.FetchStreamAsync(id);
        facts.Select(f => f.Data).ShouldBe([new Opened($"owner of {id}"), new PutIn(5), new TakenOut(2), new PutIn(1)]);
        facts.Select(f => f.Version).ShouldBe([1, 2, 3, 4]);
        facts.Select(f => f.WireName).ShouldBe(["ledger.opened", "ledger.put_in", "ledger.taken_out", "ledger.put_in"]);
        facts.ShouldAllBe(f => f.StreamId == id && f.Id.Version == 7);
        (await Log.AggregateStreamAsync<Ledger>(id)).ShouldBe(new Ledger($"owner of {id}", 4, 3));
    }

    [Fact]
    public async Task A_stream_that_never_was_has_no_facts_and_no_state()
    {
        (await Log.FetchStreamAsync(Guid.NewGuid())).ShouldBeEmpty();
        (await Log.AggregateStreamAsync<Ledger>(Guid.NewGuid())).ShouldBeNull();
        await using var session = Log.OpenSession(Anybody);
        var stream = await session.FetchForWritingAsync<Ledger>(Guid.NewGuid());
        stream.State.ShouldBeNull();
        stream.Version.ShouldBe(0);
    }

    [Fact]
    public async Task A_stream_is_fetched_as_of_a_version()
    {
        var id = await database.OpenLedgerAsync(new PutIn(5), new PutIn(7));
        (await Log.FetchStreamAsync(id, fromVersion: 2, toVersion: 2)).ShouldHaveSingleItem().Data.ShouldBe(new PutIn(5));
        (await Log.AggregateStreamAsync<Ledger>(id, toVersion: 2))!.Balance.ShouldBe(5);
        (await Log.AggregateStreamAsync<Ledger>(id, toVersion: 0)).ShouldBeNull();
    }

    [Fact]
    public async Task A_stream_is_fetched_as_of_an_instant_its_last_microsecond_included()
    {
        var monday = Instant.FromUtc(2026, 11, 23, 9, 0);
        var clock = new SetClock(monday);
        var log = database.OpenLog(clock);
        var id = Guid.CreateVersion7();
        await using var session = log.OpenSession(Anybody);
        session.StartStream<Ledger>(id, new Opened($"owner of {id}"));
        await session.SaveChangesAsync();
        clock.Now += Duration.FromDays(1);
        await log.DecideAsync<Ledger>(id, Anybody, _ => Decision.Accept(new PutIn(3)));

        var tuesday = monday + Duration.FromDays(1);
        (await log.AggregateStreamAsync<Ledger>(id, asOf: monday - Duration.FromTicks(10))).ShouldBeNull();
        (await log.AggregateStreamAsync<Ledger>(id, asOf: monday))!.Balance.ShouldBe(0);
        (await log.AggregateStreamAsync<Ledger>(id, asOf: tuesday - Duration.FromTicks(10)))!.Balance.ShouldBe(0);
        (await log.AggregateStreamAsync<Ledger>(id, asOf: tuesday))!.Balance.ShouldBe(3);
    }

    [Fact]
    public async Task Who_and_why_come_back_as_they_were_given()
    {
        var id = Guid.CreateVersion7();
        var metadata = new EventMetadata("person-1", "request-2", "fact-3", "web \"quoted\"");
        await using (var session = Log.OpenSession(metadata))
        {
            session.StartStream<Ledger>(id, new Opened($"owner of {id}"));
            await session.SaveChangesAsync();
        }
        await database.AppendAsync(id, new PutIn(1));

        (await Log.FetchStreamAsync(id)).Select(f => f.Metadata).ShouldBe([metadata, new EventMetadata()]);
    }

    [Fact]
    public async Task The_instant_of_recording_is_the_writers_clock_in_whole_microseconds()
    {
        var id = Guid.CreateVersion7();
        var instant = Instant.FromUtc(2026, 11, 23, 9, 0);
        var log = database.OpenLog(new SetClock(instant + Duration.FromNanoseconds(1_999)));
        await using var session = log.OpenSession(Anybody);
        session.StartStream<Ledger>(id, new Opened($"owner of {id}"));
        await session.SaveChangesAsync();

        (await log.FetchStreamAsync(id)).Single().RecordedAt.ShouldBe(instant + Duration.FromNanoseconds(1_000));
    }

    [Fact]
    public async Task A_fact_of_an_unknown_wire_name_is_carried_without_data_and_passed_over_when_folding()
    {
        var id = await database.OpenLedgerAsync(new PutIn(5));
        await database.ExecuteAsync($"update events.mt_events set type = 'ledger.of_tomorrow' where stream_id = '{id}' and version = 2");
        await database.AppendAsync(id, new PutIn(1));

        var facts = await Log.FetchStreamAsync(id);
        facts.Select(f => f.WireName).ShouldBe(["ledger.opened", "ledger.of_tomorrow", "ledger.put_in"]);
        facts[1].Data.ShouldBeNull();
        facts[1].Json.ShouldBe("{\"amount\": 5}");
        (await Log.AggregateStreamAsync<Ledger>(id)).ShouldBe(new Ledger($"owner of {id}", 1, 1));
    }

    [Fact]
    public async Task Starting_a_stream_that_exists_is_a_lost_race_and_writes_nothing()
    {
        var id = await database.OpenLedgerAsync();
        var before = await database.CountFactsAsync();
        await using var session = Log.OpenSession(Anybody);
        session.StartStream<Ledger>(id, new Opened("somebody else"), new PutIn(1));
        await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());

        (await database.CountFactsAsync()).ShouldBe(before);
        (await database.Views.LoadAsync(database.Balances, id))!.Data.Owner.ShouldBe($"owner of {id}");
    }

    [Fact]
    public async Task A_stale_append_is_a_lost_race_and_nothing_of_its_session_is_written()
    {
        var stale = await database.OpenLedgerAsync();
        var other = await database.OpenLedgerAsync();
        var fresh = Guid.CreateVersion7();
        await using var session = Log.OpenSession(Anybody);
        (await session.FetchForWritingAsync<Ledger>(other)).Append(new PutIn(100));
        (await session.FetchForWritingAsync<Ledger>(stale)).Append(new PutIn(100));
        session.StartStream<Ledger>(fresh, new Opened("nobody"));
        session.Enlist(new NpgsqlBatchCommand("create table left_over ()"));
        await database.AppendAsync(stale, new PutIn(1));
        var before = await database.CountFactsAsync();

        await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());

        (await database.CountFactsAsync()).ShouldBe(before);
        (await database.Views.LoadAsync(database.Balances, other))!.Data.Amount.ShouldBe(0);
        (await database.Views.LoadAsync(database.Balances, stale))!.Data.Amount.ShouldBe(1);
        (await database.Views.LoadAsync(database.Balances, fresh)).ShouldBeNull();
        (await database.QueryAsync<bool>("select to_regclass('left_over') is null")).ShouldBeTrue();
        (await database.QueryAsync<long>($"select version from events.mt_streams where id = '{other}'")).ShouldBe(1);
    }

    [Fact]
    public async Task An_archived_stream_takes_no_more_facts()
    {
        var id = await database.OpenLedgerAsync();
        await database.ExecuteAsync($"update events.mt_streams set is_archived = true where id = '{id}'");
        await Should.ThrowAsync<ConcurrencyException>(() => database.AppendAsync(id, new PutIn(1)));
    }

    [Fact]
    public async Task What_is_enlisted_commits_with_the_facts()
    {
        var id = Guid.CreateVersion7();
        await using var session = Log.OpenSession(Anybody);
        session.StartStream<Ledger>(id, new Opened($"owner of {id}"));
        session.Enlist(new NpgsqlBatchCommand("create table enlisted as select $1 as who") { Parameters = { new NpgsqlParameter<string> { TypedValue = "me" } } });
        await session.SaveChangesAsync();
        (await database.QueryAsync<string>("select who from enlisted")).ShouldBe("me");
    }

    [Fact]
    public async Task A_fact_without_a_wire_name_is_a_bug_and_writes_nothing()
    {
        var before = await database.CountFactsAsync();
        await using var session = Log.OpenSession(Anybody);
        session.StartStream<Ledger>(Guid.CreateVersion7(), new Opened("anybody"), "not a fact");
        await Should.ThrowAsync<InvalidOperationException>(() => session.SaveChangesAsync());
        (await database.CountFactsAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_session_goes_on_after_it_has_saved(bool exclusive)
    {
        var id = await database.OpenLedgerAsync();
        await using var session = Log.OpenSession(Anybody);
        for (var i = 1; i <= 2; i++)
        {
            (await (exclusive ? session.FetchForExclusiveWritingAsync<Ledger>(id) : session.FetchForWritingAsync<Ledger>(id))).Append(new PutIn(i));
            await session.SaveChangesAsync();
        }
        (await Log.AggregateStreamAsync<Ledger>(id))!.Balance.ShouldBe(3);
    }
}
