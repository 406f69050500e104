using System.Buffers.Text;
using Microsoft.AspNetCore.Http;
using VideoConf.Interviews.Views;

namespace VideoConf.Interviews;

/// <summary>Keeps what one side has typed. What the pad has already is passed over: a request may be sent again.</summary>
internal sealed record EditCodePad(Guid InterviewId, Asker Asker, IReadOnlyList<string> Updates, Instant Now)
{
    public const int MostUpdates = 256;
    public const int LongestUpdate = 64 << 10;

    public static Decision Decide(EditCodePad c, Interview? interview, CodePad? pad)
    {
        if (PadAccess.Editor(interview, c.Asker, out var refused) is not { } editor) return refused!;
        pad ??= CodePad.Empty;
        string[] added = [.. c.Updates.Distinct().Where(u => !pad.Has(u))];
        if (added.Length == 0) return Decision.Nothing;
        if (pad.Size + added.Sum(CodePad.SizeOf) > CodePad.Largest) return Refusal.PadFull;
        var by = new By(c.Asker.Id, editor.Name);
        return Decision.Accept([.. added.Select(update => new CodePadEdited(c.InterviewId, by, update, c.Now))]);
    }

    /// <param name="Updates">Yjs updates, base64: 1 to 256, each up to 64 KiB.</param>
    internal sealed record Request(IReadOnlyList<string>? Updates);

    /// <param name="Version">Of the pad with them.</param>
    internal sealed record Answer(long Version);

    public static async Task<IResult> Endpoint(Guid id, Request request, HttpContext http, EventLog log, InterviewFinder interviews, IClock clock, CancellationToken cancellationToken)
    {
        if (http.Asker() is not { } asker) return Problems.OfStatus(401);
        var check = new Validation();
        Check(check, request.Updates);
        if (check.Problem is { } invalid) return invalid;
        var interview = (await interviews.FindAsync(id, cancellationToken))?.Data;
        var command = new EditCodePad(id, asker, request.Updates!, clock.GetCurrentInstant());
        var outcome = await log.DecideAsync<CodePad>(CodePad.StreamOf(id), http.Metadata(), pad => Decide(command, interview, pad), cancellationToken: cancellationToken);
        return outcome.Decision.Problem() as IResult ?? Results.Ok(new Answer(outcome.Version));
    }

    private static void Check(Validation check, IReadOnlyList<string>? updates)
    {
        if (updates is not { Count: > 0 }) check.Add("updates", "required", "updates is missing.");
        else if (updates.Count > MostUpdates) check.Add("updates", "too_many", $"updates may have at most {MostUpdates} entries.");
        else if (updates.Any(u => u?.Length > LongestUpdate)) check.Add("updates", "too_long", $"An update may have at most {LongestUpdate} characters.");
        // Whitespace would be passed over, and the same update could be written in many ways
        else if (updates.Any(u => string.IsNullOrEmpty(u) || u.Any(char.IsWhiteSpace) || !Base64.IsValid(u))) check.Add("updates", "invalid", "An update must be base64.");
    }
}
