using System.Text.Json;
using System.Text.Json.Serialization;

namespace VideoConf.Interviews.Meet;

/// <summary>The token with which Google is asked: got with the service account's assertion, and kept until a minute before it ends.</summary>
internal sealed class GoogleTokens(ServiceAccount account, GoogleMeetOptions options, HttpClient client, IClock clock) : IDisposable
{
    private const string Scope = "https://www.googleapis.com/auth/calendar.events";
    private static readonly Duration Early = Duration.FromMinutes(1);

    private readonly SemaphoreSlim one = new(1);
    private (string Token, Instant Until)? kept;

    private sealed record Answer([property: JsonPropertyName("access_token")] string? AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);

    /// <param name="refused">A token that Google took no more; another is wanted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="GoogleException">There is none.</exception>
    public async Task<string> GetAsync(string? refused, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            var now = clock.GetCurrentInstant();
            if (kept is { } good && now < good.Until && good.Token != refused) return good.Token;
            using var body = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "urn:ietf:params:oauth:grant-type:jwt-bearer",
                ["assertion"] = account.Assertion(Scope, options.TokenAddress, string.IsNullOrEmpty(options.Subject) ? null : options.Subject, now),
            });
            using var response = await client.PostAsync(new Uri(options.TokenAddress), body, cancellationToken);
            if (!response.IsSuccessStatusCode) throw await GoogleException.OfAsync("token", response, cancellationToken);
            if (JsonSerializer.Deserialize<Answer>(await response.Content.ReadAsByteArrayAsync(cancellationToken)) is not { AccessToken: { Length: > 0 } token } answer) throw new GoogleException("token without access_token", isPassing: false);
            kept = (token, now + Duration.FromSeconds(answer.ExpiresIn) - Early);
            return token;
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();
}
