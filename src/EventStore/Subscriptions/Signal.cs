using Microsoft.Extensions.Logging;
using Npgsql;

namespace VideoConf.EventStore.Subscriptions;

/// <summary>
/// Tells waiting loops that something was committed: those of this process at once, those of other processes by
/// NOTIFY.
/// </summary>
/// <param name="channel">Of LISTEN and NOTIFY.</param>
/// <remarks>
/// The NOTIFY is sent behind the commits and bundled, not inside them: in a transaction it takes a lock of the whole
/// cluster until that commit is on disk, so that commits cannot be flushed together any more. A NOTIFY lost with
/// the process is made up for by the readers' polling.
/// </remarks>
public sealed class Signal(string channel)
{
    private volatile TaskCompletionSource raised = New();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next signal after this call.</summary>
    public Task Next => raised.Task;

    /// <summary>Something was committed here.</summary>
    internal void Raise()
    {
        Wake();
        committedHere.TrySetResult();
    }

    /// <summary>Something was committed somewhere.</summary>
    internal void Wake() => Interlocked.Exchange(ref raised, New()).TrySetResult();

    private volatile TaskCompletionSource committedHere = New();

    /// <summary>Passes signals on between processes until cancelled.</summary>
    internal Task RunAsync(NpgsqlDataSource dataSource, ILogger logger, CancellationToken stopping) => Task.WhenAll(
        Persistence.KeepGoingAsync($"The announcer of {channel}", ct => AnnounceAsync(dataSource, ct), logger, stopping),
        Persistence.KeepGoingAsync($"The listener for {channel}", ct => ListenAsync(dataSource, ct), logger, stopping));

    private async Task AnnounceAsync(NpgsqlDataSource dataSource, CancellationToken stopping)
    {
        while (true)
        {
            await committedHere.Task.WaitAsync(stopping);
            committedHere = New();
            await using var command = dataSource.CreateCommand($"notify {channel}");
            await command.ExecuteNonQueryAsync(stopping);
        }
    }

    private async Task ListenAsync(NpgsqlDataSource dataSource, CancellationToken stopping)
    {
        await using var connection = await dataSource.OpenConnectionAsync(stopping);
        connection.Notification += (_, _) => Wake();
        await using (var listen = new NpgsqlCommand($"listen {channel}", connection)) await listen.ExecuteNonQueryAsync(stopping);
        Wake();
        while (true) await connection.WaitAsync(stopping);
    }
}
