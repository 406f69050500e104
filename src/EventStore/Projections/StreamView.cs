using Npgsql;
using NpgsqlTypes;

namespace VideoConf.EventStore.Projections;

/// <summary>A view that commits with the facts that it is made of.</summary>
public interface IInlineView : IView
{
    /// <summary>Streams of this type feed it.</summary>
    string StreamType { get; }

    internal object ReadRow(string json);

    /// <summary>The statement that brings the row up to date, or null when the facts do not concern it.</summary>
    internal NpgsqlBatchCommand? Project(Guid streamId, object? row, IReadOnlyList<StoredEvent> facts);
}

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

    object IInlineView.ReadRow(string json) => Read(json);

    NpgsqlBatchCommand? IInlineView.Project(Guid streamId, object? row, IReadOnlyList<StoredEvent> facts)
    {
        wanted ??= [.. Facts];
        var before = (TRow?)row;
        StoredEvent[] concerned = [.. facts.Where(e => wanted.Contains(e.Data!.GetType()))];
        var after = concerned.Aggregate(before, Fold);
        if (concerned.Length == 0 || (before is null && after is null)) return null;
        if (after is null) return new NpgsqlBatchCommand(Table.DeleteSql) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = streamId } } };

        var command = new NpgsqlBatchCommand(Table.UpsertSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = streamId });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Write(after), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = concerned[^1].Version });
        foreach (var column in Columns)
            command.Parameters.Add(new NpgsqlParameter { Value = column.Value(after) ?? DBNull.Value, NpgsqlDbType = column.Type });
        return command;
    }
}
