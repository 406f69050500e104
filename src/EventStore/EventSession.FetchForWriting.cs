using Npgsql;
using VideoConf.EventStore.Projections;

namespace VideoConf.EventStore;

/// <summary>A stream read for writing: its state and version together; what is appended here is saved by the session.</summary>
public sealed class EventStream<TState> where TState : class
{
    private readonly Action<IEnumerable<object>> append;

    internal EventStream(Guid id, TState? state, long version, Action<IEnumerable<object>> append)
    {
        (Id, State, Version) = (id, state, version);
        this.append = append;
    }

    public Guid Id { get; }

    /// <summary>Null when the stream does not exist yet.</summary>
    public TState? State { get; }

    /// <summary>The version that was read; 0 when the stream does not exist yet.</summary>
    public long Version { get; }

    public void Append(params IEnumerable<object> more) => append(more);
}

public sealed partial class EventSession
{
    /// <summary>
    /// Reads a stream's state and version, and its inline views' rows, in one round trip. Saving fails with
    /// <see cref="ConcurrencyException"/> when somebody else has written to it in between.
    /// </summary>
    /// <param name="streamId">The stream; one that does not exist is started by what is appended.</param>
    /// <param name="expectedVersion">The version that the caller saw (If-Match), when he insists on it.</param>
    /// <param name="cancellationToken">Gives up waiting for the database.</param>
    /// <exception cref="VersionMismatchException">The stream is not at <paramref name="expectedVersion"/>.</exception>
    public Task<EventStream<TState>> FetchForWritingAsync<TState>(
        Guid streamId, long? expectedVersion = null, CancellationToken cancellationToken = default)
        where TState : class, IEvolve<TState> => FetchAsync<TState>(streamId, expectedVersion, cancellationToken);

    /// <summary>
    /// The same, and nobody else writes to the stream or requires a version of it until this session has saved or is
    /// disposed: for a decision about what others start on the strength of this stream.
    /// </summary>
    /// <inheritdoc cref="FetchForWritingAsync{TState}"/>
    public Task<EventStream<TState>> FetchForExclusiveWritingAsync<TState>(
        Guid streamId, long? expectedVersion = null, CancellationToken cancellationToken = default)
        where TState : class, IEvolve<TState>
    {
        Contended.Add(streamId);
        return FetchAsync<TState>(streamId, expectedVersion, cancellationToken);
    }

    /// <summary>Several at once, by their ids; in one round trip, unless their type has a snapshot.</summary>
    /// <inheritdoc cref="FetchForWritingAsync{TState}"/>
    public async Task<IReadOnlyDictionary<Guid, EventStream<TState>>> FetchManyForWritingAsync<TState>(IReadOnlyCollection<Guid> streamIds, CancellationToken cancellationToken = default)
        where TState : class, IEvolve<TState>
    {
        var streams = new Dictionary<Guid, EventStream<TState>>();
        var streamType = log.Registry.StreamType<TState>();
        if (Contended.Count > 0 || log.SnapshotOf<TState>() is not null)
        {
            foreach (var id in streamIds) streams.Add(id, await FetchAsync<TState>(id, null, cancellationToken));
            return streams;
        }
        var views = log.InlineViewsOf(streamType).ToList();
        await using var batch = await OpenBatchAsync(inTransaction: false, cancellationToken);
        // The rows after the facts, as when one is fetched
        batch.BatchCommands.Add(EventRow.OfStreams(streamIds));
        foreach (var view in views) batch.BatchCommands.Add(new NpgsqlBatchCommand(view.Table.SelectEachSql) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. streamIds] } } });
        await using var reader = await ReadAsync(batch, cancellationToken);
        var read = await EventRow.ReadAllAsync(reader, cancellationToken);
        var fetched = streamIds.ToDictionary(id => id, id => new StreamWrite(id, streamType, 0));
        foreach (var of in read.GroupBy(f => f.StreamId)) fetched[of.Key] = new StreamWrite(of.Key, streamType, of.Last().Version);
        foreach (var view in views)
        {
            await reader.NextResultAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                fetched[reader.GetGuid(0)].Rows[view] = new ReadRow(reader.IsDBNull(1) ? null : view.Parse(reader.GetString(1)), reader.GetFieldValue<uint>(2));
        }
        await reader.DisposeAsync();
        await log.Keys.OpenAsync(connection!, read, log.Registry, remember: false, cancellationToken);
        var facts = read.ToLookup(f => f.StreamId);
        foreach (var (id, write) in fetched)
        {
            writes.Add(write);
            streams.Add(id, new EventStream<TState>(id, EventLog.Fold<TState>(facts[id]), write.Version, more => Append(write, more)));
        }
        return streams;
    }

    private async Task<EventStream<TState>> FetchAsync<TState>(Guid streamId, long? expectedVersion, CancellationToken cancellationToken)
        where TState : class, IEvolve<TState>
    {
        var streamType = log.Registry.StreamType<TState>();
        var snapshot = log.SnapshotOf<TState>();
        var views = log.InlineViewsOf(streamType).Where(v => v != snapshot).ToList();
        Guid[] locks = [.. Contended];
        Contended.Clear();
        await using var batch = await OpenBatchAsync(locks.Length > 0, cancellationToken);
        if (locks.Length > 0)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand("select 1 from events.mt_streams where id = any($1) order by id for no key update")
            {
                Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = locks } },
            });
        }

        // First the snapshot, then the facts after it, then the views' rows: each may be newer than what was read
        // before it, which the append notices, but never older.
        if (snapshot is not null) batch.BatchCommands.Add(ById(snapshot.Table.SelectSql, streamId));
        var after = snapshot is null ? "" : $" and version > coalesce((select mt_version from {snapshot.Table.Name} where id = $1), 0)";
        batch.BatchCommands.Add(ById($"select {EventRow.Columns} from events.mt_events where stream_id = $1{after} order by version", streamId));
        foreach (var view in views) batch.BatchCommands.Add(ById(view.Table.SelectSql, streamId));

        await using var reader = await ReadAsync(batch, cancellationToken);
        if (locks.Length > 0) await reader.NextResultAsync(cancellationToken);
        var (state, version, kept) = (default(TState), 0L, default(ReadRow));
        if (snapshot is not null)
        {
            kept = await ReadRowAsync(reader, snapshot, cancellationToken);
            if (kept.Row is TState known) (state, version) = (known, reader.GetInt64(1));
            await reader.NextResultAsync(cancellationToken);
        }
        var events = await EventRow.ReadAllAsync(reader, cancellationToken);
        if (events.Count > 0 && events[0].Version != version + 1)
        {
            // The facts were read behind a newer snapshot than the one at hand.
            await reader.DisposeAsync();
            Contended.UnionWith(locks);
            return await FetchAsync<TState>(streamId, expectedVersion, cancellationToken);
        }
        var write = new StreamWrite(streamId, streamType, events.Count == 0 ? version : events[^1].Version);
        foreach (var view in views)
        {
            await reader.NextResultAsync(cancellationToken);
            write.Rows[view] = await ReadRowAsync(reader, view, cancellationToken);
        }
        await reader.DisposeAsync();
        await log.Keys.OpenAsync(connection!, events, log.Registry, remember: false, cancellationToken);
        state = EventLog.Fold(events, state);
        if (snapshot is not null) write.Rows[snapshot] = kept with { Row = state };
        if (expectedVersion is { } expected && expected != write.Version) throw new VersionMismatchException(expected, write.Version);
        writes.Add(write);
        return new EventStream<TState>(streamId, state, write.Version, more => Append(write, more));
    }

    private void Append(StreamWrite write, IEnumerable<object> more)
    {
        write.Facts.AddRange(more);
        write.Metadata = metadata;
    }

    private static async Task<ReadRow> ReadRowAsync(NpgsqlDataReader reader, IInlineView view, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken);
        return new ReadRow(reader.IsDBNull(0) ? null : view.Parse(reader.GetString(0)), reader.GetFieldValue<uint>(2));
    }

    private static NpgsqlBatchCommand ById(string sql, Guid id) =>
        new(sql) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = id } } };

    private static async Task<NpgsqlDataReader> ReadAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            return await batch.ExecuteReaderAsync(cancellationToken);
        }
        catch (PostgresException e) when (IsLostRace(e))
        {
            throw LostRace(e);
        }
    }

    private async Task<NpgsqlBatch> OpenBatchAsync(bool inTransaction, CancellationToken cancellationToken)
    {
        connection ??= await log.DataSource.OpenConnectionAsync(cancellationToken);
        if (inTransaction) transaction ??= await connection.BeginTransactionAsync(cancellationToken);
        return new NpgsqlBatch(connection, transaction);
    }
}
