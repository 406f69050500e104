using Microsoft.AspNetCore.Http;
using VideoConf.Rooms.Views;

namespace VideoConf.Rooms;

/// <summary>Closes a room and ends the session that is under way in it, in one stroke.</summary>
internal sealed record CloseRoom(Guid By, Instant Now)
{
    public static Decision Decide(CloseRoom c, Room? room) => room switch
    {
        null => Refusal.RoomNotFound,
        _ when room.HostId != c.By => Refusal.NotHost,
        { IsActive: false } => Refusal.AlreadyClosed,
        _ => Decision.Accept(new RoomClosed(c.By, c.Now)),
    };

    public static async Task<IResult> Endpoint(
        string idOrCode, HttpContext http, EventLog log, RoomFinder rooms, SessionFinder sessions, IClock clock, CancellationToken cancellationToken)
    {
        if (http.User.Caller() is not { } caller) return Problems.OfStatus(401);
        if (await rooms.FindAsync(idOrCode, caller, http.Pass(), cancellationToken) is not { } found) return Refusal.RoomNotFound.Problem()!;
        var now = clock.GetCurrentInstant();
        var decision = await log.ExecuteAsync(http.Metadata(), async unit =>
        {
            // Exclusively: who joins holds the room's version, so that from here on nobody starts a session that is not seen below.
            var room = await unit.FetchForExclusiveWritingAsync<Room>(found.Id, ETags.ReadIfMatch(http.Request), cancellationToken);
            var decided = Decide(new CloseRoom(caller.PersonId, now), room.State);
            if (decided is not Decision.Accepted closed) return decided;
            room.Append(closed.Facts);
            if (await sessions.LiveAsync(unit, found.Id, cancellationToken) is { } live)
            {
                var session = await unit.FetchForWritingAsync<Session>(live.Id, cancellationToken: cancellationToken);
                if (session.State is { IsOver: false } underWay) session.Append(EndSession.FactsOfEnding(underWay, EndReason.RoomClosed, now));
            }
            return decided;
        }, cancellationToken);
        return decision.Problem() as IResult ?? Results.NoContent();
    }
}
