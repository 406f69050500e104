using Shouldly;
using Xunit;
using static VideoConf.EventStore.Tests.LedgerDatabase;

namespace VideoConf.EventStore.Tests;

public sealed class DecideSpec(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private EventLog Log => database.Log;

    [Fact]
    public async Task An_accepted_decision_is_saved_and_its_state_and_version_returned()
    {
        var id = await database.OpenLedgerAsync(new PutIn(5));
        var outcome = await Log.DecideAsync<Ledger>(id, Anybody, ledger => Decision.Accept(new TakenOut(ledger!.Balance)));
        outcome.State!.Balance.ShouldBe(0);
        outcome.Version.ShouldBe(3);
        (await Log.AggregateStreamAsync<Ledger>(id)).ShouldBe(outcome.State);
    }

    [Fact]
    public async Task A_refusal_and_nothing_to_do_write_nothing()
    {
        var id = await database.OpenLedgerAsync();
        var refused = await Log.DecideAsync<Ledger>(id, Anybody, _ => Decision.Refuse("too_little", "There is too little in it.", "amount"));
        refused.Decision.ShouldBe(new Decision.Refused("too_little", "There is too little in it.", "amount"));
        (await Log.DecideAsync<Ledger>(id, Anybody, _ => Decision.Nothing)).Version.ShouldBe(1);
        (await Log.FetchStreamAsync(id)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_stream_that_does_not_exist_is_started_by_what_is_decided()
    {
        var id = Guid.CreateVersion7();
        var outcome = await Log.DecideAsync<Ledger>(id, Anybody, ledger =>
        {
            ledger.ShouldBeNull();
            return Decision.Accept(new Opened("first"));
        });
        outcome.Version.ShouldBe(1);
        (await database.QueryAsync<string>($"select type from events.mt_streams where id = '{id}'")).ShouldBe("ledger");
    }

    [Fact]
    public async Task A_lost_race_is_decided_again_on_what_the_winner_left()
    {
        var id = await database.OpenLedgerAsync(new PutIn(10));
        var seen = new List<int>();
        var outcome = await Log.DecideAsync<Ledger>(id, Anybody, ledger =>
        {
            seen.Add(ledger!.Balance);
            if (seen.Count == 1) database.AppendAsync(id, new TakenOut(7)).GetAwaiter().GetResult();
            return ledger.Balance >= 5 ? Decision.Accept(new TakenOut(5)) : Decision.Refuse("too_little", "");
        });
        seen.ShouldBe([10, 3]);
        outcome.Decision.ShouldBeOfType<Decision.Refused>();
        (await Log.AggregateStreamAsync<Ledger>(id))!.Balance.ShouldBe(3);
    }

    [Fact]
    public async Task A_race_that_is_lost_again_and_again_is_the_callers_problem()
    {
        var id = await database.OpenLedgerAsync();
        var attempts = 0;
        await Should.ThrowAsync<ConcurrencyException>(() => Log.ExecuteAsync(Anybody, session =>
        {
            attempts++;
            session.StartStream<Ledger>(id, new Opened("too late"));
            return Task.FromResult(Decision.Accept());
        }));
        attempts.ShouldBe(EventLog.Attempts);
    }

    [Fact]
    public async Task The_version_that_the_caller_saw_is_insisted_on()
    {
        var id = await database.OpenLedgerAsync(new PutIn(1));
        var stale = await Should.ThrowAsync<VersionMismatchException>(
            () => Log.DecideAsync<Ledger>(id, Anybody, _ => Decision.Accept(new PutIn(1)), expectedVersion: 1));
        (stale.Expected, stale.Actual).ShouldBe((1, 2));
        (await Log.DecideAsync<Ledger>(id, Anybody, _ => Decision.Accept(new PutIn(1)), expectedVersion: 2)).Version.ShouldBe(3);
    }

    [Fact]
    public async Task Whoever_insists_on_a_version_and_loses_the_race_is_told_so_and_not_decided_again()
    {
        var id = await database.OpenLedgerAsync();
        var attempts = 0;
        await Should.ThrowAsync<VersionMismatchException>(() => Log.DecideAsync<Ledger>(id, Anybody, _ =>
        {
            if (++attempts == 1) database.AppendAsync(id, new PutIn(1)).GetAwaiter().GetResult();
            return Decision.Accept(new PutIn(2));
        }, expectedVersion: 1));
        attempts.ShouldBe(1);
        (await Log.AggregateStreamAsync<Ledger>(id))!.Balance.ShouldBe(1);
    }

    [Fact]
    public async Task Of_64_writers_to_one_stream_each_sees_what_its_predecessor_left_and_no_version_is_missing()
    {
        const int writers = 64;
        var id = Guid.CreateVersion7();
        // Everybody takes what is there and puts in one more, so that a decision on stale facts shows in the amounts.
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(() => Log.DecideAsync<Ledger>(id, Anybody, ledger =>
            ledger is null ? Decision.Accept(new Opened("all"), new PutIn(1)) : Decision.Accept(new TakenOut(ledger.Balance), new PutIn(ledger.Balance + 1))))));

        var facts = await Log.FetchStreamAsync(id);
        facts.Select(f => f.Version).ShouldBe(Enumerable.Range(1, 2 * writers).Select(v => (long)v));
        facts.Select(f => f.Data).OfType<PutIn>().Select(f => f.Amount).ShouldBe(Enumerable.Range(1, writers));
        (await database.QueryAsync<long>($"select version from events.mt_streams where id = '{id}'")).ShouldBe(2 * writers);
        (await database.Views.LoadAsync(database.Balances, id))!.Data.Amount.ShouldBe(writers);
    }

    [Fact]
    public async Task A_decision_that_rests_on_another_stream_fails_when_that_one_has_moved()
    {
        var guard = await database.OpenLedgerAsync();
        var id = await database.OpenLedgerAsync();
        await using var session = Log.OpenSession(Anybody);
        (await session.FetchForWritingAsync<Ledger>(id)).Append(new PutIn(1));
        session.Require(guard, 1);
        await database.AppendAsync(guard, new PutIn(1));
        await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());
        (await Log.FetchStreamAsync(id)).Count.ShouldBe(1);

        await using var again = Log.OpenSession(Anybody);
        (await again.FetchForWritingAsync<Ledger>(id)).Append(new PutIn(1));
        again.Require(guard, 2);
        await again.SaveChangesAsync();
        (await Log.FetchStreamAsync(id)).Count.ShouldBe(2);
        (await Log.FetchStreamAsync(guard)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_fetches_exclusively_holds_off_all_who_require_the_stream_until_he_has_saved()
    {
        var guard = await database.OpenLedgerAsync();
        await using var exclusive = Log.OpenSession(Anybody);
        var stream = await exclusive.FetchForExclusiveWritingAsync<Ledger>(guard);
        await using var other = Log.OpenSession(Anybody);
        var fresh = Guid.CreateVersion7();
        other.StartStream<Ledger>(fresh, new Opened($"owner of {fresh}"));
        other.Require(guard, 1);
        var saving = other.SaveChangesAsync();
        while (!await database.QueryAsync<bool>("select exists (select 1 from pg_locks where not granted)")) saving.IsCompleted.ShouldBeFalse();

        stream.Append(new Closed());
        await exclusive.SaveChangesAsync();
        await Should.ThrowAsync<ConcurrencyException>(() => saving);
        (await Log.FetchStreamAsync(fresh)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_who_write_one_stream_on_the_strength_of_the_other_one_do_not_both_come_through()
    {
        var (left, right) = (await database.OpenLedgerAsync(), await database.OpenLedgerAsync());
        await Task.WhenAll(new[] { (left, right), (right, left) }.Select(pair => Task.Run(() => Log.ExecuteAsync(Anybody, async session =>
        {
            var mine = await session.FetchForWritingAsync<Ledger>(pair.Item1);
            var its = await Log.AggregateStreamAsync<Ledger>(pair.Item2);
            if (its!.Balance > 0) return Decision.Nothing;
            session.Require(pair.Item2, 1);
            mine.Append(new PutIn(1));
            return Decision.Accept();
        }))));
        var balances = new[] { (await Log.AggregateStreamAsync<Ledger>(left))!.Balance, (await Log.AggregateStreamAsync<Ledger>(right))!.Balance };
        balances.Sum().ShouldBe(1);
    }

    [Fact]
    public async Task Decisions_that_take_two_streams_in_opposite_order_all_come_through()
    {
        var (left, right) = (await database.OpenLedgerAsync(), await database.OpenLedgerAsync());
        await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() => Log.ExecuteAsync(Anybody, async session =>
        {
            var (from, to) = i % 2 == 0 ? (left, right) : (right, left);
            (await session.FetchForWritingAsync<Ledger>(from)).Append(new TakenOut(1));
            (await session.FetchForWritingAsync<Ledger>(to)).Append(new PutIn(1));
            return Decision.Accept();
        }))));
        (await Log.AggregateStreamAsync<Ledger>(left)).ShouldBe(new Ledger($"owner of {left}", 0, 32));
        (await Log.AggregateStreamAsync<Ledger>(right)).ShouldBe(new Ledger($"owner of {right}", 0, 32));
    }
}
