using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace VideoConf.EventStore.Projections;

/// <summary>A view that commits with the facts that it is made of.</summary>
public interface IInlineView
{
    /// <summary>Streams of this type feed it.</summary>
    string StreamType { get; }

    ViewTable Table { get; }

    object ReadRow(string json);

    /// <summary>The statement that brings the row up to date, or null when the facts do not concern it.</summary>
    NpgsqlBatchCommand? Project(Guid streamId, object? row, IReadOnlyList<StoredEvent> facts);
}

/// <summary>A value of the row that is kept in a column of its own, to search by or to be unique.</summary>
/// <param name="Name">Column name, snake case.</param>
/// <param name="Type">Its PostgreSQL type.</param>
/// <param name="Value">Reads it off the row; null when the row has none.</param>
/// <param name="Unique">No two rows may share a value: the append that would make them fails as a lost race.</param>
public sealed record ViewColumn<TRow>(string Name, NpgsqlDbType Type, Func<TRow, object?> Value, bool Unique = false);

/// <summary>
/// One row per stream, folded from its facts, in the transaction of the append (Marten: an inline single-stream
/// projection). Rows that gather facts of several streams are not kept inline: two writers would overwrite each
/// other's (Marten #3488).
/// </summary>
/// <param name="alias">Name of the view; its table is <c>mt_doc_&lt;alias&gt;</c>. Lower case, no underscores.</param>
/// <param name="streamType">Streams of this type feed it.</param>
public abstract class StreamView<TRow>(string alias, string streamType) : IInlineView where TRow : class
{
    private ViewTable? table;

    public string StreamType { get; } = streamType;

    protected virtual IReadOnlyList<ViewColumn<TRow>> Columns => [];

    /// <summary>Pure. Null removes the row; a fact that does not concern it returns it as it is.</summary>
    public abstract TRow? Fold(TRow? row, StoredEvent e);

    public ViewTable Table => table ??= new ViewTable(alias, [.. Columns.Select(c => new ViewTable.Column(c.Name, c.Type, c.Unique))]);

    public object ReadRow(string json) => JsonSerializer.Deserialize<TRow>(json, FactJson.Options)!;

    public NpgsqlBatchCommand? Project(Guid streamId, object? row, IReadOnlyList<StoredEvent> facts)
    {
        var before = (TRow?)row;
        var after = facts.Aggregate(before, Fold);
        if (ReferenceEquals(before, after)) return null;
        if (after is null) return new NpgsqlBatchCommand(Table.DeleteSql) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = streamId } } };

        var command = new NpgsqlBatchCommand(Table.UpsertSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = streamId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = JsonSerializer.Serialize(after, FactJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = facts[^1].Version });
        foreach (var column in Columns)
            command.Parameters.Add(new NpgsqlParameter { Value = column.Value(after) ?? DBNull.Value, NpgsqlDbType = column.Type });
        return command;
    }
}
