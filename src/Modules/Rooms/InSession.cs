using Microsoft.AspNetCore.Http;
using VideoConf.Rooms.Views;

namespace VideoConf.Rooms;

/// <summary>Carries out a verb that decides about a room and the session under way in it, as one transaction.</summary>
internal sealed class InSession(EventLog log, RoomFinder rooms, SessionFinder sessions)
{
    /// <summary>204, or the refusal. Facts go to the stream that they belong to.</summary>
    /// <param name="code">The room's.</param>
    /// <param name="http">Who asks.</param>
    /// <param name="decide">Pure.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="whenOver">The decision when no session is under way; null: refused.</param>
    public async Task<IResult> RunAsync(
        string code, HttpContext http, Func<Caller, Room, Session, Decision> decide, CancellationToken cancellationToken, Decision? whenOver = null)
    {
        if (http.User.Caller() is not { } caller) return Problems.OfStatus(401);
        var decision = await log.ExecuteAsync(http.Metadata(), async unit =>
        {
            var found = await rooms.FindAsync(code, cancellationToken);
            // Asked also when there is no room: a private one must not show by the time that its answer takes.
            var live = await sessions.LiveAsync(found?.Id ?? Guid.Empty, cancellationToken);
            if (found is null) return Refusal.RoomNotFound;
            // Whoever is in the session has been let in already, and needs no pass to act in it.
            var isThere = live?.Data.Present.Any(s => s.PersonId == caller.PersonId) == true;
            if (!isThere && !found.Data.IsVisibleTo(caller, RoomPasses.Hash(http.Pass()))) return Refusal.RoomNotFound;
            if (live is null) return whenOver ?? Refusal.NoSession;

            var room = await unit.FetchForWritingAsync<Room>(found.Id, cancellationToken: cancellationToken);
            var session = await unit.FetchForWritingAsync<Session>(live.Id, cancellationToken: cancellationToken);
            if (session.State!.IsOver) return whenOver ?? Refusal.NoSession;
            var decided = decide(caller, room.State!, session.State);
            if (decided is Decision.Accepted { Facts: var facts })
            {
                room.Append(facts.Where(f => f is IRoomFact));
                session.Append(facts.Where(f => f is ISessionFact));
            }
            return decided;
        }, cancellationToken);
        return decision.Problem() as IResult ?? Results.NoContent();
    }
}
