using Microsoft.AspNetCore.Http;

namespace VideoConf.Rooms;

/// <summary>Takes a person out of the session, on every device, for as long as it lasts.</summary>
internal sealed record RemoveParticipant(Guid By, Guid ParticipantId, Instant Now)
{
    public static Decision Decide(RemoveParticipant c, Room room, Session session)
    {
        if (!room.MayManage(c.By)) return Refusal.NotManager;
        if (session.Present.GetValueOrDefault(c.ParticipantId) is not { } target) return Refusal.NotPresent;
        if (target.PersonId == room.HostId) return Refusal.HostStays;

        return Decision.Accept([.. session.StaysOf(target.PersonId).SelectMany(p => new object[]
        {
            new ParticipantRemoved(p.ParticipantId, p.PersonId, c.By),
            new ParticipantLeft(p.ParticipantId, LeaveReason.Removed, c.Now),
        })]);
    }

    public static Task<IResult> Endpoint(string code, Guid participantId, HttpContext http, InSession inSession, IClock clock, CancellationToken cancellationToken) =>
        inSession.RunAsync(code, http, (caller, room, session) =>
            Decide(new RemoveParticipant(caller.PersonId, participantId, clock.GetCurrentInstant()), room, session), cancellationToken);
}
