using System.Collections.Immutable;

namespace VideoConf.Rooms;

/// <summary>A live session as its deciders see it.</summary>
internal sealed record Session(
    Guid RoomId, Guid HostId, Instant StartedAt, ImmutableDictionary<Guid, Participant> Present, ImmutableHashSet<Guid> RemovedPersons,
    Instant LastLeftAt, bool IsOver) : IEvolve<Session>
{
    /// <summary>Who is there, in the order of coming: a decision over all of them is then the same each time.</summary>
    public IEnumerable<Participant> InOrder => Present.Values.OrderBy(p => p.JoinedAt).ThenBy(p => p.ParticipantId);

    public IEnumerable<Participant> StaysOf(Guid personId) => InOrder.Where(p => p.PersonId == personId);

    public SessionSnapshot Snapshot(Guid id, long version) => new(id, version, StartedAt, HostId, [.. InOrder]);

    public static Session? Evolve(Session? session, object fact) => fact switch
    {
        SessionStarted e => new(e.RoomId, e.HostId, e.At, ImmutableDictionary<Guid, Participant>.Empty, [], e.At, IsOver: false),
        _ when session is null => null,
        ParticipantJoined e => session with
        {
            Present = session.Present.SetItem(e.ParticipantId, new Participant(e.ParticipantId, e.PersonId, e.DisplayName, e.Role, e.IsGuest, e.At)),
        },
        ParticipantLeft e => session with { Present = session.Present.Remove(e.ParticipantId), LastLeftAt = e.At },
        ParticipantRemoved e => session with { RemovedPersons = session.RemovedPersons.Add(e.PersonId) },
        ParticipantRoleChanged e when session.Present.TryGetValue(e.ParticipantId, out var p) =>
            session with { Present = session.Present.SetItem(e.ParticipantId, p with { Role = e.Role }) },
        SessionHostChanged e => session with { HostId = e.HostId },
        SessionEnded => session with { IsOver = true },
        _ => session,
    };
}
