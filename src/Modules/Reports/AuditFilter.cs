using System.Globalization;
using NodaTime.Text;
using VideoConf.Reports.Descriptions;

namespace VideoConf.Reports;

/// <summary>Which lines are wanted, as it is asked for.</summary>
/// <param name="Person">A person's id, or <c>api_key:</c> and a key's: who did it.</param>
/// <param name="Kind">A kind of object.</param>
/// <param name="Object">An object's id.</param>
/// <param name="Q">Words.</param>
/// <param name="From">An instant; recorded then or later.</param>
/// <param name="To">An instant; recorded before.</param>
internal sealed record AuditQuery(string? Person, string? Kind, string? Object, string? Q, string? From, string? To);

/// <summary>Which lines are wanted.</summary>
/// <param name="Owner">Only of objects that are this person's; null: of all.</param>
/// <param name="Person">Who did it: a person's id, or <c>api_key:</c> and a key's.</param>
/// <param name="Object">A kind of object.</param>
/// <param name="From">Recorded at this instant or later.</param>
/// <param name="To">Recorded before this instant.</param>
internal sealed record AuditFilter(Guid? Owner, string? Person, string? Object, Guid? ObjectId, string? Words, Instant? From, Instant? To)
{
    private const int LongestWords = 200;
    private const int LongestPerson = 100;

    /// <summary>Complaints go to <paramref name="check"/>.</summary>
    public static AuditFilter Of(AuditQuery asked, Validation check, Guid? owner) => new(
        owner, check.OptionalText("person", asked.Person, LongestPerson), Kind(check, asked.Kind), Id(check, asked.Object),
        check.OptionalText("q", asked.Q, LongestWords), At(check, "from", asked.From), At(check, "to", asked.To));

    private static string? Kind(Validation check, string? kind) => string.IsNullOrEmpty(kind) ? null : check.OneOf("kind", kind, [.. AllDescriptions.Objects]);

    private static Guid? Id(Validation check, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (Guid.TryParse(text, out var id)) return id;
        check.Add("object", "invalid", "object must be an id.");
        return null;
    }

    /// <summary>Null when none is given, or it is none.</summary>
    public static Instant? At(Validation check, string field, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (OffsetDateTimePattern.ExtendedIso.Parse(text).TryGetValue(default, out var parsed) && parsed.Year is >= 1970 and < 3000) return parsed.ToInstant();
        check.Add(field, "invalid", $"{field} must be an instant such as 2026-11-22T14:00:00Z.");
        return null;
    }
}

/// <summary>The last line of a page of the audit; the next page holds what was recorded before it.</summary>
internal readonly record struct AuditCursor(Instant At, long Transaction, long Position)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At.ToUnixTimeTicks()}-{Transaction}-{Position}");

    /// <summary>Null on the first page.</summary>
    public static AuditCursor? Of(Validation check, string? text) =>
        Cursors.Read(check, text, 3) is [var at, var tx, var seq] ? new AuditCursor(Instant.FromUnixTimeTicks(Math.Min(at, Latest)), tx, seq) : null;

    private static readonly long Latest = Instant.FromUtc(3000, 1, 1, 0, 0).ToUnixTimeTicks();
}

/// <summary>The last line of a page in the order of the log.</summary>
internal readonly record struct LineCursor(long Transaction, long Position)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Transaction}-{Position}");

    /// <summary>Null on the first page.</summary>
    public static LineCursor? Of(Validation check, string? text) => Cursors.Read(check, text, 2) is [var tx, var seq] ? new LineCursor(tx, seq) : null;
}

internal static class Cursors
{
    /// <summary>So many numbers with dashes between; null when there is none, or it is none.</summary>
    public static IReadOnlyList<long>? Read(Validation check, string? text, int count)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var numbers = text.Split('-').Select(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : (long?)null).OfType<long>().ToList();
        if (numbers.Count == count && text.Count(c => c == '-') == count - 1) return numbers;
        check.Add("cursor", "invalid", "cursor is not one that this list handed out.");
        return null;
    }
}
