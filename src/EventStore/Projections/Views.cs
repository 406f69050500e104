using System.Text.Json;
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
        await using var command = dataSource.CreateCommand();
        return await ReadAsync(command, view, condition, parameters, cancellationToken);
    }

    internal static async Task<IReadOnlyList<ViewRow<TRow>>> ReadAsync<TRow>(
        NpgsqlCommand command, View<Guid, TRow> view, string condition, IEnumerable<object> parameters, CancellationToken cancellationToken) where TRow : class
    {
        command.CommandText = $"select id, mt_version, data from {view.Table.Name} {condition}";
        foreach (var value in parameters) command.Parameters.Add(new NpgsqlParameter { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<ViewRow<TRow>>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(new ViewRow<TRow>(reader.GetGuid(0), reader.GetInt64(1), JsonSerializer.Deserialize<TRow>(reader.GetString(2), FactJson.Options)!));
        return rows;
    }

    /// <summary>One row by the stream's id, or null.</summary>
    public async Task<ViewRow<TRow>?> LoadAsync<TRow>(View<Guid, TRow> view, Guid id, CancellationToken cancellationToken = default) where TRow : class =>
        (await QueryAsync(view, "where id = $1", [id], cancellationToken)).SingleOrDefault();
}
