using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace VideoConf.EventStore.Subscriptions;

/// <summary>
/// Ends sessions that have written and then sit idle in their transaction: every reader of the log waits for them.
/// Ours end by themselves (<c>idle_in_transaction_session_timeout</c>); this is for everybody else's on this database,
/// an operator's psql or a program that shares the log.
/// </summary>
public sealed class IdleWriters(EventLog log, ILogger<IdleWriters> logger) : BackgroundService
{
    internal TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a writer may sit idle; with the time between two looks, readers are held up 7 s at the most.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Persistence.KeepGoingAsync("The watch over idle writers", WatchAsync, logger, stoppingToken);

    private async Task WatchAsync(CancellationToken stopping)
    {
        while (true)
        {
            await Task.Delay(LookEvery, stopping);
            await using var command = log.DataSource.CreateCommand(
                """
                 select pid, coalesce(application_name, ''), pg_terminate_backend(pid) from pg_stat_activity
                 where datname = current_database() and backend_xid is not null and state like 'idle in transaction%' and state_change < clock_timestamp() - $1
                 """);
            command.Parameters.AddWithValue(Patience);
            try
            {
                await using var reader = await command.ExecuteReaderAsync(stopping);
                while (await reader.ReadAsync(stopping))
                    logger.LogWarning("Session {Pid} ({Program}) sat idle in a transaction that had written, and was ended: readers of the log waited for it", reader.GetInt32(0), reader.GetString(1));
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
            {
                logger.LogWarning("Readers of the log wait for a session that sits idle in a transaction, and this user may not end it: {Reason}", e.MessageText);
            }
        }
    }
}
