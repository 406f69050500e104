using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace VideoConf.EventStore.Subscriptions;

/// <summary>
/// Hands every fact that is committed from now on, by whichever process, to the subscribers of this process: in
/// commit-safe order, without gaps, each once. Nothing is kept over a restart; what must not be missed reads the log.
/// </summary>
public sealed class LiveFeed(EventLog log, ILogger<LiveFeed> logger) : BackgroundService
{
    private static readonly TimeSpan BehindShortTransaction = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan BehindLongTransaction = TimeSpan.FromMilliseconds(100);
    private const int PageSize = 500;

    /// <summary>How often it looks for what nobody told it of.</summary>
    internal TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    private readonly List<Func<StoredEvent, ValueTask>> subscribers = [];
    private readonly Lock subscribersLock = new();

    /// <summary>Calls <paramref name="receive"/> for each fact, one after the other, until disposed. It must be quick and must not throw.</summary>
    public IDisposable Subscribe(Func<StoredEvent, ValueTask> receive)
    {
        lock (subscribersLock) subscribers.Add(receive);
        return new Subscription(() => { lock (subscribersLock) subscribers.Remove(receive); });
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first request is served: a fact committed after the start is never before the cursor.
        cursor = await log.HeadAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    private LogCursor cursor;

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        log.Commits.RunAsync(log.DataSource, logger, stoppingToken),
        Persistence.KeepGoingAsync("The live feed", ReadAsync, logger, stoppingToken));

    private async Task ReadAsync(CancellationToken stopping)
    {
        var behind = BehindShortTransaction;
        while (true)
        {
            var next = log.Commits.Next;
            var page = await log.ReadForwardAsync(cursor, PageSize, cancellationToken: stopping);
            foreach (var fact in page.Facts)
            {
                await DeliverAsync(fact);
                cursor = fact.Cursor;
            }
            cursor = page.End;
            if (page.IsFull) continue;
            behind = page.Facts.Count > 0 || !page.MoreIsWaiting ? BehindShortTransaction : TimeSpan.FromTicks(Math.Min(behind.Ticks * 2, BehindLongTransaction.Ticks));
            await Task.WhenAny(next, Task.Delay(page.MoreIsWaiting ? behind : PollInterval, stopping));
            stopping.ThrowIfCancellationRequested();
        }
    }

    private async ValueTask DeliverAsync(StoredEvent fact)
    {
        Func<StoredEvent, ValueTask>[] receivers;
        lock (subscribersLock) receivers = [.. subscribers];
        foreach (var receive in receivers)
        {
            try
            {
                await receive(fact);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogError(e, "A subscriber of the live feed failed at position {Position}", fact.Position);
            }
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
