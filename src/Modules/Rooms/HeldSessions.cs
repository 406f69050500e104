using VideoConf.Rooms.Views;

namespace VideoConf.Rooms;

internal sealed class HeldSessions(RoomFinder rooms, SessionFinder sessions, IClock clock) : IHeldSessions
{
    public async Task<SessionsRoom?> FindAsync(string idOrCode, Guid sessionId, Guid personId, CancellationToken cancellationToken)
    {
        var room = await rooms.FindAsync(idOrCode, cancellationToken);
        // Asked also when there is no room: a private one must not show by the time that its answer takes.
        var row = await sessions.FindAsync(sessionId, cancellationToken);
        if (room is not { Data: { Code: var code, Room: var it } }) return null;
        return new SessionsRoom(code, it.Name, it.Pass is not null, it.MayManage(personId), row is { Data: var session } && session.RoomId == room.Id
            ? new HeldSession(sessionId, session.StartedAt, session.EndedAt, session.EndReason, People(session, clock.GetCurrentInstant()))
            : null);
    }

    internal static IReadOnlyList<HeldPerson> People(SessionRow session, Instant now) =>
        [.. session.Stays.GroupBy(s => s.PersonId).Select(stays => new HeldPerson(
            stays.Key, stays.Last().DisplayName, stays.Last().Role, stays.Last().IsGuest,
            [.. stays.Select(s => new HeldStay(s.ParticipantId, s.JoinedAt, s.LeftAt, s.Reason))],
            (long)TimeThere(stays, now).TotalSeconds))];

    internal static Duration TimeThere(IEnumerable<Stay> stays, Instant now)
    {
        var total = Duration.Zero;
        var until = Instant.MinValue;
        foreach (var stay in stays.OrderBy(s => s.JoinedAt))
        {
            var from = Instant.Max(stay.JoinedAt, until);
            var to = stay.LeftAt ?? now;
            if (to > from) total += to - from;
            until = Instant.Max(until, to);
        }
        return total;
    }
}
