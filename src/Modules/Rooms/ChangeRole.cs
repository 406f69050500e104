using Microsoft.AspNetCore.Http;

namespace VideoConf.Rooms;

/// <summary>Makes a person a co-host of the room, or a participant again; it lasts beyond the session.</summary>
internal sealed record ChangeRole(Guid By, Guid ParticipantId, bool ToCoHost)
{
    public static Decision Decide(ChangeRole c, Room room, Session session)
    {
        if (room.HostId != c.By) return Refusal.NotHost;
        if (session.Present.GetValueOrDefault(c.ParticipantId) is not { } target) return Refusal.NotPresent;
        if (target.PersonId == room.HostId) return Refusal.HostStays;
        if (room.CoHosts.Contains(target.PersonId) == c.ToCoHost) return Decision.Nothing;

        var role = c.ToCoHost ? Role.CoHost : target.IsGuest ? Role.Guest : Role.Participant;
        object onRoom = c.ToCoHost ? new CoHostAppointed(target.PersonId, c.By) : new CoHostDismissed(target.PersonId, c.By);
        return Decision.Accept([onRoom, .. session.StaysOf(target.PersonId).Select(p => new ParticipantRoleChanged(p.ParticipantId, role, c.By))]);
    }

    internal sealed record Request(string? Role);

    public static async Task<IResult> Endpoint(
        string code, Guid participantId, Request request, HttpContext http, InSession inSession, CancellationToken cancellationToken)
    {
        var check = new Validation();
        var role = check.OneOf("role", request.Role, "co_host", "participant");
        if (check.Problem is { } problem) return problem;
        return await inSession.RunAsync(code, http, (caller, room, session) =>
            Decide(new ChangeRole(caller.PersonId, participantId, role == "co_host"), room, session), cancellationToken);
    }
}
