using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using VideoConf.Accounts.Contracts;
using VideoConf.EventStore.Schema;
using VideoConf.HttpApi;
using VideoConf.Testing;

namespace VideoConf.Accounts.Tests;

/// <summary>The module alone behind a real socket, on a database of its own; its clock stands still unless moved.</summary>
public class AccountsServer : TestDatabase
{
    private WebApplication? app;

    internal ManualClock Clock { get; } = new();

    internal ConcurrentQueue<string> Logged { get; } = [];

    internal IServiceProvider Services => app!.Services;

    internal EventLog Log => Services.GetRequiredService<EventLog>();

    internal CountingHasher Hasher => (CountingHasher)Services.GetRequiredService<IPasswordHasher<Account>>();

    protected virtual AccountsOptions Options { get; } = new()
    {
        SignInsPerMinutePerAddress = 10_000,
        RegistrationsPerHourPerAddress = 10_000,
        GuestsPerMinutePerAddress = 10_000,
    };

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Debug).AddProvider(new QueueLogs(Logged));
        builder.Services.AddSingleton<IPasswordHasher<Account>, CountingHasher>();
        builder.Services.AddSingleton(_ => NpgsqlDataSource.Create(EventStoreRegistration.ConnectionString(ConnectionString)));
        builder.Services.AddSingleton<IClock>(Clock).AddSingleton<TimeProvider>(Clock);
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddHttpApi();
        builder.Services.AddEventStore(new EventRegistry().AddAccountFacts(), TestKeys.Master);
        builder.Services.AddAccounts(Options);
        // The full cost would be most of the tests' time
        builder.Services.PostConfigure<PasswordHasherOptions>(hasher => hasher.IterationCount = 5_000);
        app = builder.Build();
        // Stands for a proxy that ends TLS
        app.Use((http, next) =>
        {
            if (http.Request.Headers["X-Test-Scheme"] == "https")
                http.Request.Scheme = "https";
            return next(http);
        });
        app.UseHttpApi();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.MapGroup("/api/v1").MapAccounts();
        // Stands for another module's endpoint that programs may use, too
        app.MapGet("/api/v1/interviews", (HttpContext http) => new Asked(http.User.Caller()?.PersonId, http.User.ApiKey()?.KeyId, http.User.ApiKey()?.Name, http.User.ApiKey()?.Scopes, http.Metadata().Actor))
            .RequireScope("interviews:read").RequireRateLimiting(RateLimits.PerCaller);
        // And for one that lets somebody in by a link
        app.MapPost("/api/v1/links", (HttpContext http) => http.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(
        [
            new Claim(CallerExtensions.PersonIdClaim, Guid.CreateVersion7().ToString()), new Claim(CallerExtensions.DisplayNameClaim, "Bob"), new Claim(CallerExtensions.KindClaim, CallerExtensions.GuestKind),
        ], "link"))));
        await app.StartAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (app is not null)
            await app.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override async Task Migrate(NpgsqlDataSource empty)
    {
        await using var services = new ServiceCollection()
            .AddLogging().AddSingleton(empty).AddSingleton<IClock>(Clock)
            .AddEventStore(new EventRegistry().AddAccountFacts(), TestKeys.Master).AddAccounts(Options)
            .BuildServiceProvider();
        await services.GetRequiredService<Migrator>().MigrateAsync();
    }

    internal Browser NewBrowser() => new(new Uri(app!.Urls.Single()));

    /// <summary>A browser whose account is an administrator's.</summary>
    internal async Task<Browser> NewAdministrator(string email)
    {
        var browser = await NewAccount(email);
        (await Services.GetRequiredService<IAdministrators>().AppointAsync(email, EventMetadata.System, default)).ShouldBe(Appointment.Done);
        return browser;
    }

    /// <summary>A program that sends this key with every request.</summary>
    internal Browser NewProgram(string key)
    {
        var program = NewBrowser();
        program.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        return program;
    }

    /// <summary>A key that an operator made.</summary>
    internal async Task<(Guid Id, string Key)> NewKey(int requestsPerMinute = 600, params string[] scopes)
    {
        var made = await Services.GetRequiredService<IApiKeys>().CreateAsync("Platform", scopes, requestsPerMinute, EventMetadata.System, default);
        made.Complaints.ShouldBeEmpty();
        return (made.Info!.Id, made.Key!);
    }

    /// <summary>A browser that has just registered.</summary>
    internal async Task<Browser> NewAccount(string email, string password = Browser.Password)
    {
        var browser = NewBrowser();
        (await browser.Post("/accounts", new { email, password, displayName = "Ada" })).Status.ShouldBe(HttpStatusCode.Created);
        return browser;
    }

    internal async Task<T> Scalar<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    internal async Task<IReadOnlyList<object?>> Facts(Guid personId) =>
        [.. (await Log.FetchStreamAsync(personId)).Select(stored => stored.Data)];

    private sealed record Asked(Guid? Person, Guid? Key, string? Name, IReadOnlySet<string>? Scopes, string? Actor);

    /// <summary>Identity's own hasher, which also counts how often it was asked.</summary>
    internal sealed class CountingHasher(IOptions<PasswordHasherOptions> options) : PasswordHasher<Account>(options)
    {
        private int verified;

        public int Verified => verified;

        public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            Interlocked.Increment(ref verified);
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }

    private sealed class QueueLogs(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
