using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace VideoConf.EventStore.Projections;

/// <summary>A table of rows folded from facts; it can be thrown away and made again from the log.</summary>
public interface IView
{
    /// <summary>Name of the view; its table is <c>mt_doc_&lt;alias&gt;</c>. Lower case, no underscores.</summary>
    string Alias { get; }

    /// <summary>Raised by whoever changes what the rows mean; a host whose number is higher rebuilds.</summary>
    int Version { get; }

    /// <summary>The facts that it is made of; past shapes of them included without being named.</summary>
    IReadOnlyCollection<Type> Facts { get; }

    ViewTable Table { get; }

    /// <summary>Folds many facts at once, for reading behind the log and for rebuilds.</summary>
    internal ViewFolder NewFolder(ViewTable target);
}

/// <summary>A value of the row that is kept in a column of its own, to search by or to be unique.</summary>
/// <param name="Name">Column name, snake case.</param>
/// <param name="Type">Its PostgreSQL type: Uuid, Text, Bigint, Integer, Boolean or TimestampTz.</param>
/// <param name="Value">Reads it off the row; null when the row has none.</param>
/// <param name="Unique">No two rows may share a value: the append that would make them fails as a lost race.</param>
/// <param name="Words">A Text that is found by its words: <c>to_tsvector('simple', name) @@ …</c> is indexed, and nothing else of it.</param>
/// <param name="Then">Further columns, with commas between: rows that share this one's value are found by them, in their order. These have an index of their own only when they name further ones.</param>
public sealed record ViewColumn<TRow>(string Name, NpgsqlDbType Type, Func<TRow, object?> Value, bool Unique = false, bool Words = false, string? Then = null);

/// <summary>
/// How a view is written, whether it is kept inline or follows the log: which facts, which row a fact belongs to, and
/// a pure fold from row and fact to row.
/// </summary>
/// <typeparam name="TKey">Guid or string.</typeparam>
/// <typeparam name="TRow">A record; kept as one JSON document.</typeparam>
public abstract class View<TKey, TRow>(string alias, int version = 1) : IView where TKey : notnull where TRow : class
{
    private ViewTable? table;

    public string Alias { get; } = alias;
    public int Version { get; } = version;
    public abstract IReadOnlyCollection<Type> Facts { get; }
    public ViewTable Table => table ??= new ViewTable(Alias, KeyType, [.. Columns.Select(c => new ViewTable.Column(c.Name, c.Type, c.Unique, c.Words, c.Then))]);

    protected internal virtual IReadOnlyList<ViewColumn<TRow>> Columns => [];

    /// <summary>The row that a fact belongs to; null (of a Guid: the empty one) when it belongs to none.</summary>
    protected internal abstract TKey? KeyOf(StoredEvent e);

    /// <summary>
    /// Pure: no clock, no dice, no I/O, else the next rebuild changes history. Null removes the row; a fact that does
    /// not concern it returns it as it is.
    /// </summary>
    public abstract TRow? Fold(TRow? row, StoredEvent e);

    internal virtual long VersionOf(StoredEvent e) => e.Position;

    /// <summary>A fact that leaves a row as it was still moves its version.</summary>
    internal virtual bool VersionIsOfLastFact => false;

    internal static NpgsqlDbType KeyType { get; } =
        typeof(TKey) == typeof(Guid) ? NpgsqlDbType.Uuid
        : typeof(TKey) == typeof(string) ? NpgsqlDbType.Text
        : throw new NotSupportedException($"A view's key is a Guid or a string, not {typeof(TKey).Name}.");

    /// <summary>Of <see cref="ViewTable.UpsertManySql"/>.</summary>
    internal IEnumerable<NpgsqlParameter> Values(IReadOnlyList<(TKey Key, TRow Row, long Version)> rows)
    {
        yield return ArrayOf(KeyType, rows.Select(r => r.Key).ToArray());
        yield return ArrayOf(NpgsqlDbType.Jsonb, rows.Select(r => Write(r.Row)).ToArray());
        yield return ArrayOf(NpgsqlDbType.Bigint, rows.Select(r => r.Version).ToArray());
        foreach (var column in Columns) yield return ArrayOf(column.Type, ViewTable.ArrayOf(column.Type, [.. rows.Select(r => column.Value(r.Row))]));
    }

    internal static NpgsqlParameter ArrayOf(NpgsqlDbType type, Array values) => new() { Value = values, NpgsqlDbType = NpgsqlDbType.Array | type };

    internal static string Write(TRow row) => JsonSerializer.Serialize(row, FactJson.Options);
    internal static TRow Read(string json) => JsonSerializer.Deserialize<TRow>(json, FactJson.Options)!;
    internal static TRow Read(byte[] json) => JsonSerializer.Deserialize<TRow>(json, FactJson.Options)!;

    ViewFolder IView.NewFolder(ViewTable target) => new ViewFolder<TKey, TRow>(this, target);
}

/// <summary>
/// Rows that gather facts of several streams. They follow the log, a moment behind it: kept inline, two writers would
/// overwrite each other's rows (Marten #3488).
/// </summary>
public abstract class KeyedView<TKey, TRow>(string alias, int version = 1) : View<TKey, TRow>(alias, version) where TKey : notnull where TRow : class;
