using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Npgsql;
using VideoConf.Accounts.Contracts;
using VideoConf.EventStore;
using VideoConf.EventStore.Projections;
using VideoConf.EventStore.Schema;
using VideoConf.EventStore.Subscriptions;
using VideoConf.HttpApi;

namespace VideoConf.Testing;

/// <summary>
/// A few modules behind a real socket, on a database of their own. The clock stands still unless moved; who asks is
/// named by the header <c>X-Test-Person: id;name;kind</c>, kind <c>account</c>, <c>administrator</c> or <c>guest</c>, or
/// <c>id;name;key;scopes</c> for a key of the API with its scopes, a blank between them. It can be stopped and started again.
/// </summary>
public abstract class ModuleServer : TestDatabase
{
    private readonly EphemeralDataProtectionProvider keys = new();
    private WebApplication? app;

    public ManualClock Clock { get; } = new();

    /// <summary>Warnings and errors: what somebody would be woken for at night; and what else is <see cref="Least"/>.</summary>
    public ConcurrentQueue<string> Logged { get; } = [];

    protected virtual LogLevel Least => LogLevel.Warning;

    public Uri Address => new(app!.Urls.Single());

    public IServiceProvider Services => app!.Services;

    public EventLog Log => Services.GetRequiredService<EventLog>();

    protected abstract EventRegistry Registry { get; }

    /// <summary>The modules. An <see cref="IClock"/> that is added here goes before <see cref="Clock"/>.</summary>
    protected abstract void AddTo(IServiceCollection services);

    protected abstract void Map(WebApplication host, RouteGroupBuilder api);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await StartAsync();
    }

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        // As the host sets it
        builder.Logging.ClearProviders().AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddProvider(new QueueLogs(Logged, Least));
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(EventStoreRegistration.ConnectionString(ConnectionString)));
        AddAllTo(builder.Services);
        app = builder.Build();
        app.UseHttpApi();
        app.Use(SignInByHeader);
        app.UseRateLimiter();
        Map(app, app.MapGroup("/api/v1"));
        await app.StartAsync();
    }

    public async Task StopAsync()
    {
        if (app is null) return;
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        await app.StopAsync(patience.Token);
        await app.DisposeAsync();
        app = null;
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await StopAsync();
        await base.DisposeAsync();
    }

    protected override async Task Migrate(NpgsqlDataSource empty)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(empty);
        AddAllTo(services);
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<Migrator>().MigrateAsync();
    }

    private void AddAllTo(IServiceCollection services)
    {
        services.AddSingleton<IDataProtectionProvider>(keys).AddHttpApi().AddEventStore(Registry, TestKeys.Master).AddRateLimiter(_ => { });
        AddTo(services);
        services.TryAddSingleton<IClock>(Clock);
    }

    /// <summary>The first fact that fits, whether it is there already or is still to come.</summary>
    public Task<StoredEvent> FactAsync(Func<StoredEvent, bool> wanted) => Services.GetRequiredService<LiveFeed>().FirstAsync(Log, wanted);

    public async Task<T> QueryAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Where views differ from what the log makes of them.</summary>
    public async Task<IReadOnlyList<ViewDifference>> ViewDifferencesAsync()
    {
        var rebuild = Services.GetRequiredService<ViewRebuild>();
        var differences = new List<ViewDifference>();
        foreach (var view in rebuild.Views) differences.AddRange(await rebuild.VerifyAsync(view));
        return differences;
    }

    // Stands for the cookie: who asks, as the accounts module would say
    private static Task SignInByHeader(HttpContext http, RequestDelegate next)
    {
        Claim[] claims = http.Request.Headers["X-Test-Person"].ToString().Split(';') switch
        {
            [var id, var name, CallerExtensions.KeyIdClaim, var scopes] =>
                [new(CallerExtensions.KeyIdClaim, id), new(CallerExtensions.DisplayNameClaim, name), .. scopes.Split(' ').Select(scope => new Claim(CallerExtensions.ScopeClaim, scope))],
            [var id, var name, var kind] => [new(CallerExtensions.PersonIdClaim, id), new(CallerExtensions.DisplayNameClaim, name), new(CallerExtensions.KindClaim, kind)],
            _ => [],
        };
        if (claims.Length > 0) http.User = new ClaimsPrincipal(new ClaimsIdentity(claims, "test"));
        return next(http);
    }

    private sealed class QueueLogs(ConcurrentQueue<string> lines, LogLevel least) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
        }

        public void Dispose() { }
    }
}
