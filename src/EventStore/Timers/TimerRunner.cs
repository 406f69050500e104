using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using VideoConf.EventStore.Subscriptions;

namespace VideoConf.EventStore.Timers;

/// <summary>
/// Fires timers when they are due: sleeps until the next one, claims what is due in batches with SKIP LOCKED, so that
/// nodes share the work and none fires twice.
/// </summary>
public sealed class TimerRunner(EventLog log, IEnumerable<TimerHandler> handlers, ILogger<TimerRunner> logger) : BackgroundService
{
    private const int BatchSize = 500;

    /// <summary>For a timer that another node set and whose NOTIFY was lost with that node.</summary>
    internal TimeSpan LookAgain { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Behind another node that is at the timers that are due.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(2);

    /// <summary>Before the second, third … attempt. After the last the timer is kept, never due, with its error.</summary>
    internal static readonly Duration[] RetryWaits = [.. new[] { 1, 5, 30, 120, 600, 1800 }.Select(s => Duration.FromSeconds(s))];

    private readonly Dictionary<string, TimerHandler> handlersByKind = handlers.ToDictionary(h => h.Kind);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => handlersByKind.Count == 0 ? Task.CompletedTask : Task.WhenAll(
        log.TimersSet.RunAsync(log.DataSource, logger, stoppingToken),
        Persistence.KeepGoingAsync("The timers", FireAsync, logger, stoppingToken));

    private async Task FireAsync(CancellationToken stopping)
    {
        while (true)
        {
            var set = log.TimersSet.Next;
            if (await FireDueAsync(stopping) == BatchSize) continue;
            var wait = await UntilNextAsync(stopping);
            await Task.WhenAny(set, Task.Delay(wait > Shortest ? wait : Shortest, stopping));
            stopping.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Fires one batch; how many were claimed.</summary>
    internal async Task<int> FireDueAsync(CancellationToken stopping)
    {
        var now = log.Now;
        DueTimer? first = null;
        try
        {
            return await FireAsync(BatchSize, now, timer => first = timer, stopping);
        }
        catch (Exception) when (first is not null && !stopping.IsCancellationRequested)
        {
            return await FireOneByOneAsync(now, stopping);
        }
    }

    private async Task<int> FireAsync(int atMost, Instant now, Action<DueTimer> begins, CancellationToken stopping)
    {
        await using var connection = await log.DataSource.OpenConnectionAsync(stopping);
        await using var transaction = await connection.BeginTransactionAsync(stopping);
        var due = await ClaimAsync(transaction, atMost, now, stopping);
        if (due.Count == 0) return 0;
        await using var session = log.OpenSession(EventMetadata.System, transaction);
        foreach (var timer in due) StoreMeters.TimerLateness.Record((now - timer.Due).TotalSeconds);
        foreach (var together in due.GroupBy(t => t.Kind))
        {
            begins(together.First());
            await handlersByKind[together.Key].FireAsync([.. together], session, stopping);
        }
        await session.SaveChangesAsync(stopping);
        await transaction.CommitAsync(stopping);
        log.Commits.Raise();
        return due.Count;
    }

    // One of a batch has failed: each in a transaction of its own, and the one to blame is put off.
    private async Task<int> FireOneByOneAsync(Instant now, CancellationToken stopping)
    {
        var fired = 0;
        for (; fired < BatchSize; fired++)
        {
            DueTimer? current = null;
            try
            {
                if (await FireAsync(1, now, timer => current = timer, stopping) == 0) break;
            }
            catch (Exception e) when (current is not null && !stopping.IsCancellationRequested)
            {
                logger.LogError(e, "The timer {Kind} {Key} failed, attempt {Attempt}", current.Kind, current.Key, current.Attempts + 1);
                await PutOffAsync(current, now, e, stopping);
            }
        }
        return fired;
    }

    private async Task<List<DueTimer>> ClaimAsync(NpgsqlTransaction transaction, int atMost, Instant now, CancellationToken stopping)
    {
        await using var command = new NpgsqlCommand(
            """
            delete from events.vc_timers where (kind, key) in (
                select kind, key from events.vc_timers where due <= $1 and kind = any($2) order by due limit $3 for update skip locked)
            returning kind, key, due, payload, attempts
            """, transaction.Connection, transaction);
        command.Parameters.AddWithValue(now.ToDateTimeUtc());
        command.Parameters.AddWithValue(handlersByKind.Keys.ToArray());
        command.Parameters.AddWithValue(atMost);
        await using var reader = await command.ExecuteReaderAsync(stopping);
        var due = new List<DueTimer>();
        while (await reader.ReadAsync(stopping))
            due.Add(new DueTimer(reader.GetString(0), reader.GetString(1), Instant.FromDateTimeUtc(reader.GetDateTime(2)), reader.GetString(3), reader.GetInt32(4)));
        return [.. due.OrderBy(t => t.Due)];
    }

    private async Task PutOffAsync(DueTimer timer, Instant now, Exception failure, CancellationToken stopping)
    {
        await using var command = log.DataSource.CreateCommand(
            "update events.vc_timers set attempts = attempts + 1, error = $3, due = $4 where kind = $1 and key = $2 and attempts = $5");
        command.Parameters.AddWithValue(timer.Kind);
        command.Parameters.AddWithValue(timer.Key);
        command.Parameters.AddWithValue($"{failure.GetType().Name}: {failure.Message}");
        command.Parameters.AddWithValue(timer.Attempts < RetryWaits.Length ? (now + RetryWaits[timer.Attempts]).ToDateTimeUtc() : DateTime.MaxValue);
        command.Parameters.AddWithValue(timer.Attempts);
        await command.ExecuteNonQueryAsync(stopping);
    }

    internal async Task<TimeSpan> UntilNextAsync(CancellationToken stopping)
    {
        await using var command = log.DataSource.CreateCommand("select min(due) from events.vc_timers where due < 'infinity' and kind = any($1)");
        command.Parameters.AddWithValue(handlersByKind.Keys.ToArray());
        if (await command.ExecuteScalarAsync(stopping) is not DateTime due) return LookAgain;
        var wait = Instant.FromDateTimeUtc(due) - log.Now;
        return wait > Duration.FromTimeSpan(LookAgain) ? LookAgain : wait.ToTimeSpan();
    }
}
