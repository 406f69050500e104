using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace VideoConf.Benchmarks.Signaling;

/// <summary>A message ready to go, but for the digits of its call and its stamp, which are written over in place.</summary>
internal sealed record Frame(byte[] Bytes, int CallAt, int StampAt)
{
    public const int CallDigits = 9;
    public const int StampDigits = 18;

    public void Write(int call, long stamp)
    {
        if (CallAt > 0) Digits(CallAt, CallDigits, call);
        Digits(StampAt, StampDigits, stamp);
    }

    private void Digits(int at, int count, long value)
    {
        for (var i = at + count - 1; i >= at; i--, value /= 10) Bytes[i] = (byte)('0' + value % 10);
    }
}

/// <summary>What one server speaks, as its browser client does; everything else about the load is the same for all.</summary>
internal abstract class Wire
{
    private const string Call = "000000000";

    /// <summary>What a browser's payload is: JSON text with a session description in it. Before it, who sent it and when.</summary>
    private static string Payload(int sender) =>
        $"s{sender:D4}t{new string('0', Frame.StampDigits)}|" + JsonSerializer.Serialize(new { link = "b2d8f6c0", sdp = Offer, mids = new { audio = "0", camera = "1" } }, Json);

    protected static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string Offer = ReadOffer();

    private static string ReadOffer()
    {
        using var reader = new StreamReader(typeof(Wire).Assembly.GetManifestResourceStream("offer.sdp")!);
        return reader.ReadToEnd().ReplaceLineEndings("\r\n");
    }

    public Frame FrameFor(int sender, string to)
    {
        var text = Message(Call, to, Payload(sender));
        var bytes = Encoding.UTF8.GetBytes(text);
        var call = text.IndexOf(Call, StringComparison.Ordinal);
        var stamp = text.IndexOf($"s{sender:D4}t", StringComparison.Ordinal) + 6;
        return new Frame(bytes, call < stamp ? call : 0, stamp);
    }

    protected abstract string Message(string call, string to, string payload);

    /// <summary>What the client says first, after the WebSocket is open; null when nothing.</summary>
    public abstract Task GreetAsync(WebSocket socket, Seat seat);

    /// <summary>Looks through one WebSocket message. A heartbeat to be answered is given back.</summary>
    public abstract byte[]? Read(ReadOnlySpan<byte> message, ILoad load);

    protected static void Delivered(ReadOnlySpan<byte> message, ILoad load)
    {
        // s0000t000000000000000000|
        var bar = message.IndexOf((byte)'|');
        var stamp = long.Parse(message.Slice(bar - Frame.StampDigits, Frame.StampDigits));
        var sender = int.Parse(message.Slice(bar - Frame.StampDigits - 5, 4));
        load.Delivered(sender, stamp);
    }

    protected static Task SendAsync(WebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, default);
}

/// <summary>A participant's place: where it connects, and by which name its peers reach it.</summary>
internal sealed record Seat(Uri Url, string Participant, string Greeting);

internal interface ILoad
{
    void Delivered(int sender, long stamp);
    void Answered(bool handed);
}

/// <summary>SignalR's JSON protocol, members in the order of @microsoft/signalr.</summary>
internal sealed class SignalRWire : Wire
{
    private const byte End = 0x1e;

    protected override string Message(string call, string to, string payload) =>
        JsonSerializer.Serialize(new { arguments = new[] { to, "offer", payload }, invocationId = call, target = "Signal", type = 1 }, Json) + (char)End;

    public override Task GreetAsync(WebSocket socket, Seat seat) => SendAsync(socket, seat.Greeting + (char)End);

    public override byte[]? Read(ReadOnlySpan<byte> message, ILoad load)
    {
        byte[]? answer = null;
        while (!message.IsEmpty)
        {
            var end = message.IndexOf(End);
            var one = message[..end];
            if (one.StartsWith("{\"type\":1,\"target\":\"Signal\""u8)) Delivered(one, load);
            else if (one.StartsWith("{\"type\":3"u8)) load.Answered(one.IndexOf("\"result\":true"u8) > 0);
            else if (one.SequenceEqual("{\"type\":6}"u8)) answer = Ping;
            message = message[(end + 1)..];
        }
        return answer;
    }

    private static readonly byte[] Ping = [.. "{\"type\":6}"u8, End];
}

/// <summary>Engine.IO 4 and Socket.IO 5 over a WebSocket, as socket.io-client speaks them.</summary>
internal sealed class SocketIoWire : Wire
{
    protected override string Message(string call, string to, string payload) =>
        $"42{call}" + JsonSerializer.Serialize(new[] { "signal", to, "offer", payload }, Json);

    public override Task GreetAsync(WebSocket socket, Seat seat) => SendAsync(socket, seat.Greeting);

    public override byte[]? Read(ReadOnlySpan<byte> message, ILoad load)
    {
        if (message.StartsWith("42[\"signal\""u8)) Delivered(message, load);
        else if (message.StartsWith("43"u8)) load.Answered(message.EndsWith("[true]"u8));
        else if (message.SequenceEqual("2"u8)) return Pong;
        return null;
    }

    private static readonly byte[] Pong = [(byte)'3'];
}

/// <summary>The same message, straight back.</summary>
internal sealed class EchoWire : Wire
{
    protected override string Message(string call, string to, string payload) =>
        JsonSerializer.Serialize(new { arguments = new[] { to, "offer", payload }, target = "Signal", type = 1 }, Json);

    public override Task GreetAsync(WebSocket socket, Seat seat) => Task.CompletedTask;

    public override byte[]? Read(ReadOnlySpan<byte> message, ILoad load)
    {
        Delivered(message, load);
        return null;
    }
}
