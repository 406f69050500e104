using Npgsql;
using NpgsqlTypes;

namespace VideoConf.EventStore.Projections;

/// <summary>A view that commits with the facts that it is made of.</summary>
public interface IInlineView : IView
{
    /// <summary>Streams of this type feed it.</summary>
    string StreamType { get; }

    internal object Parse(string json);

    /// <summary>The statement that brings the row up to date, or null when the facts do not concern it.</summary>
    /// <param name="streamId">The row's key.</param>
    /// <param name="before">The row as it was read, and from which table; no table for a stream that is new.</param>
    /// <param name="facts">What is appended.</param>
    internal NpgsqlBatchCommand? Project(Guid streamId, ReadRow before, IReadOnlyList<StoredEvent> facts);

    /// <summary>The same for many streams that are new.</summary>
    internal NpgsqlBatchCommand? ProjectNew(IReadOnlyList<(Guid StreamId, StoredEvent[] Facts)> streams);
}

/// <summary>A row as a session found it; <paramref name="Table"/> is the oid of the table it was read from, also when there was none.</summary>
internal readonly record struct ReadRow(object? Row, uint? Table);

/// <summary>
/// One row per stream, folded from its facts. Kept inline (Marten: an inline single-stream projection), in the
/// transaction of the append, unless it is registered to follow the log.
/// </summary>
/// <param name="alias">Name of the view; its table is <c>mt_doc_&lt;alias&gt;</c>. Lower case, no underscores.</param>
/// <param name="streamType">Streams of this type feed it.</param>
/// <param name="version">Raised when the meaning of its rows changes.</param>
public abstract class StreamView<TRow>(string alias, string streamType, int version = 1) : View<Guid, TRow>(alias, version), IInlineView where TRow : class
{
    private HashSet<Type>? wanted;

    public string StreamType { get; } = streamType;

    protected internal sealed override Guid KeyOf(StoredEvent e) => e.StreamId;

    internal override long VersionOf(StoredEvent e) => e.Version;

    internal override bool VersionIsOfLastFact => true;

    object IInlineView.Parse(string json) => Read(json);

    NpgsqlBatchCommand? IInlineView.Project(Guid streamId, ReadRow read, IReadOnlyList<StoredEvent> facts)
    {
        var before = (TRow?)read.Row;
        var concerned = Concerned(facts);
        var after = concerned.Aggregate(before, Fold);
        if (concerned.Length == 0 || (after is null && read.Table is null)) return null;

        var command = new NpgsqlBatchCommand(after is null ? Table.DeleteSql : Table.UpsertSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = streamId });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)read.Table ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Oid });
        if (after is null) return command;
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Write(after), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = concerned[^1].Version });
        foreach (var column in Columns)
            command.Parameters.Add(new NpgsqlParameter { Value = column.Value(after) ?? DBNull.Value, NpgsqlDbType = column.Type });
        return command;
    }

    NpgsqlBatchCommand? IInlineView.ProjectNew(IReadOnlyList<(Guid StreamId, StoredEvent[] Facts)> streams)
    {
        var rows = new List<(Guid Key, TRow Row, long Version)>();
        foreach (var (id, facts) in streams)
        {
            var concerned = Concerned(facts);
            if (concerned.Aggregate(default(TRow), Fold) is { } row) rows.Add((id, row, concerned[^1].Version));
        }
        if (rows.Count == 0) return null;
        var command = new NpgsqlBatchCommand(Table.UpsertManySql);
        foreach (var parameter in Values(rows)) command.Parameters.Add(parameter);
        return command;
    }

    private StoredEvent[] Concerned(IReadOnlyList<StoredEvent> facts)
    {
        wanted ??= [.. Facts];
        return [.. facts.Where(e => wanted.Contains(e.Data!.GetType()))];
    }
}
