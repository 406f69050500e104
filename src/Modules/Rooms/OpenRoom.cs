using Microsoft.AspNetCore.Http;

namespace VideoConf.Rooms;

internal sealed record OpenRoom(
    Guid RoomId, string Code, string Name, string? Description, Guid HostId, RoomPass? Pass, int MaxParticipants,
    Instant? ScheduledStart, Instant? ScheduledEnd, bool RecordingEnabled, RoomSettings Settings, Instant Now)
{
    public static Decision Decide(OpenRoom c) => c switch
    {
        { ScheduledStart: { } start, ScheduledEnd: { } end } when end <= start => Refusal.EndsBeforeStart,
        _ => Decision.Accept(new RoomOpened(
            c.RoomId, c.Code, c.Name, c.Description, c.HostId, c.Pass, c.MaxParticipants,
            c.ScheduledStart, c.ScheduledEnd, c.RecordingEnabled, c.Settings, c.Now)),
    };

    internal sealed record Request(
        string? Name, string? Description, bool? IsPrivate, int? MaxParticipants, Instant? ScheduledStart, Instant? ScheduledEnd,
        bool? RecordingEnabled, RoomSettings? Settings);

    public static async Task<IResult> Endpoint(
        Request request, HttpContext http, EventLog log, RoomPasses passes, RoomResources resources, RoomsOptions options, IClock clock, CancellationToken cancellationToken)
    {
        if (http.User.Caller() is not { } caller) return Problems.OfStatus(401);
        var check = new Validation();
        var name = check.OptionalText("name", request.Name, RoomLimits.Name) ?? "";
        var description = check.OptionalText("description", request.Description, RoomLimits.Description, multiline: true);
        var max = check.InRange("maxParticipants", request.MaxParticipants ?? options.DefaultMaxParticipants, 2, options.MaxParticipants);
        check.Schedule(request.ScheduledStart, request.ScheduledEnd);
        if (check.Problem is { } problem) return problem;

        var roomId = Guid.CreateVersion7();
        var decision = await log.ExecuteAsync(http.Metadata(), session =>
        {
            // A code that is taken already fails on the directory's unique column, and is drawn again here.
            var decided = Decide(new OpenRoom(
                roomId, RoomCode.New(), name, description, caller.PersonId, request.IsPrivate == true ? passes.New() : null, max,
                request.ScheduledStart, request.ScheduledEnd, request.RecordingEnabled ?? false, request.Settings ?? new RoomSettings(), clock.GetCurrentInstant()));
            if (decided is Decision.Accepted accepted) session.StartStream<Room>(roomId, accepted.Facts);
            return Task.FromResult(decided);
        }, cancellationToken);
        if (decision.Problem() is { } refused) return refused;

        var room = await resources.GetAsync(roomId, caller, http.Response, cancellationToken);
        return Results.Created($"/api/v1/rooms/{room.Code}", room);
    }
}
