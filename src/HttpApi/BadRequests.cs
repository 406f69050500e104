using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace VideoConf.HttpApi;

/// <summary>Turns what the framework could not read into a sentence, without a word of its exception.</summary>
internal static partial class BadRequests
{
    public static ProblemResult Explain(BadHttpRequestException exception) => exception switch
    {
        { StatusCode: not StatusCodes.Status400BadRequest } => Problems.OfStatus(exception.StatusCode),
        { InnerException: JsonException json } => Problems.Invalid([Explain(json)]),
        _ when Parameter().Match(exception.Message).Groups["name"] is { Success: true, Value: var name } =>
            Problems.Invalid([new(name, "invalid", $"{name} has a value that cannot be read.")]),
        _ => Problems.Invalid([new("", "missing_body", "The request has no body, or one that cannot be read.")]),
    };

    private static FieldError Explain(JsonException json) =>
        json.Path is { Length: > 2 } path && path.StartsWith("$.", StringComparison.Ordinal)
            ? new(path[2..], "invalid_type", $"{path[2..]} has a value of the wrong kind.")
            : new("", "invalid_json", "The body is not the JSON object that is expected here.");

    // The name of the parameter is nowhere but in the message: Failed to bind parameter "Nullable<int> limit" from "abc".
    [GeneratedRegex("^Failed to bind parameter \"\\S+ (?<name>\\w{1,40})\" from ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Parameter();
}
