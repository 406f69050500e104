using VideoConf.Calendar.Views;

namespace VideoConf.Calendar.Tests;

/// <summary>A file that is exported here is imported here unchanged.</summary>
public sealed class RoundTripSpec(InterchangeServer server) : IClassFixture<InterchangeServer>
{
    private static readonly string[] OfTheWriter = ["ORGANIZER", "ATTENDEE", "DTSTAMP", "CREATED", "LAST-MODIFIED"];

    private static string[] Lines(string file) => [.. file.Replace("\r\n ", "").Split("\r\n").Where(l => !OfTheWriter.Contains(l.Split(':', ';')[0]))];

    private async Task<CalendarEvent> State(Guid id) => (await server.Service<EventFinder>().FindAsync([id], default))[id].Data;

    private async Task ShouldCome(object fields, Func<PersonAtCalendar, EventResource, Task>? then = null)
    {
        using var ada = server.NewPerson("Ada");
        using var dora = server.NewPerson("Dora");
        var made = await ada.Schedules(fields);
        if (then is not null) await then(ada, made);
        var file = await ada.Exports(made.Id);

        var item = (await dora.Imports(file)).As<ImportCalendar.Answer>().Items.ShouldHaveSingleItem();
        (item.What, item.Reason).ShouldBe(("new", null));
        var id = (await dora.Sees(to: "2027-11-01T00:00:00Z"))[0].EventId;
        var (original, copy) = (await State(made.Id), await State(id));
        copy.Uid.ShouldBe(original.Uid);
        copy.Sequence.ShouldBe(original.Sequence);
        copy.Details.ShouldBe(original.Details);
        (copy.Time with { Recurrence = null }).ShouldBe(original.Time with { Recurrence = null });
        copy.Time.Recurrence?.Rule.ShouldBe(original.Time.Recurrence?.Rule);
        copy.Changes.ShouldBe(original.Changes.Where(c => !c.IsCancelled));
        new Series(copy).All.Take(50).ShouldBe(new Series(original).All.Take(50));
        Lines(await dora.Exports(id)).ShouldBe(Lines(file));
        (await dora.Imports(file)).As<ImportCalendar.Answer>().Items.ShouldHaveSingleItem().Reason.ShouldBe("unchanged");
    }

    [Fact]
    public Task A_single_event() => ShouldCome(new
    {
        title = "Über; \"Kaffee\", \\ und Kuchen 🍰", description = "Zeile 1\nZeile 2; mehr,\tund\\noch", type = "training",
        start = "2026-11-24T09:00:00", end = "2026-11-24T10:30:00", timeZone = "Asia/Kolkata", reminders = new[] { 0, 15, 1440 }, place = new { kind = "link", url = "https://example.org/a?b=c&d=e,f;g" },
    });

    [Fact]
    public async Task A_room_is_booked_for_as_long_as_the_wall_clock_says_when_the_clocks_skip_the_start()
    {
        using var ada = server.NewPerson("Ada");
        var made = await ada.Schedules(new { title = "Night", start = "2027-03-28T02:30:00", end = "2027-03-28T03:15:00", timeZone = "Europe/Berlin", place = new { kind = "new_room" } });
        (made.Start, made.End).ShouldBe((Instant.FromUtc(2027, 3, 28, 1, 30), Instant.FromUtc(2027, 3, 28, 2, 15)));
        (await ada.Imports(await ada.Exports(made.Id))).As<ImportCalendar.Answer>().Items.ShouldHaveSingleItem().Reason.ShouldBe("unchanged");
    }

    [Fact]
    public Task Whole_days() => ShouldCome(new { title = "Trip", start = "2026-12-24T00:00:00", end = "2026-12-27T00:00:00", timeZone = "Pacific/Auckland", allDay = true, recurrence = new { rule = "FREQ=YEARLY" } });

    [Fact]
    public Task A_series_across_changes_of_the_clocks_with_changes_and_answers() => ShouldCome(
        new
        {
            title = "Standup", type = "interview", start = "2026-11-24T09:00:00", end = "2026-11-24T09:15:00", timeZone = "Europe/Berlin", place = new { kind = "google_meet", url = "https://meet.google.com/abc-defg-hij" },
            recurrence = new { rule = "FREQ=WEEKLY;BYDAY=TU,TH", exceptDates = new[] { "2026-12-03T09:00:00" }, extraDates = new[] { "2026-12-05T09:00:00" } },
            attendees = new[] { new { email = "guest@example.net", name = "Guest, the" } },
        },
        async (ada, made) =>
        {
            (await ada.Delete($"calendar-events/{made.Id}?scope=this&occurrence=2026-12-01T09:00:00")).Status.ShouldBe(HttpStatusCode.OK);
            (await ada.Patch($"calendar-events/{made.Id}?scope=this&occurrence=2026-12-08T09:00:00", new { start = "2026-12-08T14:00:00", end = "2026-12-08T15:00:00", title = "Long one" })).Status.ShouldBe(HttpStatusCode.OK);
            (await ada.Patch($"calendar-events/{made.Id}?scope=this&occurrence=2026-12-10T09:00:00", new { description = "Only words" })).Status.ShouldBe(HttpStatusCode.OK);
        });

    [Fact]
    public Task A_series_in_utc_with_an_end() => ShouldCome(new { title = "Utc", start = "2026-11-24T09:00:00", end = "2026-11-24T09:15:00", timeZone = "UTC", recurrence = new { rule = "FREQ=DAILY;UNTIL=20261224T090000Z" } });

    [Fact]
    public async Task A_room_becomes_its_link_for_others_and_stays_the_room_of_its_organizer()
    {
        using var ada = server.NewPerson("Ada");
        using var dora = server.NewPerson("Dora");
        var made = await ada.Schedules(new { title = "In a room", start = "2026-11-24T09:00:00", end = "2026-11-24T10:00:00", timeZone = "Europe/Berlin", place = new { kind = "new_room" } });
        var file = await ada.Exports(made.Id);
        await dora.Imports(file);
        (await dora.Sees()).ShouldHaveSingleItem().Place.ShouldBe(new PlaceResource(PlaceKind.Link, null, null, $"{server.Address.Scheme}://{server.Address.Authority}{made.Place.Url}"));

        var moved = file.Replace("T090000", "T110000").Replace("T100000", "T120000").Replace("BEGIN:VEVENT", "BEGIN:VEVENT\r\nSEQUENCE:5");
        (await ada.Imports(moved)).As<ImportCalendar.Answer>().Changed.ShouldBe(1);
        (await ada.Sees()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(o => o.Place.ShouldBe(made.Place), o => o.StartLocal.Hour.ShouldBe(11));
    }

    [Fact]
    public async Task A_room_that_is_taken_at_the_new_time_keeps_the_event_where_it_is()
    {
        using var ada = server.NewPerson("Ada");
        var made = await ada.Schedules(new { title = "First", start = "2026-11-24T09:00:00", end = "2026-11-24T10:00:00", timeZone = "Europe/Berlin", place = new { kind = "new_room" } });
        await ada.Schedules(new { title = "Second", start = "2026-11-24T11:00:00", end = "2026-11-24T12:00:00", timeZone = "Europe/Berlin", place = new { kind = "room", room = made.Place.RoomCode } });
        var moved = (await ada.Exports(made.Id)).Replace("T090000", "T110000").Replace("T100000", "T120000").Replace("BEGIN:VEVENT", "BEGIN:VEVENT\r\nSEQUENCE:5");
        (await ada.Imports(moved)).As<ImportCalendar.Answer>().Items.ShouldHaveSingleItem().Reason.ShouldBe("room_taken");
        (await ada.Sees()).Select(o => o.StartLocal.Hour).ShouldBe([9, 11]);
    }

    [Fact]
    public async Task A_feed_is_a_file_that_can_be_taken_in()
    {
        using var ada = server.NewPerson("Ada");
        using var dora = server.NewPerson("Dora");
        await ada.Schedules(new { title = "One", start = "2026-11-24T09:00:00", end = "2026-11-24T10:00:00", timeZone = "Europe/Berlin" });
        await ada.Schedules(new { title = "Far ahead", start = "2031-11-24T09:00:00", end = "2031-11-24T10:00:00", timeZone = "Europe/Berlin" });
        await ada.Schedules(new { title = "Two", start = "2026-11-24T09:00:00", end = "2026-11-24T10:00:00", timeZone = "America/New_York" });
        using var client = new HttpClient();
        (await dora.Imports(await client.GetStringAsync(await ada.OpensFeed()))).As<ImportCalendar.Answer>().New.ShouldBe(3);
        (await dora.Sees()).Select(o => (o.Title, o.Start.InUtc().Hour)).ShouldBe([("One", 8), ("Two", 14)]);
    }
}
