using Npgsql;

namespace VideoConf.EventStore.Subscriptions;

public enum SubscriptionState { Running, Retrying, Paused }

/// <summary>Where a subscription stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Cursor">All facts up to here have had their effect.</param>
/// <param name="State">Paused: an operator must retry or skip.</param>
/// <param name="Attempts">How often the fact that it stands at has failed.</param>
/// <param name="Error">The last failure, while it lasts.</param>
/// <param name="FailedAt">The fact that fails.</param>
public sealed record Progress(string Name, LogCursor Cursor, SubscriptionState State, int Attempts, string? Error, LogCursor? FailedAt)
{
    private const string Columns = "name, tx_id, seq_id, state, attempts, error, failed_tx_id, failed_seq_id";

    internal static async Task<Progress> LoadAsync(NpgsqlConnection connection, string name, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"""
             insert into events.mt_event_progression (name, last_seq_id) values ($1, 0)
             on conflict (name) do update set name = excluded.name returning {Columns}
             """, connection);
        command.Parameters.AddWithValue(name);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return Read(reader);
    }

    internal static async Task<IReadOnlyList<Progress>> AllAsync(NpgsqlDataSource dataSource, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand($"select {Columns} from events.mt_event_progression order by name");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<Progress>();
        while (await reader.ReadAsync(cancellationToken)) all.Add(Read(reader));
        return all;
    }

    /// <summary>Moves the checkpoint; fails when another node has moved it.</summary>
    internal async Task<Progress> AdvanceAsync(NpgsqlTransaction transaction, LogCursor to, long lastPosition, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            update events.mt_event_progression
            set tx_id = $4, seq_id = $5, last_seq_id = greatest(last_seq_id, $6), last_updated = transaction_timestamp(),
                state = 'running', attempts = 0, error = null, failed_tx_id = null, failed_seq_id = null
            where name = $1 and tx_id = $2 and seq_id = $3
            """, transaction.Connection, transaction);
        foreach (var value in (object[])[Name, Cursor.Transaction, Cursor.Position, to.Transaction, to.Position, lastPosition]) command.Parameters.AddWithValue(value);
        if (await command.ExecuteNonQueryAsync(cancellationToken) != 1) throw new LostSubscriptionException(Name);
        return new Progress(Name, to, SubscriptionState.Running, 0, null, null);
    }

    /// <summary>Records a failure, on a connection of its own: the failure may have taken the other one with it.</summary>
    internal async Task<Progress> FailAsync(NpgsqlDataSource dataSource, LogCursor at, Exception failure, bool pause, CancellationToken cancellationToken)
    {
        var cause = (failure as OutsideException)?.InnerException ?? failure;
        var failed = this with
        {
            State = pause ? SubscriptionState.Paused : SubscriptionState.Retrying,
            Attempts = FailedAt == at ? Attempts + 1 : 1,
            Error = $"{cause.GetType().Name}: {cause.Message}",
            FailedAt = at,
        };
        await using var command = dataSource.CreateCommand(
            """
            update events.mt_event_progression set state = $2, attempts = $3, error = $4, failed_tx_id = $5, failed_seq_id = $6
            where name = $1 and tx_id = $7 and seq_id = $8
            """);
        foreach (var value in (object[])[Name, Word(failed.State), failed.Attempts, failed.Error, at.Transaction, at.Position, Cursor.Transaction, Cursor.Position])
            command.Parameters.AddWithValue(value);
        if (await command.ExecuteNonQueryAsync(cancellationToken) != 1) throw new LostSubscriptionException(Name);
        return failed;
    }

    internal static string Word(SubscriptionState state) => state.ToString().ToLowerInvariant();

    private static Progress Read(NpgsqlDataReader row) => new(
        row.GetString(0), new LogCursor(row.GetInt64(1), row.GetInt64(2)), Enum.Parse<SubscriptionState>(row.GetString(3), ignoreCase: true), row.GetInt32(4),
        row.IsDBNull(5) ? null : row.GetString(5), row.IsDBNull(6) ? null : new LogCursor(row.GetInt64(6), row.GetInt64(7)));
}

/// <summary>Another node has moved the checkpoint: what this one was about to do is done already.</summary>
internal sealed class LostSubscriptionException(string name) : Exception($"Another node works on {name}.");
