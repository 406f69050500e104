using Microsoft.AspNetCore.Http;

namespace VideoConf.Rooms;

/// <summary>Asks a participant's browser to switch the microphone off. Nobody can switch it on but the person.</summary>
internal sealed record MuteParticipant(Guid By, Guid ParticipantId)
{
    public static Decision Decide(MuteParticipant c, Room room, Session session)
    {
        if (!room.MayManage(c.By)) return Refusal.NotManager;
        if (!session.Present.ContainsKey(c.ParticipantId)) return Refusal.NotPresent;
        return Decision.Accept(new ParticipantMuted(c.ParticipantId, c.By));
    }

    public static Task<IResult> Endpoint(string code, Guid participantId, HttpContext http, InSession inSession, CancellationToken cancellationToken) =>
        inSession.RunAsync(code, http, (caller, room, session) => Decide(new MuteParticipant(caller.PersonId, participantId), room, session), cancellationToken);
}
