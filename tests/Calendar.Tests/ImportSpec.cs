using System.Text;

namespace VideoConf.Calendar.Tests;

public sealed class ImportSpec(InterchangeServer server) : IClassFixture<InterchangeServer>
{
    private static string Event(string uid, string title = "Lunch", int sequence = 0, string start = "DTSTART:20261124T110000Z", string end = "DTEND:20261124T120000Z", params string[] more) =>
        string.Join("\r\n", (string[])["BEGIN:VEVENT", $"UID:{uid}", "DTSTAMP:20261101T000000Z", $"SEQUENCE:{sequence}", start, end, $"SUMMARY:{title}", .. more, "END:VEVENT", ""]);

    private static string Calendar(params string[] parts) => $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//Test//EN\r\n{string.Concat(parts)}END:VCALENDAR\r\n";

    private static string Uid() => Guid.CreateVersion7().ToString();

    private Task<long> Facts() => server.QueryAsync<long>("select count(*) from events.mt_events");

    private static ImportCalendar.ImportItem Only(Reply reply) => reply.As<ImportCalendar.Answer>().Items.ShouldHaveSingleItem();

    [Fact]
    public async Task The_preview_says_what_would_come_and_writes_nothing()
    {
        using var ada = server.NewPerson("Ada");
        var file = Calendar(Event("a-" + Uid()), Event("b-" + Uid(), start: "DTSTART:19240101T000000Z", end: "DTEND:19240101T010000Z"), "BEGIN:VTODO\r\nUID:t\r\nSUMMARY:Do it\r\nEND:VTODO\r\n");
        var before = await Facts();
        var preview = (await ada.Imports(file, dryRun: true)).As<ImportCalendar.Answer>();
        (await Facts()).ShouldBe(before);
        (preview.New, preview.Changed, preview.Skipped).ShouldBe((1, 0, 2));
        preview.Items.Select(i => i.Reason).ShouldBe(["not_an_event", null, "out_of_range"]);
        (await ada.Sees()).ShouldBeEmpty();

        var done = (await ada.Imports(file)).As<ImportCalendar.Answer>();
        done.Items.ShouldBe(preview.Items);
        (await ada.Sees()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(o => o.Title.ShouldBe("Lunch"), o => o.IsOrganizer.ShouldBeTrue(), o => o.Start.ShouldBe(Instant.FromUtc(2026, 11, 24, 11, 0)));
    }

    [Fact]
    public async Task The_same_file_a_second_time_changes_nothing()
    {
        using var ada = server.NewPerson("Ada");
        var file = Calendar(
            Event(Uid(), more: ["RRULE:FREQ=DAILY;COUNT=3", "ATTENDEE;PARTSTAT=ACCEPTED;CN=Bob:mailto:bob@example.net", "ORGANIZER:mailto:eve@example.net", "LOCATION:Room 5", "CATEGORIES:Training", "BEGIN:VALARM\r\nACTION:DISPLAY\r\nTRIGGER:-PT15M\r\nEND:VALARM"]),
            Event(Uid(), sequence: 7));
        (await ada.Imports(file)).As<ImportCalendar.Answer>().New.ShouldBe(2);
        var before = await Facts();
        (await ada.Imports(file)).As<ImportCalendar.Answer>().Items.Select(i => (i.What, i.Reason)).ShouldBe([("skipped", "unchanged"), ("skipped", "unchanged")]);
        (await Facts()).ShouldBe(before);
        (await ada.Sees()).Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_higher_sequence_changes_and_a_lower_one_is_passed_over()
    {
        using var ada = server.NewPerson("Ada");
        var uid = Uid();
        await ada.Imports(Calendar(Event(uid, sequence: 2)));
        Only(await ada.Imports(Calendar(Event(uid, "Older", sequence: 1)))).Reason.ShouldBe("older");
        Only(await ada.Imports(Calendar(Event(uid, "Same stamp", sequence: 2)))).Reason.ShouldBe("older");
        Only(await ada.Imports(Calendar(Event(uid, "Dinner", 3, "DTSTART:20261124T180000Z", "DTEND:20261124T190000Z")))).What.ShouldBe("changed");
        var now = (await ada.Sees()).ShouldHaveSingleItem();
        now.Title.ShouldBe("Dinner");
        now.Start.ShouldBe(Instant.FromUtc(2026, 11, 24, 18, 0));
        (await ada.Get($"calendar-events/{now.EventId}")).As<EventResource>().Sequence.ShouldBe(3);
    }

    [Fact]
    public async Task The_same_sequence_with_a_later_stamp_and_other_words_changes()
    {
        using var ada = server.NewPerson("Ada");
        var uid = Uid();
        await ada.Imports(Calendar(Event(uid)));
        Only(await ada.Imports(Calendar(Event(uid, "Brunch", more: ["LAST-MODIFIED:20261102T000000Z"])))).What.ShouldBe("changed");
        (await ada.Sees()).ShouldHaveSingleItem().Title.ShouldBe("Brunch");
    }

    [Fact]
    public async Task What_was_changed_here_since_is_not_overwritten_by_an_older_file()
    {
        using var ada = server.NewPerson("Ada");
        var file = Calendar(Event(Uid()));
        await ada.Imports(file);
        var mine = (await ada.Sees()).ShouldHaveSingleItem();
        (await ada.Patch($"calendar-events/{mine.EventId}", new { title = "Mine" })).Status.ShouldBe(HttpStatusCode.OK);
        Only(await ada.Imports(file)).Reason.ShouldBe("older");
        (await ada.Sees()).ShouldHaveSingleItem().Title.ShouldBe("Mine");
    }

    [Fact]
    public async Task What_was_cancelled_here_comes_back_and_what_the_file_cancels_goes()
    {
        using var ada = server.NewPerson("Ada");
        var uid = Uid();
        await ada.Imports(Calendar(Event(uid)));
        await ada.Delete($"calendar-events/{(await ada.Sees()).Single().EventId}");
        (await ada.Sees()).ShouldBeEmpty();
        Only(await ada.Imports(Calendar(Event(uid)))).What.ShouldBe("changed");
        (await ada.Sees()).ShouldHaveSingleItem();
        Only(await ada.Imports(Calendar(Event(uid)))).Reason.ShouldBe("unchanged");
        Only(await ada.Imports(Calendar(Event(uid, sequence: 9, more: "STATUS:CANCELLED")))).What.ShouldBe("changed");
        (await ada.Sees()).ShouldBeEmpty();
        Only(await ada.Imports(Calendar(Event(Uid(), more: "STATUS:CANCELLED")))).Reason.ShouldBe("cancelled");
    }

    [Fact]
    public async Task Attendees_are_kept_and_not_told_and_see_nothing()
    {
        using var ada = server.NewPerson("Ada");
        using var bob = server.NewPerson("Bob");
        await ada.Imports(Calendar(Event(Uid(), more: [$"ORGANIZER;CN=Eve:mailto:eve@example.net", $"ATTENDEE;PARTSTAT=TENTATIVE;CN=Bob:mailto:{bob.Email}", $"ATTENDEE:mailto:{ada.Email}"])));
        var mine = (await ada.Get($"calendar-events/{(await ada.Sees()).Single().EventId}")).As<EventResource>();
        mine.Attendees.Select(a => (a.Email, a.Answer)).ShouldBe([(bob.Email, Answer.Tentative), ("eve@example.net", Answer.Accepted)], ignoreOrder: true);
        mine.IsOrganizer.ShouldBeTrue();
        (await bob.Sees()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_copy_of_an_event_that_the_person_is_invited_to_is_passed_over()
    {
        using var ada = server.NewPerson("Ada");
        using var bob = server.NewPerson("Bob");
        var meeting = await ada.Schedules(new { title = "Ours", start = "2026-11-24T09:00:00", end = "2026-11-24T10:00:00", timeZone = "Europe/Berlin", attendees = new[] { new { email = bob.Email } } });
        Only(await bob.Imports(await ada.Exports(meeting.Id))).Reason.ShouldBe("in_calendar_already");
        Only(await ada.Imports(await ada.Exports(meeting.Id))).Reason.ShouldBe("unchanged");
    }

    [Theory]
    [InlineData("DTSTART:20261124T110000Z", "too_many_occurrences", "RRULE:FREQ=SECONDLY")]
    [InlineData("DTSTART:20261124T110000Z", "no_occurrences", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("DTSTART:20261124T110000Z", "invalid_rule", "RRULE:FREQ=SOMETIMES")]
    [InlineData("DTSTART:20261124T110000Z", "repetition_not_supported", "EXRULE:FREQ=WEEKLY")]
    [InlineData("DTSTART:29990101T110000Z", "out_of_range", "X-NONE:1")]
    [InlineData("DTSTART:soon", "no_start", "X-NONE:1")]
    [InlineData("DTSTART:20241124T110000Z", "too_long", "X-NONE:1")]
    public async Task What_cannot_be_is_passed_over_with_its_reason_and_the_rest_is_taken_in(string start, string reason, string more)
    {
        using var ada = server.NewPerson("Ada");
        var answer = (await ada.Imports(Calendar(Event("bad-" + Uid(), start: start, more: more), Event("good-" + Uid())))).As<ImportCalendar.Answer>();
        answer.New.ShouldBe(1);
        answer.Items.Where(i => i.What == "skipped").ShouldHaveSingleItem().Reason.ShouldBe(reason);
    }

    [Fact]
    public async Task What_is_too_long_is_cut_and_told_and_what_no_database_takes_left_out()
    {
        using var ada = server.NewPerson("Ada");
        var file = Calendar(Event(Uid(), "Nul\0l \u202Eturned " + new string('x', 300), more: "DESCRIPTION:" + new string('y', 9000)));
        Only(await ada.Imports(file)).ShouldSatisfyAllConditions(i => i.What.ShouldBe("new"), i => i.Reason.ShouldBe("shortened"));
        (await ada.Sees()).ShouldHaveSingleItem().Title.ShouldSatisfyAllConditions(t => t.ShouldStartWith("Null turned xxx"), t => t.ShouldEndWith("x…"), t => t.Length.ShouldBe(200));
        Only(await ada.Imports(file)).Reason.ShouldBe("unchanged");
    }

    [Fact]
    public async Task A_past_that_would_be_written_out_without_end_is_passed_over()
    {
        using var ada = server.NewPerson("Ada");
        Only(await ada.Imports(Calendar(Event(Uid(), start: "DTSTART:19700201T110000Z", end: "DURATION:PT1H", more: "RRULE:FREQ=HOURLY;INTERVAL=6")))).Reason.ShouldBe("too_many_occurrences");
    }

    [Fact]
    public async Task A_file_that_breaks_off_in_the_middle_writes_nothing_and_says_the_line()
    {
        using var ada = server.NewPerson("Ada");
        var whole = Calendar(Event(Uid()), Event(Uid()));
        var torn = whole[..whole.LastIndexOf("END:VEVENT", StringComparison.Ordinal)];
        var before = await Facts();
        (await ada.Imports(torn)).ShouldRefuse(400, "invalid_calendar").Detail.ShouldStartWith($"Line {torn.Count(c => c == '\n')}: VEVENT is not closed.");
        (await ada.Imports("<html><body>Sign in</body></html>")).ShouldRefuse(400, "invalid_calendar");
        (await ada.Imports("")).ShouldRefuse(400, "invalid_calendar");
        (await ada.Imports([0xFF, 0x00, 0x01, 0x80])).ShouldRefuse(400, "invalid_calendar");
        (await Facts()).ShouldBe(before);
    }

    [Fact]
    public async Task A_file_beyond_10_MB_or_5000_events_is_refused_whole()
    {
        using var ada = server.NewPerson("Ada");
        var before = await Facts();
        var large = Encoding.UTF8.GetBytes(Calendar(Event(Uid(), more: $"DESCRIPTION:{new string('x', 10_000_000)}")));
        (await ada.Imports(large)).ShouldRefuse(413, "file_too_large");
        (await ada.Imports(Calendar([.. Enumerable.Range(0, 5001).Select(i => Event($"{i}-{ada.Id}"))]))).ShouldRefuse(400, "too_many_events");
        (await ada.Imports(Calendar([.. Enumerable.Range(0, 200).Select(i => Event($"{i}-{ada.Id}", more: "RRULE:FREQ=DAILY"))]))).ShouldRefuse(400, "too_many_events");
        (await Facts()).ShouldBe(before);
    }

    [Fact]
    public async Task Several_thousand_events_are_taken_in_at_once()
    {
        using var ada = server.NewPerson("Ada");
        var file = Calendar([.. Enumerable.Range(0, 3000).Select(i => Event($"{i}-{ada.Id}", start: $"DTSTART:202612{i % 28 + 1:00}T{i % 24:00}0000Z", end: $"DURATION:PT30M"))]);
        (await ada.Imports(file)).As<ImportCalendar.Answer>().New.ShouldBe(3000);
        (await ada.Sees()).Count.ShouldBe(3000);
    }

    [Fact]
    public async Task Zones_that_only_the_file_knows_get_the_name_of_one_that_keeps_the_same_time()
    {
        using var ada = server.NewPerson("Ada");
        const string zone = """
            BEGIN:VTIMEZONE
            TZID:Customized Time Zone
            BEGIN:STANDARD
            DTSTART:16011028T030000
            RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
            TZOFFSETFROM:+0200
            TZOFFSETTO:+0100
            END:STANDARD
            BEGIN:DAYLIGHT
            DTSTART:16010325T020000
            RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
            TZOFFSETFROM:+0100
            TZOFFSETTO:+0200
            END:DAYLIGHT
            END:VTIMEZONE

            """;
        await ada.Imports(Calendar(zone, Event(Uid(), start: "DTSTART;TZID=Customized Time Zone:20261124T090000", end: "DURATION:PT1H", more: "RRULE:FREQ=WEEKLY;COUNT=40")));
        var seen = await ada.Sees(to: "2027-10-01T00:00:00Z");
        seen.Count.ShouldBe(40);
        seen.ShouldAllBe(o => o.StartLocal.TimeOfDay == new LocalTime(9, 0));
        seen[^1].Start.ShouldBe(Instant.FromUtc(2027, 8, 24, 7, 0));
    }
}
