using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using VideoConf.EventStore.Schema;
using VideoConf.EventStore.Subscriptions;
using VideoConf.HttpApi;

namespace VideoConf.Rooms.Tests;

/// <summary>The module alone behind a real socket, on a database of its own; its clock stands still unless moved.</summary>
public class RoomsServer : TestDatabase
{
    private WebApplication? app;

    internal ManualClock Clock { get; } = new();

    /// <summary>Warnings and errors: what the server would be woken for at night.</summary>
    internal ConcurrentQueue<string> Logged { get; } = [];

    internal Uri Address => new(app!.Urls.Single());

    internal EventLog Log => app!.Services.GetRequiredService<EventLog>();

    internal LiveFeed Feed => app!.Services.GetRequiredService<LiveFeed>();

    internal ILiveSessions Sessions => app!.Services.GetRequiredService<ILiveSessions>();

    protected virtual RoomsOptions Options { get; } = new() { JoinsPerMinute = 100_000, WaitsForReturn = TimeSpan.FromMilliseconds(50) };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(new QueueLogs(Logged));
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(EventStoreRegistration.ConnectionString(ConnectionString)));
        AddTo(builder.Services);
        app = builder.Build();
        app.UseHttpApi();
        app.Use(SignInByHeader);
        app.UseRateLimiter();
        app.MapGroup("/api/v1").MapRooms();
        await app.StartAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (app is not null) await app.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override async Task Migrate(NpgsqlDataSource empty)
    {
        var services = new ServiceCollection().AddLogging().AddSingleton(empty);
        AddTo(services);
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<Migrator>().MigrateAsync();
    }

    private void AddTo(IServiceCollection services) => services
        .AddSingleton<IClock>(Clock)
        .AddSingleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider())
        .AddSingleton<ICallAdmissions, OpenDoor>()
        .AddHttpApi()
        .AddEventStore(new EventRegistry().AddRoomFacts())
        .AddRooms(Options);

    internal Person NewPerson(string name, bool isGuest = false) => new(this, name, isGuest);

    internal Task<StoredEvent> FactAsync(Func<StoredEvent, bool> wanted) => Feed.FirstAsync(Log, wanted);

    internal async Task<T> QueryAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    // Stands for the cookie: who asks, as the accounts module would say
    private static Task SignInByHeader(HttpContext http, RequestDelegate next)
    {
        if (http.Request.Headers["X-Test-Person"].ToString().Split(';') is [var id, var name, var kind])
        {
            http.User = new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(CallerExtensions.PersonIdClaim, id),
                new Claim(CallerExtensions.DisplayNameClaim, name),
                new Claim(CallerExtensions.KindClaim, kind),
            ], "test"));
        }
        return next(http);
    }

    /// <summary>Lets everybody in, as the module that keeps the connections would.</summary>
    private sealed class OpenDoor : ICallAdmissions
    {
        public CallAdmission Admit(Guid sessionId, Guid participantId, Guid personId) =>
            new($"ticket of {participantId}", Samples.Later, "/hubs/conference", [new IceServer(["stun:stun.example.org"], null, null)]);
    }

    private sealed class QueueLogs(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel)) lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");
        }

        public void Dispose() { }
    }
}

/// <summary>A clock that a test moves.</summary>
internal sealed class ManualClock : IClock
{
    private long now = Samples.Now.ToUnixTimeTicks();

    public Instant GetCurrentInstant() => Instant.FromUnixTimeTicks(Interlocked.Read(ref now));

    public void Advance(Duration by) => Interlocked.Add(ref now, (long)by.TotalTicks);
}
