using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using VideoConf.EventStore;

namespace VideoConf.HttpApi;

/// <summary>Between a request and a decision: who asks, and what a refusal looks like.</summary>
public static class Refusals
{
    /// <param name="refusal">The decision's refusal; its code, sentence and field go out as they are.</param>
    /// <param name="status">HTTP status, 400 to 599: the module's to choose.</param>
    public static ProblemResult ToProblem(this Decision.Refused refusal, int status)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return Problems.Of(status, refusal.Code, refusal.Reason, refusal.Field);
    }

    /// <summary>Who gives this command and from where, for the log: a person's id, or <c>api_key:</c> with the id of the key.</summary>
    public static EventMetadata Metadata(this HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return new EventMetadata(
            Actor: http.User.FindFirstValue(Scopes.PersonIdClaim) ?? (http.User.FindFirstValue(Scopes.KeyIdClaim) is { } key ? EventMetadata.ApiKeyActor + key : null),
            CorrelationId: System.Diagnostics.Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier,
            Client: http.Request.Headers.Origin.Count > 0 || http.Request.Headers.ContainsKey("Sec-Fetch-Site") ? "web" : "api");
    }
}
