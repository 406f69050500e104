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
    // Told with each NOTIFY: what this process announces it knows already
    private readonly string self = Guid.CreateVersion7().ToString("N");
    private readonly Wakeup committedSomewhere = new();
    private readonly Wakeup committedHere = new();

    /// <summary>Completes at the next signal after this call.</summary>
    public Task Next => committedSomewhere.Next;

    /// <summary>Something was committed here.</summary>
    internal void Raise()
    {
        committedSomewhere.Wake();
        committedHere.Wake();
    }

    /// <summary>Passes signals on between processes until cancelled.</summary>
    internal Task RunAsync(NpgsqlDataSource dataSource, ILogger logger, CancellationToken stopping) => Task.WhenAll(
        Persistence.KeepGoingAsync($"The announcer of {channel}", ct => AnnounceAsync(dataSource, ct), logger, stopping),
        Persistence.KeepGoingAsync($"The listener for {channel}", ct => ListenAsync(dataSource, ct), logger, stopping));

    private async Task AnnounceAsync(NpgsqlDataSource dataSource, CancellationToken stopping)
    {
        // Also at once: what was committed while the line was cut
        var next = Task.CompletedTask;
        while (true)
        {
            await next.WaitAsync(stopping);
            next = committedHere.Next;
            await using var command = dataSource.CreateCommand($"notify {channel}, '{self}'");
            await command.ExecuteNonQueryAsync(stopping);
        }
    }

    private async Task ListenAsync(NpgsqlDataSource dataSource, CancellationToken stopping)
    {
        await using var connection = await dataSource.OpenConnectionAsync(stopping);
        connection.Notification += (_, told) => { if (told.Payload != self) committedSomewhere.Wake(); };
        await using (var listen = new NpgsqlCommand($"listen {channel}", connection)) await listen.ExecuteNonQueryAsync(stopping);
        committedSomewhere.Wake();
        while (true) await connection.WaitAsync(stopping);
    }
}
