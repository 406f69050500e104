using NodaTime.Text;

namespace VideoConf.Calendar.Tests;

/// <summary>Somebody who plans events.</summary>
internal class Person(CalendarServer server, string name, bool isGuest, string email) : TestPerson(server, name, isGuest)
{
    public string Email => email;

    public Task<Reply> TriesToSchedule(Body body, string query = "") => Post($"calendar-events{query}", body);

    public async Task<EventResource> Schedules(Body body) => (await TriesToSchedule(body)).As<EventResource>(HttpStatusCode.Created);

    public Task<Reply> TriesToChange(EventResource e, object patch, string query = "") => Patch($"calendar-events/{e.Id}{query}", patch);

    public async Task<EventResource> Changes(EventResource e, object patch, string query = "") => (await TriesToChange(e, patch, query)).As<EventResource>();

    public async Task<ChangePreview> Previews(Task<Reply> dryRun) => (await dryRun).As<ChangePreview>();

    public async Task Cancels(EventResource e, string query = "") => (await Delete($"calendar-events/{e.Id}{query}")).As<CancelEvent.Answer>().Undoable.ShouldBeTrue();

    public async Task<EventResource> Undoes(EventResource e) => (await Post($"calendar-events/{e.Id}/undo")).As<EventResource>();

    public async Task<EventResource> Answers(EventResource e, string answer, LocalDateTime? occurrence = null, string? comment = null) =>
        (await Post($"calendar-events/{e.Id}/answer", new { answer, occurrence, comment })).As<EventResource>();

    public async Task<EventResource> Sees(EventResource e, LocalDateTime? occurrence = null) =>
        (await Get($"calendar-events/{e.Id}{(occurrence is { } o ? $"?occurrence={LocalDateTimePattern.GeneralIso.Format(o)}" : "")}")).As<EventResource>();

    /// <summary>Instants as "2026-11-24T08:00:00Z".</summary>
    public async Task<IReadOnlyList<OccurrenceItem>> Lists(string from, string to, string filter = "") =>
        (await Get($"calendar-events?from={from}&to={to}{filter}")).As<OccurrenceList>().Items;

    public async Task<ShowHistory.History> Reads(EventResource e) => (await Get($"calendar-events/{e.Id}/history")).As<ShowHistory.History>();

    public async Task<Place> OpensRoom() => (await Post("rooms", new { name = "Room" })).As<Room>(HttpStatusCode.Created) is var room
        ? new Place(PlaceKind.Room, room.Id, room.Code, $"/room/{room.Code}") : Place.None;

    public async Task<Stay> Joins(Place room) => (await Post($"rooms/{room.RoomCode}/join", new { })).As<Stay>();

    public async Task Leaves(Place room, Stay stay) => (await Post($"rooms/{room.RoomCode}/leave", new { stay.ParticipantId })).ShouldBeDone();
}

/// <summary>The body of a new event: an hour on Tuesday, 24 November 2026, at nine in Berlin.</summary>
internal sealed record Body
{
    public string Title { get; init; } = "Standup";
    public string? Description { get; init; }
    public string Type { get; init; } = "meeting";
    public LocalDateTime Start { get; init; } = Samples.First;
    public LocalDateTime End { get; init; } = Samples.First.PlusHours(1);
    public string TimeZone { get; init; } = "Europe/Berlin";
    public bool AllDay { get; init; }
    public object? Recurrence { get; init; }
    public object[]? Attendees { get; init; }
    public int[]? Reminders { get; init; }
    public object? Place { get; init; }

    public static readonly Body Once = new();

    public static readonly Body Weekly = Repeating("FREQ=WEEKLY;BYDAY=TU");

    public static Body Repeating(string rule) => new() { Recurrence = new { rule } };

    public Body At(LocalDateTime start, int minutes = 60) => this with { Start = start, End = start.PlusMinutes(minutes) };

    public Body In(Place room) => this with { Place = new { kind = "room", room = room.RoomCode } };

    public Body With(params Person[] people) => this with { Attendees = [.. people.Select(p => (object)new { p.Email, p.Name })] };
}

/// <summary>What joining a room gave, as far as it matters here.</summary>
internal sealed record Stay(Guid SessionId, Guid ParticipantId);

/// <summary>What is known of a room, as far as it matters here.</summary>
internal sealed record Room(Guid Id, string Code, string Name, Guid HostId);
