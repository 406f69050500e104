namespace VideoConf.EmbeddedPostgres;

/// <summary>Keeps the server running from the first start to <see cref="Stop"/>, on a thread of its own.</summary>
internal sealed class Supervisor : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<CancellationToken, Postmaster> start;
    private readonly Action<string> log;

    public Supervisor(Func<CancellationToken, Postmaster> start, Action<string> log)
    {
        this.start = start;
        this.log = log;
        new Thread(Run) { IsBackground = true, Name = "PostgreSQL" }.Start();
    }

    /// <summary>Done with the first start; fails when that fails.</summary>
    public Task Ready => ready.Task;

    public Task Stop()
    {
        stopping.Cancel();
        return ended.Task;
    }

    public void Dispose() => stopping.Dispose();

    private void Run()
    {
        var pause = TimeSpan.Zero;
        while (!ready.Task.IsFaulted && !stopping.Token.WaitHandle.WaitOne(pause))
        {
            try
            {
                pause = RunOnce() ? TimeSpan.Zero : Longer(pause);
            }
            catch (Exception failed) when (failed is EmbeddedPostgresException or IOException or OperationCanceledException)
            {
                log(failed.Message);
                ready.TrySetException(failed);
                pause = Longer(pause);
            }
        }
        ready.TrySetCanceled();
        ended.SetResult();
    }

    /// <summary>From start to end: whether it was ready in between; not, where another one was in its way.</summary>
    private bool RunOnce()
    {
        using var postmaster = start(stopping.Token);
        try
        {
            if (postmaster.WaitUntilReady(stopping.Token))
            {
                log("PostgreSQL is ready.");
                ready.TrySetResult();
                postmaster.WaitUntilEnded(stopping.Token);
                log($"PostgreSQL ended unexpectedly (exit code {postmaster.ExitCode}) and is started again.");
                return true;
            }
            if (postmaster.MetAnother())
                return false;
            throw new EmbeddedPostgresException($"PostgreSQL did not start (exit code {postmaster.ExitCode}): {postmaster.LastWords()}");
        }
        catch (OperationCanceledException)
        {
            postmaster.Stop();
            return true;
        }
    }

    private static TimeSpan Longer(TimeSpan pause) =>
        pause == TimeSpan.Zero ? TimeSpan.FromMilliseconds(100) : pause * 2 < LongestPause ? pause * 2 : LongestPause;
}
