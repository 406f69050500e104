using System.Text.Json;
using NpgsqlTypes;
using VideoConf.EventStore.Projections;
using VideoConf.Reports.Descriptions;

namespace VideoConf.Reports.Views;

/// <summary>A fact as a line: what may be said of it, and what it is found by.</summary>
/// <param name="ObjectId">The stream, named by its kind of object.</param>
/// <param name="Actor">As in the fact's metadata.</param>
/// <param name="Client">web, api or system; null: not recorded.</param>
/// <param name="Said">What the description takes out of the fact, by path.</param>
internal sealed record AuditLine(
    string WireName, long Position, long Transaction, string Object, Guid ObjectId, long Version, string? Actor, string? Client, Instant At, IReadOnlyDictionary<string, string> Said);

/// <summary>Every described fact of the log. Names of people are not kept here: they are asked for when a line is read.</summary>
internal sealed class AuditLines(EventRegistry registry) : KeyedView<Guid, AuditLine>("auditlines", 4)
{
    private const string InOrder = "at, tx, seq";

    /// <summary>Of those that are found by words, characters at most.</summary>
    private const int LongestWords = 4000;

    public override IReadOnlyCollection<Type> Facts => [.. registry.Facts.Keys];

    protected override IReadOnlyList<ViewColumn<AuditLine>> Columns =>
    [
        new("at", NpgsqlDbType.TimestampTz, line => line.At.ToDateTimeUtc(), Then: "tx, seq"),
        new("tx", NpgsqlDbType.Bigint, line => line.Transaction),
        new("seq", NpgsqlDbType.Bigint, line => line.Position),
        new("object", NpgsqlDbType.Text, line => line.Object, Then: InOrder),
        new("object_id", NpgsqlDbType.Uuid, line => line.ObjectId, Then: InOrder),
        new("actor", NpgsqlDbType.Text, line => line.Actor, Then: InOrder),
        new("words", NpgsqlDbType.Text, Words, Words: true),
    ];

    protected override Guid KeyOf(StoredEvent e) => AllDescriptions.ByWireName.ContainsKey(e.WireName) ? e.Id : Guid.Empty;

    public override AuditLine? Fold(AuditLine? row, StoredEvent e)
    {
        var description = AllDescriptions.ByWireName[e.WireName];
        using var body = JsonDocument.Parse(e.Json);
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in description.Paths)
        {
            if (Template.At(body.RootElement, path) is { } value) said[path] = value;
        }
        return new AuditLine(e.WireName, e.Position, e.Transaction, description.Object, e.StreamId, e.Version, e.Metadata.Actor, e.Metadata.Client, e.RecordedAt, said);
    }

    private static string Words(AuditLine line)
    {
        var description = AllDescriptions.ByWireName[line.WireName];
        var words = $"{line.WireName} {description.English.Fill("en", Said)} {description.Russian.Fill("ru", Said)}";
        return Plain(words.Length > LongestWords ? words[..LongestWords] : words);

        string? Said(Hole hole) => hole.Source is Source.Fact ? line.Said.GetValueOrDefault(hole.Path) : null;
    }

    /// <summary>Lower-case letters and digits with blanks between: what the database makes words of depends on its locale, and this does not.</summary>
    public static string Plain(string text) => string.Create(text.Length, text, static (plain, from) =>
    {
        for (var i = 0; i < from.Length; i++) plain[i] = char.IsLetterOrDigit(from[i]) ? char.ToLowerInvariant(from[i]) : ' ';
    });
}
