using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace VideoConf.Host.Tests;

/// <summary>A browser at the conference hub: SignalR's JSON protocol over a plain WebSocket.</summary>
internal sealed class HubCaller : IAsyncDisposable
{
    private const char End = '\u001e';
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ClientWebSocket socket;
    private readonly Queue<string> unread = [];
    private int calls;

    private HubCaller(ClientWebSocket socket) => this.socket = socket;

    public string ParticipantId { get; private set; } = "";

    /// <summary>Every message so far, as it came.</summary>
    public List<string> Heard { get; } = [];

    public static async Task<HubCaller> GreetAsync(ClientWebSocket socket)
    {
        var caller = new HubCaller(socket);
        await caller.SendAsync("""{"protocol":"json","version":1}""");
        using var welcome = JsonDocument.Parse(await caller.NextAsync("Welcome"));
        caller.ParticipantId = welcome.RootElement.GetProperty("arguments")[0].GetProperty("participantId").GetString()!;
        return caller;
    }

    /// <summary>The server's answer to the call, whole.</summary>
    public async Task<string> CallAsync(string method, string arguments)
    {
        var id = $"\"invocationId\":\"{++calls}\"";
        await SendAsync($$"""{"type":1,"target":"{{method}}","arguments":{{arguments}},{{id}}}""");
        return await ReadUntilAsync(message => message.Contains("\"type\":3", StringComparison.Ordinal) && message.Contains(id, StringComparison.Ordinal));
    }

    /// <summary>The next call of this method by the server, whole.</summary>
    public Task<string> NextAsync(string method) => ReadUntilAsync(message => message.Contains($"\"target\":\"{method}\"", StringComparison.Ordinal));

    private Task SendAsync(string message) => socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, true, default);

    private async Task<string> ReadUntilAsync(Func<string, bool> wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        var buffer = new byte[64 << 10];
        while (true)
        {
            while (unread.TryDequeue(out var message))
            {
                Heard.Add(message);
                if (wanted(message)) return message;
            }
            using var text = new MemoryStream();
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
                if (part.MessageType == WebSocketMessageType.Close) throw new IOException($"The server closed. Heard: {string.Join('\n', Heard)}");
                text.Write(buffer, 0, part.Count);
            }
            while (!part.EndOfMessage);
            foreach (var message in Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length).Split(End, StringSplitOptions.RemoveEmptyEntries)) unread.Enqueue(message);
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
