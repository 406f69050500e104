using Microsoft.AspNetCore.Http;
using VideoConf.Interviews.Views;

namespace VideoConf.Interviews;

/// <summary>The pad's edits, from which a browser makes its text as it is now or was at any time.</summary>
internal static class ShowCodePad
{
    private const int MostFacts = 500;
    private const int LargestPage = 1 << 20;

    /// <param name="At">When it was kept.</param>
    /// <param name="By">The person.</param>
    /// <param name="Update">A Yjs update, base64.</param>
    internal sealed record EditResource(long Version, Instant At, Guid By, string ByName, string Update);

    /// <param name="Version">How far this answer goes: ask with it as since.</param>
    /// <param name="MayEdit">Whether the one who asks is a side of the interview, and it was not cancelled.</param>
    /// <param name="HasMore">There is more now.</param>
    internal sealed record Answer(long Version, string Language, bool MayEdit, IReadOnlyList<EditResource> Edits, bool HasMore);

    public static async Task<IResult> Endpoint(Guid id, HttpContext http, EventLog log, InterviewFinder interviews, long? since, CancellationToken cancellationToken)
    {
        if (http.Asker() is not { } asker) return Problems.OfStatus(401);
        var check = new Validation();
        var after = check.InRange("since", since ?? 0, 0, int.MaxValue);
        if (check.Problem is { } invalid) return invalid;
        if (await interviews.FindAsync(id, cancellationToken) is not { } row || !row.Data.IsVisibleTo(asker)) return Refusal.InterviewNotFound.Problem()!;

        await using var unit = log.OpenSession(http.Metadata());
        var pad = await unit.FetchForWritingAsync<CodePad>(CodePad.StreamOf(id), cancellationToken: cancellationToken);
        var facts = after >= pad.Version ? [] : await log.FetchStreamAsync(pad.Id, after + 1, Math.Min(after + MostFacts, pad.Version), cancellationToken: cancellationToken);
        var taken = Fitting(facts);
        var version = taken.Count > 0 ? taken[^1].Version : pad.Version;
        return Results.Ok(new Answer(
            version, (pad.State ?? CodePad.Empty).Language, PadAccess.Editor(row.Data, asker, out _) is not null,
            [.. taken.Where(f => f.Data is CodePadEdited).Select(f => Show(f, (CodePadEdited)f.Data!))], version < pad.Version));
    }

    private static EditResource Show(StoredEvent stored, CodePadEdited edit) => new(stored.Version, edit.At, edit.By.Id, edit.By.Name, edit.Update);

    private static IReadOnlyList<StoredEvent> Fitting(IReadOnlyList<StoredEvent> facts)
    {
        var size = 0;
        // One at least, or the reader would never get on
        return [.. facts.TakeWhile((fact, i) => (size += fact.Json.Length) <= LargestPage || i == 0)];
    }
}
