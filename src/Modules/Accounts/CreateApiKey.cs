using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace VideoConf.Accounts;

internal sealed record CreateApiKey(string Name, string Prefix, string Hash, IReadOnlyList<string> Scopes, int RequestsPerMinute, Instant Now)
{
    /// <summary>What a key can be made for.</summary>
    public static readonly string[] KnownScopes = ["interviews:read", "interviews:write"];

    public const int NameLength = 80;
    public const int DefaultRequestsPerMinute = 600;
    public const int MaxRequestsPerMinute = 100_000;

    public static Decision Decide(CreateApiKey command) =>
        Decision.Accept(new ApiKeyCreated(command.Name, command.Prefix, command.Hash, command.Scopes, command.RequestsPerMinute, command.Now));

    internal sealed record Request(string? Name, IReadOnlyList<string?>? Scopes, int? RequestsPerMinute = null)
    {
        /// <summary>The command for a key, once <paramref name="check"/> has no complaint.</summary>
        public CreateApiKey Read(Validation check, string key, Instant now) => new(
            check.RequiredText("name", Name, NameLength), ApiKeySecret.PrefixOf(key), ApiKeySecret.Hash(key), ReadScopes(check),
            check.InRange("requestsPerMinute", RequestsPerMinute ?? DefaultRequestsPerMinute, 1, MaxRequestsPerMinute), now);

        private string[] ReadScopes(Validation check)
        {
            if (Scopes is not { Count: > 0 })
                check.Add("scopes", "required", "scopes is missing: a key is made for something.");
            else if (Scopes.Any(scope => !KnownScopes.Contains(scope)))
                check.Add("scopes", "not_one_of", $"scopes must be of {string.Join(", ", KnownScopes)}.");
            return [.. KnownScopes.Where(scope => Scopes?.Contains(scope) == true)];
        }
    }

    /// <summary>The only answer that ever holds the key.</summary>
    internal sealed record Answer(string Key, ApiKeyInfo Info);

    public static async Task<Results<Created<Answer>, ProblemResult>> Endpoint(Request request, HttpContext http, ApiKeyRing keys, CancellationToken cancellationToken)
    {
        var check = new Validation();
        return await keys.CreateAsync(request, check, http.Metadata(), cancellationToken) is { } made
            ? TypedResults.Created($"/api/v1/api-keys/{made.Info.Id}", made)
            : check.Problem!;
    }
}
