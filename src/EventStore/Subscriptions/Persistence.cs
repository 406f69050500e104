using Microsoft.Extensions.Logging;
using Npgsql;

namespace VideoConf.EventStore.Subscriptions;

/// <summary>What keeps a loop on the database going for as long as the host lives.</summary>
internal static class Persistence
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Healthy = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Whether a failure is the fault of what was done and not of a database that is away or of another node: who cannot
    /// tell them apart retries for ever what will never succeed, or gives up what was only cut off. A session that
    /// dawdles in its transaction until the server ends it, or a statement that takes too long, will do so again.
    /// </summary>
    public static bool IsNotTheDatabases(Exception e, CancellationToken stopping) => e switch
    {
        OperationCanceledException => !stopping.IsCancellationRequested,
        PostgresException { SqlState: "25P03" } => true, // idle_in_transaction_session_timeout
        PostgresException p => !p.IsTransient && !p.SqlState.StartsWith("57P", StringComparison.Ordinal),
        NpgsqlException { InnerException: TimeoutException } => true,
        NpgsqlException or LostSubscriptionException => false,
        _ => true,
    };

    /// <summary>
    /// Runs <paramref name="run"/> again whenever it fails, after 50 ms growing to 1 s: a database that restarts or a
    /// connection that breaks never silences it (Marten #4961: a daemon dead for two days, and nobody was told).
    /// </summary>
    public static async Task KeepGoingAsync(string who, Func<CancellationToken, Task> run, ILogger logger, CancellationToken stopping)
    {
        var wait = Shortest;
        while (!stopping.IsCancellationRequested)
        {
            var started = Environment.TickCount64;
            try
            {
                await run(stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                if (Environment.TickCount64 - started > Healthy.TotalMilliseconds) wait = Shortest;
                if (!IsNotTheDatabases(e, stopping) || e is OperationCanceledException)
                    logger.LogWarning("{Who} lost the database and goes on in {Wait} ms: {Reason}", who, wait.TotalMilliseconds, e.Message);
                else
                    logger.LogError(e, "{Who} failed and goes on in {Wait} ms", who, wait.TotalMilliseconds);
            }
            await Task.WhenAny(Task.Delay(wait, stopping));
            wait = TimeSpan.FromMilliseconds(Math.Min(wait.TotalMilliseconds * 2, Longest.TotalMilliseconds));
        }
    }
}
