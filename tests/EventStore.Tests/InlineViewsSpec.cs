using System.Globalization;
using Shouldly;
using VideoConf.EventStore.Projections;
using Xunit;
using static VideoConf.EventStore.Tests.LedgerDatabase;

namespace VideoConf.EventStore.Tests;

public sealed class InlineViewsSpec(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private EventLog Log => database.Log;

    [Fact]
    public async Task A_row_commits_with_its_facts_and_is_found_by_its_columns()
    {
        var id = await database.OpenLedgerAsync(new PutIn(412));
        var row = (await database.Views.QueryAsync(database.Balances, "where amount = $1 and owner = $2", [412, $"owner of {id}"])).ShouldHaveSingleItem();
        (row.Id, row.Version, row.Data.Amount).ShouldBe((id, 2, 412));
    }

    [Fact]
    public async Task A_rows_version_is_its_streams_also_when_the_last_fact_did_not_change_it_and_after_a_rebuild()
    {
        var id = await database.OpenLedgerAsync(new PutIn(1), new Looked());
        await database.AppendAsync(id, new Looked());
        var rebuild = new ViewRebuild(Log, [database.Balances]);
        var inline = await database.Views.LoadAsync(database.Balances, id);
        inline!.Version.ShouldBe(4);
        await rebuild.RebuildAsync(database.Balances);
        (await database.Views.LoadAsync(database.Balances, id)).ShouldBe(inline);
    }

    [Fact]
    public async Task A_row_that_folds_to_nothing_is_removed_and_can_come_back()
    {
        var id = await database.OpenLedgerAsync(new PutIn(1));
        await database.AppendAsync(id, new Closed());
        (await database.Views.LoadAsync(database.Balances, id)).ShouldBeNull();
        await database.AppendAsync(id, new Looked());
        (await database.Views.LoadAsync(database.Balances, id)).ShouldBeNull();
        await database.AppendAsync(id, new Opened($"owner of {id}"));
        (await database.Views.LoadAsync(database.Balances, id))!.Version.ShouldBe(5);
    }

    [Fact]
    public async Task A_value_that_must_be_unique_and_is_taken_is_a_lost_race_and_writes_nothing()
    {
        await using (var first = Log.OpenSession(Anybody))
        {
            first.StartStream<Ledger>(Guid.CreateVersion7(), new Opened("Ada"));
            await first.SaveChangesAsync();
        }
        var before = await database.CountFactsAsync();
        var id = Guid.CreateVersion7();
        await using var second = Log.OpenSession(Anybody);
        second.StartStream<Ledger>(id, new Opened("Ada"));
        await Should.ThrowAsync<ConcurrencyException>(() => second.SaveChangesAsync());
        (await database.CountFactsAsync()).ShouldBe(before);
        (await Log.FetchStreamAsync(id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_draws_again_what_must_be_unique_comes_through()
    {
        var drawn = new[] { "Grace", "Grace", "Grace", "Edsger" };
        var draws = 0;
        for (var i = 0; i < 2; i++)
        {
            await Log.ExecuteAsync(Anybody, session =>
            {
                session.StartStream<Ledger>(Guid.CreateVersion7(), new Opened(drawn[draws++]));
                return Task.FromResult(Decision.Accept());
            });
        }
        draws.ShouldBe(4);
    }

    [Fact]
    public async Task Rows_are_what_folding_the_streams_again_gives_also_after_many_wrote_at_once()
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => database.OpenLedgerAsync()));
        await Task.WhenAll(Enumerable.Range(0, 16).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 6; i++)
            {
                var id = ids[(writer + i) % ids.Length];
                object[] facts = (writer % 4) switch
                {
                    0 => [new PutIn(i), new TakenOut(writer)],
                    1 => [new OwnerChanged(string.Create(CultureInfo.InvariantCulture, $"{writer}.{i} of {id}"))],
                    2 => [new Looked()],
                    _ => [new Closed(), new Opened(string.Create(CultureInfo.InvariantCulture, $"again {writer}.{i} of {id}"))],
                };
                await Log.DecideAsync<Ledger>(id, Anybody, _ => Decision.Accept(facts));
            }
        })));

        foreach (var id in ids)
        {
            var facts = await Log.FetchStreamAsync(id);
            (await database.Views.LoadAsync(database.Balances, id))!.Data.ShouldBe(facts.Aggregate(default(Balance), database.Balances.Fold));
        }
        (await new ViewRebuild(Log, [database.Balances]).VerifyAsync(database.Balances)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_row_folded_at_the_append_is_to_the_tick_what_the_log_gives_later()
    {
        var log = database.OpenLog(new SetClock(Instant.FromUtc(2026, 11, 23, 9, 0) + Duration.FromNanoseconds(1_999)));
        var id = Guid.CreateVersion7();
        await log.DecideAsync<Ledger>(id, Anybody, _ => Decision.Accept(new Opened($"owner of {id}")));
        var again = (await log.FetchStreamAsync(id)).Aggregate(default(Balance), database.Balances.Fold);
        (await database.Views.LoadAsync(database.Balances, id))!.Data.ShouldBe(again);
    }
}
