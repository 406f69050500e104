using Microsoft.AspNetCore.Http;
using VideoConf.Reports.Descriptions;

namespace VideoConf.Reports;

/// <summary>The audit trail: an administrator sees all of it, and that he looked is a fact; others see what is theirs.</summary>
internal static class ShowAudit
{
    private static readonly string[] Languages = ["en", "ru"];

    public static async Task<IResult> List(HttpContext http, [AsParameters] AuditQuery asked, AuditTrail trail, EventLog log, string? cursor, int? limit, string? language, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var check = new Validation();
        var filter = AuditFilter.Of(asked, check, http.User.IsAdministrator() ? null : caller.PersonId);
        var (before, count, words) = (AuditCursor.Of(check, cursor), check.Limit(limit), Language(check, language));
        if (check.Problem is { } problem) return problem;
        if (before is null) await NoteAsync(http, log, filter, "page", cancellationToken);
        return Results.Ok(await PageAsync(trail, filter, before, count, words, cancellationToken));
    }

    /// <summary>The timeline of one object: where its state can be shown, each line with what it changed there.</summary>
    public static async Task<IResult> Object(
        HttpContext http, AuditTrail trail, EventLog log, EventRegistry registry, string kind, Guid id, string? cursor, int? limit, string? language, CancellationToken cancellationToken)
    {
        var check = new Validation();
        var (before, count, words) = (AuditCursor.Of(check, cursor), check.Limit(limit), Language(check, language));
        var (filter, refused) = await ObjectFilterAsync(http, trail, check, kind, id, cancellationToken);
        if (refused is not null) return refused;
        var page = await PageAsync(trail, filter!, before, count, words, cancellationToken);
        if (before is null && page.Items.Count == 0) return Refusal.ObjectNotFound.Problem()!;
        if (before is null) await NoteAsync(http, log, filter!, "object", cancellationToken);
        return Results.Ok(Portrait.ByObject.TryGetValue(kind, out var portrait)
            ? page with { Items = await WithChangesAsync(page.Items, trail, new ObjectPast(registry, portrait, await log.FetchStreamAsync(id, cancellationToken: cancellationToken)), portrait, words, cancellationToken) }
            : page);
    }

    /// <summary>All lines of one object, for who may see them.</summary>
    public static async Task<(AuditFilter? Filter, IResult? Refused)> ObjectFilterAsync(HttpContext http, AuditTrail trail, Validation check, string kind, Guid id, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return (null, stranger);
        var isOwner = AllDescriptions.Objects.Contains(kind) && await trail.IsOwnerAsync(id, caller.PersonId, cancellationToken);
        if (!AllDescriptions.Objects.Contains(kind) || (!isOwner && !http.User.IsAdministrator())) return (null, Refusal.ObjectNotFound.Problem());
        if (check.Problem is { } problem) return (null, problem);
        return (new AuditFilter(isOwner ? caller.PersonId : null, null, kind, id, null, null, null), null);
    }

    private static async Task<IReadOnlyList<LineResource>> WithChangesAsync(
        IReadOnlyList<LineResource> lines, AuditTrail trail, ObjectPast past, Portrait portrait, string language, CancellationToken cancellationToken)
    {
        var versions = lines.SelectMany(l => (int[])[(int)l.Version - 1, (int)l.Version]).Distinct().ToList();
        var names = new Names(await trail.AccountsAsync(versions.SelectMany(past.PeopleOf), cancellationToken), language);
        var said = versions.ToDictionary(v => v, v => past.Say(v, language, names));
        return [.. lines.Select(l => l with
        {
            Changes = [.. portrait.Fields.Select((f, i) => new LineChange(f.Name, f.Label(language), said[(int)l.Version - 1][i], said[(int)l.Version][i])).Where(c => c.From != c.To)],
        })];
    }

    private static async Task<Page<LineResource>> PageAsync(AuditTrail trail, AuditFilter filter, AuditCursor? before, int limit, string language, CancellationToken cancellationToken)
    {
        var (lines, next) = await trail.FindPageAsync(filter, before, limit, language, cancellationToken);
        return new Page<LineResource>(lines, next?.ToString());
    }

    public static string Language(Validation check, string? language) => language is null ? "en" : check.OneOf("language", language, Languages);

    /// <summary>Who looks at what is not his own leaves a fact behind.</summary>
    public static async Task NoteAsync(HttpContext http, EventLog log, AuditFilter filter, string form, CancellationToken cancellationToken)
    {
        if (filter.Owner is not null) return;
        await using var session = log.OpenSession(http.Metadata());
        session.StartStream<AuditLook>(Guid.CreateVersion7(), new AuditViewed(form, filter.Person, filter.Object, filter.ObjectId, filter.Words, filter.From, filter.To));
        await session.SaveChangesAsync(cancellationToken);
    }
}
