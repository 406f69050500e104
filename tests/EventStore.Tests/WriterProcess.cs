using System.Diagnostics;
using static VideoConf.EventStore.Tests.LedgerDatabase;

namespace VideoConf.EventStore.Tests;

/// <summary>A writer in a process of its own, so that a test can kill it: it says on its output what was acknowledged.</summary>
internal sealed class WriterProcess : IDisposable
{
    private readonly Process process;

    public WriterProcess(string connectionString)
    {
        process = Process.Start(new ProcessStartInfo("dotnet", [typeof(WriterProcess).Assembly.Location, "writer", connectionString]) { RedirectStandardOutput = true, RedirectStandardInput = true })!;
    }

    /// <summary>The other side: 4 sessions write until somebody kills the process.</summary>
    public static async Task<int> WriteAsync(string connectionString)
    {
        await using var node = new Node(connectionString, "writer");
        var output = TextWriter.Synchronized(Console.Out);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var (id, version) = (Guid.CreateVersion7(), 0L);
            while (true)
            {
                var outcome = await node.Log.DecideAsync<Ledger>(id, Anybody, ledger => ledger is null ? Decision.Accept(new Opened($"{id}")) : Decision.Accept(new PutIn((int)version), new TakenOut(1)));
                version = outcome.Version;
                await output.WriteLineAsync($"{id} {version}");
            }
        })));
        return 0;
    }

    /// <summary>What it has acknowledged when it is killed at some moment after so many acknowledgements: streams with their versions.</summary>
    public async Task<IReadOnlyList<(Guid Stream, long Version)>> KillAfterAsync(int count)
    {
        var acknowledged = new List<(Guid, long)>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            // The last line may be half of one.
            if (line.Split(' ') is [{ Length: 36 } id, var version] && version.Length > 0) acknowledged.Add((Guid.Parse(id), long.Parse(version)));
            if (acknowledged.Count == count) process.Kill();
        }
        await process.WaitForExitAsync();
        return acknowledged;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
