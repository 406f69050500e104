using Npgsql;

namespace VideoConf.EventStore;

/// <summary>A row of <c>mt_events</c> and how it is read.</summary>
internal static class EventRow
{
    public const string Columns = "seq_id, tx_id, id, stream_id, version, type, data, timestamp, user_name, correlation_id, causation_id, headers->>'client'";

    /// <summary>Of each stream in order.</summary>
    public static NpgsqlBatchCommand OfStreams(IEnumerable<Guid> ids) => new($"select {Columns} from events.mt_events where stream_id = any($1) order by stream_id, version")
    {
        Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] } },
    };

    /// <summary>Their bodies are left closed, as they are stored: <see cref="PersonalKeys.OpenAsync(NpgsqlConnection, List{StoredEvent}, EventRegistry, bool, CancellationToken)"/>, when the connection is free.</summary>
    public static async Task<List<StoredEvent>> ReadAllAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var events = new List<StoredEvent>();
        while (await reader.ReadAsync(cancellationToken)) events.Add(Read(reader));
        return events;
    }

    private static StoredEvent Read(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetInt64(1), row.GetGuid(2), row.GetGuid(3), row.GetInt64(4), row.GetString(5), row.GetString(6), null,
        new EventMetadata(Text(row, 8), Text(row, 9), Text(row, 10), Text(row, 11)), Instant.FromDateTimeUtc(row.GetDateTime(7)));

    /// <summary>With what its body says.</summary>
    public static StoredEvent Read(StoredEvent opened, EventRegistry registry)
    {
        var (data, unreadable) = Body(registry, opened.WireName, opened.Json);
        return opened with { Data = data, Unreadable = unreadable };
    }

    private static (object? Data, string? Unreadable) Body(EventRegistry registry, string wireName, string json)
    {
        try
        {
            return (registry.Read(wireName, json), null);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Also what an upcaster or a constructor throws: one such row must not stop who reads past it.
            return (null, e.Message);
        }
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
