using Microsoft.AspNetCore.Http;
using Npgsql;
using VideoConf.Reports.Chain;
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
        var (before, count, words) = (LineCursor.Of(check, cursor), check.Limit(limit), Language(check, language));
        if (check.Problem is { } problem) return problem;
        if (before is null) await NoteAsync(http, log, filter, "page", cancellationToken);
        return Results.Ok(await PageAsync(trail, filter, before, count, words, cancellationToken));
    }

    /// <summary>The timeline of one object.</summary>
    public static async Task<IResult> Object(
        HttpContext http, AuditTrail trail, EventLog log, string kind, Guid id, string? cursor, int? limit, string? language, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var check = new Validation();
        var (before, count, words) = (LineCursor.Of(check, cursor), check.Limit(limit), Language(check, language));
        if (check.Problem is { } problem) return problem;
        if (!AllDescriptions.Objects.Contains(kind)) return Refusal.ObjectNotFound.Problem()!;
        var isOwner = await trail.IsOwnerAsync(id, caller.PersonId, cancellationToken);
        if (!isOwner && !http.User.IsAdministrator()) return Refusal.ObjectNotFound.Problem()!;
        var filter = new AuditFilter(isOwner ? caller.PersonId : null, null, kind, id, null, null, null);
        var page = await PageAsync(trail, filter, before, count, words, cancellationToken);
        if (before is null && page.Items.Count == 0) return Refusal.ObjectNotFound.Problem()!;
        if (before is null) await NoteAsync(http, log, filter, "object", cancellationToken);
        return Results.Ok(page);
    }

    private static async Task<Page<LineResource>> PageAsync(AuditTrail trail, AuditFilter filter, LineCursor? before, int limit, string language, CancellationToken cancellationToken)
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

/// <summary>The badge: how far the chain goes, who vouches for it, and when somebody last looked.</summary>
internal static class ShowIntegrity
{
    /// <param name="Place">Facts that are chained.</param>
    /// <param name="CheckedTo">As far as the last check found everything as it was written; null: nobody has looked yet.</param>
    /// <param name="Fault">What the last check found first.</param>
    internal sealed record Answer(long Place, string Head, ChainSeal? Seal, Instant? CheckedAt, long? CheckedTo, string? Fault, string Fingerprint);

    public static async Task<IResult> Endpoint(HttpContext http, NpgsqlDataSource dataSource, Seals seals, SealKey key, CancellationToken cancellationToken)
    {
        if (http.Caller(out _) is { } stranger) return stranger;
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var head = await ChainLinks.HeadAsync(connection, long.MaxValue, cancellationToken);
        var seal = await seals.LastAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select checked_at, to_place, fault->>'detail' from reports.checks order by id desc limit 1", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var isChecked = await reader.ReadAsync(cancellationToken);
        return Results.Ok(new Answer(
            head.Place, Convert.ToHexStringLower(head.Hash), seal, isChecked ? Instant.FromDateTimeUtc(reader.GetDateTime(0)) : null, isChecked ? reader.GetInt64(1) : null,
            isChecked && !reader.IsDBNull(2) ? reader.GetString(2) : null, key.Verifier.Fingerprint));
    }
}
