using Microsoft.AspNetCore.Http;
using VideoConf.Rooms.Views;

namespace VideoConf.Rooms;

internal sealed record ReopenRoom(Guid By, Instant Now)
{
    public static Decision Decide(ReopenRoom c, Room? room) => room switch
    {
        null => Refusal.RoomNotFound,
        _ when room.HostId != c.By => Refusal.NotHost,
        { IsActive: true } => Refusal.AlreadyOpen,
        _ => Decision.Accept(new RoomReopened(c.By, c.Now)),
    };

    public static async Task<IResult> Endpoint(
        string idOrCode, HttpContext http, EventLog log, RoomFinder rooms, RoomResources resources, IClock clock, CancellationToken cancellationToken)
    {
        if (http.User.Caller() is not { } caller) return Problems.OfStatus(401);
        if (await rooms.FindAsync(idOrCode, caller, http.Pass(), cancellationToken) is not { } found) return Refusal.RoomNotFound.Problem()!;
        var command = new ReopenRoom(caller.PersonId, clock.GetCurrentInstant());
        var outcome = await log.DecideAsync<Room>(found.Id, http.Metadata(), room => Decide(command, room), ETags.ReadIfMatch(http.Request), cancellationToken);
        return outcome.Decision.Problem() as IResult ?? Results.Ok(await resources.GetAsync(found.Id, caller, http.Response, cancellationToken));
    }
}
