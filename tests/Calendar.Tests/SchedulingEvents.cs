using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

public sealed class SchedulingEvents(CalendarServer server) : IClassFixture<CalendarServer>
{
    private readonly Person ada = server.NewPerson("Ada");
    private readonly Person bob = server.NewPerson("Bob");
    private readonly Person cleo = server.NewPerson("Cleo");

    [Fact]
    public async Task An_event_is_answered_with_all_that_was_said_and_with_where_it_stands()
    {
        var body = Body.Weekly.With(bob) with
        {
            Title = "  Standup ", Description = "Every week\nat nine", Type = "training", Reminders = [60, 10, 60], Place = new { kind = "link", url = "https://example.org/x" },
        };
        var answer = await ada.TriesToSchedule(body);
        var shown = answer.As<EventResource>(HttpStatusCode.Created);
        answer.Headers["Location"].ShouldBe($"/api/v1/calendar-events/{shown.Id}");
        answer.Headers["ETag"].ShouldBe("\"1\"");
        (shown.Title, shown.Description, shown.Type, shown.Status, shown.AllDay).ShouldBe(("Standup", "Every week\nat nine", EventType.Training, EventStatus.Scheduled, false));
        (shown.Start, shown.End, shown.StartLocal, shown.EndLocal, shown.TimeZone)
            .ShouldBe((Instant.FromUtc(2026, 11, 24, 8, 0), Instant.FromUtc(2026, 11, 24, 9, 0), First, First.PlusHours(1), "Europe/Berlin"));
        shown.Recurrence!.Rule.ShouldBe("FREQ=WEEKLY;BYDAY=TU");
        shown.Reminders.ShouldBe([10, 60]);
        shown.Place.ShouldBe(new PlaceResource(PlaceKind.Link, null, null, "https://example.org/x"));
        shown.Attendees.ShouldHaveSingleItem().ShouldSatisfyAllConditions(a => a.Email.ShouldBe(bob.Email), a => a.Answer.ShouldBe(Answer.NeedsAction), a => a.IsYou.ShouldBeFalse());
        (shown.Organizer, shown.IsOrganizer, shown.Answer, shown.Occurrence, shown.IsChanged, shown.Sequence, shown.Version)
            .ShouldBe((new OrganizerResource(ada.Id, "Ada", ada.Email), true, null, null, false, 0, 1));
        System.Text.Json.JsonSerializer.Serialize(await ada.Sees(shown)).ShouldBe(System.Text.Json.JsonSerializer.Serialize(shown));
    }

    [Fact]
    public async Task Whoever_is_invited_sees_it_and_is_himself_in_it()
    {
        var shown = await ada.Schedules(Body.Once.With(bob, cleo));
        var bobs = await bob.Sees(shown);
        (bobs.IsOrganizer, bobs.Answer).ShouldBe((false, Answer.NeedsAction));
        bobs.Attendees.Select(a => (a.Email, a.IsYou)).ShouldBe([(bob.Email, true), (cleo.Email, false)]);
    }

    [Fact]
    public async Task One_address_is_invited_once_however_it_is_written_and_the_organizer_not_at_all()
    {
        var shown = await ada.Schedules(Body.Once with { Attendees = [new { email = bob.Email }, new { email = bob.Email.ToUpperInvariant() }, new { email = ada.Email }, new { email = "out@example.com" }] });
        shown.Attendees.Select(a => a.Email.ToLowerInvariant()).ShouldBe([bob.Email, "out@example.com"]);
    }

    [Theory]
    [InlineData("""{"kind":"none"}""", "None", null)]
    [InlineData("null", "None", null)]
    [InlineData("""{"kind":"google_meet","url":"https://meet.google.com/abc-defg-hij"}""", "GoogleMeet", "https://meet.google.com/abc-defg-hij")]
    [InlineData("""{"kind":"link","url":"http://example.org/?a=b"}""", "Link", "http://example.org/?a=b")]
    public async Task A_place_is_none_or_a_link(string place, string kind, string? url) =>
        (await ada.Schedules(Body.Once with { Place = System.Text.Json.Nodes.JsonNode.Parse(place) })).Place.ShouldBe(new PlaceResource(Enum.Parse<PlaceKind>(kind), null, null, url));

    [Theory]
    [InlineData("""{"kind":"google_meet","url":"https://example.org/abc"}""", "place.url")]
    [InlineData("""{"kind":"google_meet","url":"http://meet.google.com/abc"}""", "place.url")]
    [InlineData("""{"kind":"google_meet","url":"https://meet.google.com.evil.org/abc"}""", "place.url")]
    [InlineData("""{"kind":"google_meet"}""", "place.url")]
    [InlineData("""{"kind":"link","url":"javascript:alert(1)"}""", "place.url")]
    [InlineData("""{"kind":"link","url":"ftp://example.org"}""", "place.url")]
    [InlineData("""{"kind":"link","url":"https://ada:secret@example.org"}""", "place.url")]
    [InlineData("""{"kind":"link","url":"example.org"}""", "place.url")]
    [InlineData("""{"kind":"room"}""", "place.room")]
    [InlineData("""{"kind":"castle"}""", "place.kind")]
    [InlineData("{}", "place.kind")]
    public async Task A_place_that_cannot_be_is_refused(string place, string field) =>
        (await ada.TriesToSchedule(Body.Once with { Place = System.Text.Json.Nodes.JsonNode.Parse(place) })).ShouldBlame(field);

    [Fact]
    public async Task A_room_is_named_by_code_or_id_and_must_be_there()
    {
        var room = await ada.OpensRoom();
        (await ada.Schedules(Body.Once.In(room))).Place.ShouldBe(PlaceResource.Of(room));
        (await ada.Schedules(Body.Once.At(Second) with { Place = new { kind = "room", room = room.RoomId } })).Place.ShouldBe(PlaceResource.Of(room));
        (await ada.TriesToSchedule(Body.Once with { Place = new { kind = "room", room = "xxx-xxxx-xxx" } })).ShouldRefuse(404, "room_not_found");
        var secret = (await bob.Post("rooms", new { isPrivate = true })).As<Room>(HttpStatusCode.Created);
        (await ada.TriesToSchedule(Body.Once with { Place = new { kind = "room", room = secret.Code } })).ShouldRefuse(404, "room_not_found");
    }

    [Fact]
    public async Task A_new_room_is_opened_with_the_event_and_is_the_organizers()
    {
        var shown = await ada.Schedules(Body.Once with { Title = "Planning", Place = new { kind = "new_room" } });
        var room = (await ada.Get($"rooms/{shown.Place.RoomCode}")).As<Room>();
        (room.Id, room.Name, room.HostId).ShouldBe((shown.Place.RoomId!.Value, "Planning", ada.Id));
        (await ada.TriesToSchedule(Body.Once with { Place = new { kind = "room", room = shown.Place.RoomCode } })).ShouldRefuse(409, "room_taken");
    }

    [Fact]
    public async Task An_event_that_is_refused_opens_no_room()
    {
        var before = await server.EverythingAsync();
        // It would last longer than it is apart, so that it is in its own way
        var refused = await ada.TriesToSchedule(Body.Repeating("FREQ=DAILY;COUNT=3").At(First, 25 * 60) with { Place = new { kind = "new_room" } });
        refused.ShouldRefuse(409, "room_taken");
        (await server.EverythingAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("2026-11-24T00:00:00", "2026-11-25T00:00:00", 201)]
    [InlineData("2026-11-24T00:00:00", "2026-12-04T00:00:00", 201)]
    [InlineData("2026-11-24T09:00:00", "2026-11-25T00:00:00", 400)]
    [InlineData("2026-11-24T00:00:00", "2026-11-24T12:00:00", 400)]
    [InlineData("2026-11-24T00:00:00", "2026-11-24T00:00:00", 400)]
    public async Task Whole_days_go_from_midnight_to_midnight(string start, string end, int status) =>
        ((int)(await ada.TriesToSchedule(Body.Once with { Start = Time(start), End = Time(end), AllDay = true })).Status).ShouldBe(status);

    [Fact]
    public async Task An_event_in_a_gap_of_the_clocks_is_held_and_can_be_started()
    {
        var shown = await ada.Schedules(Body.Once.At(new LocalDateTime(2027, 3, 28, 2, 30), 30).In(await ada.OpensRoom()));
        var item = (await ada.Lists("2027-03-28T00:00:00Z", "2027-03-29T00:00:00Z")).ShouldHaveSingleItem();
        (item.Occurrence, item.StartLocal, item.EndLocal).ShouldBe((new(2027, 3, 28, 2, 30), new(2027, 3, 28, 3, 30), new(2027, 3, 28, 4, 0)));
        (await ada.Changes(shown, new { status = "in_progress" })).Status.ShouldBe(EventStatus.InProgress);
    }

    [Fact]
    public async Task Who_is_not_signed_in_is_asked_to_and_a_guest_needs_an_account()
    {
        var shown = await ada.Schedules(Body.Once);
        using var nobody = new TestPerson(server, "Nobody") { IsSignedIn = false };
        using var guest = server.NewPerson("Guest", isGuest: true);
        foreach (var (method, path, body) in Requests(shown.Id))
        {
            (await nobody.Send(new HttpMethod(method), path, Content(body))).ShouldRefuse(401, "not_signed_in");
            (await guest.Send(new HttpMethod(method), path, Content(body))).ShouldRefuse(403, "account_needed");
        }
    }

    [Fact]
    public async Task To_a_stranger_an_event_is_as_one_that_never_was()
    {
        var shown = await ada.Schedules(Body.Once.With(cleo));
        var (his, nones) = (Requests(shown.Id).ToList(), Requests(Guid.CreateVersion7()).ToList());
        var seen = 0;
        foreach (var ((method, path, body), none) in his.Zip(nones).Where(r => r.First.Path.Contains($"{shown.Id}", StringComparison.Ordinal)))
        {
            var refused = await bob.Send(new HttpMethod(method), path, Content(body), ("If-Match", "\"7\""));
            refused.ShouldRefuse(404, "event_not_found");
            var never = await bob.Send(new HttpMethod(none.Method), none.Path, Content(none.Body), ("If-Match", "\"7\""));
            never.Text.ShouldBe(refused.Text);
            seen++;
        }
        seen.ShouldBe(8);
        (await ada.Sees(shown)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task An_attendee_sees_and_answers_and_changes_nothing()
    {
        var shown = await ada.Schedules(Body.Once.With(bob));
        (await bob.TriesToChange(shown, new { title = "Mine" })).ShouldRefuse(403, "not_organizer");
        (await bob.TriesToChange(shown, new { status = "completed" })).ShouldRefuse(403, "not_organizer");
        (await bob.Delete($"calendar-events/{shown.Id}")).ShouldRefuse(403, "not_organizer");
        (await bob.Post($"calendar-events/{shown.Id}/undo")).ShouldRefuse(403, "not_organizer");
        (await ada.Post($"calendar-events/{shown.Id}/answer", new { answer = "accepted" })).ShouldRefuse(403, "not_attendee");
        (await bob.Answers(shown, "accepted")).Answer.ShouldBe(Answer.Accepted);
    }

    private static IEnumerable<(string Method, string Path, string? Body)> Requests(Guid id) =>
    [
        ("GET", "calendar-events?from=2026-11-24T00:00:00Z&to=2026-11-25T00:00:00Z", null),
        ("POST", "calendar-events", Whole),
        ("GET", $"calendar-events/{id}", null),
        ("PUT", $"calendar-events/{id}", Whole),
        ("PATCH", $"calendar-events/{id}", """{"title":"Mine"}"""),
        ("PATCH", $"calendar-events/{id}", """{"status":"completed"}"""),
        ("DELETE", $"calendar-events/{id}", null),
        ("POST", $"calendar-events/{id}/undo", null),
        ("POST", $"calendar-events/{id}/answer", """{"answer":"accepted"}"""),
        ("GET", $"calendar-events/{id}/history", null),
        ("GET", "calendar/availability?people=a@example.org&from=2026-11-24T00:00:00Z&to=2026-11-25T00:00:00Z&duration=30", null),
        ("GET", "calendar/sharing", null),
        ("PUT", "calendar/sharing", """{"freeBusy":true}"""),
    ];

    private const string Whole = """{"title":"Mine","start":"2026-11-24T09:00:00","end":"2026-11-24T10:00:00","timeZone":"Europe/Berlin"}""";

    private static StringContent? Content(string? body) => body is null ? null : new(body, System.Text.Encoding.UTF8, "application/json");

    private static LocalDateTime Time(string text) => NodaTime.Text.LocalDateTimePattern.GeneralIso.Parse(text).Value;
}
