using System.Diagnostics;

namespace VideoConf.Benchmarks.Recurrence;

/// <summary>Runs one side of the benchmark in a process of its own and gives the lines that it prints.</summary>
internal static class Subject
{
    /// <summary>Installs the Node packages when first needed.</summary>
    public static async Task InstallAsync()
    {
        if (!Directory.Exists(Path.Combine(Peers, "node_modules"))) await StartAsync("npm", ["ci", "--no-audit", "--no-fund", "--silent"]);
    }

    public static Task<IReadOnlyList<string>> RunAsync(string subject, string what, string folder)
    {
        if (subject == "ours") return StartAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "VideoConf.Benchmarks.dll"), "serve", "recurrence", what, folder]);

        // The young generation is large enough that nothing is collected while garbage is counted
        string[] flags = what == "garbage" ? ["--expose-gc", "--min-semi-space-size=512", "--max-semi-space-size=512"] : [];
        return StartAsync("node", [.. flags, "bench.js", subject, what, folder]);
    }

    private static string Peers
    {
        get
        {
            var root = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(root.FullName, "VideoConf.sln"))) root = root.Parent ?? throw new InvalidOperationException("Not in the repository.");
            return Path.Combine(root.FullName, "tests/Benchmarks/peers/recurrence");
        }
    }

    private static async Task<IReadOnlyList<string>> StartAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Peers, RedirectStandardOutput = true };
        // rrule gives instants only where the process runs in UTC
        start.Environment["TZ"] = "UTC";
        start.Environment["NODE_ENV"] = "production";
        // As the host is built: a web project collects garbage the server's way
        start.Environment["DOTNET_gcServer"] = "1";
        using var process = Process.Start(start)!;
        AppDomain.CurrentDomain.ProcessExit += StopWithUs;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        AppDomain.CurrentDomain.ProcessExit -= StopWithUs;
        return process.ExitCode == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed.");

        void StopWithUs(object? sender, EventArgs e) => process.Kill();
    }
}
