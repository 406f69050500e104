using VideoConf.EventStore;
using VideoConf.EventStore.Subscriptions;

namespace VideoConf.Testing;

/// <summary>Waits for what is bound to be committed, and for nothing else: no sleeping.</summary>
public static class WaitForFacts
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>The first fact in the log that fits, whether it is there already or is still to come.</summary>
    /// <param name="feed">A live feed of the same log that is running.</param>
    /// <param name="log">The log.</param>
    /// <param name="wanted">Which fact.</param>
    /// <exception cref="TimeoutException">It did not come; names what was in the log instead.</exception>
    public static async Task<StoredEvent> FirstAsync(this LiveFeed feed, EventLog log, Func<StoredEvent, bool> wanted)
    {
        var coming = new TaskCompletionSource<StoredEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Before the log is read: what is committed in between is then seen twice rather than never.
        using var subscription = feed.Subscribe(fact =>
        {
            if (wanted(fact)) coming.TrySetResult(fact);
            return ValueTask.CompletedTask;
        });
        var past = await log.ReadAllAsync();
        if (past.FirstOrDefault(wanted) is { } there) return there;
        try
        {
            return await coming.Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            var names = (await log.ReadAllAsync()).TakeLast(30).Select(fact => fact.WireName);
            throw new TimeoutException($"The fact did not come within {Patience.TotalSeconds} s. Last in the log: {string.Join(", ", names)}.");
        }
    }

    /// <summary>
    /// All that is committed after a cursor. Whatever else is under way in the cluster may hold back the last facts for a
    /// moment, so it reads on until nothing committed is waiting.
    /// </summary>
    public static async Task<IReadOnlyList<StoredEvent>> ReadAllAsync(this EventLog log, LogCursor after = default)
    {
        var all = new List<StoredEvent>();
        var deadline = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            var page = await log.ReadForwardAsync(after, 500);
            all.AddRange(page.Facts);
            after = page.End;
            if (!page.IsFull && !page.MoreIsWaiting) return all;
            if (Environment.TickCount64 > deadline) throw new TimeoutException("A transaction that does not end holds back the log's last facts.");
        }
    }
}
