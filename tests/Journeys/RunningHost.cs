using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace VideoConf.Journeys;

/// <summary>The program itself, as an operator starts it: a process with a data folder of its own.</summary>
public sealed class RunningHost : IAsyncDisposable
{
    private readonly string data;
    private readonly bool isShared;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly List<string> output = [];
    private Process process = new();

    private RunningHost(string data, bool isShared, IReadOnlyDictionary<string, string> settings) => (this.data, this.isShared, this.settings) = (data, isShared, settings);

    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>The keys with which the host seals what it gives out: for what it would send by mail.</summary>
    public DirectoryInfo Keys => new(Path.Combine(data, "keys"));

    // Not CreateTempSubdirectory: root's is closed to PostgreSQL's account, and the database would be kept elsewhere and stay
    public static Task<RunningHost> StartAsync(IReadOnlyDictionary<string, string>? settings = null) =>
        StartAsync(new RunningHost(Path.Combine(Path.GetTempPath(), $"videoconf-journey-{Guid.NewGuid():N}"), isShared: false, settings ?? new Dictionary<string, string>()));

    /// <summary>One of several on one database: the keys in the folder are theirs together, and whoever made it removes it.</summary>
    public static Task<RunningHost> StartBesideOthersAsync(string data, IReadOnlyDictionary<string, string> settings) => StartAsync(new RunningHost(data, isShared: true, settings));

    private static async Task<RunningHost> StartAsync(RunningHost host)
    {
        await host.StartProcessAsync();
        return host;
    }

    /// <summary><c>kill -9</c>, then the same program on the same data folder again.</summary>
    public async Task KillAndStartAgainAsync()
    {
        await KillAsync();
        await StartAgainAsync();
    }

    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public Task StartAgainAsync() => StartProcessAsync();

    /// <summary>What it has said, all its lives together.</summary>
    public IReadOnlyList<string> Output
    {
        get
        {
            lock (output) return [.. output];
        }
    }

    /// <summary>Gives the program a command of the operator's, beside the host; what it says.</summary>
    public async Task<string> CommandAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "VideoConf.Host.dll"), .. arguments, "--data", data]) { RedirectStandardOutput = true };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        using var command = Process.Start(start)!;
        var said = await command.StandardOutput.ReadToEndAsync();
        await command.WaitForExitAsync();
        command.ExitCode.ShouldBe(0, said);
        return said;
    }

    public HttpClient NewClient() => new(new HttpClientHandler { UseCookies = true }) { BaseAddress = new Uri(Address, "/api/v1/") };

    /// <summary>A client with a guest's identity.</summary>
    public async Task<HttpClient> NewGuestAsync(string name)
    {
        var client = NewClient();
        (await client.PostAsJsonAsync("guests", new { displayName = name })).EnsureSuccessStatusCode();
        return client;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using var terminate = Process.Start("kill", ["-TERM", process.Id.ToString()]);
            await terminate.WaitForExitAsync();
            await process.WaitForExitAsync();
        }
        process.Dispose();
        if (!isShared) Directory.Delete(data, recursive: true);
    }

    private async Task StartProcessAsync()
    {
        var ready = new TaskCompletionSource<string>();
        process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "VideoConf.Host.dll"), "--urls", "http://127.0.0.1:0", "--data", data])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
            EnableRaisingEvents = true,
        };
        foreach (var (name, value) in settings) process.StartInfo.Environment[name] = value;
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"The host ended: {string.Join('\n', Output)}"));
        process.OutputDataReceived += (_, e) => Read(e.Data);
        process.ErrorDataReceived += (_, e) => Read(e.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Address = new Uri(await ready.Task);

        void Read(string? line)
        {
            if (line is null) return;
            lock (output) output.Add(line);
            const string Ready = "VideoConf is ready at ";
            if (line.StartsWith(Ready, StringComparison.Ordinal)) ready.TrySetResult(line[Ready.Length..]);
        }
    }
}

internal static class Answers
{
    public static async Task<JsonElement> JsonAsync(this Task<HttpResponseMessage> sent)
    {
        using var response = await sent;
        response.IsSuccessStatusCode.ShouldBeTrue(await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}
