using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace VideoConf.Accounts;

internal static class ShowApiKeys
{
    /// <param name="Items">The newest first, revoked ones among them.</param>
    /// <param name="Scopes">What a key can be made for.</param>
    internal sealed record Answer(IReadOnlyList<ApiKeyInfo> Items, IReadOnlyList<string> Scopes);

    public static async Task<Ok<Answer>> Endpoint(ApiKeyRing keys, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Answer(await keys.ListAsync(cancellationToken), CreateApiKey.KnownScopes));
}
