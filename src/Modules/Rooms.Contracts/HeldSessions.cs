namespace VideoConf.Rooms.Contracts;

/// <summary>One stay, from joining to leaving; one that goes on has no end.</summary>
public sealed record HeldStay(Guid ParticipantId, Instant JoinedAt, Instant? LeftAt, LeaveReason? Reason);

/// <summary>Somebody who was in a session, with every stay.</summary>
/// <param name="TotalSeconds">Time there; two devices at once count once; a stay that goes on counts until now.</param>
public sealed record HeldPerson(Guid PersonId, string DisplayName, Role Role, bool IsGuest, IReadOnlyList<HeldStay> Stays, long TotalSeconds);

/// <summary>A session that is under way or over.</summary>
/// <param name="People">In the order of their first coming.</param>
public sealed record HeldSession(Guid Id, Instant StartedAt, Instant? EndedAt, EndReason? EndReason, IReadOnlyList<HeldPerson> People);

/// <summary>A room as one person who asks for a session of it sees it.</summary>
/// <param name="MayManage">He is its host or a co-host.</param>
/// <param name="Session">Null when there never was such a session in this room.</param>
public sealed record SessionsRoom(string Code, string Name, bool IsPrivate, bool MayManage, HeldSession? Session);

/// <summary>Who was in which session, for modules that tell of it. Who may know is theirs to say.</summary>
public interface IHeldSessions
{
    /// <summary>Null when there is no such room.</summary>
    Task<SessionsRoom?> FindAsync(string idOrCode, Guid sessionId, Guid personId, CancellationToken cancellationToken);
}
