using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace VideoConf.HttpApi;

/// <summary>
/// An error as RFC 9457 wants it, plus a stable <c>code</c> by which a client chooses its own words.
/// <c>field</c> names the one input that is to blame; <c>errors</c> lists all of them when validation failed.
/// </summary>
public sealed record Problem(
    string Type, string Title, int Status, string Detail, string Code,
    string? Field = null, IReadOnlyList<FieldError>? Errors = null);

/// <summary>One input that was refused: where, a stable code, and a sentence for a person.</summary>
public sealed record FieldError(string Field, string Code, string Message);

/// <summary>A problem document on its way out.</summary>
public sealed class ProblemResult(Problem problem, TimeSpan? retryAfter = null) : IResult, IStatusCodeHttpResult
{
    public Problem Problem => problem;

    public int? StatusCode => problem.Status;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.StatusCode = problem.Status;
        response.Headers[HeaderNames.CacheControl] = "no-store";
        if (retryAfter is { } wait)
            response.Headers[HeaderNames.RetryAfter] = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString();
        return response.WriteAsJsonAsync(problem, Json.Problems, "application/problem+json", httpContext.RequestAborted);
    }
}
