using System.Diagnostics;
using VideoConf.EventStore;

namespace VideoConf.Benchmarks.Signaling;

/// <summary>A server in a process of its own, from the line that tells its address until it is disposed.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly string? folder;

    private ServerProcess(Process process, string? folder)
    {
        this.process = process;
        this.folder = folder;
        AppDomain.CurrentDomain.ProcessExit += StopWithUs;
    }

    // A benchmark that is interrupted leaves no server behind.
    private void StopWithUs(object? sender, EventArgs e)
    {
        using var stop = Process.Start("kill", ["-TERM", process.Id.ToString()]);
        stop.WaitForExit();
        process.WaitForExit();
        if (folder is not null) Directory.Delete(folder, recursive: true);
    }

    /// <summary>The one with which the host keeps what is personal.</summary>
    public MasterKey MasterKey => MasterKey.InFolder(Path.Combine(folder!, "keys"));

    public Uri Address { get; private set; } = new("http://localhost");

    /// <summary>Processor time used so far, all cores.</summary>
    public TimeSpan Used
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Our host as it is shipped, on a private database in a folder that is removed with it.</summary>
    /// <param name="connectionString">A database to use in its place.</param>
    /// <param name="settings">Further ones, as on the command line.</param>
    public static Task<ServerProcess> StartHostAsync(string? connectionString = null, params string[] settings)
    {
        // Not CreateTempSubdirectory: root's is closed to PostgreSQL's account
        var data = Path.Combine(Path.GetTempPath(), $"videoconf-bench-{Guid.NewGuid():N}");
        string[] database = connectionString is null ? [] : ["--ConnectionStrings:VideoConf", connectionString];
        return StartAsync("dotnet", [Beside("VideoConf.Host.dll"), "--urls", "http://127.0.0.1:0", "--data", data, .. database, .. settings], data);
    }

    /// <summary>A key of the API, by the operator's command on the database of a host.</summary>
    public Task<string> MakeKeyAsync(string connectionString) =>
        CommandAsync(connectionString, "keys", "create", "--name", "Platform", "--scope", "interviews:read", "interviews:write", "--requests-per-minute", "100000");

    /// <summary>What an operator's command beside this host, on its database, prints.</summary>
    public async Task<string> CommandAsync(string connectionString, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [Beside("VideoConf.Host.dll"), .. words, "--data", folder!]) { RedirectStandardOutput = true, Environment = { ["ConnectionStrings__VideoConf"] = connectionString } };
        using var command = Process.Start(start)!;
        var said = await command.StandardOutput.ReadToEndAsync();
        await command.WaitForExitAsync();
        return command.ExitCode == 0 ? said.Trim() : throw new InvalidOperationException($"{string.Join(' ', words)} failed.");
    }

    /// <summary>This program once more, as the echo.</summary>
    public static Task<ServerProcess> StartEchoAsync() => StartAsync("dotnet", [Beside("VideoConf.Benchmarks.dll"), "serve", "echo"]);

    public static async Task<ServerProcess> StartSocketIoAsync()
    {
        var folder = Path.Combine(Repository(), "tests/Benchmarks/peers/socketio");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
        {
            using var install = Process.Start(new ProcessStartInfo("npm", ["ci", "--no-audit", "--no-fund", "--silent"]) { WorkingDirectory = folder })!;
            await install.WaitForExitAsync();
            if (install.ExitCode != 0) throw new InvalidOperationException("npm ci of the Socket.IO server failed.");
        }
        return await StartAsync("node", [Path.Combine(folder, "server.js")]);
    }

    private static async Task<ServerProcess> StartAsync(string program, IEnumerable<string> arguments, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = AppContext.BaseDirectory };
        start.Environment["NODE_ENV"] = "production";
        // As the host is built: a web project collects garbage the server's way
        start.Environment["DOTNET_gcServer"] = "1";
        var server = new ServerProcess(Process.Start(start)!, folder);
        while (await server.process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.Contains("ready at http", StringComparison.Ordinal)) continue;
            server.Address = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..].Trim());
            _ = server.process.StandardOutput.ReadToEndAsync();
            return server;
        }
        throw new InvalidOperationException($"{program} ended without telling its address.");
    }

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "VideoConf.sln"))) folder = folder.Parent ?? throw new InvalidOperationException("Not in the repository.");
        return folder.FullName;
    }

    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= StopWithUs;
        using (var stop = Process.Start("kill", ["-TERM", process.Id.ToString()])) await stop.WaitForExitAsync();
        await process.WaitForExitAsync();
        process.Dispose();
        if (folder is not null) Directory.Delete(folder, recursive: true);
    }
}
