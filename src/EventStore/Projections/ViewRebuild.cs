using System.Diagnostics;
using Npgsql;
using VideoConf.EventStore.Subscriptions;

namespace VideoConf.EventStore.Projections;

/// <summary>How far a rebuild has come.</summary>
/// <param name="View">Its alias.</param>
/// <param name="Facts">Facts folded so far.</param>
/// <param name="Position">Position of the last one.</param>
/// <param name="Head">Last position of the log when the rebuild began.</param>
/// <param name="FactsPerSecond">Since the start.</param>
/// <param name="TimeLeft">By the share of the log that is read.</param>
public sealed record RebuildProgress(string View, long Facts, long Position, long Head, double FactsPerSecond, TimeSpan TimeLeft);

/// <summary>A view and its table.</summary>
public sealed record ViewStatus(string Alias, int Version, bool IsInline, long Rows, Instant RebuiltAt);

/// <summary>Makes views again from the log, beside the live ones and without stopping readers or writers.</summary>
public sealed partial class ViewRebuild(EventLog log, IEnumerable<IView> views)
{
    private const int PageSize = 5_000;
    private const int FlushAt = 50_000;
    private static readonly LogCursor End = new(long.MaxValue, long.MaxValue);

    public IReadOnlyList<IView> Views { get; } = [.. views];

    /// <summary>
    /// Folds the whole log into a copy, then puts the copy in the live table's place in one short transaction.
    /// </summary>
    /// <exception cref="InvalidOperationException">Somebody else is rebuilding or verifying this view.</exception>
    public async Task RebuildAsync(IView view, IProgress<RebuildProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await log.DataSource.OpenConnectionAsync(cancellationToken);
        await using var alone = await AloneAsync(connection, view, cancellationToken);
        var (copy, folder) = await NewCopyAsync(connection, view, "_rebuild", cancellationToken);
        var cursor = await FoldAsync(connection, view, folder, LogCursor.Start, await log.HeadAsync(cancellationToken), progress, cancellationToken);
        do cursor = await FoldAsync(connection, view, folder, cursor, await log.HeadAsync(cancellationToken), null, cancellationToken);
        while (!await TrySwitchAsync(connection, view, copy, folder, cursor, cancellationToken));
        log.Commits.Raise();
    }

    /// <summary>The views that are made of facts with personal content: they must be made again when some of it was erased.</summary>
    public IReadOnlyList<IView> Personal => [.. Views.Where(v => v.Facts.Any(SealedJson.HasPersonal))];

    internal Task CheckMasterKeyAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => log.Keys.CheckAsync(connection, cancellationToken);

    /// <summary>False when somebody holds on to the live table: readers and writers, who queue up behind us, go first.</summary>
    private async Task<bool> TrySwitchAsync(NpgsqlConnection connection, IView view, ViewTable copy, ViewFolder folder, LogCursor cursor, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        try
        {
            // The strongest lock at once: raised to it later, it would deadlock with a session that has read the table and
            // waits to write it. What was written before is committed when it is held.
            await ExecuteAsync(connection, $"set local lock_timeout = 300; lock table {view.Table.Name} in access exclusive mode", cancellationToken);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
        {
            return false;
        }
        cursor = await FoldAsync(connection, view, folder, cursor, IsInline(view) ? End : await log.HeadAsync(cancellationToken), null, cancellationToken);
        await ExecuteAsync(connection,
            $"""
             {copy.TakeOverSql}
             insert into events.vc_views (alias, version) values ('{view.Alias}', {view.Version})
             on conflict (alias) do update set version = excluded.version, rebuilt_at = transaction_timestamp();
             """, cancellationToken);
        if (!IsInline(view)) await MoveCheckpointAsync(connection, view, cursor, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    public async Task<IReadOnlyList<ViewStatus>> ListAsync(CancellationToken cancellationToken = default)
    {
        var all = new List<ViewStatus>();
        foreach (var view in Views)
        {
            await using var command = log.DataSource.CreateCommand($"select version, rebuilt_at, (select count(*) from {view.Table.Name}) from events.vc_views where alias = $1");
            command.Parameters.AddWithValue(view.Alias);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (await reader.ReadAsync(cancellationToken))
                all.Add(new ViewStatus(view.Alias, reader.GetInt32(0), IsInline(view), reader.GetInt64(2), Instant.FromDateTimeUtc(reader.GetDateTime(1))));
        }
        return all;
    }

    /// <summary>At start: a view that is new to this database, or whose meaning has changed, is made from the log.</summary>
    internal async Task BringUpToDateAsync(IView view, CancellationToken cancellationToken)
    {
        await using var connection = await log.DataSource.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select version from events.vc_views where alias = $1", connection);
        command.Parameters.AddWithValue(view.Alias);
        if (await command.ExecuteScalarAsync(cancellationToken) is int version && version >= view.Version) return;
        await RebuildAsync(view, cancellationToken: cancellationToken);
    }

    private bool IsInline(IView view) => view is IInlineView inline && log.InlineViewsOf(inline.StreamType).Contains(inline);

    private static async Task<SessionLock> AloneAsync(NpgsqlConnection connection, IView view, CancellationToken cancellationToken) =>
        await SessionLock.TryTakeAsync(connection, $"rebuild:{view.Alias}", cancellationToken)
        ?? throw new InvalidOperationException($"The view {view.Alias} is being rebuilt or verified already.");

    private static async Task<(ViewTable Copy, ViewFolder Folder)> NewCopyAsync(NpgsqlConnection connection, IView view, string suffix, CancellationToken cancellationToken)
    {
        var copy = view.Table.Copy(suffix);
        await ExecuteAsync(connection, $"drop table if exists {copy.Name}; {copy.CreateSql}", cancellationToken);
        var folder = view.NewFolder(copy);
        folder.OwnsTable = true;
        return (copy, folder);
    }

    /// <summary>Folds the facts above one cursor up to another and flushes; the cursor that it came to.</summary>
    private async Task<LogCursor> FoldAsync(
        NpgsqlConnection connection, IView view, ViewFolder folder, LogCursor from, LogCursor upTo, IProgress<RebuildProgress>? progress, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var head = progress is null ? 0 : await LastPositionAsync(connection, cancellationToken);
        var count = 0L;
        while (true)
        {
            var facts = await ReadAsync(connection, view, from, upTo, cancellationToken);
            await folder.AddAsync(connection, facts, cancellationToken);
            if (facts.Count > 0) from = facts[^1].Cursor;
            count += facts.Count;
            if (facts.Count < PageSize || folder.Changed >= FlushAt) await folder.FlushAsync(connection, cancellationToken);
            var rate = count / clock.Elapsed.TotalSeconds;
            progress?.Report(new RebuildProgress(view.Alias, count, from.Position, head, rate, TimeSpan.FromSeconds(
                from.Position == 0 ? 0 : clock.Elapsed.TotalSeconds * Math.Max(0, head - from.Position) / from.Position)));
            if (facts.Count < PageSize) return upTo == End ? from : upTo;
        }
    }

    private async Task<IReadOnlyList<StoredEvent>> ReadAsync(NpgsqlConnection connection, IView view, LogCursor after, LogCursor upTo, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
             select {EventRow.Columns} from events.mt_events
             where (tx_id, seq_id) > ($1, $2) and (tx_id, seq_id) <= ($3, $4) and type = any($5) order by tx_id, seq_id limit {PageSize}
             """, connection);
        foreach (var value in (long[])[after.Transaction, after.Position, upTo.Transaction, upTo.Position]) command.Parameters.AddWithValue(value);
        command.Parameters.AddWithValue(log.Registry.WireNamesOf(view.Facts).ToArray());
        var facts = await log.ReadAllAsync(connection, command, cancellationToken);
        return facts.FirstOrDefault(f => f.Unreadable is not null) is { Unreadable: { } reason } broken ? throw new UnreadableFactException(broken, reason) : facts;
    }

    // Whoever works on the subscription finds its checkpoint moved, and starts anew from here.
    private static async Task MoveCheckpointAsync(NpgsqlConnection connection, IView view, LogCursor cursor, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            insert into events.mt_event_progression (name, last_seq_id, tx_id, seq_id) values ($1, 0, $2, $3)
            on conflict (name) do update set tx_id = excluded.tx_id, seq_id = excluded.seq_id, state = 'running', attempts = 0, error = null,
                failed_tx_id = null, failed_seq_id = null
            """, connection);
        foreach (var value in (object[])[ViewSubscription.NameOf(view), cursor.Transaction, cursor.Position]) command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<long> LastPositionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select coalesce(max(seq_id), 0) from events.mt_events", connection);
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
