using Npgsql;
using VideoConf.EventStore.Projections;

namespace VideoConf.EventStore;

public sealed partial class EventSession
{
    /// <summary>
    /// As <see cref="Views.QueryAsync{TRow}"/>, on this session's connection: a session that holds locks and asks for a
    /// second connection can wait for ever for those who wait for it.
    /// </summary>
    public async Task<IReadOnlyList<ViewRow<TRow>>> QueryAsync<TRow>(
        View<Guid, TRow> view, string condition, IEnumerable<object> parameters, CancellationToken cancellationToken = default) where TRow : class
    {
        await using var batch = await OpenBatchAsync(inTransaction: queues.Count > 0, cancellationToken);
        var query = new NpgsqlBatchCommand(Views.Sql(view, condition));
        foreach (var value in parameters) query.Parameters.Add(new NpgsqlParameter { Value = value });
        var queued = TakeQueues(batch);
        batch.BatchCommands.Add(query);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        for (; queued > 0; queued--) await reader.NextResultAsync(cancellationToken);
        return await Views.ReadAsync<TRow>(reader, cancellationToken);
    }

    private readonly List<NpgsqlBatchCommand> queues = [];

    /// <summary>
    /// Has the next query of this session wait for all others that named one of these in the same line, and those that come
    /// behind wait for this one until it has saved or is disposed: what it reads from there on is so when it saves.
    /// </summary>
    /// <param name="line">What is queued up for; a literal.</param>
    /// <param name="names">What of it.</param>
    public void QueueUp(string line, IEnumerable<string> names) =>
        queues.Add(new NpgsqlBatchCommand("select pg_advisory_xact_lock(hashtextextended($1 || ' ' || name, 0)) from (select unnest($2) as name order by 1) names")
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = line }, new NpgsqlParameter<string[]> { TypedValue = [.. names.Distinct()] } },
        });

    private int TakeQueues(NpgsqlBatch batch)
    {
        var count = queues.Count;
        foreach (var queue in queues) batch.BatchCommands.Add(queue);
        queues.Clear();
        return count;
    }

    /// <summary>
    /// A statement of a module's own, run before saving, on this session's connection and in its transaction: locks that
    /// it takes are held until the session has saved or is disposed. Positional parameters ($1, $2 …).
    /// </summary>
    public async Task<NpgsqlCommand> CreateCommandAsync(string sql, CancellationToken cancellationToken = default)
    {
        connection ??= await log.DataSource.OpenConnectionAsync(cancellationToken);
        transaction ??= await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction);
        if (TakeQueues(batch) > 0) await batch.ExecuteNonQueryAsync(cancellationToken);
        return new NpgsqlCommand(sql, connection, transaction);
    }
}
