using Microsoft.AspNetCore.Http;

namespace VideoConf.Reports;

/// <summary>A session to be looked at again: who was there, and what happened when.</summary>
internal static class ShowTimeline
{
    private const int MostMoments = 1000;

    /// <param name="InterviewId">The interview that was held; it has the code pad and its playback.</param>
    /// <param name="Items">In the order of the log. A minute that was measured stands at its end.</param>
    /// <param name="NextCursor">Null on the last page.</param>
    internal sealed record Answer(
        Guid SessionId, string RoomCode, string RoomName, Instant StartedAt, Instant? EndedAt, EndReason? EndReason, HeldEvent? Scheduled, Guid? InterviewId,
        IReadOnlyList<HeldPerson> People, IReadOnlyList<SessionMoment> Items, string? NextCursor);

    public static async Task<IResult> Endpoint(HttpContext http, string code, Guid id, SessionReports reports, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        var (room, session, refused) = await reports.FindAsync(http, code, id, cancellationToken);
        if (refused is not null) return refused;
        var check = new Validation();
        var (after, count) = (LineCursor.Of(check, cursor), check.InRange("limit", limit ?? MostMoments, 1, MostMoments));
        if (check.Problem is { } problem) return problem;
        var (held, interview) = await reports.OriginAsync(session, cancellationToken);
        var (moments, next) = await reports.MomentsAsync(session, null, after, count, cancellationToken);
        return Results.Ok(new Answer(
            session.Id, room.Code, room.Name, session.StartedAt, session.EndedAt, session.EndReason, held, interview, session.People, moments, next?.ToString()));
    }
}

/// <summary>Why a call was bad for one person: his stays and everything that is known of his connection.</summary>
internal static class ShowConnection
{
    /// <summary>A person who is there for a week without leaving is none.</summary>
    private const int MostMoments = 10_000;

    /// <param name="Items">Only what concerns him, in the order of the log.</param>
    internal sealed record Answer(Guid SessionId, string RoomCode, string RoomName, Instant StartedAt, Instant? EndedAt, HeldPerson Person, IReadOnlyList<SessionMoment> Items);

    public static async Task<IResult> Endpoint(HttpContext http, string code, Guid id, Guid personId, SessionReports reports, CancellationToken cancellationToken)
    {
        var (room, session, refused) = await reports.FindAsync(http, code, id, cancellationToken);
        if (refused is not null) return refused;
        if (session.People.FirstOrDefault(p => p.PersonId == personId) is not { } person) return Refusal.SessionNotFound.Problem()!;
        var (moments, _) = await reports.MomentsAsync(session, personId, null, MostMoments, cancellationToken);
        return Results.Ok(new Answer(session.Id, room.Code, room.Name, session.StartedAt, session.EndedAt, person, moments));
    }
}
