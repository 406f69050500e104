namespace VideoConf.EventStore.Subscriptions;

/// <summary>
/// What follows the log lets commands go first: while some are being carried out the readers of this process work one
/// after the other, so that on a small machine there is room for those who wait for an answer. A reader that has to wait
/// takes in more at once, which costs less.
/// </summary>
public sealed class Courtesy
{
    /// <summary>So long a reader waits at most: one that is stuck holds up the others, but does not stop them.</summary>
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(1);

    // The last in each line; there are as many as there are readers that may work at a time
    private readonly Task[] lines = [.. Enumerable.Repeat(Task.CompletedTask, Math.Max(1, Environment.ProcessorCount / 2))];
    private int next, commands;

    internal IDisposable Command()
    {
        Interlocked.Increment(ref commands);
        return new End(() => Interlocked.Decrement(ref commands));
    }

    /// <summary>A turn to work, until it is disposed; null: nobody needs one.</summary>
    public async ValueTask<IDisposable?> TurnAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref commands) == 0) return null;
        var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task before;
        lock (lines)
        {
            ref var line = ref lines[next = (next + 1) % lines.Length];
            (before, line) = (line, mine.Task);
        }
        await Task.WhenAny(before, Task.Delay(AtMost, cancellationToken));
        return new End(mine.SetResult);
    }

    private sealed class End(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
