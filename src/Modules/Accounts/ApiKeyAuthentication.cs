using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace VideoConf.Accounts;

/// <summary>
/// <c>Authorization: Bearer</c> and a key (RFC 6750, 2.1). Whatever is sent there is hashed, looked up and compared the
/// same way: a key that is malformed, unknown or revoked costs the same, and is nobody.
/// </summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, EventStore.Projections.Views views, ApiKeys keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "api_key";

    private const string Bearer = "Bearer ";
    private static readonly string Nobodys = ApiKeySecret.Hash("");

    public static bool IsSent(HttpRequest request) => request.Headers.Authorization.ToString().StartsWith(Bearer, StringComparison.OrdinalIgnoreCase);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!IsSent(Request))
            return AuthenticateResult.NoResult();
        var hash = ApiKeySecret.Hash(Request.Headers.Authorization.ToString()[Bearer.Length..].Trim());
        var found = (await views.QueryAsync(keys, "where live_hash = $1", [hash], Context.RequestAborted)).SingleOrDefault();
        var isRight = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(found?.Data.Hash ?? Nobodys), Encoding.ASCII.GetBytes(hash));
        return found is not null && isRight
            ? AuthenticateResult.Success(new AuthenticationTicket(Principal(found.Id, found.Data), SchemeName))
            : AuthenticateResult.Fail("There is no such key.");
    }

    private static ClaimsPrincipal Principal(Guid id, ApiKeyRow key) => new(new ClaimsIdentity(
    [
        new Claim(CallerExtensions.KeyIdClaim, id.ToString()),
        new Claim(CallerExtensions.DisplayNameClaim, key.Name),
        new Claim(CallerExtensions.RequestsPerMinuteClaim, key.RequestsPerMinute.ToString()),
        .. key.Scopes.Select(scope => new Claim(CallerExtensions.ScopeClaim, scope)),
    ], SchemeName, CallerExtensions.DisplayNameClaim, roleType: null));
}
