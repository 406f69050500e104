using Microsoft.AspNetCore.Http;
using VideoConf.Rooms.Views;

namespace VideoConf.Rooms;

/// <summary>Renames, describes and changes settings. What is null stays as it is; <c>Optional</c> values may be set to nothing.</summary>
internal sealed record ChangeRoom(
    Guid By, string? Name, Optional<string?> Description, bool? IsPrivate, RoomPass FreshPass, int? MaxParticipants,
    Optional<Instant?> ScheduledStart, Optional<Instant?> ScheduledEnd, bool? RecordingEnabled, SettingsPatch? Settings)
{
    public static Decision Decide(ChangeRoom c, Room? room)
    {
        if (room is null) return Refusal.RoomNotFound;
        if (!room.MayManage(c.By)) return Refusal.NotManager;

        var details = new RoomDetailsChanged(c.Name ?? room.Name, c.Description.Or(room.Description), room.HostId);
        var settings = new RoomSettingsChanged(
            c.IsPrivate switch { null => room.Pass, false => null, true => room.Pass ?? c.FreshPass },
            c.MaxParticipants ?? room.MaxParticipants, c.ScheduledStart.Or(room.ScheduledStart), c.ScheduledEnd.Or(room.ScheduledEnd),
            c.RecordingEnabled ?? room.RecordingEnabled, c.Settings?.On(room.Settings) ?? room.Settings);
        if (settings is { ScheduledStart: { } start, ScheduledEnd: { } end } && end <= start) return Refusal.EndsBeforeStart;

        List<object> facts = [];
        if (details != new RoomDetailsChanged(room.Name, room.Description)) facts.Add(details);
        if (settings != new RoomSettingsChanged(room.Pass, room.MaxParticipants, room.ScheduledStart, room.ScheduledEnd, room.RecordingEnabled, room.Settings))
            facts.Add(settings);
        return facts.Count == 0 ? Decision.Nothing : Decision.Accept([.. facts]);
    }

    /// <summary>A JSON merge patch (RFC 7396): a member that is absent changes nothing, null clears.</summary>
    internal sealed class Request
    {
        public string? Name { get; init; }
        public string? Description { get; set { field = value; DescriptionGiven = true; } }
        public bool? IsPrivate { get; init; }
        public int? MaxParticipants { get; init; }
        public Instant? ScheduledStart { get; set { field = value; StartGiven = true; } }
        public Instant? ScheduledEnd { get; set { field = value; EndGiven = true; } }
        public bool? RecordingEnabled { get; init; }
        public SettingsPatch? Settings { get; init; }
        internal bool DescriptionGiven { get; private set; }
        internal bool StartGiven { get; private set; }
        internal bool EndGiven { get; private set; }
    }

    public static async Task<IResult> Endpoint(
        string idOrCode, Request request, HttpContext http, EventLog log, RoomFinder rooms, RoomPasses passes, RoomResources resources, RoomsOptions options,
        CancellationToken cancellationToken)
    {
        if (http.User.Caller() is not { } caller) return Problems.OfStatus(401);
        var check = new Validation();
        var name = request.Name is null ? null : check.OptionalText("name", request.Name, RoomLimits.Name) ?? "";
        var description = check.OptionalText("description", request.Description, RoomLimits.Description, multiline: true);
        var max = check.InRange("maxParticipants", request.MaxParticipants, 2, options.MaxParticipants);
        check.Schedule(request.ScheduledStart, request.ScheduledEnd);
        if (check.Problem is { } problem) return problem;
        if (await rooms.FindAsync(idOrCode, caller, http.Pass(), cancellationToken) is not { } found) return Refusal.RoomNotFound.Problem()!;

        var command = new ChangeRoom(
            caller.PersonId, name, new(request.DescriptionGiven, description), request.IsPrivate, passes.New(), max,
            new(request.StartGiven, request.ScheduledStart), new(request.EndGiven, request.ScheduledEnd), request.RecordingEnabled, request.Settings);
        var outcome = await log.DecideAsync<Room>(found.Id, http.Metadata(), room => Decide(command, room), ETags.ReadIfMatch(http.Request), cancellationToken);
        return outcome.Decision.Problem() as IResult ?? Results.Ok(await resources.GetAsync(found.Id, caller, http.Response, cancellationToken));
    }
}

/// <summary>Settings to change; null leaves one as it is.</summary>
internal sealed record SettingsPatch(bool? MuteOnEntry, bool? AllowScreenShare, bool? AllowGuests)
{
    public RoomSettings On(RoomSettings settings) => new(
        MuteOnEntry ?? settings.MuteOnEntry, AllowScreenShare ?? settings.AllowScreenShare, AllowGuests ?? settings.AllowGuests);
}

/// <summary>A value that may be absent: absent and null are not the same in a patch.</summary>
internal readonly record struct Optional<T>(bool IsGiven, T Value)
{
    public T Or(T otherwise) => IsGiven ? Value : otherwise;
}
