using System.Text.Json.Serialization;

namespace VideoConf.Signaling;

// Server to client; docs/signaling-protocol.md says when. The method's name is the first word of the record's.
internal sealed record WelcomeMessage(
    Guid ParticipantId, Guid SessionId, long Version, IReadOnlyList<MediaStateMessage> MediaStates, Instant ServerTime);
internal sealed record FactMessage(long Version, string Type, Instant At, object Data);
internal sealed record SignalMessage(Guid From, string Kind, OpaqueText Payload);
internal sealed record MediaStateMessage(Guid ParticipantId, bool Audio, bool Video, bool Screen);
internal sealed record EphemeralMessage(
    Guid ParticipantId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Speaking,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Quality);
internal sealed record PadMessage(Guid ParticipantId, string Kind, OpaqueText Update);
internal sealed record NewsMessage(string Topic, Guid Id, long Version);
internal sealed record PeerConnectionMessage(Guid ParticipantId, bool Connected);
internal sealed record TicketRenewedMessage(string Ticket, Instant ExpiresAt);
internal sealed record RefusedMessage(string Code, string Message)
{
    public static readonly RefusedMessage RateLimited = new("rate_limited", "Too many messages at once; this one was dropped.");
    public static readonly RefusedMessage TooLarge = new("too_large", "The message is too large and was dropped.");
    public static readonly RefusedMessage Invalid = new("invalid_message", "The message cannot be understood and was dropped.");
}

internal sealed record GoodbyeMessage(string Code, string Message)
{
    public static readonly GoodbyeMessage Removed = new("removed", "You were removed from the session.");
    public static readonly GoodbyeMessage SessionEnded = new("session_ended", "The session has ended.");
    public static readonly GoodbyeMessage Replaced = new("replaced", "You joined again elsewhere.");
    public static readonly GoodbyeMessage ConnectionReplaced = new("connection_replaced", "Another window took this call over.");

    /// <returns>Null for those who know themselves that they went, or may come back: they get a plain close.</returns>
    public static GoodbyeMessage? Because(LeaveReason reason) => reason switch
    {
        LeaveReason.Removed => Removed,
        LeaveReason.Rejoined => Replaced,
        LeaveReason.SessionEnded => SessionEnded,
        _ => null,
    };
}

// Client to server.
internal sealed record MediaFlags([property: JsonRequired] bool Audio, [property: JsonRequired] bool Video, [property: JsonRequired] bool Screen);
internal sealed record Ephemera(bool? Speaking, int? Quality);
