using Microsoft.AspNetCore.Http;
using VideoConf.Reports.Descriptions;

namespace VideoConf.Reports;

/// <summary>One object as it was at an instant, beside what it is now.</summary>
internal static class ShowAsOf
{
    /// <param name="Label">In the language that was asked for.</param>
    /// <param name="Then">Null: it said nothing.</param>
    internal sealed record FieldResource(string Field, string Label, string? Then, string? Now, bool Differs);

    /// <param name="Version">The last fact of the object that counts; 0: it was not there yet.</param>
    /// <param name="FirstAt">When it came to be.</param>
    /// <param name="LastAt">When it was changed last.</param>
    /// <param name="Later">Facts since.</param>
    internal sealed record Answer(Instant At, int Version, Instant FirstAt, Instant LastAt, int Later, IReadOnlyList<FieldResource> Fields);

    public static async Task<IResult> Endpoint(
        HttpContext http, AuditTrail trail, EventLog log, EventRegistry registry, string kind, Guid id, string? at, string? language, CancellationToken cancellationToken)
    {
        var check = new Validation();
        var (instant, words) = (AuditFilter.At(check, "at", at), ShowAudit.Language(check, language));
        if (string.IsNullOrEmpty(at)) check.Add("at", "required", "at must be an instant such as 2026-11-22T14:00:00Z.");
        var (filter, refused) = await ShowAudit.ObjectFilterAsync(http, trail, check, kind, id, cancellationToken);
        if (refused is not null) return refused;
        if (!Portrait.ByObject.TryGetValue(kind, out var portrait)) return Refusal.NoPastShown.Problem()!;
        var facts = await log.FetchStreamAsync(id, cancellationToken: cancellationToken);
        if (facts.Count == 0 || AllDescriptions.ByWireName.GetValueOrDefault(facts[0].WireName)?.Object != kind) return Refusal.ObjectNotFound.Problem()!;
        await ShowAudit.NoteAsync(http, log, filter! with { To = instant }, "as_of", cancellationToken);

        var past = new ObjectPast(registry, portrait, facts);
        var version = past.VersionAt(instant!.Value);
        var names = new Names(await trail.AccountsAsync([.. past.PeopleOf(version), .. past.PeopleOf(facts.Count)], cancellationToken), words);
        var (then, now) = (past.Say(version, words, names), past.Say(facts.Count, words, names));
        return Results.Ok(new Answer(instant.Value, version, facts[0].RecordedAt, facts[^1].RecordedAt, facts.Count - version,
            [.. portrait.Fields.Select((f, i) => new FieldResource(f.Name, f.Label(words), then[i], now[i], then[i] != now[i]))]));
    }
}
