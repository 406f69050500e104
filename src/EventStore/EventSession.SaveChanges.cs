using System.Diagnostics;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace VideoConf.EventStore;

public sealed partial class EventSession
{
    // Both statements write the stream's row and its facts at once. A stream that is not at the expected version
    // leaves the CTE empty, the version becomes NULL, and the NOT NULL of mt_events.version throws the whole
    // transaction out: no second round trip to look, no function to call.
    private const string Facts =
        """
        insert into events.mt_events
            (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, user_name, headers, tx_id)
        select nextval('events.mt_events_sequence'), f.id, $1, (select version from stream) - $3 + f.number, f.data, f.type, $2,
               $7, $8, $9, $10, (select pg_current_xact_id()::text::bigint) + $11
        from unnest($4, $5, $6) with ordinality as f (id, data, type, number)
        """;

    private const string StartSql =
        $"with stream as (insert into events.mt_streams (id, type, version, timestamp, created) values ($1, $12, $3, $2, $2) returning version) {Facts}";

    private const string AppendSql =
        $"""
         with stream as (
             update events.mt_streams set version = version + $3, timestamp = $2
             where id = $1 and version = $12 and not is_archived returning version)
         {Facts}
         """;

    /// <summary>
    /// Commits everything: streams, facts, inline views, enlisted statements. One round trip (two when the session
    /// holds locks). In the caller's transaction it only sends them.
    /// </summary>
    /// <exception cref="ConcurrencyException">Nothing was written: somebody else was first.</exception>
    public async Task SaveChangesAsync(CancellationToken cancellationToken = default)
    {
        var now = log.Now;
        var offset = await log.TransactionOffsetAsync(cancellationToken);
        await using var batch = await OpenBatchAsync(inTransaction: false, cancellationToken);
        foreach (var write in writes.Where(w => w.Facts.Count > 0))
        {
            var facts = Envelopes(write, now);
            batch.BatchCommands.Add(AppendCommand(write, facts, now, offset));
            foreach (var (view, row) in write.Rows)
                if (view.Project(write.Id, row, facts) is { } command) batch.BatchCommands.Add(command);
        }
        foreach (var command in enlisted) batch.BatchCommands.Add(command);
        if (batch.BatchCommands.Count == 0) return;

        var (started, count) = (Stopwatch.GetTimestamp(), writes.Sum(w => w.Facts.Count));
        using var activity = StoreMeters.Activities.StartActivity("append");
        activity?.SetTag("facts", count);
        try
        {
            // Without an explicit transaction PostgreSQL runs what stands before one Sync as one transaction.
            await batch.ExecuteNonQueryAsync(cancellationToken);
            if (ownsTransaction && transaction is not null) await transaction.CommitAsync(cancellationToken);
        }
        catch (PostgresException e) when (IsLostRace(e))
        {
            StoreMeters.Conflicts.Add(1);
            throw new ConcurrencyException($"Somebody else was first ({e.ConstraintName ?? e.SqlState}).", e);
        }
        StoreMeters.AppendDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        StoreMeters.FactsAppended.Add(count);
        if (writes.Exists(w => w.Facts.Count > 0)) log.Commits.Raise();
        if (setsTimers) log.TimersSet.Raise();
        writes.Clear();
        enlisted.Clear();
    }

    private static bool IsLostRace(PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure => true,
        PostgresErrorCodes.NotNullViolation => e is { TableName: "mt_events", ColumnName: "version" },
        _ => false,
    };

    private StoredEvent[] Envelopes(StreamWrite write, Instant now) =>
        [.. write.Facts.Select((fact, i) => new StoredEvent(
            0, 0, Guid.CreateVersion7(now.ToDateTimeOffset()), write.Id, write.Version + 1 + i, log.Registry.WireName(fact),
            JsonSerializer.Serialize(fact, fact.GetType(), FactJson.Options), fact, metadata, now))];

    private NpgsqlBatchCommand AppendCommand(StreamWrite write, StoredEvent[] facts, Instant now, long offset)
    {
        var command = new NpgsqlBatchCommand(write.Version == 0 ? StartSql : AppendSql);
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = write.Id });
        parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.ToDateTimeUtc() });
        parameters.Add(new NpgsqlParameter<long> { TypedValue = facts.Length });
        parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = Array.ConvertAll(facts, f => f.Id) });
        parameters.Add(new NpgsqlParameter<string[]>
        {
            TypedValue = Array.ConvertAll(facts, f => f.Json),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
        });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Array.ConvertAll(facts, f => f.WireName) });
        parameters.Add(Text(metadata.CorrelationId));
        parameters.Add(Text(metadata.CausationId));
        parameters.Add(Text(metadata.Actor));
        parameters.Add(new NpgsqlParameter { Value = metadata.Client is { } client ? JsonSerializer.Serialize(new { client }) : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb });
        parameters.Add(new NpgsqlParameter<long> { TypedValue = offset });
        parameters.Add(write.Version == 0
            ? Text(write.StreamType)
            : new NpgsqlParameter<long> { TypedValue = write.Version });
        return command;
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
