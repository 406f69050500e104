using System.Net;
using System.Text.Json;

namespace VideoConf.Interviews.Meet;

/// <summary>Google gave no link.</summary>
/// <param name="message">For the operator: status and Google's own word for it, nothing else of the answer.</param>
/// <param name="isPassing">Whether it may go better in a while, with nothing changed.</param>
internal sealed class GoogleException(string message, bool isPassing) : Exception(message)
{
    private const int LongestReason = 60;

    public bool IsPassing => isPassing;

    public static async Task<GoogleException> OfAsync(string asked, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var reason = ReasonIn(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        // The Calendar API says 403 also to who asks too often
        var isPassing = response.StatusCode is >= HttpStatusCode.InternalServerError or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
            || reason is "rateLimitExceeded" or "userRateLimitExceeded" or "quotaExceeded";
        return new GoogleException($"{asked} {(int)response.StatusCode} {reason}".TrimEnd(), isPassing);
    }

    // {"error": "invalid_grant"} of the token endpoint, {"error": {"errors": [{"reason": "forbidden"}]}} of the API
    private static string ReasonIn(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("error", out var error)) return "";
            var reason = error.ValueKind == JsonValueKind.Object && error.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array && errors.GetArrayLength() > 0
                && errors[0].ValueKind == JsonValueKind.Object && errors[0].TryGetProperty("reason", out var first) ? first : error;
            var text = reason.ValueKind == JsonValueKind.String ? reason.GetString()! : "";
            return text.Length <= LongestReason && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? text : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }
}
