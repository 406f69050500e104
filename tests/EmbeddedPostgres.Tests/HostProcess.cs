using System.Diagnostics;

namespace VideoConf.EmbeddedPostgres.Tests;

/// <summary>A host in a process of its own, so that a test can kill it.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process process;

    private HostProcess(Process process, string connectionString)
    {
        this.process = process;
        ConnectionString = connectionString;
    }

    public string ConnectionString { get; }

    public int Id => process.Id;

    /// <summary>The other side: serves the folder until its input ends.</summary>
    public static async Task<int> Serve(string dataFolder)
    {
        await using var server = await PostgresServer.StartAsync(new EmbeddedPostgresOptions { DataFolder = dataFolder });
        await Console.Out.WriteLineAsync(server.ConnectionString);
        await Console.In.ReadToEndAsync();
        return 0;
    }

    public static async Task<HostProcess> Start(string dataFolder)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [typeof(HostProcess).Assembly.Location, "host", dataFolder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return new HostProcess(process, await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The host did not start."));
    }

    /// <summary>kill -9 of the host alone; its server is not told.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await Kill();
        process.Dispose();
    }
}
