using System.Runtime.CompilerServices;
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
        await using var connection = await DataSource.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand(
            $"select {EventRow.Columns} from events.mt_events where stream_id = $1 and version between $2 and $3 and timestamp <= $4 order by version", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = streamId });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = fromVersion });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = toVersion ?? long.MaxValue });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = asOf?.ToDateTimeUtc() ?? DateTime.MaxValue });
        return await ReadAllAsync(connection, command, cancellationToken);
    }

    internal async Task<List<StoredEvent>> ReadAllAsync(NpgsqlConnection connection, NpgsqlCommand command, CancellationToken cancellationToken)
    {
        List<StoredEvent> facts;
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken)) facts = await EventRow.ReadAllAsync(reader, cancellationToken);
        await Keys.OpenAsync(connection, facts, Registry, remember: false, cancellationToken);
        return facts;
    }

    /// <summary>Bodies of facts, or parts of them, that were read past the log: as they read.</summary>
    public async Task<IReadOnlyList<string>> OpenAsync(IReadOnlyList<string> bodies, CancellationToken cancellationToken = default)
    {
        await using var connection = await DataSource.OpenConnectionAsync(cancellationToken);
        return await Keys.OpenAsync(connection, bodies, cancellationToken);
    }

    /// <summary>The facts of several streams, of each in order.</summary>
    public async Task<ILookup<Guid, StoredEvent>> FetchStreamsAsync(IReadOnlyCollection<Guid> streamIds, CancellationToken cancellationToken = default)
    {
        await using var connection = await DataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { EventRow.OfStreams(streamIds) } };
        List<StoredEvent> facts;
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken)) facts = await EventRow.ReadAllAsync(reader, cancellationToken);
        await Keys.OpenAsync(connection, facts, Registry, remember: false, cancellationToken);
        return facts.ToLookup(f => f.StreamId);
    }

    /// <summary>The facts of some streams that stand in the log under these names, each stream's in order.</summary>
    public async Task<IReadOnlyList<StoredEvent>> FetchStreamsAsync(IReadOnlyCollection<Guid> streamIds, IReadOnlyCollection<string> wireNames, CancellationToken cancellationToken = default)
    {
        await using var connection = await DataSource.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"select {EventRow.Columns} from events.mt_events where stream_id = any($1) and type = any($2) order by stream_id, version", connection);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. streamIds] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. wireNames] });
        return await ReadAllAsync(connection, command, cancellationToken);
    }

    /// <summary>The state folded from a stream, now or as it was; null when there is no such stream, or was none then.</summary>
    public async Task<TState?> AggregateStreamAsync<TState>(
        Guid streamId, long? toVersion = null, Instant? asOf = null, CancellationToken cancellationToken = default)
        where TState : class, IEvolve<TState> =>
        Fold<TState>(await FetchStreamAsync(streamId, 1, toVersion, asOf, cancellationToken));

    internal static TState? Fold<TState>(IEnumerable<StoredEvent> events, TState? from = null) where TState : class, IEvolve<TState> =>
        events.Aggregate(from, Evolve);

    /// <summary>The state after each fact.</summary>
    internal static IEnumerable<TState?> FoldAlong<TState>(IEnumerable<StoredEvent> events) where TState : class, IEvolve<TState>
    {
        TState? state = null;
        foreach (var e in events) yield return state = Evolve(state, e);
    }

    private static TState? Evolve<TState>(TState? state, StoredEvent e) where TState : class, IEvolve<TState> => e switch
    {
        { Unreadable: { } reason } => throw new UnreadableFactException(e, reason),
        { Data: { } fact } => TState.Evolve(state, fact),
        _ => state,
    };

    /// <summary>
    /// The next facts after a cursor in commit-safe order, at most <paramref name="limit"/>: only what no transaction
    /// still under way can come before.
    /// </summary>
    /// <param name="after">Where the reader stands.</param>
    /// <param name="limit">Facts at most, 1 or more.</param>
    /// <param name="wireNames">Only these; null: all.</param>
    /// <param name="cancellationToken">Gives up waiting for the database.</param>
    public async Task<LogPage> ReadForwardAsync(
        LogCursor after, int limit, IReadOnlyCollection<string>? wireNames = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await DataSource.OpenConnectionAsync(cancellationToken);
        return await ReadForwardAsync(connection, after, limit, wireNames, cancellationToken);
    }

    /// <summary>What was recorded so long ago others are reading, too.</summary>
    private static readonly Duration JustNow = Duration.FromSeconds(10);

    internal async Task<LogPage> ReadForwardAsync(
        NpgsqlConnection connection, LogCursor after, int limit, IReadOnlyCollection<string>? wireNames, CancellationToken cancellationToken)
    {
        await using var batch = ForwardBatch(connection, EventRow.Columns, after, limit, wireNames);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var (ceiling, newest) = await ReadEndsAsync(reader, cancellationToken);
        var facts = await EventRow.ReadAllAsync(reader, cancellationToken);
        await reader.DisposeAsync();
        var isFull = facts.Count == limit;
        await Keys.OpenAsync(connection, facts, Registry, remember: facts.Count > 0 && facts[^1].RecordedAt > Now - JustNow, cancellationToken);
        return new LogPage(facts, EndOf(facts.Count == 0 ? after : facts[^1].Cursor, isFull, ceiling), isFull, newest >= ceiling, newest);
    }

    /// <summary>Of the next facts after a cursor, as <see cref="ReadForwardAsync(LogCursor, int, IReadOnlyCollection{string}?, CancellationToken)"/> reads them, only the streams: for who wants to know what has changed, and not how.</summary>
    public async Task<ChangedStreams> ReadChangedAsync(LogCursor after, int limit, IReadOnlyCollection<string> wireNames, CancellationToken cancellationToken = default)
    {
        await using var connection = await DataSource.OpenConnectionAsync(cancellationToken);
        await using var batch = ForwardBatch(connection, "seq_id, tx_id, stream_id", after, limit, wireNames);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var (ceiling, _) = await ReadEndsAsync(reader, cancellationToken);
        var (streams, count, last) = (new HashSet<Guid>(), 0, after);
        for (; await reader.ReadAsync(cancellationToken); count++)
        {
            streams.Add(reader.GetGuid(2));
            last = new LogCursor(reader.GetInt64(1), reader.GetInt64(0));
        }
        return new ChangedStreams(streams, EndOf(last, count == limit, ceiling), count == limit);
    }

    private static NpgsqlBatch ForwardBatch(NpgsqlConnection connection, string columns, LogCursor after, int limit, IReadOnlyCollection<string>? wireNames)
    {
        var batch = new NpgsqlBatch(connection);
        // Before the facts: all that lies below the ceiling is committed when they are read, and what is let free in
        // between is either among them or was seen waiting. By max and not by exists, for which the planner reads the
        // whole table: it guesses that a third of it lies above the ceiling, and nothing does.
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "select events.vc_tx_ceiling(), coalesce((select max(tx_id) from events.mt_events), 0)"));
        var page = new NpgsqlBatchCommand(
            $"""
             select {columns} from events.mt_events
             where (tx_id, seq_id) > ($1, $2) and tx_id < (select events.vc_tx_ceiling()) {(wireNames is null ? "" : "and type = any($4)")}
             order by tx_id, seq_id limit $3
             """);
        page.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after.Transaction });
        page.Parameters.Add(new NpgsqlParameter<long> { TypedValue = after.Position });
        page.Parameters.Add(new NpgsqlParameter<int> { TypedValue = limit });
        if (wireNames is not null) page.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. wireNames] });
        batch.BatchCommands.Add(page);
        return batch;
    }

    private static async Task<(long Ceiling, long Newest)> ReadEndsAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        await reader.ReadAsync(cancellationToken);
        var ends = (reader.GetInt64(0), reader.GetInt64(1));
        await reader.NextResultAsync(cancellationToken);
        return ends;
    }

    private static LogCursor EndOf(LogCursor last, bool isFull, long ceiling) => isFull ? last : LogCursor.Max(last, new LogCursor(ceiling - 1, long.MaxValue));

    /// <summary>All facts of these types that are committed, in commit-safe order; waits for transactions that others stand behind.</summary>
    public async IAsyncEnumerable<StoredEvent> FactsOfAsync(IReadOnlyCollection<Type> facts, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var names = Registry.WireNamesOf(facts);
        for (var cursor = LogCursor.Start; ;)
        {
            var page = await ReadForwardAsync(cursor, 5_000, names, cancellationToken);
            foreach (var fact in page.Facts) yield return fact;
            cursor = page.End;
            if (page.IsFull) continue;
            if (!page.MoreIsWaiting) yield break;
            await Task.Delay(LogCheck.BehindOpenTransaction, cancellationToken);
        }
    }

    /// <summary>The last facts that are committed, at most <paramref name="count"/>, oldest first.</summary>
    public async Task<IReadOnlyList<StoredEvent>> ReadBackwardAsync(int count, CancellationToken cancellationToken = default)
    {
        await using var connection = await DataSource.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand($"select {EventRow.Columns} from events.mt_events order by tx_id desc, seq_id desc limit $1", connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = count });
        var facts = await ReadAllAsync(connection, command, cancellationToken);
        facts.Reverse();
        return facts;
    }

    /// <summary>The end of the log: a reader that starts here sees only what is committed from now on.</summary>
    public async Task<LogCursor> HeadAsync(CancellationToken cancellationToken = default)
    {
        await using var command = DataSource.CreateCommand("select events.vc_tx_ceiling() - 1");
        return new LogCursor((long)(await command.ExecuteScalarAsync(cancellationToken))!, long.MaxValue);
    }
}

/// <summary>Some facts read forward.</summary>
/// <param name="Facts">In commit-safe order.</param>
/// <param name="End">Where the next page starts: beyond what was passed over, too.</param>
/// <param name="IsFull">There may be more at once.</param>
/// <param name="MoreIsWaiting">Committed facts stand behind a transaction that is still under way.</param>
/// <param name="Newest">The last transaction that a committed fact is of; 0 when there is none.</param>
public sealed record LogPage(IReadOnlyList<StoredEvent> Facts, LogCursor End, bool IsFull, bool MoreIsWaiting, long Newest);

/// <summary>The streams of some facts read forward.</summary>
/// <param name="Streams">Each once.</param>
/// <param name="End">Where the next page starts.</param>
/// <param name="IsFull">There may be more at once.</param>
public sealed record ChangedStreams(IReadOnlyCollection<Guid> Streams, LogCursor End, bool IsFull);
