using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using VideoConf.EventStore.Projections;
using VideoConf.EventStore.Schema;
using VideoConf.EventStore.Subscriptions;

namespace VideoConf.EventStore;

/// <summary>How a host takes the event store in.</summary>
public static class EventStoreRegistration
{
    /// <summary>Registers the log, its live feed and the migrator. The host registers <see cref="NpgsqlDataSource"/> and <see cref="IClock"/>.</summary>
    public static IServiceCollection AddEventStore(this IServiceCollection services, EventRegistry registry)
    {
        services.AddSingleton(registry);
        services.AddSingleton<CommitSignal>();
        services.AddSingleton<EventLog>();
        services.AddSingleton<Views>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<ViewRebuild>();
        services.AddSingleton<LiveFeed>();
        services.AddHostedService<SubscriptionRunner>();
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
