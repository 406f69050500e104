using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using VideoConf.EventStore.Schema;

namespace VideoConf.Accounts;

/// <summary>Who the caller is: accounts, guests, their preferences.</summary>
public static class AccountsModule
{
    private const string SignInLimit = "accounts.sign_in";
    private const string RegisterLimit = "accounts.register";
    private const string GuestLimit = "accounts.become_guest";

    public static void Register(EventRegistry registry) => registry
        .AddStream<Person>("accounts.person")
        .Add<AccountRegistered>("accounts.account_registered")
        .Add<ProfileChanged>("accounts.profile_changed")
        .Add<PasswordChanged>("accounts.password_changed")
        .Add<LockedOut>("accounts.locked_out")
        .Add<PreferencesChanged>("accounts.preferences_changed");

    /// <summary>The cookie is the default scheme. The host registers NpgsqlDataSource, IClock and the event store.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration section)
    {
        services.AddOptions<AccountsOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(new SchemaSource("accounts", typeof(AccountsModule).Assembly));
        services.AddDbContext<AccountsDb>((provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddIdentityCore<Account>(ConfigureIdentity).AddEntityFrameworkStores<AccountsDb>();
        // OWASP's figure for PBKDF2 with SHA-512
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<DecoyHash>();
        services.AddScoped<PasswordCheck>();
        services.AddAuthentication(SessionCookie.Scheme).AddCookie(SessionCookie.Scheme, SessionCookie.Configure);
        services.AddAuthorization();
        services.AddRateLimiter(limits => limits
            .AddPolicy(SignInLimit, http => RateLimits.PerAddress(http, Options(http).SignInsPerMinutePerAddress, TimeSpan.FromMinutes(1)))
            .AddPolicy(RegisterLimit, http => RateLimits.PerAddress(http, Options(http).RegistrationsPerHourPerAddress, TimeSpan.FromHours(1)))
            .AddPolicy(GuestLimit, http => RateLimits.PerAddress(http, Options(http).GuestsPerMinutePerAddress, TimeSpan.FromMinutes(1))));
        return services;
    }

    /// <param name="api">The group that carries the host's prefix, /api/v1.</param>
    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var accounts = api.MapGroup("").WithTags("Accounts");
        accounts.MapPost("/accounts", RegisterAccount.Endpoint).WithName("registerAccount").RequireRateLimiting(RegisterLimit).Refuses(400, 409, 429);
        accounts.MapPost("/session", SignIn.Endpoint).WithName("signIn").RequireRateLimiting(SignInLimit).Refuses(400, 401, 429);
        accounts.MapDelete("/session", (Delegate)SignOut.Endpoint).WithName("signOut");
        accounts.MapPost("/guests", BecomeGuest.Endpoint).WithName("becomeGuest").RequireRateLimiting(GuestLimit).Refuses(400, 429);

        var me = accounts.MapGroup("/me").RequireAuthorization();
        me.MapGet("", Me.Endpoint).WithName("getMe").Refuses(401);
        me.MapPut("/profile", ChangeProfile.Endpoint).WithName("changeProfile").Refuses(400, 401, 409);
        me.MapPut("/password", ChangePassword.Endpoint).WithName("changePassword").RequireRateLimiting(SignInLimit).Refuses(400, 401, 403, 409, 429);
        me.MapGet("/preferences", MyPreferences.Endpoint).WithName("getPreferences").Refuses(401);
        me.MapPut("/preferences", ChangePreferences.Endpoint).WithName("changePreferences").Refuses(400, 401, 409, 412);
    }

    internal static void ThrowIfFailed(this IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException("Identity refused: " + string.Join(", ", result.Errors.Select(error => error.Code)));
    }

    // Length and weakness are checked with the request's other fields, where every complaint has its field
    private static void ConfigureIdentity(IdentityOptions options)
    {
        options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        options.User.RequireUniqueEmail = true;
        options.User.AllowedUserNameCharacters = "";
    }

    private static AccountsOptions Options(HttpContext http) => http.RequestServices.GetRequiredService<IOptions<AccountsOptions>>().Value;
}
