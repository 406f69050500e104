namespace VideoConf.EventStore.Subscriptions;

/// <summary>Ends the waiting of loops that work as long as there is something to do.</summary>
internal sealed class Wakeup
{
    private volatile TaskCompletionSource raised = New();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes at the next call of <see cref="Wake"/> after this one.</summary>
    public Task Next => raised.Task;

    public void Wake() => Interlocked.Exchange(ref raised, New()).TrySetResult();
}
