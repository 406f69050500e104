using NpgsqlTypes;
using VideoConf.EventStore.Projections;

namespace VideoConf.Accounts;

/// <param name="CreatedBy">The id of an administrator, or the name of an operator's account on his machine.</param>
internal sealed record ApiKeyRow(
    string Name, string Prefix, string Hash, IReadOnlyList<string> Scopes, int RequestsPerMinute, string? CreatedBy, Instant CreatedAt, Instant? RevokedAt)
{
    public ApiKeyInfo InfoOf(Guid id, IReadOnlyDictionary<string, string> names) =>
        new(id, Name, Prefix, Scopes, RequestsPerMinute, names.GetValueOrDefault(CreatedBy ?? "") ?? CreatedBy, CreatedAt, RevokedAt);
}

/// <summary>Every key that was ever made.</summary>
internal sealed class ApiKeys() : StreamView<ApiKeyRow>("apikeys", "api_key")
{
    public override IReadOnlyCollection<Type> Facts { get; } = [typeof(ApiKeyCreated), typeof(ApiKeyRevoked)];

    protected override IReadOnlyList<ViewColumn<ApiKeyRow>> Columns { get; } =
    [
        // A revoked key is looked for like one that never was, and is not found
        new("live_hash", NpgsqlDbType.Text, row => row.RevokedAt is null ? row.Hash : null, Unique: true),
        new("created_at", NpgsqlDbType.TimestampTz, row => row.CreatedAt.ToDateTimeUtc()),
    ];

    public override ApiKeyRow? Fold(ApiKeyRow? row, StoredEvent e) => e.Data switch
    {
        ApiKeyCreated made => new(made.Name, made.Prefix, made.Hash, made.Scopes, made.RequestsPerMinute, e.Metadata.Actor, made.At, null),
        ApiKeyRevoked revoked when row is not null => row with { RevokedAt = revoked.At },
        _ => row,
    };
}
