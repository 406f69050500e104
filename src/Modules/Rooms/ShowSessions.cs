using Microsoft.AspNetCore.Http;
using VideoConf.EventStore.Projections;
using VideoConf.Rooms.Views;

namespace VideoConf.Rooms;

/// <summary>Who was there, when, for how long: for the room's host and those who took part.</summary>
internal static class ShowSessions
{
    internal sealed record SessionResource(
        Guid Id, Instant StartedAt, Instant? EndedAt, EndReason? EndReason, int Peak, IReadOnlyList<PersonResource> Participants);

    /// <param name="TotalSeconds">Time there; two devices at once count once; a stay that goes on counts until now.</param>
    internal sealed record PersonResource(Guid PersonId, string DisplayName, Role Role, bool IsGuest, IReadOnlyList<StayResource> Stays, long TotalSeconds);

    internal sealed record StayResource(Guid ParticipantId, Instant JoinedAt, Instant? LeftAt, LeaveReason? Reason);

    public static async Task<IResult> Endpoint(
        string code, HttpContext http, RoomFinder rooms, SessionFinder sessions, IClock clock, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        if (http.User.Caller() is not { } caller) return Problems.OfStatus(401);
        var check = new Validation();
        var (after, count) = (check.Cursor(cursor), check.Limit(limit));
        if (check.Problem is { } problem) return problem;
        var room = await rooms.FindAsync(code, cancellationToken);
        var isManager = room?.Data.Room.MayManage(caller.PersonId) == true;
        // Asked also when there is no room: a private one must not show by the time that its answer takes.
        var rows = await sessions.OfRoomAsync(room?.Id ?? Guid.Empty, isManager ? null : caller.PersonId, after, count, cancellationToken);
        if (room is null) return Refusal.RoomNotFound.Problem()!;
        if (!isManager && rows.Count == 0)
            return (room.Data.IsVisibleTo(caller, RoomPasses.Hash(http.Pass())) ? Refusal.NoHistory : Refusal.RoomNotFound).Problem()!;

        var page = Paging.Page(rows, count, r => new Cursor(r.Data.StartedAt, r.Id));
        var now = clock.GetCurrentInstant();
        return Results.Ok(new Page<SessionResource>([.. page.Items.Select(r => Show(r, now))], page.NextCursor));
    }

    private static SessionResource Show(ViewRow<SessionRow> row, Instant now) => new(
        row.Id, row.Data.StartedAt, row.Data.EndedAt, row.Data.EndReason, row.Data.Peak,
        [.. row.Data.Stays.GroupBy(s => s.PersonId).Select(stays => new PersonResource(
            stays.Key, stays.Last().DisplayName, stays.Last().Role, stays.Last().IsGuest,
            [.. stays.Select(s => new StayResource(s.ParticipantId, s.JoinedAt, s.LeftAt, s.Reason))],
            (long)TimeThere(stays, now).TotalSeconds))]);

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
