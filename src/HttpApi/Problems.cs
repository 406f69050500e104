using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace VideoConf.HttpApi;

/// <summary>Makes problem documents. Sentences are English and for people; clients translate by code.</summary>
public static class Problems
{
    public const string InvalidRequest = "invalid_request";
    public const string NotSignedIn = "not_signed_in";
    public const string Forbidden = "forbidden";
    public const string VersionMismatch = "version_mismatch";
    public const string TooManyRequests = "too_many_requests";

    /// <param name="status">HTTP status, 400 to 599.</param>
    /// <param name="code">Stable, snake_case.</param>
    /// <param name="detail">A sentence for a person; never an exception's message.</param>
    /// <param name="field">The one input that is to blame, if one is.</param>
    /// <param name="retryAfter">Sent as Retry-After in whole seconds, rounded up.</param>
    public static ProblemResult Of(int status, string code, string detail, string? field = null, TimeSpan? retryAfter = null) =>
        new(Document(status, code, detail, field), retryAfter);

    public static ProblemResult Invalid(IReadOnlyList<FieldError> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var detail = errors.Count == 1 ? errors[0].Message : "Some of what was sent cannot be accepted.";
        var field = errors.Count == 1 ? errors[0].Field : null;
        return new(Document(StatusCodes.Status400BadRequest, InvalidRequest, detail, field) with { Errors = errors });
    }

    /// <summary>The general problem of a status, for answers that nobody gave a code of their own.</summary>
    public static ProblemResult OfStatus(int status, TimeSpan? retryAfter = null)
    {
        var (code, detail) = status switch
        {
            400 => (InvalidRequest, "The request cannot be understood."),
            401 => (NotSignedIn, "You are not signed in."),
            403 => (Forbidden, "You may not do this."),
            404 => ("not_found", "There is nothing at this address."),
            405 => ("method_not_allowed", "This address does not know this method."),
            408 => ("request_timeout", "The request did not arrive in time."),
            409 => ("conflict", "Somebody else changed this at the same moment. Try again."),
            412 => (VersionMismatch, "Somebody changed this in the meantime. Load it again and repeat your change."),
            413 => ("request_too_large", "The request is too large."),
            415 => ("unsupported_media_type", "This address does not take a body of this kind (Content-Type)."),
            429 => (TooManyRequests, "Too many requests. Wait a little and try again."),
            503 => ("unavailable", "The server cannot answer right now. Try again in a moment."),
            >= 500 => ("internal_error", "Something went wrong on the server."),
            _ => ("http_" + status, "The request was refused."),
        };
        return Of(status, code, detail, retryAfter: retryAfter);
    }

    private static Problem Document(int status, string code, string detail, string? field) =>
        new("/problems/" + code, ReasonPhrases.GetReasonPhrase(status), status, detail, code, field);
}
