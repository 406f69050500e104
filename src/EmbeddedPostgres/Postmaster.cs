using System.Collections.Concurrent;
using System.Diagnostics;

namespace VideoConf.EmbeddedPostgres;

/// <summary>One run of the server process. Belongs to one thread: the kernel ends the server when that thread ends.</summary>
internal sealed class Postmaster : IDisposable
{
    private const int Interrupt = 2, Quit = 3;
    private const int LinesKept = 20;
    private readonly ManualResetEventSlim exited = new();
    private readonly ConcurrentQueue<string> lastLines = new();
    private readonly Process process;
    private readonly string cluster;
    private readonly Task reading;

    public Postmaster(string cluster, PostgresBinaries binaries, IEnumerable<string> settings, Action<string> log)
    {
        this.cluster = cluster;
        process = Command.Start(ServerAccount.Program(
            binaries.Postgres, ["-D", cluster, .. settings.SelectMany(setting => new[] { "-c", setting })], endWithThread: true));
        process.Exited += (_, _) => exited.Set();
        process.EnableRaisingEvents = true;
        process.StandardInput.Close();
        reading = Task.Run(() => Read(log));
    }

    public int ExitCode => process.ExitCode;

    /// <summary>Until it takes connections (true) or has ended without (false).</summary>
    public bool WaitUntilReady(CancellationToken cancel)
    {
        while (!Cluster.IsReady(cluster, process.Id))
            if (exited.Wait(TimeSpan.FromMilliseconds(20), cancel))
                return false;
        return true;
    }

    public void WaitUntilEnded(CancellationToken cancel) => exited.Wait(cancel);

    /// <summary>Cuts the clients off and writes a checkpoint; only a server that cannot is broken off, to recover at its next start.</summary>
    public void Stop()
    {
        Cluster.Signal(process.Id, Interrupt);
        if (exited.Wait(TimeSpan.FromSeconds(60)))
            return;
        Cluster.Signal(process.Id, Quit);
        if (!exited.Wait(TimeSpan.FromSeconds(5)))
            process.Kill();
        exited.Wait();
    }

    /// <summary>
    /// Whether it ended because another one works in the cluster: one that a host started in its last moment is seen
    /// only when it has come as far as taking PostgreSQL's own lock.
    /// </summary>
    public bool MetAnother() => LastWords() is var words
        && (words.Contains("lock file", StringComparison.Ordinal) || words.Contains("still in use", StringComparison.Ordinal));

    public string LastWords()
    {
        reading.Wait(TimeSpan.FromSeconds(1)); // its orphans may hold the stream open a little longer
        return string.Join(Environment.NewLine, lastLines);
    }

    public void Dispose()
    {
        reading.Wait(TimeSpan.FromSeconds(1));
        process.Dispose();
        exited.Dispose();
    }

    private async Task Read(Action<string> log)
    {
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            lastLines.Enqueue(line);
            if (lastLines.Count > LinesKept)
                lastLines.TryDequeue(out _);
            log("PostgreSQL: " + line);
        }
    }
}
