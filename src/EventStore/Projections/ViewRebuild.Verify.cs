using System.Data;
using System.Text.Json.Nodes;
using Npgsql;
using VideoConf.EventStore.Subscriptions;

namespace VideoConf.EventStore.Projections;

/// <summary>A row that is not what the log says.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Live">What the live table has; null when it lacks the row.</param>
/// <param name="Rebuilt">What the log makes of it; null when the row should not be.</param>
public sealed record ViewDifference(string Key, string? Live, string? Rebuilt);

public sealed partial class ViewRebuild
{
    private const int DifferencesAtMost = 1_000;

    /// <summary>
    /// Rebuilds into a scratch table and compares row by row with the live one, both as one snapshot of the database
    /// shows them, while appends go on. At most 1,000 differences.
    /// </summary>
    /// <exception cref="InvalidOperationException">Somebody else is rebuilding or verifying this view.</exception>
    public async Task<IReadOnlyList<ViewDifference>> VerifyAsync(IView view, IProgress<RebuildProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        await using var connection = await log.DataSource.OpenConnectionAsync(cancellationToken);
        await using var alone = await AloneAsync(connection, view, cancellationToken);
        var (copy, folder) = await NewCopyAsync(connection, view, "_verify", cancellationToken);
        try
        {
            var cursor = await FoldAsync(connection, view, folder, LogCursor.Start, await StandAsync(connection, view, cancellationToken), progress, cancellationToken);

            // What came meanwhile is folded in memory only: a transaction that writes would hold up the readers of the log.
            await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            var stand = IsInline(view) ? End : await StandAsync(connection, view, cancellationToken);
            for (var facts = await ReadAsync(connection, view, cursor, stand, cancellationToken); facts.Count > 0;
                 facts = await ReadAsync(connection, view, cursor, stand, cancellationToken))
            {
                await folder.AddAsync(connection, facts, cancellationToken);
                cursor = facts[^1].Cursor;
            }
            return [.. await folder.CompareChangedAsync(connection, view.Table, cancellationToken), .. await CompareAsync(connection, view.Table, copy, folder, cancellationToken)];
        }
        finally
        {
            await ExecuteAsync(connection, $"drop table if exists {copy.Name}", CancellationToken.None);
        }
    }

    /// <summary>Up to where the live view has folded the log.</summary>
    private async Task<LogCursor> StandAsync(NpgsqlConnection connection, IView view, CancellationToken cancellationToken)
    {
        if (IsInline(view)) return await log.HeadAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select tx_id, seq_id from events.mt_event_progression where name = $1", connection);
        command.Parameters.AddWithValue(ViewSubscription.NameOf(view));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? new LogCursor(reader.GetInt64(0), reader.GetInt64(1)) : LogCursor.Start;
    }

    private static async Task<List<ViewDifference>> CompareAsync(
        NpgsqlConnection connection, ViewTable live, ViewTable copy, ViewFolder folder, CancellationToken cancellationToken)
    {
        var columns = string.Concat(live.Columns.Select(c => $" or l.{c.Name} is distinct from r.{c.Name}"));
        await using var command = new NpgsqlCommand(
            $"""
             select coalesce(l.id, r.id)::text, l.data::text, r.data::text
             from {live.Name} l full join {copy.Name} r on r.id = l.id
             where (l.data is distinct from r.data{columns}) and coalesce(l.id, r.id) <> all ($1)
             limit {DifferencesAtMost}
             """, connection);
        command.Parameters.Add(folder.ChangedKeys());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var differences = new List<ViewDifference>();
        while (await reader.ReadAsync(cancellationToken))
            differences.Add(new ViewDifference(reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2)));
        return differences;
    }

    internal static bool SameJson(string? a, string? b) =>
        a is null || b is null ? a == b : JsonNode.DeepEquals(JsonNode.Parse(a), JsonNode.Parse(b));
}
