using System.Collections.Concurrent;
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
    // A transaction may be older than one whose facts it builds on: it had its id before it read them, while it waited
    // for a lock or worked for the caller. It writes under the younger id then (tx_id), so that a stream is read in the
    // order of its versions; readers wait for both as before.
    private const string Transaction = "(select pg_current_xact_id()::text::bigint + tx_offset from events.vc_log)";

    // As many rows of values as there are facts: an array would be taken apart on the server first, which a short append
    // feels. There are as many statements as there are lengths of appends, and the common ones are prepared.
    private static string Facts(string version, int count, string transaction) =>
        $"""
        insert into events.mt_events
            (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, user_name, headers, tx_id)
        select nextval('events.mt_events_sequence'), f.id, $1, {version}, f.data, f.type, $2, $4, $5, $6, $7, {transaction}
        from (values {string.Join(", ", Enumerable.Range(1, count).Select(n => $"({n}, ${3 * n + 6}, ${3 * n + 7}, ${3 * n + 8})"))}) as f (number, id, data, type)
        """;

    private static string StartSql(int count) =>
        $"with stream as (insert into events.mt_streams (id, type, version, timestamp, created) values ($1, $8, $3, $2, $2)) {Facts("f.number", count, Transaction)}";

    private static string AppendSql(int count) =>
        $"""
         with stream as (
             update events.mt_streams set version = version + $3, timestamp = $2
             where id = $1 and version = $8 and not is_archived returning version)
         {Facts("(select version from stream) - $3 + f.number", count, $"greatest({Transaction}, (select tx_id from events.mt_events where stream_id = $1 and version = $8))")}
         """;

    private static readonly ConcurrentDictionary<(bool IsNew, int Count), string> Statements = [];

    private static string Sql(bool isNew, int count) =>
        count > 100 ? Make((isNew, count)) : Statements.GetOrAdd((isNew, count), Make);

    private static string Make((bool IsNew, int Count) s) => s.IsNew ? StartSql(s.Count) : AppendSql(s.Count);

    /// <summary>
    /// Commits everything: streams, facts, inline views, enlisted statements. One round trip (two when the session
    /// holds locks). In the caller's transaction it only sends them.
    /// </summary>
    /// <exception cref="ConcurrencyException">Nothing was written: somebody else was first.</exception>
    public async Task SaveChangesAsync(CancellationToken cancellationToken = default)
    {
        var now = log.Now;
        await using var batch = await OpenBatchAsync(inTransaction: false, cancellationToken);
        var (bodies, keys, newKeys) = await SealAsync(batch.Connection!, cancellationToken);
        if (newKeys.Count > 0) batch.BatchCommands.Add(log.Keys.Insert(newKeys));
        AddLocks(batch);
        if (keys.Count > 0) batch.BatchCommands.Add(PersonalKeys.Require(keys));
        var (written, sealedSoFar) = (new List<(StreamWrite Write, StoredEvent[] Facts)>(), 0);
        foreach (var write in writes.Where(w => w.Facts.Count > 0)) written.Add((write, Envelopes(write, bodies[sealedSoFar..(sealedSoFar += write.Facts.Count)], now)));
        foreach (var command in written.Count >= Many && written.TrueForAll(w => w.Write.Version == 0) ? StartCommands(written, now) : AppendCommands(written, now))
            batch.BatchCommands.Add(command);
        foreach (var command in enlisted) batch.BatchCommands.Add(command);
        foreach (var command in TimerCommands()) batch.BatchCommands.Add(command);
        if (batch.BatchCommands.Count == 0) return;
        var commits = ownsTransaction && transaction is not null;
        // Not a round trip of its own, for which locks would be held
        if (commits) batch.BatchCommands.Add(new NpgsqlBatchCommand("commit"));

        var (started, count) = (Stopwatch.GetTimestamp(), writes.Sum(w => w.Facts.Count));
        using var activity = StoreMeters.Activities.StartActivity("append");
        activity?.SetTag("facts", count);
        try
        {
            // Without an explicit transaction PostgreSQL runs what stands before one Sync as one transaction.
            await batch.ExecuteNonQueryAsync(cancellationToken);
            if (commits)
            {
                await transaction!.DisposeAsync();
                transaction = null;
            }
        }
        catch (PostgresException e) when (IsLostRace(e))
        {
            if (keys.Count > 0) log.Keys.Drop(keys);
            throw LostRace(e);
        }
        foreach (var key in newKeys) log.Keys.Know(key);
        StoreMeters.AppendDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
        StoreMeters.FactsAppended.Add(count);
        if (writes.Exists(w => w.Facts.Count > 0)) log.Commits.Raise();
        if (SetsTimers && ownsTransaction) log.TimersSet.Raise();
        writes.Clear();
        required.Clear();
        enlisted.Clear();
        timers.Clear();
    }

    /// <summary>From here on new streams go in by one statement for all, and the rows of each of their views by another.</summary>
    private const int Many = 8;

    private static readonly string StartManySql =
        $"""
         with stream as (
             insert into events.mt_streams (id, type, version, timestamp, created) select s.id, s.type, s.version, $1, $1 from unnest($2, $3, $4) as s (id, type, version))
         insert into events.mt_events
             (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, user_name, headers, tx_id)
         select nextval('events.mt_events_sequence'), f.id, f.stream_id, f.version, f.data, f.type, $1, f.correlation_id, f.causation_id, f.user_name, f.headers, {Transaction}
         from unnest($5, $6, $7, $8, $9, $10, $11, $12, $13) as f (id, stream_id, version, data, type, correlation_id, causation_id, user_name, headers)
         """;

    private IEnumerable<NpgsqlBatchCommand> StartCommands(List<(StreamWrite Write, StoredEvent[] Facts)> started, Instant now)
    {
        StoredEvent[] facts = [.. started.SelectMany(s => s.Facts)];
        yield return new NpgsqlBatchCommand(StartManySql)
        {
            Parameters =
            {
                new NpgsqlParameter<DateTime> { TypedValue = now.ToDateTimeUtc() },
                new NpgsqlParameter<Guid[]> { TypedValue = [.. started.Select(s => s.Write.Id)] },
                Texts(started.Select(s => s.Write.StreamType)),
                new NpgsqlParameter<long[]> { TypedValue = [.. started.Select(s => (long)s.Facts.Length)] },
                new NpgsqlParameter<Guid[]> { TypedValue = [.. facts.Select(f => f.Id)] },
                new NpgsqlParameter<Guid[]> { TypedValue = [.. facts.Select(f => f.StreamId)] },
                new NpgsqlParameter<long[]> { TypedValue = [.. facts.Select(f => f.Version)] },
                Jsons(facts.Select(f => f.Json)),
                Texts(facts.Select(f => f.WireName)),
                Texts(facts.Select(f => f.Metadata.CorrelationId)),
                Texts(facts.Select(f => f.Metadata.CausationId)),
                Texts(facts.Select(f => f.Metadata.Actor)),
                Jsons(facts.Select(f => Headers(f.Metadata))),
            },
        };
        foreach (var of in started.SelectMany(s => s.Write.Rows.Keys.Select(view => (View: view, s.Write.Id, s.Facts))).GroupBy(s => s.View))
            if (of.Key.ProjectNew([.. of.Select(s => (s.Id, s.Facts))]) is { } command) yield return command;
    }

    private IEnumerable<NpgsqlBatchCommand> AppendCommands(List<(StreamWrite Write, StoredEvent[] Facts)> written, Instant now)
    {
        foreach (var (write, facts) in written)
        {
            yield return AppendCommand(write, facts, now);
            foreach (var (view, row) in write.Rows)
                if (view.Project(write.Id, row, facts) is { } command) yield return command;
        }
    }

    private async Task<SealedFacts> SealAsync(NpgsqlConnection on, CancellationToken cancellationToken)
    {
        try
        {
            return await log.Keys.SealAsync(on, [.. writes.SelectMany(w => w.Facts.Select(fact => (w.Id, fact)))], log.Registry, MayGuess, cancellationToken);
        }
        catch (PostgresException e) when (IsLostRace(e))
        {
            throw LostRace(e);
        }
    }

    // Facts are written in the order in which they were appended, rows are locked in the order of their ids: two
    // sessions that write the same streams queue up, and neither waits for the server to find a deadlock.
    private void AddLocks(NpgsqlBatch batch)
    {
        var locks = writes.Where(w => w.Facts.Count > 0 && w.Version > 0)
            .Select(w => (w.Id, Command: ById("select 1 from events.mt_streams where id = $1 for no key update", w.Id)))
            .Concat(required).ToList();
        if (locks.Count == 1 && required.Count == 0) return;
        foreach (var (_, command) in locks.OrderBy(l => l.Item1)) batch.BatchCommands.Add(command);
    }

    private static ConcurrencyException LostRace(PostgresException e)
    {
        StoreMeters.Conflicts.Add(1);
        return new ConcurrencyException($"Somebody else was first ({e.ConstraintName ?? e.SqlState}).", e);
    }

    private static bool IsLostRace(PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ExclusionViolation or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure => true,
        PostgresErrorCodes.NotNullViolation => e is { TableName: "mt_events", ColumnName: "version" },
        _ => false,
    };

    private StoredEvent[] Envelopes(StreamWrite write, IEnumerable<SealedFact> bodies, Instant now) =>
        [.. bodies.Select((body, i) => new StoredEvent(
            0, 0, Guid.CreateVersion7(now.ToDateTimeOffset()), write.Id, write.Version + 1 + i, log.Registry.WireName(body.Fact), body.Stored, body.Fact, write.Metadata, now))];

    private static NpgsqlBatchCommand AppendCommand(StreamWrite write, StoredEvent[] facts, Instant now)
    {
        var command = new NpgsqlBatchCommand(Sql(write.Version == 0, facts.Length));
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = write.Id });
        parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.ToDateTimeUtc() });
        parameters.Add(new NpgsqlParameter<long> { TypedValue = facts.Length });
        parameters.Add(Text(write.Metadata.CorrelationId));
        parameters.Add(Text(write.Metadata.CausationId));
        parameters.Add(Text(write.Metadata.Actor));
        parameters.Add(new NpgsqlParameter { Value = (object?)Headers(write.Metadata) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb });
        parameters.Add(write.Version == 0
            ? Text(write.StreamType)
            : new NpgsqlParameter<long> { TypedValue = write.Version });
        foreach (var fact in facts)
        {
            parameters.Add(new NpgsqlParameter<Guid> { TypedValue = fact.Id });
            parameters.Add(new NpgsqlParameter<string> { TypedValue = fact.Json, NpgsqlDbType = NpgsqlDbType.Jsonb });
            parameters.Add(new NpgsqlParameter<string> { TypedValue = fact.WireName });
        }
        return command;
    }

    private static string? Headers(EventMetadata of) => of.Client is { } client ? JsonSerializer.Serialize(new { client }) : null;

    private static NpgsqlParameter Jsons(IEnumerable<string?> values) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb };

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
