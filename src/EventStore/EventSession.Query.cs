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
        connection ??= await log.DataSource.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand { Connection = connection, Transaction = transaction };
        return await Views.ReadAsync(command, view, condition, parameters, cancellationToken);
    }

    /// <summary>
    /// A statement of a module's own, run before saving, on this session's connection and in its transaction: locks that
    /// it takes are held until the session has saved or is disposed. Positional parameters ($1, $2 …).
    /// </summary>
    public async Task<NpgsqlCommand> CreateCommandAsync(string sql, CancellationToken cancellationToken = default)
    {
        connection ??= await log.DataSource.OpenConnectionAsync(cancellationToken);
        transaction ??= await connection.BeginTransactionAsync(cancellationToken);
        return new NpgsqlCommand(sql, connection, transaction);
    }
}
