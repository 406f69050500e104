using Microsoft.AspNetCore.Http;
using VideoConf.EventStore.Projections;
using VideoConf.Rooms.Views;

namespace VideoConf.Rooms;

/// <summary>Who was there, when, for how long: for the room's host and those who took part.</summary>
internal static class ShowSessions
{
    internal sealed record SessionResource(
        Guid Id, Instant StartedAt, Instant? EndedAt, EndReason? EndReason, int Peak, IReadOnlyList<HeldPerson> Participants);

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
        row.Id, row.Data.StartedAt, row.Data.EndedAt, row.Data.EndReason, row.Data.Peak, HeldSessions.People(row.Data, now));
}
