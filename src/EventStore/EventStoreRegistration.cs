using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using VideoConf.EventStore.Projections;
using VideoConf.EventStore.Schema;
using VideoConf.EventStore.Subscriptions;
using VideoConf.EventStore.Timers;

namespace VideoConf.EventStore;

/// <summary>How a host takes the event store in.</summary>
public static class EventStoreRegistration
{
    /// <summary>Registers the log, its live feed and the migrator. The host registers <see cref="NpgsqlDataSource"/> and <see cref="IClock"/>.</summary>
    public static IServiceCollection AddEventStore(this IServiceCollection services, EventRegistry registry, MasterKey masterKey)
    {
        services.AddSingleton(registry);
        services.AddSingleton(masterKey);
        services.AddSingleton<EventLog>();
        services.AddSingleton<Views>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<ViewRebuild>();
        services.AddSingleton<SubscriptionControl>();
        services.AddSingleton<LogCheck>();
        services.AddSingleton<LiveFeed>();
        services.AddHostedService<SubscriptionRunner>();
        services.AddHostedService<TimerRunner>();
        services.AddHostedService<StoreMeters>();
        services.AddHostedService<IdleWriters>();
        services.AddSingleton<IHostedService>(s => s.GetRequiredService<LiveFeed>());
        return services;
    }

    /// <summary>Registers an inline view, and itself for its queries.</summary>
    public static IServiceCollection AddInlineView<TView>(this IServiceCollection services) where TView : class, IInlineView
    {
        services.AddSingleton<TView>();
        services.AddSingleton<IInlineView>(s => s.GetRequiredService<TView>());
        services.AddSingleton<IView>(s => s.GetRequiredService<TView>());
        return services;
    }

    /// <summary>Registers a view that follows the log, and itself for its queries.</summary>
    public static IServiceCollection AddAsyncView<TView>(this IServiceCollection services) where TView : class, IView
    {
        services.AddSingleton<TView>();
        services.AddSingleton<IView>(s => s.GetRequiredService<TView>());
        services.AddSingleton<Subscription>(s => new ViewSubscription(s.GetRequiredService<TView>()));
        return services;
    }

    /// <summary>Registers a reaction.</summary>
    public static IServiceCollection AddSubscription<TSubscription>(this IServiceCollection services) where TSubscription : Subscription =>
        services.AddSingleton<Subscription, TSubscription>();

    /// <summary>Registers who is called when a timer of its kind is due.</summary>
    public static IServiceCollection AddTimerHandler<THandler>(this IServiceCollection services) where THandler : TimerHandler =>
        services.AddSingleton<TimerHandler, THandler>();

    /// <summary>Keeps the state of a stream that can grow long, so that it is fetched without its facts.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="alias">Name of the view that keeps it.</param>
    /// <param name="streamType">As registered for <typeparamref name="TState"/>.</param>
    /// <param name="facts">The facts that <typeparamref name="TState"/> is folded from.</param>
    /// <param name="version">Raised when the fold or the state's shape changes.</param>
    public static IServiceCollection AddSnapshot<TState>(this IServiceCollection services, string alias, string streamType, IReadOnlyCollection<Type> facts, int version = 1)
        where TState : class, IEvolve<TState>
    {
        var snapshot = new Snapshot<TState>(alias, streamType, facts, version);
        return services.AddSingleton<IInlineView>(snapshot).AddSingleton<IView>(snapshot);
    }

    /// <summary>What the store wants of a connection: prepared statements, and no writer idle in its transaction for long, because readers wait for it.</summary>
    public static string ConnectionString(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString)
    {
        MaxAutoPrepare = 200,
        AutoPrepareMinUsages = 2,
        NoResetOnClose = true,
        Options = "-c idle_in_transaction_session_timeout=5000",
        ApplicationName = "videoconf",
    }.ConnectionString;
}
