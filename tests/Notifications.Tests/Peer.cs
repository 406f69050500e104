using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;

namespace VideoConf.Notifications.Tests;

/// <summary>A Node program of the folder <c>peers</c> that tells what it sees, a JSON object a line; the first names its port.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private readonly Process process;
    private readonly Channel<JsonElement> said = System.Threading.Channels.Channel.CreateUnbounded<JsonElement>();
    private readonly ConcurrentQueue<string> complaints = [];

    private bool isDisposed;

    private Peer(Process process) => this.process = process;

    public int Port { get; private set; }

    public static async Task<Peer> Start(string program, object options)
    {
        var folder = Path.Combine(SourceFolder(), "peers");
        Directory.Exists(Path.Combine(folder, "node_modules")).ShouldBeTrue("The peers' packages are missing: script/bootstrap");
        var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, program), JsonSerializer.Serialize(options, JsonSerializerOptions.Web)])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var peer = new Peer(process);
        process.OutputDataReceived += (_, e) =>
        {
            if (e.Data is null) peer.said.Writer.TryComplete();
            else peer.said.Writer.TryWrite(JsonDocument.Parse(e.Data).RootElement);
        };
        process.ErrorDataReceived += (_, e) => peer.complaints.Enqueue(e.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        peer.Port = (await peer.Next("port")).GetInt32();
        return peer;
    }

    /// <summary>What it says next of this; what it said of other things in between is passed over.</summary>
    public async Task<JsonElement> Next(string about)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        try
        {
            while (true)
                if ((await said.Reader.ReadAsync(patience.Token)).TryGetProperty(about, out var value)) return value;
        }
        catch (ChannelClosedException)
        {
            throw new ShouldAssertException($"The peer ended: {string.Join('\n', complaints)}");
        }
    }

    /// <summary>Everything that it has said and nobody has taken, at its end.</summary>
    public async Task<IReadOnlyList<JsonElement>> End()
    {
        process.StandardInput.Close();
        var all = new List<JsonElement>();
        await foreach (var line in said.Reader.ReadAllAsync(TestContext.Current.CancellationToken)) all.Add(line);
        return all;
    }

    public static bool IsAbout(JsonElement said, string what) => said.TryGetProperty(what, out _);

    public async ValueTask DisposeAsync()
    {
        if (isDisposed) return;
        isDisposed = true;
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    internal static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
