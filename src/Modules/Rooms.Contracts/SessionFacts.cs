using VideoConf.EventStore;

namespace VideoConf.Rooms.Contracts;

public enum Role { Host, CoHost, Participant, Guest }

public enum LeaveReason { Left, PageClosed, ConnectionLost, Removed, Rejoined, SessionEnded }

public enum EndReason { LastLeft, EndedByHost, RoomClosed }

/// <summary>Somebody in a live session. A person who is there twice (two devices, a rejoin) has a participant id for each stay.</summary>
public sealed record Participant(Guid ParticipantId, Guid PersonId, string DisplayName, Role Role, bool IsGuest, Instant JoinedAt);

/// <summary>Who is there now.</summary>
/// <param name="Version">Version of the session that this is the state of; facts after it change it.</param>
public sealed record SessionSnapshot(Guid SessionId, long Version, Instant StartedAt, Guid HostPersonId, IReadOnlyList<Participant> Participants);

/// <summary>A session's fact as other modules and browsers see it.</summary>
/// <param name="Version">Place in the session: 1, 2, 3 … without a gap.</param>
/// <param name="Type">The word of docs/signaling-protocol.md, e.g. <c>participantJoined</c>.</param>
/// <param name="Data">One of the records below.</param>
public sealed record SessionFact(Guid SessionId, long Version, string Type, Instant At, object Data);

public sealed record SessionBegan(Guid RoomId, Guid HostPersonId);
public sealed record ParticipantCame(Participant Participant);
public sealed record ParticipantWent(Guid ParticipantId, LeaveReason Reason);
public sealed record ParticipantWasRemoved(Guid ParticipantId, Guid By);
public sealed record ParticipantWasMuted(Guid ParticipantId, Guid By);
public sealed record RoleGiven(Guid ParticipantId, Role Role);
public sealed record HostGiven(Guid HostPersonId);
public sealed record SessionOver(EndReason Reason);

/// <summary>A stay that has not ended.</summary>
public sealed record LiveStay(Guid SessionId, Guid ParticipantId);

/// <summary>Live sessions, for the module that keeps the connections.</summary>
public interface ILiveSessions
{
    /// <summary>Every stay that has not ended, e.g. to find ghosts after a restart.</summary>
    Task<IReadOnlyList<LiveStay>> StaysAsync(CancellationToken cancellationToken);

    /// <summary>The session's facts after a version, in order.</summary>
    Task<IReadOnlyList<SessionFact>> FactsSinceAsync(Guid sessionId, long version, CancellationToken cancellationToken);

    /// <summary>What a committed fact says about a session, or null when it is about something else.</summary>
    SessionFact? Publish(StoredEvent stored);

    /// <summary>The stored facts that <see cref="SessionBegan"/> and <see cref="SessionOver"/> are published of, for a subscription.</summary>
    IReadOnlyCollection<Type> BeginningAndEnd { get; }

    /// <summary>Ends a stay; nothing happens when it has ended already.</summary>
    Task LeaveAsync(Guid sessionId, Guid participantId, LeaveReason reason, CancellationToken cancellationToken);

    /// <summary>Keeps what a participant's browser measured; nothing happens when there is one for this minute already.</summary>
    /// <param name="summary">Sound.</param>
    Task MeasureAsync(Guid sessionId, Guid participantId, Guid personId, ConnectionSummary summary, CancellationToken cancellationToken);
}

/// <summary>What a browser needs to reach the others, besides the roster.</summary>
/// <param name="Ticket">Opaque and signed; the hub takes nothing else.</param>
public sealed record CallAdmission(string Ticket, Instant TicketExpiresAt, string HubUrl, IReadOnlyList<IceServer> IceServers);

/// <summary>As <c>RTCIceServer</c> of the W3C WebRTC specification, section 4.2.2.</summary>
public sealed record IceServer(IReadOnlyList<string> Urls, string? Username, string? Credential);

/// <summary>Lets a participant in to the live connection; the module that keeps the connections has it.</summary>
public interface ICallAdmissions
{
    CallAdmission Admit(Guid sessionId, Guid participantId, Guid personId);
}
