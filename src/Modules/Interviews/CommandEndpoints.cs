using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace VideoConf.Interviews;

/// <summary>Between HTTP and commands: who asks, under which key, and how the answer goes out.</summary>
internal static class CommandEndpoints
{
    public static Asker? Asker(this HttpContext http) =>
        http.User.Caller() is { } caller ? new Asker(caller.PersonId, caller.DisplayName, IsPlatform: false, caller.IsGuest)
        : http.User.ApiKey() is { } key ? new Asker(key.KeyId, key.Name, IsPlatform: true, IsGuest: false)
        : null;

    /// <summary>The endpoint of a verb on one interview.</summary>
    public static Func<Guid, T, HttpContext, InterviewCommands, CancellationToken, Task<IResult>> Endpoint<T>(Verb verb) where T : class =>
        async (id, request, http, commands, cancellationToken) =>
        {
            if (http.Asker() is not { } asker) return Problems.OfStatus(401);
            var key = http.Key(asker, $"{verb.Type} {id} {JsonSerializer.Serialize(request, InterviewCommands.JsonOptions)}", out var invalid);
            if (invalid is not null) return invalid;
            return http.Send(await commands.RunAsync(http.Metadata(), asker, verb, request, id, ETags.ReadIfMatch(http.Request), key, cancellationToken));
        };

    public static async Task<IResult> Schedule(ScheduleInterview.Request request, HttpContext http, InterviewCommands commands, CancellationToken cancellationToken)
    {
        if (http.Asker() is not { } asker) return Problems.OfStatus(401);
        var key = http.Key(asker, ScheduleText(request), out var invalid);
        if (invalid is not null) return invalid;
        return http.Send((await commands.ScheduleAsync(http.Metadata(), asker, [new(request, key)], cancellationToken))[0]);
    }

    internal static string ScheduleText(ScheduleInterview.Request request) => $"schedule {JsonSerializer.Serialize(request, InterviewCommands.JsonOptions)}";

    private static IdempotencyKey? Key(this HttpContext http, Asker asker, string command, out ProblemResult? invalid)
    {
        var check = new Validation();
        var key = KeyOf(check, http.Request.Headers["Idempotency-Key"].ToString(), asker, command);
        invalid = check.Problem;
        return key;
    }

    internal static IdempotencyKey? KeyOf(Validation check, string? key, Asker asker, string command)
    {
        if (string.IsNullOrEmpty(key)) return null;
        if (key.Length > IdempotencyKey.Longest || key.Any(c => c is < ' ' or > '~')) check.Add("Idempotency-Key", "invalid", $"An Idempotency-Key has 1 to {IdempotencyKey.Longest} printable ASCII characters.");
        return new IdempotencyKey(asker.Id, key, IdempotencyKey.HashOf(command));
    }

    private static IResult Send(this HttpContext http, CommandAnswer answer)
    {
        if (!answer.IsProblem)
        {
            using var document = JsonDocument.Parse(answer.Json);
            ETags.Write(http.Response, document.RootElement.GetProperty("version").GetInt64());
            if (answer.Status == 201) http.Response.Headers.Location = $"/api/v1/interviews/{document.RootElement.GetProperty("id").GetGuid()}";
        }
        return Results.Content(answer.Json, answer.IsProblem ? "application/problem+json" : "application/json", null, answer.Status);
    }
}
