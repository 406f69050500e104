using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace VideoConf.EventStore;

/// <summary>A new stream with its facts, for an import.</summary>
/// <param name="RecordedAt">When each fact is said to have been recorded; null: now.</param>
public sealed record NewStream(Guid Id, IReadOnlyList<object> Facts, IReadOnlyList<Instant>? RecordedAt = null);

public sealed partial class EventLog
{
    private const int BulkPage = 10_000;

    /// <summary>
    /// Appends many new streams by COPY, with their inline views. Commits every 10,000 facts or so, always whole
    /// streams: an import that breaks off leaves what was committed, and readers are not held up for all of it.
    /// </summary>
    /// <returns>Facts appended.</returns>
    /// <exception cref="PostgresException">A stream exists already (23505); its page was not written.</exception>
    public async Task<long> BulkAppendAsync<TState>(IEnumerable<NewStream> streams, EventMetadata metadata, CancellationToken cancellationToken = default)
        where TState : class, IEvolve<TState>
    {
        var (total, count, page) = (0L, 0, new List<NewStream>());
        foreach (var stream in streams)
        {
            if (stream.Facts.Count == 0) continue;
            page.Add(stream);
            if ((count += stream.Facts.Count) < BulkPage) continue;
            total += await CopyAsync<TState>(page, metadata, cancellationToken);
            (count, page) = (0, []);
        }
        return total + (page.Count == 0 ? 0 : await CopyAsync<TState>(page, metadata, cancellationToken));
    }

    private async Task<int> CopyAsync<TState>(List<NewStream> streams, EventMetadata metadata, CancellationToken cancellationToken) where TState : class, IEvolve<TState>
    {
        var (streamType, now) = (Registry.StreamType<TState>(), Now);
        await using var connection = await DataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var (transactionId, positions) = await ReserveAsync(connection, streams.Sum(s => s.Facts.Count), cancellationToken);
        var (bodies, keys, _) = await Keys.SealAsync(connection, [.. streams.SelectMany(s => s.Facts.Select(fact => (s.Id, fact)))], Registry, mayGuess: false, cancellationToken);
        var next = 0;
        List<StoredEvent> facts = [.. streams.SelectMany(s => s.Facts.Select((fact, i) =>
        {
            var at = s.RecordedAt?[i] ?? now;
            var (position, body) = (positions[next], bodies[next++]);
            return new StoredEvent(position, transactionId, Guid.CreateVersion7(at.ToDateTimeOffset()), s.Id, i + 1, Registry.WireName(fact), body.Stored, body.Fact, metadata, at);
        }))];
        if (keys.Count > 0)
        {
            await using var require = new NpgsqlBatch(connection) { BatchCommands = { PersonalKeys.Require(keys) } };
            await require.ExecuteNonQueryAsync(cancellationToken);
        }

        await CopyAsync(connection, "copy events.mt_streams (id, type, version, timestamp, created) from stdin (format binary)", streams, async (row, s) =>
        {
            await row.WriteAsync(s.Id, cancellationToken);
            await row.WriteAsync(streamType, cancellationToken);
            await row.WriteAsync((long)s.Facts.Count, cancellationToken);
            await row.WriteAsync((s.RecordedAt?[^1] ?? now).ToDateTimeUtc(), cancellationToken);
            await row.WriteAsync((s.RecordedAt?[0] ?? now).ToDateTimeUtc(), cancellationToken);
        }, cancellationToken);
        var headers = metadata.Client is { } client ? JsonSerializer.Serialize(new { client }) : null;
        await CopyAsync(connection,
            "copy events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, user_name, headers, tx_id) from stdin (format binary)",
            facts, async (row, e) =>
            {
                await row.WriteAsync(e.Position, cancellationToken);
                await row.WriteAsync(e.Id, cancellationToken);
                await row.WriteAsync(e.StreamId, cancellationToken);
                await row.WriteAsync(e.Version, cancellationToken);
                await row.WriteAsync(e.Json, NpgsqlDbType.Jsonb, cancellationToken);
                await row.WriteAsync(e.WireName, cancellationToken);
                await row.WriteAsync(e.RecordedAt.ToDateTimeUtc(), cancellationToken);
                foreach (var text in (string?[])[metadata.CorrelationId, metadata.CausationId, metadata.Actor]) await row.WriteAsync(text, NpgsqlDbType.Text, cancellationToken);
                await row.WriteAsync(headers, NpgsqlDbType.Jsonb, cancellationToken);
                await row.WriteAsync(e.Transaction, cancellationToken);
            }, cancellationToken);
        foreach (var view in InlineViewsOf(streamType))
        {
            var folder = ((Projections.IView)view).NewFolder(view.Table);
            await folder.AddAsync(connection, [.. facts.Where(f => view.Facts.Contains(f.Data!.GetType()))], cancellationToken);
            await folder.FlushAsync(connection, cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        StoreMeters.FactsAppended.Add(facts.Count);
        Commits.Raise();
        return facts.Count;
    }

    private static async Task<(long TransactionId, long[] Positions)> ReserveAsync(NpgsqlConnection connection, int count, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select events.vc_current_tx(), array(select nextval('events.mt_events_sequence') from generate_series(1, $1))", connection);
        command.Parameters.AddWithValue(count);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (reader.GetInt64(0), reader.GetFieldValue<long[]>(1));
    }

    private static async Task CopyAsync<T>(NpgsqlConnection connection, string sql, IEnumerable<T> rows, Func<NpgsqlBinaryImporter, T, Task> write, CancellationToken cancellationToken)
    {
        await using var importer = await connection.BeginBinaryImportAsync(sql, cancellationToken);
        foreach (var row in rows)
        {
            await importer.StartRowAsync(cancellationToken);
            await write(importer, row);
        }
        await importer.CompleteAsync(cancellationToken);
    }
}
