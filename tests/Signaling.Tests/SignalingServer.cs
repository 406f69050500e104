using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using VideoConf.Accounts.Contracts;
using VideoConf.EventStore;
using VideoConf.EventStore.Schema;
using VideoConf.HttpApi;
using VideoConf.Rooms;
using VideoConf.Rooms.Contracts;
using VideoConf.Testing;

namespace VideoConf.Signaling.Tests;

/// <summary>Rooms and signaling behind a real socket, on a database of its own. It can be stopped and started again.</summary>
public class SignalingServer : TestDatabase
{
    private readonly EphemeralDataProtectionProvider keys = new();
    private WebApplication? app;
    private NpgsqlDataSource? connections;

    internal ConcurrentQueue<string> Logged { get; } = [];

    internal Uri Address => new(app!.Urls.Single());

    internal EventLog Log => app!.Services.GetRequiredService<EventLog>();

    internal IServiceProvider Services => app!.Services;

    protected virtual SignalingOptions Options { get; } = new();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await StartAsync();
    }

    internal async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(new QueueLogs(Logged));
        connections = NpgsqlDataSource.Create(EventStoreRegistration.ConnectionString(ConnectionString));
        builder.Services.AddSingleton(connections);
        builder.Services.AddSingleton<IClock>(SystemClock.Instance);
        builder.Services.AddSingleton<IDataProtectionProvider>(keys);
        builder.Services.AddHttpApi();
        builder.Services.AddEventStore(new EventRegistry().AddRoomFacts());
        builder.Services.AddRooms(new RoomsOptions { JoinsPerMinute = 100_000 });
        builder.Services.AddSignaling(Options);
        app = builder.Build();
        app.UseHttpApi();
        app.Use(SignInByHeader);
        app.UseRateLimiter();
        app.MapGroup("/api/v1").MapRooms();
        app.MapSignaling();
        await app.Services.GetRequiredService<Migrator>().MigrateAsync();
        await app.StartAsync();
    }

    internal async Task StopAsync()
    {
        await app!.DisposeAsync();
        await connections!.DisposeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await StopAsync();
        await base.DisposeAsync();
    }

    internal Person NewPerson(string name) => new(this, name);

    /// <summary>Somebody who has opened a room and joined it.</summary>
    internal async Task<(Person Host, Stay Stay)> NewCall(string name = "Ada")
    {
        var host = NewPerson(name);
        return (host, await host.Join(await host.OpenRoom()));
    }

    /// <summary>The reason with which a stay ended, whether it has or is still to.</summary>
    internal async Task<LeaveReason> HowItEnded(Stay stay)
    {
        var feed = app!.Services.GetRequiredService<EventStore.Subscriptions.LiveFeed>();
        var sessions = app.Services.GetRequiredService<ILiveSessions>();
        var ended = new TaskCompletionSource<LeaveReason>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look(SessionFact? fact)
        {
            if (fact?.Data is ParticipantWent went && went.ParticipantId == stay.ParticipantId) ended.TrySetResult(went.Reason);
        }
        using var subscription = feed.Subscribe(stored =>
        {
            Look(sessions.Publish(stored));
            return ValueTask.CompletedTask;
        });
        foreach (var fact in await sessions.FactsSinceAsync(stay.SessionId, 0, default)) Look(fact);
        return await ended.Task.WaitAsync(HubSocket.Patience);
    }

    // Stands for the cookie: who asks, as the accounts module would say
    private static Task SignInByHeader(HttpContext http, RequestDelegate next)
    {
        var person = http.Request.Headers["X-Test-Person"].ToString().Split(';');
        if (person.Length == 2)
        {
            http.User = new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(CallerExtensions.PersonIdClaim, person[0]),
                new Claim(CallerExtensions.DisplayNameClaim, person[1]),
                new Claim(CallerExtensions.KindClaim, CallerExtensions.AccountKind),
            ], "test"));
        }
        return next(http);
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
