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
                if (e is NpgsqlException or IOException or TimeoutException or OperationCanceledException or LostSubscriptionException)
                    logger.LogWarning("{Who} lost the database and goes on in {Wait} ms: {Reason}", who, wait.TotalMilliseconds, e.Message);
                else
                    logger.LogError(e, "{Who} failed and goes on in {Wait} ms", who, wait.TotalMilliseconds);
            }
            await Task.WhenAny(Task.Delay(wait, stopping));
            wait = TimeSpan.FromMilliseconds(Math.Min(wait.TotalMilliseconds * 2, Longest.TotalMilliseconds));
        }
    }
}
