using System.Security.Claims;

namespace VideoConf.Accounts.Contracts;

/// <summary>Who is asking: an account, or a guest with a short-lived identity of his own.</summary>
public readonly record struct Caller(Guid PersonId, string DisplayName, bool IsGuest);

public static class CallerExtensions
{
    /// <summary>Claim types of the cookie that accounts and guests share.</summary>
    public const string PersonIdClaim = "sub";
    public const string DisplayNameClaim = "name";
    public const string KindClaim = "kind";
    public const string GuestKind = "guest";
    public const string AccountKind = "account";

    /// <summary>The caller, or null when nobody is signed in.</summary>
    public static Caller? Caller(this ClaimsPrincipal principal) =>
        Guid.TryParse(principal.FindFirst(PersonIdClaim)?.Value, out var id)
            ? new Caller(id, principal.FindFirst(DisplayNameClaim)?.Value ?? "", principal.HasClaim(KindClaim, GuestKind))
            : null;
}
