using Npgsql;

namespace VideoConf.EventStore.Subscriptions;

/// <summary>A subscription and how far it is behind.</summary>
/// <param name="Progress">Where it stands.</param>
/// <param name="LagFacts">Facts that it wants and has not had yet; counted up to 10,000.</param>
/// <param name="LagSeconds">Age of the oldest of them, 0 when there is none.</param>
public sealed record SubscriptionStatus(Progress Progress, long LagFacts, double LagSeconds);

/// <summary>What an operator asks of subscriptions and does to them.</summary>
public sealed class SubscriptionControl(EventLog log, IEnumerable<Subscription> subscriptions)
{
    private const int CountAtMost = 10_000;

    public async Task<IReadOnlyList<SubscriptionStatus>> ListAsync(CancellationToken cancellationToken = default)
    {
        var known = (await Progress.AllAsync(log.DataSource, cancellationToken)).ToDictionary(p => p.Name);
        var all = new List<SubscriptionStatus>();
        foreach (var subscription in subscriptions.OrderBy(s => s.Name, StringComparer.Ordinal))
        {
            var progress = known.GetValueOrDefault(subscription.Name) ?? new Progress(subscription.Name, LogCursor.Start, SubscriptionState.Running, 0, null, null);
            await using var command = log.DataSource.CreateCommand(
                $"""
                 select count(*), min(timestamp) from (
                     select timestamp from events.mt_events where (tx_id, seq_id) > ($1, $2) and type = any($3) order by tx_id, seq_id limit {CountAtMost}) as behind
                 """);
            command.Parameters.AddWithValue(progress.Cursor.Transaction);
            command.Parameters.AddWithValue(progress.Cursor.Position);
            command.Parameters.AddWithValue(log.Registry.WireNamesOf(subscription.Facts).ToArray());
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            var age = reader.IsDBNull(1) ? 0 : Math.Max(0, (log.Now - Instant.FromDateTimeUtc(reader.GetDateTime(1))).TotalSeconds);
            all.Add(new SubscriptionStatus(progress, reader.GetInt64(0), age));
        }
        return all;
    }

    /// <summary>Has a paused subscription try the fact that it stands at again.</summary>
    /// <returns>False when it is not paused.</returns>
    public async Task<bool> RetryAsync(string name, CancellationToken cancellationToken = default)
    {
        await using var command = log.DataSource.CreateCommand(
            "update events.mt_event_progression set state = 'retrying', attempts = 0 where name = $1 and state = 'paused'");
        command.Parameters.AddWithValue(name);
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>
    /// Has a paused subscription go on behind the fact that it cannot take. What was skipped, why and by whom is a fact
    /// itself, in the same transaction.
    /// </summary>
    /// <returns>The position that was skipped; null when the subscription is not paused.</returns>
    public async Task<long?> SkipAsync(string name, EventMetadata metadata, CancellationToken cancellationToken = default)
    {
        await using var connection = await log.DataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        string error;
        LogCursor failed;
        await using (var command = new NpgsqlCommand(
            "select failed_tx_id, failed_seq_id, coalesce(error, '') from events.mt_event_progression where name = $1 and state = 'paused' for update", connection, transaction))
        {
            command.Parameters.AddWithValue(name);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            if (!await reader.ReadAsync(cancellationToken)) return null;
            (failed, error) = (new LogCursor(reader.GetInt64(0), reader.GetInt64(1)), reader.GetString(2));
        }
        await using (var command = new NpgsqlCommand(
            """
            update events.mt_event_progression set tx_id = failed_tx_id, seq_id = failed_seq_id, last_seq_id = failed_seq_id, state = 'running', attempts = 0,
                error = null, failed_tx_id = null, failed_seq_id = null where name = $1
            """, connection, transaction))
        {
            command.Parameters.AddWithValue(name);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
        await using var session = log.OpenSession(metadata, transaction);
        session.StartStream<SkippedFact>(Guid.CreateVersion7(), new FactSkipped(name, failed.Position, error));
        await session.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return failed.Position;
    }
}

/// <summary>An operator had a subscription pass over a fact that it could not take.</summary>
public sealed record FactSkipped(string Subscription, long Position, string Error);

/// <summary>The stream of one <see cref="FactSkipped"/>.</summary>
internal sealed record SkippedFact(FactSkipped Skipped) : IEvolve<SkippedFact>
{
    public static SkippedFact? Evolve(SkippedFact? state, object fact) => fact is FactSkipped skipped ? new SkippedFact(skipped) : state;
}
