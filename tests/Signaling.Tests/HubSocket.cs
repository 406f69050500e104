using System.Net.WebSockets;
using System.Text;

namespace VideoConf.Signaling.Tests;

/// <summary>A browser at the hub: SignalR's JSON protocol over a plain WebSocket, so that anything can be sent.</summary>
internal sealed class HubSocket : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const string Handshake = """{"protocol":"json","version":1}""";
    private const char End = '\u001e';
    private readonly ClientWebSocket socket = new();
    private readonly List<JsonElement> unread = [];
    private readonly List<(Func<JsonElement, bool> Wanted, TaskCompletionSource<JsonElement> Found)> waiting = [];
    private readonly Lock gate = new();
    private Task receiving = Task.CompletedTask;
    private int calls;

    /// <summary>Names of all calls of the server, in order.</summary>
    public List<string> Heard { get; } = [];

    /// <summary>Ends when the server closes or drops the connection.</summary>
    public Task Closed => receiving.WaitAsync(Patience);

    public static async Task<HubSocket> Connect(SignalingServer server, Stay stay, long? since = null, string handshake = Handshake)
    {
        var hub = await ConnectDeaf(server, stay, since, handshake);
        hub.receiving = hub.Receive();
        return hub;
    }

    /// <summary>A connection that takes nothing in.</summary>
    public static async Task<HubSocket> ConnectDeaf(SignalingServer server, Stay stay, long? since = null, string handshake = Handshake)
    {
        var hub = new HubSocket();
        await hub.socket.ConnectAsync(Url(server, stay.Ticket, since ?? stay.Version), default);
        await hub.SendText(handshake);
        return hub;
    }

    /// <summary>Connected, greeted.</summary>
    public static async Task<HubSocket> ConnectAndGreet(SignalingServer server, Stay stay, long? since = null)
    {
        var hub = await Connect(server, stay, since);
        await hub.Next("Welcome");
        return hub;
    }

    public static Uri Url(SignalingServer server, string ticket, long since) =>
        new(new UriBuilder(server.Address) { Scheme = "ws", Path = "/hubs/conference", Query = $"access_token={ticket}&since={since}" }.ToString());

    public Task SendText(string message, bool binary = false) => SendBytes(Encoding.UTF8.GetBytes(message + End), binary);

    public Task SendBytes(byte[] message, bool binary = false) =>
        socket.SendAsync(message, binary ? WebSocketMessageType.Binary : WebSocketMessageType.Text, true, default);

    /// <summary>Calls without waiting for an answer.</summary>
    public Task Send(string method, params object?[] arguments) =>
        SendText(JsonSerializer.Serialize(new { type = 1, target = method, arguments }));

    /// <summary>Calls and gives the answer: the completion message.</summary>
    public async Task<JsonElement> Invoke(string method, params object?[] arguments)
    {
        var id = Interlocked.Increment(ref calls).ToString();
        await SendText(JsonSerializer.Serialize(new { type = 1, target = method, arguments, invocationId = id }));
        return await Answer(id);
    }

    /// <summary>The completion message of a call.</summary>
    public Task<JsonElement> Answer(string invocationId) =>
        Take(m => Type(m) == 3 && m.GetProperty("invocationId").GetString() == invocationId, $"the answer to call {invocationId}");

    public async Task<bool> Signal(Stay to, string kind, string payload) =>
        (await Invoke("Signal", to.ParticipantId, kind, payload)).GetProperty("result").GetBoolean();

    /// <summary>The next call of this method by the server: its only argument.</summary>
    public async Task<JsonElement> Next(string method, Func<JsonElement, bool>? which = null)
    {
        var call = await Take(m => Type(m) == 1 && m.GetProperty("target").GetString() == method && which?.Invoke(m.GetProperty("arguments")[0]) != false, method);
        call.GetProperty("arguments").GetArrayLength().ShouldBe(1);
        return call.GetProperty("arguments")[0];
    }

    /// <summary>What came until now of these methods; everything that the server sent before has come when this returns.</summary>
    public async Task<IReadOnlyList<JsonElement>> Received(string method)
    {
        await Invoke("Ping");
        lock (gate) return [.. unread.Where(m => Type(m) == 1 && m.GetProperty("target").GetString() == method).Select(m => m.GetProperty("arguments")[0])];
    }

    private async Task<JsonElement> Take(Func<JsonElement, bool> wanted, string what)
    {
        var found = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            var index = unread.FindIndex(m => wanted(m));
            if (index >= 0)
            {
                found.SetResult(unread[index]);
                unread.RemoveAt(index);
            }
            else if (receiving.IsCompleted) throw new IOException($"The connection is closed, {what} never came. Heard: {string.Join(", ", Heard)}.");
            else waiting.Add((wanted, found));
        }
        try
        {
            return await found.Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            lock (gate) throw new TimeoutException($"{what} did not come. Heard: {string.Join(", ", Heard)}.");
        }
    }

    private static int Type(JsonElement message) => message.TryGetProperty("type", out var type) ? type.GetInt32() : 0;

    private async Task Receive()
    {
        try
        {
            var buffer = new byte[64 << 10];
            using var text = new MemoryStream();
            while (await socket.ReceiveAsync(buffer.AsMemory(), default) is { MessageType: not WebSocketMessageType.Close } part)
            {
                text.Write(buffer, 0, part.Count);
                if (!part.EndOfMessage) continue;
                foreach (var message in Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length).Split(End, StringSplitOptions.RemoveEmptyEntries))
                    Hear(JsonSerializer.Deserialize<JsonElement>(message));
                text.SetLength(0);
            }
        }
        catch (WebSocketException)
        {
            // Dropped without a word.
        }
        catch (ObjectDisposedException)
        {
            // Ours was.
        }
        lock (gate)
        {
            foreach (var (_, found) in waiting) found.TrySetException(new IOException($"The connection was closed. Heard: {string.Join(", ", Heard)}."));
        }
    }

    private void Hear(JsonElement message)
    {
        lock (gate)
        {
            if (Type(message) == 1) Heard.Add(message.GetProperty("target").GetString()!);
            var index = waiting.FindIndex(w => w.Wanted(message));
            if (index < 0)
            {
                unread.Add(message);
                return;
            }
            waiting[index].Found.TrySetResult(message);
            waiting.RemoveAt(index);
        }
    }

    /// <summary>Pings as a browser does, so that the server knows it alive.</summary>
    public void KeepAlive(TimeSpan every) => _ = Task.Run(async () =>
    {
        using var timer = new PeriodicTimer(every);
        while (socket.State == WebSocketState.Open && await timer.WaitForNextTickAsync()) await SendText("{\"type\":6}");
    });

    /// <summary>Drops the connection as a broken network does: without a word.</summary>
    public void Drop() => socket.Abort();

    public ValueTask DisposeAsync()
    {
        socket.Abort();
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
