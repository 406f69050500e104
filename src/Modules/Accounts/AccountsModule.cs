using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using VideoConf.EventStore.Schema;

namespace VideoConf.Accounts;

/// <summary>Who the caller is: accounts, guests, their preferences; administrators; programs with a key of the API.</summary>
public static class AccountsModule
{
    private const string KeyOrCookie = "accounts.key_or_cookie";
    private const string SignInLimit = "accounts.sign_in";
    private const string RegisterLimit = "accounts.register";
    private const string GuestLimit = "accounts.become_guest";

    public static EventRegistry AddAccountFacts(this EventRegistry registry) => registry
        .AddStream<Person>("person")
        .Add<AccountRegistered>("accounts.account_registered")
        .Add<ProfileChanged>("accounts.profile_changed")
        .Add<PasswordChanged>("accounts.password_changed")
        .Add<LockedOut>("accounts.locked_out")
        .Add<PreferencesChanged>("accounts.preferences_changed")
        .Add<AdministratorAppointed>("accounts.administrator_appointed")
        .Add<AdministratorDismissed>("accounts.administrator_dismissed")
        .Add<PersonErased>("accounts.person_erased")
        .AddStream<ApiKey>("api_key")
        .Add<ApiKeyCreated>("accounts.api_key_created")
        .Add<ApiKeyRevoked>("accounts.api_key_revoked");

    /// <summary>A key in the Authorization header goes before the cookie. The host registers NpgsqlDataSource, IClock and the event store.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, AccountsOptions options)
    {
        services.AddSingleton(options.Validated());
        services.AddSingleton(new SchemaSource("accounts", typeof(AccountsModule).Assembly));
        services.AddDbContext<AccountsDb>((provider, context) => context.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>())
            // Identity maps what accounts do without, and the operator would read of each in the log
            .ConfigureWarnings(warnings => warnings.Ignore(CoreEventId.MappedPropertyIgnoredWarning)));
        services.AddIdentityCore<Account>(ConfigureIdentity).AddEntityFrameworkStores<AccountsDb>();
        // OWASP's figure for PBKDF2 with SHA-512
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 210_000);
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<DecoyHash>();
        services.AddScoped<PasswordCheck>();
        services.AddInlineView<PreferencesOfPeople>();
        services.AddSingleton<IPeople, People>();
        services.AddSingleton<IAdministrators, Administrators>();
        services.AddSingleton<IErasures, Erasures>();
        services.AddInlineView<ApiKeys>();
        services.AddSingleton<ApiKeyRing>();
        services.AddSingleton<IApiKeys>(provider => provider.GetRequiredService<ApiKeyRing>());
        // A key signs nobody in: whoever is signed in is so by the cookie, also where a key was sent along
        services.AddAuthentication(authentication => (authentication.DefaultScheme, authentication.DefaultSignInScheme) = (KeyOrCookie, SessionCookie.Scheme))
            .AddPolicyScheme(KeyOrCookie, displayName: null, policy => policy.ForwardDefaultSelector =
                http => ApiKeyAuthentication.IsSent(http.Request) ? ApiKeyAuthentication.SchemeName : SessionCookie.Scheme)
            .AddScheme<AuthenticationSchemeOptions, ApiKeyAuthentication>(ApiKeyAuthentication.SchemeName, configureOptions: null)
            .AddCookie(SessionCookie.Scheme, SessionCookie.Configure);
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

        var keys = accounts.MapGroup("/api-keys").AddEndpointFilter(OnlyWithCaller).AddEndpointFilter(OnlyForAdministrators);
        keys.MapGet("", ShowApiKeys.Endpoint).WithName("listApiKeys").Refuses(401, 403);
        keys.MapPost("", CreateApiKey.Endpoint).WithName("createApiKey").Refuses(400, 401, 403);
        keys.MapDelete("/{id:guid}", RevokeApiKey.Endpoint).WithName("revokeApiKey").Refuses(401, 403, 404);
    }

    private static ValueTask<object?> OnlyForAdministrators(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.User.IsAdministrator() ? next(context) : new(Refusal.NotAdministrator.Problem());

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
