using Shouldly;
using VideoConf.EventStore.Subscriptions;
using VideoConf.Testing;
using Xunit;
using static VideoConf.EventStore.Tests.LedgerDatabase;

namespace VideoConf.EventStore.Tests;

/// <summary>One host at a time works on a subscription; when it goes, another one takes over.</summary>
public sealed class NodesSpec
{
    private const double Takeover = 5;

    [Theory]
    [InlineData("disposed")]
    [InlineData("cut off")]
    public async Task Another_host_takes_over_within_5_seconds_when_the_one_at_work_is(string end)
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var first = database.Node("first");
        await using var second = database.Node("second");
        var recorder = new Recorder("recorder", first, typeof(PutIn));
        await first.SubscribeAsync(recorder);
        await database.OpenLedgerAsync(new PutIn(1));
        await first.HasReactedOnceToAllAsync(recorder);
        await second.SubscribeAsync(new Recorder("recorder", second, typeof(PutIn)));
        await Eventually.IsSoAsync(async () => await database.QueryAsync<bool>("select exists (select 1 from pg_stat_activity where application_name = 'second')"));
        for (var i = 0; i < 3; i++) await database.OpenLedgerAsync(new PutIn(i));
        await first.HasReactedOnceToAllAsync(recorder);
        (await NodesAsync(database)).ShouldBe(["first"]);

        if (end == "disposed") await first.StopAsync();
        else (await second.CutOffAsync("first")).ShouldBeGreaterThan(0);
        await database.OpenLedgerAsync(new PutIn(9));
        await Eventually.IsSoAsync(async () => await database.QueryAsync<long>("select count(*) from effects") == 5, Takeover);
        if (end == "disposed") (await NodesAsync(database)).ShouldBe(["first", "second"]);
        await second.HasReactedOnceToAllAsync(recorder);
    }

    [Fact]
    public async Task A_host_that_is_cut_off_for_a_moment_does_not_work_beside_the_one_that_took_over()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var operators = database.Node("operator");
        await using var first = database.Node("first");
        await using var second = database.Node("second");
        var recorder = new Recorder("recorder", first, typeof(PutIn), typeof(TakenOut));
        await first.SubscribeAsync(recorder);
        await second.SubscribeAsync(new Recorder("recorder", second, typeof(PutIn), typeof(TakenOut)));
        for (var i = 0; i < 6; i++)
        {
            await ReactionsSpec.WriteAsync(database, writers: 2, rounds: 3);
            await Eventually.IsSoAsync(async () => await operators.CutOffAsync(i % 2 == 0 ? "first" : "second") > 0);
        }
        await operators.HasReactedOnceToAllAsync(recorder);
    }

    [Fact]
    public async Task What_nobody_announces_is_found_by_polling()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        await using var silent = database.Node("silent");
        var recorder = new Recorder("recorder", node, typeof(PutIn));
        await node.SubscribeAsync(recorder);
        for (var i = 0; i < 2; i++)
        {
            await silent.Log.DecideAsync<Ledger>(Guid.CreateVersion7(), Anybody, _ => Decision.Accept(new Opened(Guid.NewGuid().ToString()), new PutIn(1)));
            await node.HasReactedOnceToAllAsync(recorder);
        }
    }

    [Fact]
    public async Task A_subscription_that_never_looks_by_itself_is_woken_for_all_that_is_its_own_also_after_its_lines_were_cut()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var operators = database.Node("operator");
        await using var node = database.Node("victim");
        var recorder = new Recorder("recorder", node, typeof(PutIn));
        await database.OpenLedgerAsync(new PutIn(1));
        await node.SubscribeAsync(Node.Never, recorder);
        await operators.HasReactedOnceToAllAsync(recorder);
        for (var i = 0; i < 3; i++)
        {
            await database.OpenLedgerAsync(new Looked(), new PutIn(i));
            await operators.HasReactedOnceToAllAsync(recorder);
            await node.Log.DecideAsync<Ledger>(Guid.CreateVersion7(), Anybody, _ => Decision.Accept(new Opened(Guid.NewGuid().ToString()), new PutIn(i)));
            await operators.HasReactedOnceToAllAsync(recorder);
            (await operators.CutOffAsync("victim")).ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public async Task Several_subscriptions_and_views_of_one_host_each_stand_where_they_have_come_to()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        Recorder[] all = [.. Enumerable.Range(0, 3).Select(i => new Recorder($"recorder {i}", node, i == 0 ? typeof(PutIn) : typeof(TakenOut)))];
        await ReactionsSpec.WriteAsync(database, writers: 2, rounds: 5);
        await node.SubscribeAsync([.. all]);
        await node.FollowAsync();
        foreach (var recorder in all) await node.HasReactedOnceToAllAsync(recorder);
        await node.ViewsAreAsTheLogSaysAsync();
    }

    [Fact]
    public async Task A_writer_that_sits_idle_in_its_transaction_holds_readers_up_for_a_moment_only()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        var recorder = new Recorder("recorder", node, typeof(PutIn));
        await node.SubscribeAsync(recorder);
        // A program of somebody else's, whose connection has no time-out of ours.
        await using var stranger = Npgsql.NpgsqlDataSource.Create(database.ConnectionString + ";Application Name=stranger");
        await using var idle = await stranger.OpenConnectionAsync();
        await using var transaction = await idle.BeginTransactionAsync();
        await using (var write = new Npgsql.NpgsqlCommand("create table stranger ()", idle, transaction)) await write.ExecuteNonQueryAsync();
        await database.OpenLedgerAsync(new PutIn(1));

        (await database.Log.ReadForwardAsync(LogCursor.Start, 10)).MoreIsWaiting.ShouldBeTrue();
        (await database.QueryAsync<double>("select extract(epoch from max(now() - xact_start))::float8 from pg_stat_activity where backend_xid is not null")).ShouldBeGreaterThan(0);
        var log = new Lines<IdleWriters>();
        await node.RunAsync(new IdleWriters(node.Log, log) { Patience = TimeSpan.FromMilliseconds(300), LookEvery = TimeSpan.FromMilliseconds(100) });
        await node.HasReactedOnceToAllAsync(recorder);
        await Eventually.IsSoAsync(() => Task.FromResult(log.Any(line => line.Contains("(stranger) sat idle", StringComparison.Ordinal))));
    }

    private static async Task<string[]> NodesAsync(StoreDatabase database) =>
        await database.QueryAsync<string[]>("select coalesce(array_agg(distinct node), '{}') from effects");
}
