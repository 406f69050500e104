using Microsoft.AspNetCore.Http;
using VideoConf.Rooms.Views;

namespace VideoConf.Rooms;

/// <param name="Previous">The stay that this one takes the place of, e.g. before the page was loaded anew.</param>
internal sealed record JoinRoom(Caller Person, string DisplayName, Guid ParticipantId, Guid? Previous, Instant Now)
{
    public static Decision Decide(JoinRoom c, Room? room, Session? session)
    {
        if (room is null) return Refusal.RoomNotFound;
        if (!room.IsActive) return Refusal.RoomClosed;
        if (room.IsClosedTo(c.Person.PersonId)) return Refusal.NotInvited;
        if (room.MovedTo is not null) return Refusal.RoomMoved;
        if (session?.RemovedPersons.Contains(c.Person.PersonId) == true) return Refusal.RemovedFromSession;
        if (c.Person.IsGuest && !room.Settings.AllowGuests && room.HostId != c.Person.PersonId) return Refusal.GuestsNotAllowed;

        var replaced = c.Previous is { } previous && session?.Present.GetValueOrDefault(previous) is { } stay && stay.PersonId == c.Person.PersonId ? stay : null;
        var others = (session?.Present.Count ?? 0) - (replaced is null ? 0 : 1);
        if (others >= room.MaxParticipants) return Refusal.RoomFull;

        List<object> facts = [];
        if (session is null) facts.Add(new SessionStarted(room.Id, room.HostId, c.Now));
        if (replaced is not null) facts.Add(new ParticipantLeft(replaced.ParticipantId, LeaveReason.Rejoined, c.Now));
        facts.Add(new ParticipantJoined(c.ParticipantId, c.Person.PersonId, c.DisplayName, room.RoleOf(c.Person), c.Person.IsGuest, c.Now));
        return Decision.Accept([.. facts]);
    }

    internal sealed record Request(string? DisplayName, string? Pass, Guid? PreviousParticipantId);

    internal sealed record Answer(
        Guid SessionId, Guid ParticipantId, Role Role, string Ticket, Instant TicketExpiresAt, string HubUrl, IReadOnlyList<IceServer> IceServers,
        RoomResource Room, SessionSnapshot Roster);

    public static async Task<IResult> Endpoint(
        string code, Request request, HttpContext http, EventLog log, RoomFinder rooms, SessionFinder sessions, RoomResources resources,
        ICallAdmissions admissions, IClock clock, CancellationToken cancellationToken)
    {
        if (http.User.Caller() is not { } caller) return Problems.OfStatus(401);
        var check = new Validation();
        var displayName = check.RequiredText("displayName", request.DisplayName ?? caller.DisplayName, RoomLimits.DisplayName);
        if (request.Pass is { Length: > 200 }) check.Add("pass", "too_long", "pass may have at most 200 characters.");
        if (check.Problem is { } problem) return problem;

        var command = new JoinRoom(caller, displayName, Guid.CreateVersion7(), request.PreviousParticipantId, clock.GetCurrentInstant());
        Answer? answer = null;
        var decision = await log.ExecuteAsync(http.Metadata(), async unit =>
        {
            if (await rooms.FindAsync(code, caller, request.Pass, cancellationToken) is not { } room) return Refusal.RoomNotFound;
            var live = await sessions.LiveAsync(room.Id, cancellationToken);
            var stream = live is null ? null : await unit.FetchForWritingAsync<Session>(live.Id, cancellationToken: cancellationToken);
            if (stream?.State is { IsOver: true }) throw new ConcurrencyException("The session ended while somebody joined.");

            var decided = Decide(command, room.Data.Room, stream?.State);
            if (decided is not Decision.Accepted { Facts: var facts }) return decided;
            unit.Require(room.Id, room.Version);
            var sessionId = live?.Id ?? Guid.CreateVersion7();
            if (stream is null) unit.StartStream<Session>(sessionId, facts);
            else stream.Append(facts);

            var session = facts.Aggregate(stream?.State, Session.Evolve)!;
            var admission = admissions.Admit(sessionId, command.ParticipantId, caller.PersonId);
            answer = new Answer(
                sessionId, command.ParticipantId, session.Present[command.ParticipantId].Role, admission.Ticket, admission.TicketExpiresAt, admission.HubUrl,
                admission.IceServers, resources.Show(room, caller, new LiveResource(sessionId, session.StartedAt, session.Present.Count)), session.Snapshot(sessionId, (stream?.Version ?? 0) + facts.Count));
            return decided;
        }, cancellationToken);
        return decision.Problem() as IResult ?? Results.Ok(answer);
    }
}
