using Microsoft.AspNetCore.Http;

namespace VideoConf.Rooms;

/// <summary>Ends the meeting for everybody; the room stays open.</summary>
internal sealed record EndSession(Guid By, Instant Now)
{
    public static Decision Decide(EndSession c, Room room, Session session) =>
        room.MayManage(c.By) ? Decision.Accept(FactsOfEnding(session, EndReason.EndedByHost, c.Now)) : Refusal.NotManager;

    public static object[] FactsOfEnding(Session session, EndReason reason, Instant now) =>
        [.. session.InOrder.Select(p => new ParticipantLeft(p.ParticipantId, LeaveReason.SessionEnded, now)), new SessionEnded(reason, now)];

    public static Task<IResult> Endpoint(string code, HttpContext http, InSession inSession, IClock clock, CancellationToken cancellationToken) =>
        inSession.RunAsync(code, http, (caller, room, session) => Decide(new EndSession(caller.PersonId, clock.GetCurrentInstant()), room, session), cancellationToken);
}
