using System.Data;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace VideoConf.EventStore.Subscriptions;

/// <summary>Works on every registered subscription, each on a connection of its own, as long as the host lives.</summary>
/// <param name="log">The log.</param>
/// <param name="feed">Of the same log: wakes a subscription when there is something to read for it, so that not each of them has to look at every commit.</param>
/// <param name="subscriptions">All of this host.</param>
/// <param name="logger">For what fails.</param>
public sealed class SubscriptionRunner(EventLog log, LiveFeed feed, IEnumerable<Subscription> subscriptions, ILogger<SubscriptionRunner> logger) : BackgroundService
{
    /// <summary>
    /// How often a subscription looks for what the feed did not wake it for. The feed looks every second for all of them:
    /// were each to do so, it would be most of what an idle host does.
    /// </summary>
    internal TimeSpan LookAgain { get; init; } = TimeSpan.FromSeconds(10);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(subscriptions.Select(s =>
        Persistence.KeepGoingAsync($"The subscription {s.Name}", ct => new SubscriptionLoop(log, feed, s, LookAgain, logger).RunAsync(ct), logger, stoppingToken)));
}

/// <summary>One subscription on one connection, which also holds its lock: when the connection goes, both go.</summary>
internal sealed class SubscriptionLoop(EventLog log, LiveFeed feed, Subscription subscription, TimeSpan lookAgain, ILogger logger)
{
    /// <summary>How often a node looks whether another has let go of the subscription, and an operator of its pause.</summary>
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    /// <summary>Also when it has passed over nothing but facts that it does not want; not when there were none at all.</summary>
    internal static TimeSpan KeepCheckpointAtLeastEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Waits before the second, third … attempt at a fact that failed; after the last the subscription pauses.</summary>
    internal static TimeSpan[] RetryWaits { get; set; } = [.. new[] { 0.1, 0.5, 2, 5, 15 }.Select(TimeSpan.FromSeconds)];

    private readonly SubscriptionWork work = subscription.NewWork(log);

    // After facts have failed together they are taken in ever smaller pieces up to here, so that the one to blame is
    // found and what stands before it has its effect.
    private LogCursor carefulUntil;
    private int pieceSize = 1;

    private readonly IReadOnlySet<string> wireNames = log.Registry.WireNamesOf(subscription.Facts);

    private readonly Wakeup heard = new();

    private ValueTask Hear(StoredEvent fact)
    {
        if (wireNames.Contains(fact.WireName)) heard.Wake();
        return ValueTask.CompletedTask;
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        await using var connection = await log.DataSource.OpenConnectionAsync(stopping);
        await using var alone = await AloneAsync(connection, stopping);
        var progress = await Progress.LoadAsync(connection, subscription.Name, stopping);
        carefulUntil = progress.FailedAt ?? LogCursor.Start;
        await work.BeginAsync(connection, stopping);
        using var hearing = feed.Subscribe(Hear);
        if (progress.State == SubscriptionState.Paused) logger.LogError("The subscription {Name} is paused at {Position}: {Error}", subscription.Name, progress.FailedAt?.Position, progress.Error);

        while (connection.State == ConnectionState.Open)
        {
            while (progress.State == SubscriptionState.Paused)
            {
                await Task.Delay(PollInterval, stopping);
                progress = await Progress.LoadAsync(connection, subscription.Name, stopping);
            }
            progress = await AdvanceAsync(connection, progress, stopping);
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
    private async Task<Progress> AdvanceAsync(NpgsqlConnection connection, Progress progress, CancellationToken stopping)
    {
        var isCareful = progress.Cursor < carefulUntil;
        var (cursor, taken) = (progress.Cursor, 0);
        StoredEvent? last = null;
        var gatheringSince = Environment.TickCount64;
        Task<LogPage>? readAhead = null;
        try
        {
            while (true)
            {
                var next = heard.Next;
                using (work.TakesTurns ? await log.Courtesy.TurnAsync(stopping) : null)
                {
                    var limit = isCareful ? pieceSize : work.PageSize;
                    var page = await (readAhead ?? log.ReadForwardAsync(connection, cursor, limit, wireNames, stopping));
                    var mayGather = page.IsFull && !isCareful && work.MayGather && Environment.TickCount64 - gatheringSince < KeepCheckpointAtLeastEvery.TotalMilliseconds;
                    // On a connection of its own: the next page is read while this one is folded.
                    readAhead = mayGather ? log.ReadForwardAsync(page.End, limit, wireNames, stopping) : null;
                    if (page.Facts.Count > 0)
                    {
                        (last, taken) = (page.Facts[^1], taken + page.Facts.Count);
                        if (page.Facts.FirstOrDefault(f => f.Unreadable is not null) is { Unreadable: { } reason } broken) throw new UnreadableFactException(broken, reason);
                        await work.TakeAsync(connection, page.Facts, stopping);
                    }
                    cursor = page.End;
                    if (readAhead is not null) continue;
                    if (taken > 0 || (page.Newest > progress.Cursor.Transaction && Environment.TickCount64 - gatheringSince >= KeepCheckpointAtLeastEvery.TotalMilliseconds))
                        return await CommitAsync(connection, progress, cursor, last?.Position ?? 0, stopping);
                }
                await Task.WhenAny(next, Task.Delay(lookAgain, stopping));
                stopping.ThrowIfCancellationRequested();
            }
        }
        catch (Exception e) when (last is not null && e is not LostSubscriptionException && !stopping.IsCancellationRequested)
        {
            // Whatever it is counts against the facts, also a connection that breaks: they may be what breaks it. A database
            // that is away cannot take this down, so it is not counted.
            work.Forget();
            if (taken == 1) return await FailAsync(progress, last.Cursor, e, stopping);
            (carefulUntil, pieceSize) = (last.Cursor, Math.Max(1, taken / 20));
            return connection.State == ConnectionState.Open ? progress : await progress.FailAsync(log.DataSource, last.Cursor, e, pause: false, stopping);
        }
        finally
        {
            if (readAhead is not null) await Task.WhenAny(readAhead);
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
        if (work.HasSetTimers) log.TimersSet.Raise();
        return advanced;
    }

    private async Task<Progress> FailAsync(Progress progress, LogCursor at, Exception e, CancellationToken stopping)
    {
        var attempts = progress.FailedAt == at ? progress.Attempts + 1 : 1;
        var pause = attempts > RetryWaits.Length;
        var failed = await progress.FailAsync(log.DataSource, at, e, pause, stopping);
        if (pause)
        {
            logger.LogError(e, "The subscription {Name} is paused at {Position} after {Attempts} attempts", subscription.Name, at.Position, attempts);
            return failed;
        }
        logger.LogWarning(e, "The subscription {Name} failed at {Position}, attempt {Attempts}", subscription.Name, at.Position, attempts);
        await Task.Delay(RetryWaits[attempts - 1], stopping);
        return failed;
    }
}
