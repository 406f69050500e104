using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace VideoConf.Interviews;

/// <summary>Many commands in one request, each with its own answer.</summary>
internal static class RunCommands
{
    public const int Most = 1000;

    // Scheduled together these share a transaction: many enough for one round trip to be nothing, few enough not to hold an interviewer long
    private const int Together = 100;

    private static readonly Dictionary<string, Verb> Verbs = InterviewsModule.Verbs.ToDictionary(v => v.Type);

    /// <param name="Type">schedule, or another verb of the API.</param>
    /// <param name="InterviewId">Of every verb but schedule.</param>
    /// <param name="Version">As If-Match says it.</param>
    /// <param name="Body">As the verb's own route takes it.</param>
    internal sealed record CommandRequest(string? Type, Guid? InterviewId, string? IdempotencyKey, long? Version, JsonElement? Body);

    internal sealed record Request(IReadOnlyList<CommandRequest>? Commands);

    /// <param name="Body">The interview, or the problem document.</param>
    internal sealed record Result(int Status, JsonElement Body);

    internal sealed record Answer(IReadOnlyList<Result> Results);

    public static async Task<IResult> Endpoint(Request request, HttpContext http, InterviewCommands commands, CancellationToken cancellationToken)
    {
        if (http.Asker() is not { } asker) return Problems.OfStatus(401);
        if (request.Commands is not { Count: > 0 } all) return Problems.Invalid([new("commands", "required", "commands is missing.")]);
        if (all.Count > Most) return Refusal.TooManyCommands.Problem()!;
        var answers = new CommandAnswer[all.Count];
        for (var i = 0; i < all.Count;)
        {
            var together = new List<(int Index, InterviewCommands.ToSchedule Command)>();
            for (; i < all.Count && together.Count < Together && all[i]?.Type == "schedule"; i++)
            {
                var (body, key, invalid) = Read(all[i], typeof(ScheduleInterview.Request), asker, b => CommandEndpoints.ScheduleText((ScheduleInterview.Request)b));
                if (invalid is not null) answers[i] = invalid;
                else together.Add((i, new((ScheduleInterview.Request)body!, key)));
            }
            if (together.Count > 0)
            {
                foreach (var ((index, _), answer) in together.Zip(await commands.ScheduleAsync(http.Metadata(), asker, [.. together.Select(t => t.Command)], cancellationToken))) answers[index] = answer;
            }
            else if (i < all.Count && all[i]?.Type != "schedule")
            {
                answers[i] = await OneAsync(all[i], http.Metadata(), asker, commands, cancellationToken);
                i++;
            }
        }
        return Results.Ok(new Answer([.. answers.Select(a => new Result(a.Status, JsonElement.Parse(a.Json)))]));
    }

    private static async Task<CommandAnswer> OneAsync(CommandRequest? command, EventMetadata metadata, Asker asker, InterviewCommands commands, CancellationToken cancellationToken)
    {
        var check = new Validation();
        check.OneOf("type", command?.Type, [.. Verbs.Keys, "schedule"]);
        var id = check.Required("interviewId", command?.InterviewId);
        if (check.Problem is { } unknown) return InterviewCommands.AnswerOf(unknown);
        var verb = Verbs[command!.Type!];
        var (body, key, invalid) = Read(command, verb.Request, asker, b => $"{verb.Type} {id} {JsonSerializer.Serialize(b, InterviewCommands.JsonOptions)}");
        if (invalid is not null) return invalid;
        try
        {
            return await commands.RunAsync(metadata, asker, verb, body!, id, command.Version, key, cancellationToken);
        }
        catch (VersionMismatchException)
        {
            return InterviewCommands.AnswerOf(Problems.OfStatus(412));
        }
        catch (ConcurrencyException)
        {
            return InterviewCommands.AnswerOf(Problems.OfStatus(409));
        }
    }

    private static (object? Body, IdempotencyKey? Key, CommandAnswer? Invalid) Read(CommandRequest command, Type type, Asker asker, Func<object, string> textOf)
    {
        var check = new Validation();
        object? body = null;
        try
        {
            body = command.Body is { } json ? json.Deserialize(type, InterviewCommands.JsonOptions) : JsonSerializer.Deserialize("{}", type, InterviewCommands.JsonOptions);
        }
        catch (JsonException e)
        {
            check.Add($"body{e.Path?.TrimStart('$')}", "invalid", "This is not what the command takes here.");
        }
        var key = body is null ? null : CommandEndpoints.KeyOf(check, command.IdempotencyKey, asker, textOf(body));
        return (body, key, check.Problem is { } invalid ? InterviewCommands.AnswerOf(invalid) : null);
    }
}
