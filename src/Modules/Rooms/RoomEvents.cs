using System.Text.Json.Serialization;

namespace VideoConf.Rooms;

// The stream of a room: what its host decides.
internal sealed record RoomOpened(
    Guid RoomId, string Code, [property: Personal(nameof(RoomOpened.Whose))] string Name, [property: Personal(nameof(RoomOpened.Whose))] string? Description, Guid HostId, RoomPass? Pass, int MaxParticipants,
    Instant? ScheduledStart, Instant? ScheduledEnd, bool RecordingEnabled, RoomSettings Settings, Instant At,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Guid>? CoHosts = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<Guid>? Invited = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? OwnerId = null) : IRoomFact
{
    /// <summary>Whose words name and description are: the host's, if it is not said.</summary>
    [JsonIgnore]
    public Guid Whose => OwnerId ?? HostId;
}
/// <param name="OwnerId">Whose words they are: the host's; they say the same without.</param>
internal sealed record RoomDetailsChanged(
    [property: Personal(nameof(RoomDetailsChanged.OwnerId))] string Name, [property: Personal(nameof(RoomDetailsChanged.OwnerId))] string? Description,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Guid? OwnerId = null) : IRoomFact
{
    public bool Equals(RoomDetailsChanged? other) => other is not null && (Name, Description) == (other.Name, other.Description);

    public override int GetHashCode() => HashCode.Combine(Name, Description);
}
internal sealed record RoomSettingsChanged(
    RoomPass? Pass, int MaxParticipants, Instant? ScheduledStart, Instant? ScheduledEnd, bool RecordingEnabled, RoomSettings Settings) : IRoomFact;
internal sealed record RoomClosed(Guid By, Instant At) : IRoomFact;
internal sealed record RoomReopened(Guid By, Instant At) : IRoomFact;
internal sealed record HostHandedOver(Guid From, Guid To, Instant At) : IRoomFact;
internal sealed record CoHostAppointed(Guid PersonId, Guid By) : IRoomFact;
internal sealed record CoHostDismissed(Guid PersonId, Guid By) : IRoomFact;
/// <summary>A room that is kept for certain people has other ones.</summary>
/// <param name="Invited">Who may enter, besides host and co-hosts.</param>
internal sealed record RoomPeopleSet(Guid HostId, IReadOnlyList<Guid> CoHosts, IReadOnlyList<Guid> Invited) : IRoomFact;
/// <summary>What was to be held here is held elsewhere; whoever comes is led on.</summary>
internal sealed record RoomMoved(string To, Instant At) : IRoomFact;
internal sealed record RoomMovedBack(Instant At) : IRoomFact;

// The stream of one live session of a room.
internal sealed record SessionStarted(Guid RoomId, Guid HostId, Instant At) : ISessionFact;
internal sealed record ParticipantJoined(Guid ParticipantId, Guid PersonId, [property: Personal(nameof(ParticipantJoined.PersonId))] string DisplayName, Role Role, bool IsGuest, Instant At) : ISessionFact;
internal sealed record ParticipantLeft(Guid ParticipantId, LeaveReason Reason, Instant At) : ISessionFact;
internal sealed record ParticipantRemoved(Guid ParticipantId, Guid PersonId, Guid By) : ISessionFact;
internal sealed record ParticipantMuted(Guid ParticipantId, Guid By) : ISessionFact;
internal sealed record ParticipantRoleChanged(Guid ParticipantId, Role Role, Guid By) : ISessionFact;
internal sealed record SessionHostChanged(Guid HostId) : ISessionFact;
internal sealed record SessionEnded(EndReason Reason, Instant At) : ISessionFact;

// The stream of one stay's connection, apart from the session's: everybody folds that one, and its versions have no gaps.
/// <param name="Seconds">Measured, 1 to 60.</param>
/// <param name="Grade">The server's verdict on the numbers.</param>
/// <param name="At">When the measured time was over.</param>
internal sealed record ConnectionMeasured(
    Guid SessionId, Guid ParticipantId, Guid PersonId, int Seconds, Grade Grade, double? LossPercent, int? RoundTripMs, int? SendKbps, int? ReceiveKbps, int? FramesPerSecond,
    int? Width, int? Height, string? Codec, bool? Relayed, int SpokeSeconds, int SharedSeconds, int Reconnects, string Browser, IReadOnlyList<Trouble> Troubles, Instant At);

internal enum Grade { Good, Fair, Poor }

/// <summary>Says which stream a fact belongs to, for verbs that decide about a room and its session at once.</summary>
internal interface IRoomFact;

internal interface ISessionFact;

/// <summary>What the host may set about how a session runs.</summary>
internal sealed record RoomSettings(bool MuteOnEntry = false, bool AllowScreenShare = true, bool AllowGuests = true);

/// <summary>
/// The secret in a private room's link. The hash decides who may enter; the sealed form can be read by the server
/// alone and lets the host copy the link again.
/// </summary>
/// <param name="Hash">SHA-256 of the secret, hexadecimal. The secret has 160 random bits, so that no salt is needed.</param>
/// <param name="Sealed">The secret, encrypted with the server's data protection keys.</param>
internal sealed record RoomPass(string Hash, string Sealed);
