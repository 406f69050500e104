using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using VideoConf.EventStore.Projections;
using VideoConf.EventStore.Schema;
using VideoConf.EventStore.Subscriptions;
using VideoConf.EventStore.Timers;
using VideoConf.Testing;

namespace VideoConf.EventStore.Tests;

/// <summary>A host's share of the store: connections of its own, signals of its own, and what runs in the background.</summary>
internal sealed class Node : IAsyncDisposable
{
    private readonly List<IHostedService> running = [];

    public Node(string connectionString, string name = "node", IClock? clock = null, string idleTimeout = "5000", params IInlineView[] moreInline)
    {
        Name = name;
        DataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(EventStoreRegistration.ConnectionString(connectionString)) { ApplicationName = name, Options = $"-c idle_in_transaction_session_timeout={idleTimeout}" }.ConnectionString);
        Log = new EventLog(DataSource, new LedgerDatabase().Registry, [Balances, .. moreInline], clock ?? SystemClock.Instance, TestKeys.Master);
        Feed = new LiveFeed(Log, NullLogger<LiveFeed>.Instance);
        Rebuild = new ViewRebuild(Log, [Balances, .. moreInline, Tallies, Activity]);
    }

    public string Name { get; }
    public NpgsqlDataSource DataSource { get; }
    public EventLog Log { get; }
    public Balances Balances { get; } = new();
    public Tallies Tallies { get; } = new();
    public Activity Activity { get; } = new();
    public ViewRebuild Rebuild { get; }
    public LiveFeed Feed { get; }

    public Task MigrateAsync() => new Migrator(DataSource, [], Rebuild).MigrateAsync();

    public async Task<Node> RunAsync(params IHostedService[] services)
    {
        foreach (var service in services.Except(running))
        {
            await service.StartAsync(CancellationToken.None);
            running.Add(service);
        }
        return this;
    }

    public Task<Node> SubscribeAsync(params Subscription[] subscriptions) => SubscribeAsync(TimeSpan.FromMilliseconds(200), subscriptions);

    public Task<Node> SubscribeAsync(TimeSpan lookAgain, params Subscription[] subscriptions) =>
        RunAsync(Feed, new SubscriptionRunner(Log, Feed, subscriptions, NullLogger<SubscriptionRunner>.Instance) { LookAgain = lookAgain });

    public Task<Node> FollowAsync() => SubscribeAsync(new ViewSubscription(Tallies), new ViewSubscription(Activity));

    public TimerRunner Timers(params TimerHandler[] handlers) => new(Log, handlers, NullLogger<TimerRunner>.Instance) { LookAgain = Never };

    public static readonly TimeSpan Never = TimeSpan.FromDays(1);

    public SubscriptionControl Control(params Subscription[] subscriptions) => new(Log, subscriptions);

    public async Task ExecuteAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> QueryAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Ends the sessions of a node, as an operator or a network would: all of them, or one by chance.</summary>
    public Task<long> CutOffAsync(string node, bool one = false) => QueryAsync<long>(
        $"select count(pg_terminate_backend(pid)) from (select pid from pg_stat_activity where datname = current_database() and application_name = '{node}' order by random() limit {(one ? "1" : "all")}) as victims");

    public async Task StopAsync()
    {
        await Task.WhenAll(running.Select(service => service.StopAsync(CancellationToken.None)));
        running.Clear();
        // A host that starts again has none of its old connections, some of which may be cut off
        DataSource.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await DataSource.DisposeAsync();
    }
}

/// <summary>The database of the tests of subscriptions, views and timers; one for each test.</summary>
public sealed class StoreDatabase : LedgerDatabase
{
    internal const string Tables =
        """
        create table effects (n bigserial, subscription text, node text, fact uuid, stream uuid, version bigint, tx_id bigint, seq_id bigint);
        create table fired (n bigserial, node text, kind text, key text, due timestamptz, at timestamptz default clock_timestamp());
        """;

    public override IReadOnlyList<IView> AsyncViews { get; } = [new Tallies(), new Activity()];

    public static async Task<StoreDatabase> NewAsync()
    {
        var database = new StoreDatabase();
        await database.InitializeAsync();
        return database;
    }

    internal Node Node(string name = "node", IClock? clock = null, string idleTimeout = "5000", params IInlineView[] moreInline) => new(ConnectionString, name, clock, idleTimeout, moreInline);

    protected override async Task Migrate(NpgsqlDataSource empty)
    {
        await base.Migrate(empty);
        await using var command = empty.CreateCommand(Tables);
        await command.ExecuteNonQueryAsync();
    }
}

internal static class Eventually
{
    [ModuleInitializer]
    internal static void HaveNoLongWaits()
    {
        SubscriptionLoop.RetryWaits = [.. new[] { 20, 60, 180 }.Select(ms => TimeSpan.FromMilliseconds(ms))];
        SubscriptionLoop.KeepCheckpointAtLeastEvery = TimeSpan.FromMilliseconds(200);
    }

    /// <summary>Looks again until it is so.</summary>
    public static async Task IsSoAsync(Func<Task<bool>> isSo, double seconds = 30, [CallerArgumentExpression(nameof(isSo))] string what = "")
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await isSo())
        {
            try
            {
                await look.WaitForNextTickAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"It did not come true within {seconds} s: {what}");
            }
        }
    }

    /// <summary>All that the subscription wants has had its effect: once, and in commit-safe order.</summary>
    public static async Task HasReactedOnceToAllAsync(this Node node, Subscription subscription)
    {
        var names = node.Log.Registry.WireNamesOf(subscription.Facts);
        var expected = (await node.Log.ReadAllAsync()).Where(f => names.Contains(f.WireName)).Select(f => f.Id).ToList();
        await IsSoAsync(async () => await node.QueryAsync<long>($"select count(distinct fact) from effects where subscription = '{subscription.Name}'") >= expected.Count);
        (await node.QueryAsync<Guid[]>($"select coalesce(array_agg(fact order by n), '{{}}') from effects where subscription = '{subscription.Name}'")).ShouldBe(expected);
    }

    public static async Task HasCaughtUpAsync(this Node node, params Subscription[] subscriptions)
    {
        await node.Log.ReadAllAsync();
        await IsSoAsync(async () => (await node.Control(subscriptions).ListAsync()).All(s => s.LagFacts == 0));
    }

    public static async Task ViewsAreAsTheLogSaysAsync(this Node node)
    {
        await node.HasCaughtUpAsync(new ViewSubscription(node.Tallies), new ViewSubscription(node.Activity));
        foreach (var view in node.Rebuild.Views) (await node.Rebuild.VerifyAsync(view)).ShouldBeEmpty(view.Alias);
    }
}
