using System.Collections.Immutable;
using System.Security.Claims;

namespace VideoConf.Accounts.Contracts;

/// <summary>Who is asking: an account, or a guest with a short-lived identity of his own.</summary>
public readonly record struct Caller(Guid PersonId, string DisplayName, bool IsGuest);

/// <summary>A program that asks with a key of the API. It is no person.</summary>
/// <param name="KeyId">Names the key; the key itself nobody has but its holder.</param>
/// <param name="Name">What the administrator called it.</param>
/// <param name="Scopes">What it may be used for, such as <c>interviews:read</c>.</param>
public readonly record struct ApiKeyCaller(Guid KeyId, string Name, IReadOnlySet<string> Scopes);

public static class CallerExtensions
{
    /// <summary>Claim types of the cookie that accounts and guests share.</summary>
    public const string PersonIdClaim = "sub";
    public const string DisplayNameClaim = "name";
    public const string KindClaim = "kind";
    public const string GuestKind = "guest";
    public const string AccountKind = "account";
    public const string AdministratorKind = "administrator";

    /// <summary>Claim types of a key, beside its name; what stands below modules (HttpApi) reads the same.</summary>
    public const string KeyIdClaim = "key";
    public const string ScopeClaim = "scope";
    public const string RequestsPerMinuteClaim = "requests_per_minute";

    /// <summary>The caller, or null when nobody is signed in; a key is nobody.</summary>
    public static Caller? Caller(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirst(PersonIdClaim)?.Value, out var id)
            ? new Caller(id, principal.FindFirst(DisplayNameClaim)?.Value ?? "", principal.HasClaim(KindClaim, GuestKind))
            : null;

    /// <summary>Whether an account asks that an operator or another administrator appointed.</summary>
    public static bool IsAdministrator(this ClaimsPrincipal principal) => principal.Caller() is not null && principal.HasClaim(KindClaim, AdministratorKind);

    /// <summary>The key that is asked with, or null when none is.</summary>
    public static ApiKeyCaller? ApiKey(this ClaimsPrincipal principal) =>
        principal.Caller() is null && Guid.TryParse(principal.FindFirst(KeyIdClaim)?.Value, out var id)
            ? new ApiKeyCaller(id, principal.FindFirst(DisplayNameClaim)?.Value ?? "", principal.FindAll(ScopeClaim).Select(scope => scope.Value).ToImmutableHashSet())
            : null;
}
