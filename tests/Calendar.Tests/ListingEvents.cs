using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

/// <summary>Each test lists the calendar of somebody of its own.</summary>
public sealed class ListingEvents(CalendarServer server) : IClassFixture<CalendarServer>
{
    private readonly Person ada = server.NewPerson("Ada");
    private readonly Person bob = server.NewPerson("Bob");

    private async Task<int> Count(string from, string to, string filter = "") => (await ada.Lists(from, to, filter)).Count;

    [Fact]
    public async Task What_overlaps_a_window_is_in_it_and_what_only_touches_it_is_not()
    {
        await ada.Schedules(Body.Once); // 08:00 to 09:00 UTC
        (await Count("2026-11-24T07:00:00Z", "2026-11-24T08:00:00Z")).ShouldBe(0);
        (await Count("2026-11-24T07:00:00Z", "2026-11-24T08:00:01Z")).ShouldBe(1);
        (await Count("2026-11-24T08:30:00Z", "2026-11-24T08:31:00Z")).ShouldBe(1);
        (await Count("2026-11-24T08:59:59Z", "2026-11-24T12:00:00Z")).ShouldBe(1);
        (await Count("2026-11-24T09:00:00Z", "2026-11-24T12:00:00Z")).ShouldBe(0);
        (await Count("2026-11-24T07:59:00%2B01:00", "2026-11-24T09:00:01%2B01:00")).ShouldBe(1);
    }

    [Theory]
    [InlineData(24 * 60)]
    [InlineData(24 * 60 + 1)]
    [InlineData(23 * 60)]
    [InlineData(30 * 24 * 60)]
    public async Task A_long_event_is_in_every_window_that_it_lasts_through(int minutes)
    {
        var shown = await ada.Schedules(Body.Once.At(First, minutes));
        foreach (var at in new[] { shown.Start, shown.Start + (shown.End - shown.Start) / 2, shown.End - Duration.FromSeconds(2) })
            (await Count($"{at}", $"{at + Duration.FromSeconds(1)}")).ShouldBe(1);
        (await Count($"{shown.End}", $"{shown.End + Duration.FromDays(1)}")).ShouldBe(0);
    }

    [Fact]
    public async Task Whole_days_are_those_of_their_zone()
    {
        await ada.Schedules(Body.Once with { Start = new(2027, 3, 28, 0, 0), End = new(2027, 3, 29, 0, 0), AllDay = true });
        var item = (await ada.Lists("2027-03-01T00:00:00Z", "2027-04-01T00:00:00Z")).ShouldHaveSingleItem();
        // The clocks go forward in that night
        (item.AllDay, item.Start, item.End).ShouldBe((true, Instant.FromUtc(2027, 3, 27, 23, 0), Instant.FromUtc(2027, 3, 28, 22, 0)));
        (item.StartLocal, item.EndLocal).ShouldBe((new(2027, 3, 28, 0, 0), new(2027, 3, 29, 0, 0)));
        (await Count("2027-03-28T22:00:00Z", "2027-03-29T22:00:00Z")).ShouldBe(0);
    }

    [Fact]
    public async Task A_series_keeps_its_wall_clock_over_the_change_of_the_clocks()
    {
        await ada.Schedules(Body.Repeating("FREQ=WEEKLY").At(new(2027, 3, 22, 9, 0)));
        var items = await ada.Lists("2027-03-20T00:00:00Z", "2027-04-06T00:00:00Z");
        items.Select(i => i.StartLocal.TimeOfDay).ShouldAllBe(t => t == new LocalTime(9, 0));
        items.Select(i => i.Start).ShouldBe([Instant.FromUtc(2027, 3, 22, 8, 0), Instant.FromUtc(2027, 3, 29, 7, 0), Instant.FromUtc(2027, 4, 5, 7, 0)]);
    }

    [Fact]
    public async Task An_item_tells_what_a_calendar_shows()
    {
        var room = await ada.OpensRoom();
        var shown = await ada.Schedules(Body.Weekly.In(room).With(bob) with { Type = "interview" });
        var item = (await bob.Lists("2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z")).ShouldHaveSingleItem();
        item.ShouldBe(new OccurrenceItem(
            shown.Id, First, "Standup", EventType.Interview, EventStatus.Scheduled, false, shown.Start, shown.End, First, First.PlusHours(1), "Europe/Berlin",
            PlaceResource.Of(room), IsRecurring: true, IsChanged: false, IsOrganizer: false, Answer.NeedsAction, "Ada", 1, 1, shown.Start - Duration.FromMinutes(10), Outside: null));
    }

    [Fact]
    public async Task Items_come_in_the_order_of_their_starts()
    {
        await ada.Schedules(Body.Once.At(First.PlusHours(5)));
        await ada.Schedules(Body.Repeating("FREQ=DAILY;COUNT=3"));
        await ada.Schedules(Body.Once.At(First.PlusDays(-3), 60 * 24 * 5));
        var starts = (await ada.Lists("2026-11-23T00:00:00Z", "2026-12-01T00:00:00Z")).Select(i => i.Start).ToList();
        starts.Count.ShouldBe(5);
        starts.ShouldBe(starts.Order());
    }

    [Fact]
    public async Task It_is_filtered_by_type_room_attendee_and_status()
    {
        var room = await ada.OpensRoom();
        await ada.Schedules(Body.Once.In(room));
        await ada.Schedules(Body.Once.At(First.PlusHours(2)).With(bob) with { Type = "training" });
        await ada.Cancels(await ada.Schedules(Body.Once.At(First.PlusHours(4)) with { Type = "interview" }));
        await ada.Changes(await ada.Schedules(Body.Once.At(First.PlusHours(6))), new { status = "completed" });
        var (from, to) = ("2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z");
        (await Count(from, to)).ShouldBe(3);
        (await Count(from, to, "&type=training")).ShouldBe(1);
        (await Count(from, to, "&type=training,meeting")).ShouldBe(3);
        (await Count(from, to, $"&roomId={room.RoomId}")).ShouldBe(1);
        (await Count(from, to, $"&attendee={bob.Email.ToUpperInvariant()}")).ShouldBe(1);
        (await Count(from, to, "&attendee=nobody@example.org")).ShouldBe(0);
        (await Count(from, to, "&status=cancelled")).ShouldBe(1);
        (await Count(from, to, "&status=cancelled,completed")).ShouldBe(2);
        (await Count(from, to, "&status=scheduled&type=training")).ShouldBe(1);
    }

    [Fact]
    public async Task Status_is_that_of_the_occurrence()
    {
        var shown = await ada.Schedules(Body.Repeating("FREQ=DAILY").At(new LocalDateTime(2026, 11, 20, 9, 0)));
        (await ada.Lists("2026-11-20T00:00:00Z", "2026-11-24T00:00:00Z")).Select(i => i.Status)
            .ShouldBe([EventStatus.Completed, EventStatus.Completed, EventStatus.Completed, EventStatus.Scheduled]);
        (await ada.Sees(shown, new(2026, 11, 23, 9, 0))).Status.ShouldBe(EventStatus.Scheduled);
        (await ada.Get($"calendar-events/{shown.Id}?occurrence=2026-11-23T10:00:00")).ShouldRefuse(404, "occurrence_not_found");
        (await ada.Get($"calendar-events/{shown.Id}?occurrence=tomorrow")).ShouldBlame("occurrence");
    }

    [Fact]
    public async Task Nobody_elses_events_are_in_it()
    {
        await bob.Schedules(Body.Weekly);
        (await Count("2026-11-24T00:00:00Z", "2026-12-25T00:00:00Z")).ShouldBe(0);
    }

    [Fact]
    public async Task A_window_with_too_much_in_it_is_refused()
    {
        foreach (var hour in new[] { 9, 10 }) await ada.Schedules(Body.Repeating("FREQ=HOURLY;COUNT=3000").At(First.With(_ => new LocalTime(hour, 0))));
        (await ada.Get("calendar-events?from=2026-11-24T00:00:00Z&to=2027-06-24T00:00:00Z")).ShouldRefuse(400, "window_too_large");
        (await Count("2026-11-24T00:00:00Z", "2026-12-24T00:00:00Z")).ShouldBeGreaterThan(1400);
    }

    [Theory]
    [InlineData("to=2026-11-25T00:00:00Z", "from")]
    [InlineData("from=2026-11-25T00:00:00Z", "to")]
    [InlineData("from=2026-11-25T00:00:00Z&to=2026-11-25T00:00:00Z", "to")]
    [InlineData("from=2026-11-25T00:00:00Z&to=2026-11-24T00:00:00Z", "to")]
    [InlineData("from=2026-11-25T00:00:00Z&to=2028-01-01T00:00:00Z", "to")]
    [InlineData("from=yesterday&to=2026-11-24T00:00:00Z", "from")]
    [InlineData("from=0001-01-01T00:00:00Z&to=0001-01-02T00:00:00Z", "from", "to")]
    [InlineData("from=9999-12-31T00:00:00Z&to=9999-12-31T23:59:59Z", "from", "to")]
    [InlineData("from=2026-02-30T00:00:00Z&to=2026-03-01T00:00:00Z", "from")]
    [InlineData("from=2026-11-24T00:00:00Z&to=2026-11-25T00:00:00Z&type=party", "type")]
    [InlineData("from=2026-11-24T00:00:00Z&to=2026-11-25T00:00:00Z&status=done,lost", "status", "status")]
    [InlineData("from=2026-11-24T00:00:00Z&to=2026-11-25T00:00:00Z&roomId=x", "roomId")]
    [InlineData("from=2026-11-24T00:00:00Z&to=2026-11-25T00:00:00Z&timeZone=Mars", "timeZone")]
    public async Task A_window_that_cannot_be_is_refused(string query, params string[] fields) => (await ada.Get($"calendar-events?{query}")).ShouldBlame(fields);
}

public sealed class FindingFreeTimes(CalendarServer server) : IClassFixture<CalendarServer>
{
    private const string Day = "from=2026-11-24T07:00:00Z&to=2026-11-24T17:00:00Z";
    private readonly Person ada = server.NewPerson("Ada");
    private readonly Person bob = server.NewPerson("Bob");
    private readonly Person cleo = server.NewPerson("Cleo");

    private async Task<FindFreeTimes.Answer> Find(string people, int minutes = 30) => (await ada.Get($"calendar/availability?people={people}&{Day}&duration={minutes}")).As<FindFreeTimes.Answer>();

    private static FreeTime At(int hour, int minute, int toHour, int toMinute) => new(Instant.FromUtc(2026, 11, 24, hour, minute), Instant.FromUtc(2026, 11, 24, toHour, toMinute));

    [Fact]
    public async Task Only_of_those_who_share_it_and_of_oneself_it_is_told_when_they_are_busy()
    {
        await ada.Schedules(Body.Once);
        await bob.Schedules(Body.Once.At(First.PlusHours(1)) with { Title = "Secret" });
        await cleo.Schedules(Body.Once.At(First.PlusHours(4)));
        (await bob.Put("calendar/sharing", new { freeBusy = true })).As<ShareFreeBusy.Answer>().FreeBusy.ShouldBeTrue();

        var answer = await ada.Get($"calendar/availability?people={ada.Email},{bob.Email},{cleo.Email},nobody@example.org&{Day}&duration=30");
        answer.Text.ShouldNotContain("Secret");
        var found = answer.As<FindFreeTimes.Answer>();
        found.People.Select(p => (p.Email, p.Shared, p.Busy.Count)).ShouldBe([(ada.Email, true, 1), (bob.Email, true, 1), (cleo.Email, false, 0), ("nobody@example.org", false, 0)]);
        found.People[1].Busy.ShouldBe([At(9, 0, 10, 0)]);
        found.Free.ShouldBe([At(7, 0, 8, 0), At(10, 0, 17, 0)]);

        (await bob.Put("calendar/sharing", new { freeBusy = false })).As<ShareFreeBusy.Answer>().FreeBusy.ShouldBeFalse();
        (await Find(bob.Email)).People.Single().Shared.ShouldBeFalse();
        (await bob.Get("calendar/sharing")).As<ShareFreeBusy.Answer>().FreeBusy.ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_declined_and_what_is_cancelled_takes_up_no_time()
    {
        var (declined, cancelled) = (await bob.Schedules(Body.Once.With(ada)), await ada.Schedules(Body.Once.At(First.PlusHours(2))));
        (await Find(ada.Email)).Free.Count.ShouldBe(3);
        await ada.Answers(declined, "declined");
        await ada.Cancels(cancelled);
        (await Find(ada.Email)).ShouldSatisfyAllConditions(f => f.People.Single().Busy.ShouldBeEmpty(), f => f.Free.ShouldBe([At(7, 0, 17, 0)]));
    }

    [Theory]
    [InlineData("people=&duration=30", "people")]
    [InlineData("duration=30", "people")]
    [InlineData("people=a@example.org", "duration")]
    [InlineData("people=a@example.org&duration=4", "duration")]
    [InlineData("people=a@example.org&duration=1441", "duration")]
    [InlineData("people=a@example.org&duration=-1", "duration")]
    [InlineData("people=a@example.org&duration=x", "duration")]
    [InlineData("people=1@x,2@x,3@x,4@x,5@x,6@x,7@x,8@x,9@x,10@x,11@x,12@x,13@x,14@x,15@x,16@x,17@x,18@x,19@x,20@x,21@x&duration=30", "people")]
    public async Task What_cannot_be_looked_for_is_refused(string query, string field) => (await ada.Get($"calendar/availability?{Day}&{query}")).ShouldBlame(field);

    [Fact]
    public async Task A_window_of_more_than_two_months_is_refused() =>
        (await ada.Get("calendar/availability?people=a@example.org&duration=30&from=2026-11-24T00:00:00Z&to=2027-02-24T00:00:00Z")).ShouldBlame("to");
}

public sealed class PreviewingRepetitions(CalendarServer server) : IClassFixture<CalendarServer>
{
    private TestPerson Nobody => new(server, "Nobody") { IsSignedIn = false };

    private async Task<IReadOnlyList<PreviewRecurrence.Date>> Preview(object body) => (await Nobody.Post("calendar/recurrence-preview", body)).As<PreviewRecurrence.Answer>().Occurrences;

    [Fact]
    public async Task Dates_are_told_with_their_offsets_to_anybody() =>
        (await Preview(new { rule = "FREQ=WEEKLY", start = "2027-03-22T09:00", timeZone = "Europe/Berlin", limit = 2 })).ShouldBe(
            [new(new(2027, 3, 22, 9, 0), "+01:00", Instant.FromUtc(2027, 3, 22, 8, 0)), new(new(2027, 3, 29, 9, 0), "+02:00", Instant.FromUtc(2027, 3, 29, 7, 0))]);

    [Fact]
    public async Task Ten_of_them_unless_asked_for_others_within_a_window_without_and_with_single_dates()
    {
        var body = new { rule = "FREQ=DAILY", start = First, timeZone = "America/New_York" };
        (await Preview(body)).Count.ShouldBe(10);
        (await Preview(new { body.rule, body.start, body.timeZone, from = Second, to = Second.PlusDays(2) })).Select(d => d.Start).ShouldBe([Second, Second.PlusDays(1)]);
        (await Preview(new { body.rule, body.start, body.timeZone, limit = 3, exceptDates = new[] { First.PlusDays(1) }, extraDates = new[] { First.PlusHours(1) } })).Select(d => d.Start)
            .ShouldBe([First, First.PlusHours(1), First.PlusDays(2)]);
        (await Preview(new { body.start, body.timeZone })).ShouldHaveSingleItem().Offset.ShouldBe("-05:00");
        (await Preview(new { rule = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", body.start, body.timeZone })).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("FREQ=WEEKLY;BYDAY=XX", "BYDAY at character 19")]
    [InlineData("FREQ=SOMETIMES", "FREQ at character 6")]
    [InlineData("x", "X at character 1")]
    public async Task A_rule_that_is_none_is_refused_with_the_place_of_the_fault(string rule, string begins)
    {
        var refused = (await Nobody.Post("calendar/recurrence-preview", new { rule, start = First, timeZone = "Europe/Berlin" })).ShouldRefuse(400, "invalid_rule");
        refused.Field.ShouldBe("rule");
        refused.Detail.ShouldStartWith(begins);
    }
}
