using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using VideoConf.EventStore.Schema;

namespace VideoConf.Accounts;

/// <summary>Who the caller is: accounts, guests, their preferences.</summary>
public static class AccountsModule
{
    private const string SignInLimit = "accounts.sign_in";
    private const string RegisterLimit = "accounts.register";
    private const string GuestLimit = "accounts.become_guest";

    public static EventRegistry AddAccountFacts(this EventRegistry registry) => registry
        .AddStream<Person>("person")
        .Add<AccountRegistered>("accounts.account_registered")
        .Add<ProfileChanged>("accounts.profile_changed")
        .Add<PasswordChanged>("accounts.password_changed")
        .Add<LockedOut>("accounts.locked_out")
        .Add<PreferencesChanged>("accounts.preferences_changed");

    /// <summary>The cookie is the default scheme. The host registers NpgsqlDataSource, IClock and the event store.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, AccountsOptions options)
    {
        services.AddSingleton(options.Validated());
        services.AddSingleton(new SchemaSource("accounts", typeof(AccountsModule).Assembly));
        services.AddDbContext<AccountsDb>((provider, context) => context.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));
        services.AddIdentityCore<Account>(ConfigureIdentity).AddEntityFrameworkStores<AccountsDb>();
        // OWASP's figure for PBKDF2 with SHA-512
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 210_000);
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<DecoyHash>();
        services.AddScoped<PasswordCheck>();
        services.AddInlineView<PreferencesOfPeople>();
        services.AddSingleton<IPeople, People>();
        services.AddAuthentication(SessionCookie.Scheme).AddCookie(SessionCookie.Scheme, SessionCookie.Configure);
        services.AddRateLimiter(limits => limits
            .AddPolicy(SignInLimit, http => RateLimits.PerAddress(http, options.SignInsPerMinutePerAddress, TimeSpan.FromMinutes(1)))
            .AddPolicy(RegisterLimit, http => RateLimits.PerAddress(http, options.RegistrationsPerHourPerAddress, TimeSpan.FromHours(1)))
            .AddPolicy(GuestLimit, http => RateLimits.PerAddress(http, options.GuestsPerMinutePerAddress, TimeSpan.FromMinutes(1))));
        return services;
    }

    /// <summary>Maps the verbs below the prefix that the host chose; the host calls UseHttpApi, UseAuthentication, UseRateLimiter, in this order.</summary>
    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var accounts = routes.MapGroup("").WithTags("Accounts");
        accounts.MapPost("/accounts", RegisterAccount.Endpoint).WithName("registerAccount").RequireRateLimiting(RegisterLimit).Refuses(400, 409, 429);
        accounts.MapPost("/session", SignIn.Endpoint).WithName("signIn").RequireRateLimiting(SignInLimit).Refuses(400, 401, 429);
        accounts.MapDelete("/session", (Delegate)SignOut.Endpoint).WithName("signOut");
        accounts.MapPost("/guests", BecomeGuest.Endpoint).WithName("becomeGuest").RequireRateLimiting(GuestLimit).Refuses(400, 429);

        var me = accounts.MapGroup("/me").AddEndpointFilter(OnlyWithCaller);
        me.MapGet("", Me.Endpoint).WithName("getMe").Refuses(401);
        me.MapPut("/profile", ChangeProfile.Endpoint).WithName("changeProfile").Refuses(400, 401, 409);
        me.MapPut("/password", ChangePassword.Endpoint).WithName("changePassword").RequireRateLimiting(SignInLimit).Refuses(400, 401, 403, 409, 429);
        me.MapGet("/preferences", MyPreferences.Endpoint).WithName("getPreferences").Refuses(401);
        me.MapPut("/preferences", ChangePreferences.Endpoint).WithName("changePreferences").Refuses(400, 401, 409, 412);
    }

    private static ValueTask<object?> OnlyWithCaller(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.User.Caller() is null ? new(Problems.OfStatus(StatusCodes.Status401Unauthorized)) : next(context);

    internal static void ThrowIfFailed(this IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException("Identity refused: " + string.Join(", ", result.Errors.Select(error => error.Code)));
    }

    // Length and weakness are checked with the request's other fields, where every complaint has its field
    private static void ConfigureIdentity(IdentityOptions identity)
    {
        identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
        identity.User.RequireUniqueEmail = true;
        identity.User.AllowedUserNameCharacters = "";
    }
}
