using Npgsql;

namespace VideoConf.EventStore.Projections;

/// <summary>
/// A row of a view with the version of the last fact that it was folded from: the stream's version, fit for an ETag,
/// when the view names all facts of its streams.
/// </summary>
public sealed record ViewRow<TRow>(Guid Id, long Version, TRow Data);

/// <summary>Reads views.</summary>
public sealed class Views(NpgsqlDataSource dataSource)
{
    /// <summary>The rows that a condition on the view's columns picks, e.g. <c>where host_id = $1 order by id limit $2</c>.</summary>
    public async Task<IReadOnlyList<ViewRow<TRow>>> QueryAsync<TRow>(
        View<Guid, TRow> view, string condition, IEnumerable<object> parameters, CancellationToken cancellationToken = default) where TRow : class
    {
        await using var command = dataSource.CreateCommand(Sql(view, condition));
        foreach (var value in parameters) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await ReadAsync<TRow>(reader, cancellationToken);
    }

    internal static string Sql<TRow>(View<Guid, TRow> view, string condition) where TRow : class => $"select id, mt_version, data from {view.Table.Name} {condition}";

    internal static async Task<IReadOnlyList<ViewRow<TRow>>> ReadAsync<TRow>(NpgsqlDataReader reader, CancellationToken cancellationToken) where TRow : class
    {
        var rows = new List<ViewRow<TRow>>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new ViewRow<TRow>(reader.GetGuid(0), reader.GetInt64(1), View<Guid, TRow>.Read(reader.GetFieldValue<byte[]>(2))));
        return rows;
    }

    /// <summary>One row by the stream's id, or null.</summary>
    public async Task<ViewRow<TRow>?> LoadAsync<TRow>(View<Guid, TRow> view, Guid id, CancellationToken cancellationToken = default) where TRow : class =>
        (await QueryAsync(view, "where id = $1", [id], cancellationToken)).SingleOrDefault();
}
