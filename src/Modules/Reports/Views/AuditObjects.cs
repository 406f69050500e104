using System.Text.Json;
using NpgsqlTypes;
using VideoConf.EventStore.Projections;
using VideoConf.Reports.Descriptions;

namespace VideoConf.Reports.Views;

/// <summary>What lines are about.</summary>
/// <param name="Owner">Whose it is: he may see its lines.</param>
/// <param name="Within">The object that it belongs to.</param>
internal sealed record AuditObject(string Object, string? Title, Guid? Owner, Guid? Within);

/// <summary>The objects of all lines, by stream.</summary>
internal sealed class AuditObjects(EventRegistry registry) : KeyedView<Guid, AuditObject>("auditobjects", 2)
{
    public override IReadOnlyCollection<Type> Facts => [.. registry.Facts.Where(f => AllDescriptions.ByWireName.GetValueOrDefault(f.Value) is { } d && (d.Title ?? d.Owner ?? d.Within) is not null).Select(f => f.Key)];

    protected override IReadOnlyList<ViewColumn<AuditObject>> Columns => [new("owner", NpgsqlDbType.Uuid, o => o.Owner), new("object", NpgsqlDbType.Text, o => o.Object)];

    protected override Guid KeyOf(StoredEvent e) => e.StreamId;

    public override AuditObject? Fold(AuditObject? row, StoredEvent e)
    {
        if (!AllDescriptions.ByWireName.TryGetValue(e.WireName, out var description)) return row;
        using var body = JsonDocument.Parse(e.Json);
        row ??= new AuditObject(description.Object, null, null, null);
        return row with
        {
            Title = At(description.Title) ?? row.Title,
            Owner = description.Owner is "" ? e.StreamId : Id(description.Owner) ?? row.Owner,
            Within = Id(description.Within) ?? row.Within,
        };

        string? At(string? path) => path is null ? null : Template.At(body.RootElement, path);

        Guid? Id(string? path) => Guid.TryParse(At(path), out var id) ? id : null;
    }
}
