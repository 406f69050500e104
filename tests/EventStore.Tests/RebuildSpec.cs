using System.Collections.Concurrent;
using Npgsql;
using NpgsqlTypes;
using Shouldly;
using VideoConf.EventStore.Projections;
using VideoConf.EventStore.Schema;
using VideoConf.EventStore.Subscriptions;
using VideoConf.Testing;
using Xunit;
using static VideoConf.EventStore.Tests.LedgerDatabase;

namespace VideoConf.EventStore.Tests;

/// <summary>Views are made again beside the live ones, while everybody goes on reading and writing.</summary>
public sealed class RebuildSpec
{
    [Fact]
    public async Task Views_that_follow_the_log_come_to_what_a_rebuild_makes_of_it()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        await node.FollowAsync();
        await ScribbleAsync(node, 4, 30);
        await node.ViewsAreAsTheLogSaysAsync();
        var before = await RowsAsync(node);
        before.Length.ShouldBeGreaterThan(10);
        foreach (var view in node.Rebuild.Views) await node.Rebuild.RebuildAsync(view);
        (await RowsAsync(node)).ShouldBe(before);
    }

    [Fact]
    public async Task Rebuilds_under_load_stop_neither_readers_nor_writers_and_end_with_what_the_log_says()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        await using var operators = database.Node("operator");
        await node.FollowAsync();
        var known = await database.OpenLedgerAsync(new PutIn(3));
        using var end = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested) await ScribbleAsync(node, 1, 5);
        })));
        var reading = Task.Run(async () =>
        {
            for (var views = new Views(node.DataSource); !end.IsCancellationRequested;) (await views.LoadAsync(node.Balances, known))!.Data.Amount.ShouldBe(3);
        });
        for (var i = 0; i < 3; i++)
            foreach (var view in operators.Rebuild.Views) await operators.Rebuild.RebuildAsync(view);
        await end.CancelAsync();
        await Task.WhenAll(writing, reading);
        await node.ViewsAreAsTheLogSaysAsync();
    }

    [Theory]
    [InlineData("update events.mt_doc_balances set data = jsonb_set(data, '{amount}', '1000')")]
    [InlineData("delete from events.mt_doc_balances")]
    public async Task An_append_whose_row_was_read_before_the_switch_does_not_carry_the_old_error_over(string damage)
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        var id = await database.OpenLedgerAsync(new PutIn(5));
        await database.ExecuteAsync(damage);
        await using var session = node.Log.OpenSession(Anybody);
        (await session.FetchForWritingAsync<Ledger>(id)).Append(new PutIn(1));
        await node.Rebuild.RebuildAsync(node.Balances);
        await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());

        var isFirst = true;
        await node.Log.ExecuteAsync(Anybody, async again =>
        {
            (await again.FetchForWritingAsync<Ledger>(id)).Append(new PutIn(1));
            if (isFirst) await node.Rebuild.RebuildAsync(node.Balances);
            isFirst = false;
            return Decision.Accept();
        });
        (await database.Views.LoadAsync(database.Balances, id))!.Data.Amount.ShouldBe(6);
        (await node.Rebuild.VerifyAsync(node.Balances)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_that_has_read_the_view_in_its_transaction_and_then_writes_it_gets_through_as_does_the_rebuild()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        var (id, other) = (await database.OpenLedgerAsync(new PutIn(5)), await database.OpenLedgerAsync());
        await using var connection = await node.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var session = node.Log.OpenSession(Anybody, transaction);
        (await session.FetchForWritingAsync<Ledger>(id)).Append(new PutIn(1));
        var rebuilding = node.Rebuild.RebuildAsync(node.Balances);
        await Eventually.IsSoAsync(() => database.QueryAsync<bool>("select exists (select 1 from pg_locks where not granted and mode = 'AccessExclusiveLock')"));

        await database.AppendAsync(other, new PutIn(1));
        await session.SaveChangesAsync();
        await transaction.CommitAsync();
        await rebuilding;
        (await database.Views.LoadAsync(database.Balances, id))!.Data.Amount.ShouldBe(6);
        (await node.Rebuild.VerifyAsync(node.Balances)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_view_whose_version_is_raised_is_made_again_at_the_next_start_with_its_new_columns()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        await node.FollowAsync();
        var id = await database.OpenLedgerAsync(new PutIn(5), new PutIn(6));
        await node.HasCaughtUpAsync(new ViewSubscription(node.Activity));
        await node.StopAsync();

        var (inline, follower) = (new Balances2(), new Activity2());
        var log = new EventLog(node.DataSource, node.Log.Registry, [inline], SystemClock.Instance, TestKeys.Master);
        for (var i = 0; i < 2; i++) await new Migrator(node.DataSource, [], new ViewRebuild(log, [inline, follower])).MigrateAsync();

        (await database.Views.QueryAsync(inline, "where entries = $1", [2])).ShouldHaveSingleItem().Id.ShouldBe(id);
        (await database.Views.QueryAsync(follower, "where count = $1", [300])).ShouldHaveSingleItem().Data.Count.ShouldBe(300);
        (await new ViewRebuild(log, [inline, follower]).ListAsync()).Select(v => (v.Alias, v.Version, v.IsInline)).ShouldBe([("balances", 2, true), ("activity", 2, false)]);
        await node.SubscribeAsync(new ViewSubscription(follower));
        await log.DecideAsync<Ledger>(id, Anybody, _ => Decision.Accept(new PutIn(1)));
        await node.HasCaughtUpAsync(new ViewSubscription(follower));
        (await database.Views.QueryAsync(inline, "where entries = $1", [3])).ShouldHaveSingleItem();
        (await new ViewRebuild(log, []).VerifyAsync(follower)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_rebuild_reports_how_far_it_has_come_and_a_second_one_at_once_is_refused()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        await node.Log.BulkAppendAsync<Ledger>(Enumerable.Range(0, 3_000).Select(i => new NewStream(Guid.CreateVersion7(), [new Opened($"{i}"), new PutIn(i), new PutIn(1)])), Anybody);
        // Other tests' transactions on this server may hold the last of them back for a moment.
        (await node.Log.ReadAllAsync()).Count.ShouldBe(9_000);
        var lines = new Reports();
        var refused = default(Exception);
        lines.At = () => refused ??= Record.Exception(() => node.Rebuild.VerifyAsync(node.Balances).GetAwaiter().GetResult());
        await node.Rebuild.RebuildAsync(node.Balances, lines);

        lines.Count.ShouldBeGreaterThan(1);
        lines.Select(p => p.Facts).ShouldBeInOrder();
        lines.ShouldAllBe(p => p.View == "balances" && p.FactsPerSecond > 0 && p.TimeLeft >= TimeSpan.Zero);
        lines.Last().Facts.ShouldBe(9_000);
        lines.Last().Position.ShouldBe(lines.Last().Head);
        refused.ShouldBeOfType<InvalidOperationException>().Message.ShouldContain("balances is being rebuilt or verified already");
    }

    [Fact]
    public async Task Verifying_finds_a_row_that_was_changed_one_that_is_missing_and_one_too_many()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        await node.FollowAsync();
        Guid[] ids = [await database.OpenLedgerAsync(new PutIn(1)), await database.OpenLedgerAsync(new PutIn(2)), await database.OpenLedgerAsync(new PutIn(3)), await database.OpenLedgerAsync(new PutIn(4))];
        await node.ViewsAreAsTheLogSaysAsync();
        var tooMany = Guid.NewGuid();
        foreach (var (table, column) in new[] { ("balances", "amount"), ("activity", "count") })
        {
            await database.ExecuteAsync(
                $$"""
                  update events.mt_doc_{{table}} set data = jsonb_set(data, '{{{column}}}', '77') where id = '{{ids[0]}}';
                  delete from events.mt_doc_{{table}} where id = '{{ids[1]}}';
                  insert into events.mt_doc_{{table}} (id, data) values ('{{tooMany}}', '{}');
                  """);
        }
        await database.ExecuteAsync($"update events.mt_doc_balances set amount = 5 where id = '{ids[2]}'");

        var inline = await node.Rebuild.VerifyAsync(node.Balances);
        inline.Select(d => d.Key).ShouldBe(new[] { ids[0], ids[1], ids[2], tooMany }.Select(id => id.ToString()), ignoreOrder: true);
        inline.Single(d => d.Key == ids[0].ToString()).ShouldSatisfyAllConditions(d => d.Live!.ShouldContain("77"), d => d.Rebuilt!.ShouldContain("\"amount\": 1"));
        inline.Single(d => d.Key == ids[1].ToString()).Live.ShouldBeNull();
        inline.Single(d => d.Key == tooMany.ToString()).Rebuilt.ShouldBeNull();
        (await node.Rebuild.VerifyAsync(node.Activity)).Select(d => d.Key).ShouldBe(new[] { ids[0], ids[1], tooMany }.Select(id => id.ToString()), ignoreOrder: true);

        foreach (var view in node.Rebuild.Views) await node.Rebuild.RebuildAsync(view);
        await node.ViewsAreAsTheLogSaysAsync();
    }

    [Fact]
    public async Task Verifying_finds_nothing_while_others_write()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        await node.FollowAsync();
        var writing = ScribbleAsync(node, 4, 60);
        do
            foreach (var view in node.Rebuild.Views) (await node.Rebuild.VerifyAsync(view)).ShouldBeEmpty(view.Alias);
        while (!writing.IsCompleted);
        await writing;
        await node.ViewsAreAsTheLogSaysAsync();
    }

    /// <summary>Opens, puts in, takes out, closes: as it comes, several at the same ledgers.</summary>
    internal static async Task ScribbleAsync(Node node, int writers, int rounds)
    {
        var ids = new ConcurrentBag<Guid>([Guid.CreateVersion7(), Guid.CreateVersion7()]);
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < rounds; i++)
            {
                var id = Random.Shared.Next(3) == 0 || !ids.TryPeek(out var known) ? Guid.CreateVersion7() : known;
                ids.Add(id);
                await node.Log.DecideAsync<Ledger>(id, Anybody, ledger => Decision.Accept(
                    ledger is null ? [new Opened($"{id}"), new PutIn(i)]
                    : Random.Shared.Next(8) == 0 ? [new Closed(), new Opened($"{id}")]
                    : [new PutIn(Random.Shared.Next(100)), new Looked(), new TakenOut(i)]));
            }
        })));
    }

    private static Task<string[]> RowsAsync(Node node) => node.QueryAsync<string[]>(
        """
        select array_agg(row order by row) from (
            select id || ' ' || data::text || ' ' || mt_version as row from events.mt_doc_balances union all
            select id || ' ' || data::text || ' ' || mt_version from events.mt_doc_tallies union all
            select id || ' ' || data::text || ' ' || mt_version from events.mt_doc_activity) as rows
        """);

    private sealed class Reports : ConcurrentQueue<RebuildProgress>, IProgress<RebuildProgress>
    {
        public Action At { get; set; } = () => { };

        public void Report(RebuildProgress value)
        {
            Enqueue(value);
            At();
        }
    }

    private sealed record Balance2(int Entries);

    private sealed class Balances2() : StreamView<Balance2>("balances", "ledger", version: 2)
    {
        public override IReadOnlyCollection<Type> Facts { get; } = [typeof(Opened), typeof(PutIn)];
        protected internal override IReadOnlyList<ViewColumn<Balance2>> Columns { get; } = [new("entries", NpgsqlDbType.Integer, row => row.Entries)];
        public override Balance2? Fold(Balance2? row, StoredEvent e) => new((row?.Entries ?? 0) + (e.Data is PutIn ? 1 : 0));
    }

    private sealed class Activity2() : StreamView<Acts>("activity", "ledger", version: 2)
    {
        public override IReadOnlyCollection<Type> Facts { get; } = [typeof(Opened), typeof(PutIn)];
        protected internal override IReadOnlyList<ViewColumn<Acts>> Columns { get; } = [new("count", NpgsqlDbType.Integer, row => row.Count)];
        public override Acts? Fold(Acts? row, StoredEvent e) => new((row?.Count ?? 0) + 100, e.RecordedAt);
    }
}
