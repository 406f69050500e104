using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace VideoConf.Signaling;

/// <summary>
/// SignalR's JSON protocol, except that the hub hears of everything. What cannot be read does not end the connection:
/// it becomes a call of <see cref="ConferenceHub.Junk"/>, which refuses it. A ping becomes a call of
/// <see cref="ConferenceHub.Alive"/>, because SignalR watches for silence only those who have pinged once.
/// </summary>
internal sealed class ConferenceProtocol(IOptions<JsonHubProtocolOptions> options) : IHubProtocol
{
    public const int LongestMessage = 96 << 10;
    private readonly JsonHubProtocol json = new(options);

    public string Name => json.Name;
    public int Version => json.Version;
    public TransferFormat TransferFormat => json.TransferFormat;
    public bool IsVersionSupported(int version) => json.IsVersionSupported(version);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        var waiting = input.Length;
        message = Read(ref input, binder);
        if (message is InvocationMessage { StreamIds: null } or CloseMessage) return true;
        // SignalR moves on behind what it cannot read, and without a word behind types that it does not know.
        if (input.Length < waiting)
            message = message is PingMessage ? Alive : Junk(tooLarge: false, (message as HubInvocationMessage)?.InvocationId);
        else if (waiting >= LongestMessage)
        {
            // A window of the greatest size without an end of message: let it go, the rest is refused as it comes.
            input = input.Slice(input.End);
            message = Junk(tooLarge: true);
        }
        return message is not null;
    }

    private HubMessage? Read(ref ReadOnlySequence<byte> input, IInvocationBinder binder)
    {
        try
        {
            return json.TryParseMessage(ref input, binder, out var message) ? message : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static readonly InvocationMessage Alive = new(nameof(ConferenceHub.Alive), []);

    private static InvocationMessage Junk(bool tooLarge, string? invocationId = null) => new(invocationId, nameof(ConferenceHub.Junk), [tooLarge]);

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => json.WriteMessage(message, output);
    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => json.GetMessageBytes(message);
}
