using Npgsql;
using NpgsqlTypes;

namespace VideoConf.EventStore.Projections;

/// <summary>
/// Folds pages of facts into rows in memory and writes the changed ones in bulk: a row that ten facts of a page
/// touch is written once.
/// </summary>
internal abstract class ViewFolder
{
    /// <summary>Rows changed since the last <see cref="FlushAsync"/>.</summary>
    public abstract int Changed { get; }

    public abstract Task AddAsync(NpgsqlConnection connection, IReadOnlyList<StoredEvent> facts, CancellationToken cancellationToken);

    public abstract Task FlushAsync(NpgsqlConnection connection, CancellationToken cancellationToken);

    /// <summary>The keys of rows changed since the last flush, as an array parameter.</summary>
    public abstract NpgsqlParameter ChangedKeys();

    /// <summary>Compares the rows changed since the last flush with a table.</summary>
    public abstract Task<IReadOnlyList<ViewDifference>> CompareChangedAsync(NpgsqlConnection connection, ViewTable live, CancellationToken cancellationToken);

    /// <summary>Forgets what it knows of the table, e.g. after a failure.</summary>
    public abstract void Forget();

    /// <summary>
    /// The table is known to hold nothing that this folder did not write: rows that it does not know do not exist, so
    /// that they need not be looked for, and new ones go in by COPY.
    /// </summary>
    public bool OwnsTable { get; set; }

    /// <summary>Owns the table when it is empty.</summary>
    public abstract Task OwnEmptyTableAsync(NpgsqlConnection connection, CancellationToken cancellationToken);
}

internal sealed class ViewFolder<TKey, TRow>(View<TKey, TRow> view, ViewTable table) : ViewFolder where TKey : notnull where TRow : class
{
    // Rows stay known between flushes while reading behind, so that one that is touched again is not read again.
    private const int KnownRowsAtMost = 250_000;

    // Fewer go in with those that are changed, in one round trip
    private const int CopiedAtLeast = 500;

    private sealed class Entry
    {
        public TRow? Row;
        public long Version;
        public bool Exists;
        public bool IsChanged;
    }

    private readonly Dictionary<TKey, Entry> known = [];
    private readonly List<TKey> changed = [];

    public override int Changed => changed.Count;

    public override async Task AddAsync(NpgsqlConnection connection, IReadOnlyList<StoredEvent> facts, CancellationToken cancellationToken)
    {
        var keys = new TKey?[facts.Count];
        for (var i = 0; i < keys.Length; i++) keys[i] = view.KeyOf(facts[i]);
        if (!OwnsTable) await LoadAsync(connection, keys, cancellationToken);
        for (var i = 0; i < keys.Length; i++)
        {
            if (keys[i] is not { } key || IsNone(key)) continue;
            if (!known.TryGetValue(key, out var entry)) known.Add(key, entry = new Entry());
            var after = view.Fold(entry.Row, facts[i]);
            if (ReferenceEquals(after, entry.Row) && (after is null || !view.VersionIsOfLastFact)) continue;
            entry.Row = after;
            entry.Version = view.VersionOf(facts[i]);
            if (entry.IsChanged) continue;
            entry.IsChanged = true;
            changed.Add(key);
        }
    }

    private async Task LoadAsync(NpgsqlConnection connection, TKey?[] keys, CancellationToken cancellationToken)
    {
        var missing = keys.Where(k => k is not null && !IsNone(k) && !known.ContainsKey(k)).Distinct().ToArray();
        if (missing.Length == 0) return;
        foreach (var key in missing) known.Add(key!, new Entry());
        await using var command = new NpgsqlCommand(table.SelectManySql, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = missing, NpgsqlDbType = NpgsqlDbType.Array | table.KeyType });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var entry = known[await reader.GetFieldValueAsync<TKey>(0, cancellationToken)];
            entry.Row = View<TKey, TRow>.Read(reader.GetFieldValue<byte[]>(1));
            entry.Exists = true;
        }
    }

    public override async Task FlushAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var copies = OwnsTable && changed.Count(k => known[k] is { Row: not null, Exists: false }) >= CopiedAtLeast;
        if (copies) await CopyNewRowsAsync(connection, cancellationToken);
        var written = changed.Where(k => known[k] is { Row: not null, Exists: var exists } && (exists || !copies)).Select(k => (k, known[k].Row!, known[k].Version)).ToList();
        if (written.Count > 0)
        {
            await using var upsert = new NpgsqlCommand(table.UpsertManySql, connection);
            foreach (var parameter in view.Values(written)) upsert.Parameters.Add(parameter);
            await upsert.ExecuteNonQueryAsync(cancellationToken);
        }
        var removed = changed.Where(k => known[k] is { Row: null, Exists: true }).ToArray();
        if (removed.Length > 0)
        {
            await using var delete = new NpgsqlCommand(table.DeleteManySql, connection);
            delete.Parameters.Add(View<TKey, TRow>.ArrayOf(table.KeyType, removed));
            await delete.ExecuteNonQueryAsync(cancellationToken);
        }
        foreach (var key in changed)
        {
            var entry = known[key];
            entry.IsChanged = false;
            entry.Exists = entry.Row is not null;
        }
        changed.Clear();
        if (known.Count <= KnownRowsAtMost) return;
        known.Clear();
        OwnsTable = false;
    }

    private async Task CopyNewRowsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync(table.CopySql, cancellationToken);
        foreach (var key in changed)
        {
            if (known[key] is not { Row: { } row, Exists: false, Version: var version }) continue;
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(key, table.KeyType, cancellationToken);
            await copy.WriteAsync(View<TKey, TRow>.Write(row), NpgsqlDbType.Jsonb, cancellationToken);
            await copy.WriteAsync(version, cancellationToken);
            foreach (var column in view.Columns)
            {
                if (column.Value(row) is { } value) await copy.WriteAsync(value, column.Type, cancellationToken);
                else await copy.WriteNullAsync(cancellationToken);
            }
        }
        await copy.CompleteAsync(cancellationToken);
    }

    public override async Task OwnEmptyTableAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select not exists (select 1 from {table.Name})", connection);
        OwnsTable = (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public override NpgsqlParameter ChangedKeys() => new() { Value = changed.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | table.KeyType };

    public override async Task<IReadOnlyList<ViewDifference>> CompareChangedAsync(NpgsqlConnection connection, ViewTable live, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(live.SelectManySql, connection) { Parameters = { ChangedKeys() } };
        var rows = new Dictionary<TKey, string>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken)) rows.Add(await reader.GetFieldValueAsync<TKey>(0, cancellationToken), reader.GetString(1));
        return
        [
            .. from key in changed
               let now = rows.GetValueOrDefault(key)
               let rebuilt = known[key].Row is { } row ? View<TKey, TRow>.Write(row) : null
               where !ViewRebuild.SameJson(now, rebuilt)
               select new ViewDifference(key.ToString()!, now, rebuilt),
        ];
    }

    private static bool IsNone(TKey key) => EqualityComparer<TKey>.Default.Equals(key, default);

    public override void Forget()
    {
        known.Clear();
        changed.Clear();
        OwnsTable = false;
    }
}
