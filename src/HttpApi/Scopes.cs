using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace VideoConf.HttpApi;

/// <summary>What a key must be good for at this endpoint.</summary>
public sealed record RequiredScope(string Scope);

/// <summary>Endpoints that programs may use with a key of the API, and what the key must be good for.</summary>
public static class Scopes
{
    public const string MissingScope = "missing_scope";
    public const string WrongApiKey = "wrong_api_key";

    // As the accounts module writes them into whom it has recognised
    internal const string PersonIdClaim = "sub";
    internal const string KeyIdClaim = "key";
    private const string ScopeClaim = "scope";

    /// <summary>
    /// A key needs this scope, else it is answered 403; who is neither a key nor signed in is answered 401. People pass:
    /// what they may is the verb's to say, and the verb asks whether it has a person or a key before it.
    /// </summary>
    public static TBuilder RequireScope<TBuilder>(this TBuilder routes, string scope) where TBuilder : IEndpointConventionBuilder =>
        routes.WithMetadata(new RequiredScope(scope)).AddEndpointFilter((context, next) => Refuse(context.HttpContext, scope) is { } refused ? new(refused) : next(context));

    private static ProblemResult? Refuse(HttpContext http, string scope)
    {
        if (http.User.HasClaim(claim => claim.Type == PersonIdClaim) || http.User.HasClaim(ScopeClaim, scope))
            return null;
        if (http.User.HasClaim(claim => claim.Type == KeyIdClaim))
        {
            http.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"";
            return Problems.Of(StatusCodes.Status403Forbidden, MissingScope, $"This key is not made for this: it lacks the scope {scope}.");
        }
        // RFC 6750, 3: nothing is said of an error to who sent no key
        var sentKey = http.Request.Headers.ContainsKey(HeaderNames.Authorization);
        http.Response.Headers.WWWAuthenticate = sentKey ? "Bearer error=\"invalid_token\"" : "Bearer";
        return sentKey
            ? Problems.Of(StatusCodes.Status401Unauthorized, WrongApiKey, "This key is not known, or it was revoked.")
            : Problems.OfStatus(StatusCodes.Status401Unauthorized);
    }
}
