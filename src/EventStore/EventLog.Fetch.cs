using Npgsql;

namespace VideoConf.EventStore;

public sealed partial class EventLog
{
    /// <summary>The facts of a stream in order; empty when there is no such stream.</summary>
    /// <param name="streamId">The stream.</param>
    /// <param name="fromVersion">First version wanted, 1 or more.</param>
    /// <param name="toVersion">Last version wanted: the stream as of that version.</param>
    /// <param name="asOf">Facts recorded at this instant or before: the stream as it was then.</param>
    /// <param name="cancellationToken">Gives up waiting for the database.</param>
    public async Task<IReadOnlyList<StoredEvent>> FetchStreamAsync(
        Guid streamId, long fromVersion = 1, long? toVersion = null, Instant? asOf = null, CancellationToken cancellationToken = default)
    {
        await using var command = DataSource.CreateCommand(
            $"select {EventRow.Columns} from events.mt_events where stream_id = $1 and version between $2 and $3 and timestamp <= $4 order by version");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = streamId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = fromVersion });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = toVersion ?? long.MaxValue });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = asOf?.ToDateTimeUtc() ?? DateTime.MaxValue });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await EventRow.ReadAllAsync(reader, Registry, cancellationToken);
    }

    /// <summary>The state folded from a stream, now or as it was; null when there is no such stream, or was none then.</summary>
    public async Task<TState?> AggregateStreamAsync<TState>(
        Guid streamId, long? toVersion = null, Instant? asOf = null, CancellationToken cancellationToken = default)
        where TState : class, IEvolve<TState> =>
        Fold<TState>(await FetchStreamAsync(streamId, 1, toVersion, asOf, cancellationToken));

    internal static TState? Fold<TState>(IEnumerable<StoredEvent> events) where TState : class, IEvolve<TState> =>
        events.Aggregate(default(TState), (state, e) => e.Data is null ? state : TState.Evolve(state, e.Data));

    /// <summary>
    /// The next facts after a cursor in commit-safe order, at most <paramref name="limit"/>: only what no transaction
    /// still under way can come before. <c>MoreIsWaiting</c> tells that committed facts stand behind such a transaction.
    /// </summary>
    public async Task<(IReadOnlyList<StoredEvent> Facts, bool MoreIsWaiting)> ReadForwardAsync(
        LogCursor after, int limit, CancellationToken cancellationToken = default)
    {
        await using var connection = await DataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection);
        var page = new NpgsqlBatchCommand(
            $"""
             select {EventRow.Columns} from events.mt_events
             where (tx_id, seq_id) > ($1, $2) and tx_id < (select events.vc_tx_ceiling())
             order by tx_id, seq_id limit $3
             """);
        page.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after.Transaction });
        page.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after.Position });
        page.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        batch.BatchCommands.Add(page);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "select exists (select 1 from events.mt_events where tx_id >= (select events.vc_tx_ceiling()))"));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var facts = await EventRow.ReadAllAsync(reader, Registry, cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return (facts, reader.GetBoolean(0));
    }

    /// <summary>The end of the log: a reader that starts here sees only what is committed from now on.</summary>
    public async Task<LogCursor> HeadAsync(CancellationToken cancellationToken = default)
    {
        await using var command = DataSource.CreateCommand("select events.vc_tx_ceiling() - 1");
        return new LogCursor((long)(await command.ExecuteScalarAsync(cancellationToken))!, long.MaxValue);
    }
}
