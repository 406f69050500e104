using Microsoft.AspNetCore.Http;

namespace VideoConf.Rooms;

internal sealed record LeaveRoom(Guid By, Guid ParticipantId, LeaveReason Reason, Instant Now)
{
    public static Decision Decide(LeaveRoom c, Session session) => session.Present.GetValueOrDefault(c.ParticipantId) switch
    {
        null => Decision.Nothing,
        { PersonId: var person } when person != c.By => Refusal.NotYou,
        _ => Decision.Accept(FactsOfLeaving(session, c.ParticipantId, c.Reason, c.Now)),
    };

    /// <summary>
    /// The last one's leaving ends the session at once only when he pressed the button: who closed the page may be
    /// loading it anew, who was cut off may come back. <see cref="Reactions.EndSessionWhenLeftEmpty"/> sees to those.
    /// </summary>
    public static object[] FactsOfLeaving(Session session, Guid participantId, LeaveReason reason, Instant now) =>
        session.Present.Count == 1 && reason == LeaveReason.Left
            ? [new ParticipantLeft(participantId, reason, now), new SessionEnded(EndReason.LastLeft, now)]
            : [new ParticipantLeft(participantId, reason, now)];

    internal sealed record Request(Guid? ParticipantId, string? Reason);

    public static async Task<IResult> Endpoint(string code, Request request, HttpContext http, InSession inSession, IClock clock, CancellationToken cancellationToken)
    {
        var check = new Validation();
        var participantId = check.Required("participantId", request.ParticipantId);
        var reason = check.OneOf("reason", request.Reason ?? "left", "left", "page_closed");
        if (check.Problem is { } problem) return problem;
        return await inSession.RunAsync(code, http, (caller, _, session) => Decide(
            new LeaveRoom(caller.PersonId, participantId, reason == "left" ? LeaveReason.Left : LeaveReason.PageClosed, clock.GetCurrentInstant()),
            session), cancellationToken, whenOver: Decision.Nothing);
    }
}
