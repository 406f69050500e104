using Microsoft.AspNetCore.Http;
using VideoConf.Rooms.Views;

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

    /// <param name="Connection">What his browser has measured since it last told the hub; beside a leaving, the hub may lose it.</param>
    internal sealed record Request(Guid? ParticipantId, string? Reason, ConnectionSummary? Connection);

    public static async Task<IResult> Endpoint(
        string code, Request request, HttpContext http, InSession inSession, RoomFinder rooms, SessionFinder sessions, ILiveSessions measured, IClock clock, CancellationToken cancellationToken)
    {
        var check = new Validation();
        var participantId = check.Required("participantId", request.ParticipantId);
        var reason = check.OneOf("reason", request.Reason ?? "left", "left", "page_closed");
        if (request.Connection is { IsSound: false }) check.Add("connection", "invalid", "connection is no summary of at most a minute.");
        if (check.Problem is { } problem) return problem;
        if (request.Connection is { } summary && http.User.Caller() is { } asking && await rooms.FindAsync(code, cancellationToken) is { } room
            && await sessions.LiveAsync(room.Id, cancellationToken) is { } live && live.Data.Present.Any(s => s.ParticipantId == participantId && s.PersonId == asking.PersonId))
            await measured.MeasureAsync(live.Id, participantId, asking.PersonId, summary, cancellationToken);
        return await inSession.RunAsync(code, http, (caller, _, session) => Decide(
            new LeaveRoom(caller.PersonId, participantId, reason == "left" ? LeaveReason.Left : LeaveReason.PageClosed, clock.GetCurrentInstant()),
            session), cancellationToken, whenOver: Decision.Nothing);
    }
}
