using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace VideoConf.Signaling;

/// <summary>
/// SignalR's JSON protocol, except that what it cannot read does not end the connection: it becomes a call of
/// <see cref="ConferenceHub.Junk"/>, which refuses it.
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
        try
        {
            if (json.TryParseMessage(ref input, binder, out message))
            {
                if (message is InvocationBindingFailureMessage unfit) message = Junk(tooLarge: false, unfit.InvocationId);
                return true;
            }
        }
        catch (InvalidDataException)
        {
            // The reader has moved behind the message.
            message = Junk(tooLarge: false);
            return true;
        }
        if (input.Length < LongestMessage) return false;
        // A window of the greatest size without an end of message: let it go, the rest is refused as it comes.
        input = input.Slice(input.End);
        message = Junk(tooLarge: true);
        return true;
    }

    private static InvocationMessage Junk(bool tooLarge, string? invocationId = null) => new(invocationId, nameof(ConferenceHub.Junk), [tooLarge]);

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => json.WriteMessage(message, output);
    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => json.GetMessageBytes(message);
}
