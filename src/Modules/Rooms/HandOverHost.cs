using Microsoft.AspNetCore.Http;

namespace VideoConf.Rooms;

/// <summary>Gives the room to somebody who is there; who gave it is a participant from then on.</summary>
internal sealed record HandOverHost(Guid By, Guid ParticipantId, Instant Now)
{
    public static Decision Decide(HandOverHost c, Room room, Session session)
    {
        if (room.HostId != c.By) return Refusal.NotHost;
        if (session.Present.GetValueOrDefault(c.ParticipantId) is not { } target) return Refusal.NotPresent;
        if (target.PersonId == room.HostId) return Decision.Nothing;

        return Decision.Accept([
            new HostHandedOver(room.HostId, target.PersonId, c.Now),
            new SessionHostChanged(target.PersonId),
            .. session.StaysOf(target.PersonId).Select(p => new ParticipantRoleChanged(p.ParticipantId, Role.Host, c.By)),
            .. session.StaysOf(room.HostId).Select(p => new ParticipantRoleChanged(p.ParticipantId, p.IsGuest ? Role.Guest : Role.Participant, c.By)),
        ]);
    }

    internal sealed record Request(Guid? ParticipantId);

    public static async Task<IResult> Endpoint(string code, Request request, HttpContext http, InSession inSession, IClock clock, CancellationToken cancellationToken)
    {
        var check = new Validation();
        var participantId = check.Required("participantId", request.ParticipantId);
        if (check.Problem is { } problem) return problem;
        return await inSession.RunAsync(code, http, (caller, room, session) =>
            Decide(new HandOverHost(caller.PersonId, participantId, clock.GetCurrentInstant()), room, session), cancellationToken);
    }
}
