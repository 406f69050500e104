using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace VideoConf.Accounts;

internal sealed record RevokeApiKey(Instant Now)
{
    public static Decision Decide(RevokeApiKey command, ApiKey? key) => key switch
    {
        null => Refusal.ApiKeyNotFound,
        { IsRevoked: true } => Decision.Nothing,
        _ => Decision.Accept(new ApiKeyRevoked(command.Now)),
    };

    public static async Task<Results<NoContent, ProblemResult>> Endpoint(Guid id, HttpContext http, ApiKeyRing keys, CancellationToken cancellationToken) =>
        (await keys.RevokeAsync(id, http.Metadata(), cancellationToken)).Problem() is { } refused ? refused : TypedResults.NoContent();
}
