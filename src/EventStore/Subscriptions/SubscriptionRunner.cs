using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace VideoConf.EventStore.Subscriptions;

/// <summary>Works on every registered subscription, each on a connection of its own, as long as the host lives.</summary>
public sealed class SubscriptionRunner(EventLog log, IEnumerable<Subscription> subscriptions, ILogger<SubscriptionRunner> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(subscriptions.Select(s =>
        Persistence.KeepGoingAsync($"The subscription {s.Name}", ct => new SubscriptionLoop(log, s, logger).RunAsync(ct), logger, stoppingToken)));
}

/// <summary>One subscription on one connection, which also holds its lock: when the connection goes, both go.</summary>
internal sealed class SubscriptionLoop(EventLog log, Subscription subscription, ILogger logger)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BehindOpenTransaction = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan KeepCheckpointAtLeastEvery = TimeSpan.FromSeconds(10);

    /// <summary>Waits before the second, third … attempt at a fact that failed; after the last the subscription pauses.</summary>
    internal static TimeSpan[] RetryWaits { get; set; } = [.. new[] { 0.1, 0.5, 2, 5, 15 }.Select(TimeSpan.FromSeconds)];

    private readonly SubscriptionWork work = subscription.NewWork(log);

    // After a page has failed it is gone through fact by fact, so that the one to blame is found and what stands
    // before it has its effect.
    private LogCursor carefulUntil;

    private readonly IReadOnlyCollection<string> wireNames = log.Registry.WireNamesOf(subscription.Facts);

    public async Task RunAsync(CancellationToken stopping)
    {
        await using var connection = await log.DataSource.OpenConnectionAsync(stopping);
        await using var alone = await AloneAsync(connection, stopping);
        var progress = await Progress.LoadAsync(connection, subscription.Name, stopping);
        carefulUntil = progress.FailedAt ?? LogCursor.Start;
        if (progress.State == SubscriptionState.Paused) logger.LogError("The subscription {Name} is paused at {Position}: {Error}", subscription.Name, progress.FailedAt?.Position, progress.Error);

        while (true)
        {
            while (progress.State == SubscriptionState.Paused)
            {
                await Task.Delay(PollInterval, stopping);
                progress = await Progress.LoadAsync(connection, subscription.Name, stopping);
            }
            progress = await AdvanceAsync(connection, progress, factByFact: progress.Cursor < carefulUntil, stopping);
        }
    }

    private async Task<SessionLock> AloneAsync(NpgsqlConnection connection, CancellationToken stopping)
    {
        while (true)
        {
            if (await SessionLock.TryTakeAsync(connection, $"subscription:{subscription.Name}", stopping) is { } alone) return alone;
            await Task.Delay(PollInterval, stopping);
        }
    }

    /// <summary>Reads, takes in and flushes once; waits when there was nothing.</summary>
    private async Task<Progress> AdvanceAsync(NpgsqlConnection connection, Progress progress, bool factByFact, CancellationToken stopping)
    {
        var cursor = progress.Cursor;
        var (lastPosition, taken) = (0L, 0);
        LogCursor? current = null;
        var gatheringSince = Environment.TickCount64;
        try
        {
            while (true)
            {
                var next = log.Commits.Next;
                var limit = factByFact ? 1 : work.PageSize;
                var page = await log.ReadForwardAsync(connection, cursor, limit, wireNames, stopping);
                if (page.Facts.Count > 0)
                {
                    current = page.Facts[^1].Cursor;
                    if (page.Facts.FirstOrDefault(f => f.Unreadable is not null) is { Unreadable: { } reason } broken) throw new UnreadableFactException(broken, reason);
                    await work.TakeAsync(connection, page.Facts, stopping);
                    lastPosition = page.Facts[^1].Position;
                    taken += page.Facts.Count;
                }
                cursor = page.End;
                if (page.IsFull && !factByFact && work.MayGather) continue;
                if (taken > 0 || Environment.TickCount64 - gatheringSince > KeepCheckpointAtLeastEvery.TotalMilliseconds)
                    return await CommitAsync(connection, progress, cursor, lastPosition, stopping);
                await Task.WhenAny(next, Task.Delay(page.MoreIsWaiting ? BehindOpenTransaction : PollInterval, stopping));
                stopping.ThrowIfCancellationRequested();
            }
        }
        catch (Exception e) when (IsTheFactsFault(e))
        {
            work.Forget();
            if (factByFact && current is { } at) return await FailAsync(connection, progress, at, e, stopping);
            carefulUntil = current ?? cursor;
            return progress;
        }
    }

    private async Task<Progress> CommitAsync(NpgsqlConnection connection, Progress progress, LogCursor cursor, long lastPosition, CancellationToken stopping)
    {
        using var activity = StoreMeters.Activities.StartActivity("subscription");
        activity?.SetTag("subscription", subscription.Name);
        await using var transaction = await connection.BeginTransactionAsync(stopping);
        await work.FlushAsync(transaction, stopping);
        var advanced = await progress.AdvanceAsync(transaction, cursor, lastPosition, stopping);
        await transaction.CommitAsync(stopping);
        log.Commits.Raise();
        return advanced;
    }

    private async Task<Progress> FailAsync(NpgsqlConnection connection, Progress progress, LogCursor at, Exception e, CancellationToken stopping)
    {
        var attempts = progress.FailedAt == at ? progress.Attempts + 1 : 1;
        var pause = attempts > RetryWaits.Length;
        var failed = await progress.FailAsync(connection, at, $"{e.GetType().Name}: {e.Message}", pause, stopping);
        if (pause)
        {
            logger.LogError(e, "The subscription {Name} is paused at {Position} after {Attempts} attempts", subscription.Name, at.Position, attempts);
            return failed;
        }
        logger.LogWarning(e, "The subscription {Name} failed at {Position}, attempt {Attempts}", subscription.Name, at.Position, attempts);
        await Task.Delay(RetryWaits[attempts - 1], stopping);
        return failed;
    }

    /// <summary>A database that is away is nobody's fault: the loop starts anew. Another node's work likewise.</summary>
    private static bool IsTheFactsFault(Exception e) => e switch
    {
        OperationCanceledException => false,
        PostgresException p => !p.IsTransient,
        NpgsqlException or IOException or LostSubscriptionException => false,
        _ => true,
    };
}
