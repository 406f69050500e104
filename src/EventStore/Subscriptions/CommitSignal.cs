using Npgsql;

namespace VideoConf.EventStore.Subscriptions;

/// <summary>
/// Tells readers that something was committed: those of this process at once, those of other processes by NOTIFY.
/// </summary>
/// <remarks>
/// The NOTIFY is sent behind the commits and bundled, not inside them: in a transaction it takes a lock of the whole
/// cluster until that commit is on disk, so that commits cannot be flushed together any more. A NOTIFY lost with
/// the process is made up for by the readers' polling.
/// </remarks>
public sealed class CommitSignal
{
    internal const string Channel = "vc_events";
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

    /// <summary>Passes commits of this process on to other processes until cancelled.</summary>
    internal async Task AnnounceAsync(NpgsqlDataSource dataSource, CancellationToken stopping)
    {
        while (true)
        {
            await committedHere.Task.WaitAsync(stopping);
            committedHere = New();
            await using var command = dataSource.CreateCommand($"notify {Channel}");
            await command.ExecuteNonQueryAsync(stopping);
        }
    }

    /// <summary>Wakes this process's readers at commits of other processes until cancelled or the connection breaks.</summary>
    internal async Task ListenAsync(NpgsqlDataSource dataSource, CancellationToken stopping)
    {
        await using var connection = await dataSource.OpenConnectionAsync(stopping);
        connection.Notification += (_, _) => Wake();
        await using (var listen = new NpgsqlCommand($"listen {Channel}", connection)) await listen.ExecuteNonQueryAsync(stopping);
        Wake();
        while (true) await connection.WaitAsync(stopping);
    }
}
