namespace VideoConf.ICalendar.Tests;

public sealed class EventComponentSpec
{
    [Fact]
    public void The_fields_of_an_event_are_values()
    {
        var read = Events.Event(
            "DTSTAMP:20260301T080000Z|SEQUENCE:3|SUMMARY:Hi\\, all|DESCRIPTION:One\\nTwo|LOCATION:Room 1|URL:https://example.org/a,b|STATUS:tentative|TRANSP:TRANSPARENT|"
            + "CATEGORIES:A,B|CATEGORIES:C|CREATED:20260201T080000Z|LAST-MODIFIED:20260202T080000Z|CLASS:PRIVATE|GEO:37.38;-122.08|DURATION:PT1H");

        (read.Uid, read.Sequence, read.Summary, read.Description, read.Location, read.Url).ShouldBe(("1", 3, "Hi, all", "One\nTwo", "Room 1", "https://example.org/a,b"));
        (read.Status, read.IsTransparent, read.Duration).ShouldBe((EventStatus.Tentative, true, new EventLength(0, Duration.FromHours(1))));
        (read.Stamp, read.Created, read.LastModified).ShouldBe((Instant.FromUtc(2026, 3, 1, 8, 0), Instant.FromUtc(2026, 2, 1, 8, 0), Instant.FromUtc(2026, 2, 2, 8, 0)));
        read.Categories.ShouldBe(["A", "B", "C"]);
        read.OtherProperties.Select(property => $"{property.Name}:{property.Value}").ShouldBe(["CLASS:PRIVATE", "GEO:37.38;-122.08"]);
    }

    [Fact]
    public void People_come_with_their_parameters()
    {
        var read = Events.Event(
            "ORGANIZER;CN=\"Ann, the boss\":MAILTO:ann@example.org|"
            + "ATTENDEE;CN=Bob;PARTSTAT=accepted;ROLE=CHAIR;RSVP=TRUE;CUTYPE=ROOM;X-NUM-GUESTS=0:mailto:bob@example.org|ATTENDEE:mailto:cy@example.org");

        read.Organizer!.CommonName.ShouldBe("Ann, the boss");
        read.Organizer.Email.ShouldBe("ann@example.org");
        var bob = read.Attendees[0];
        (bob.CommonName, bob.Participation, bob.Role, bob.Rsvp, bob.UserType).ShouldBe(("Bob", "ACCEPTED", "CHAIR", true, "ROOM"));
        bob.OtherParameters.Single().Name.ShouldBe("X-NUM-GUESTS");
        read.Attendees[1].ShouldBeEquivalentTo(new CalendarUser("mailto:cy@example.org"));
    }

    [Theory]
    [InlineData("DTSTART:20260302T090000Z|DTEND:20260302T103000Z", "PT1H30M")]
    [InlineData("DTSTART:20260302T090000Z|DURATION:P1D", "P1D")]
    [InlineData("DTSTART:20260302T090000Z", "PT0S")]
    [InlineData("DTSTART;VALUE=DATE:20260302", "P1D")]
    [InlineData("DTSTART;VALUE=DATE:20260302|DTEND;VALUE=DATE:20260305", "P3D")]
    [InlineData("DTSTART:20260302|DTEND:20260305", "P3D")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20260328T230000|DTEND;TZID=Europe/Berlin:20260329T050000", "PT5H")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20260302T120000|DTEND;TZID=America/New_York:20260302T150000", "PT9H")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20260302T120000|DTEND:20260302T130000", "PT1H")]
    public void The_length_is_that_of_section_3_6_1(string lines, string length) =>
        ValueText.OfDuration(Events.Event(lines).Length).ShouldBe(length);

    [Fact]
    public void Recurrence_is_read_into_a_set_of_all_its_parts() =>
        Events.Event(
            "DTSTART;TZID=Europe/Berlin:20260302T090000|DURATION:PT1H|RRULE:FREQ=DAILY;COUNT=6|EXRULE:FREQ=DAILY;INTERVAL=5|"
            + "RDATE;TZID=Europe/Berlin;VALUE=PERIOD:20260310T090000/PT2H|RDATE:20260311T080000Z,20260313T080000Z|EXDATE:20260304T090000|EXDATE:20260305T080000Z")
            .ToRecurrenceSet().Occurrences().Select(occurrence => $"{occurrence.Start.ToInstant().ToString("uuuuMMdd'T'HHmm", null)} {(occurrence.End.ToInstant() - occurrence.Start.ToInstant()).TotalHours}")
            .ShouldBe(["20260303T0800 1", "20260306T0800 1", "20260310T0800 2", "20260311T0800 1", "20260313T0800 1"]);

    [Fact]
    public void Alarms_go_off_before_the_start_after_the_end_or_at_a_time()
    {
        var read = Events.Event(
            "DURATION:PT1H|BEGIN:VALARM|ACTION:DISPLAY|DESCRIPTION:Soon|TRIGGER:-PT15M|END:VALARM|BEGIN:VALARM|ACTION:audio|TRIGGER;RELATED=END:PT5M|REPEAT:2|DURATION:PT1M|END:VALARM|"
            + "BEGIN:VALARM|ACTION:EMAIL|TRIGGER;VALUE=DATE-TIME:20260301T000000Z|END:VALARM");
        var occurrence = read.ToRecurrenceSet().Occurrences().Single();

        read.Alarms.Select(alarm => $"{alarm.Action} {alarm.TimeFor(occurrence.Start, occurrence.End).ToString("uuuuMMdd'T'HHmm", null)}")
            .ShouldBe(["DISPLAY 20260302T0845", "AUDIO 20260302T1005", "EMAIL 20260301T0000"]);
        read.Alarms[0].Description.ShouldBe("Soon");
        read.Alarms[1].OtherProperties.Select(property => property.Name).ShouldBe(["REPEAT", "DURATION"]);
    }

    [Theory]
    [InlineData("DTSTART:soon", "4 bad_value DTSTART, 2 missing_start DTSTART")]
    [InlineData("DTEND:20260301T090000Z", "2 end_before_start DTEND")]
    [InlineData("DTEND;VALUE=DATE:20260303", "2 end_before_start DTEND")]
    [InlineData("DURATION:-PT1H", "2 bad_value DURATION")]
    [InlineData("DURATION:an hour", "5 bad_value DURATION")]
    [InlineData("SEQUENCE:-1", "5 bad_value SEQUENCE")]
    [InlineData("RRULE:FREQ=DAILY;COUNT=0", "5 out_of_range RRULE")]
    [InlineData("RDATE:20260301T090000Z,soon", "5 bad_value RDATE")]
    [InlineData("EXDATE:soon,20260301T090000Z", "5 bad_value EXDATE")]
    [InlineData("BEGIN:VALARM|ACTION:DISPLAY|END:VALARM", "5 bad_alarm VALARM")]
    [InlineData("BEGIN:VALARM|TRIGGER:soon|END:VALARM", "6 bad_value TRIGGER, 5 bad_alarm VALARM")]
    public void A_value_that_cannot_be_read_is_a_problem_with_its_line_not_the_end(string lines, string problems)
    {
        var calendar = Events.One(lines);

        string.Join(", ", calendar.Problems.Select(problem => $"{problem.Line} {problem.Code} {problem.Property}")).ShouldBe(problems);
        calendar.Events.Count.ShouldBe(lines.StartsWith("DTSTART", StringComparison.Ordinal) ? 0 : 1);
    }

    [Fact]
    public void The_problem_of_a_rule_says_the_character() =>
        Events.One("RRULE:FREQ=MONTHLY;BYDAY=MO,0TU").Problems.Single().Message.ShouldEndWith("(character 23 of the rule)");

    [Fact]
    public void An_event_without_a_UID_gets_the_same_at_every_reading()
    {
        const string Lines = "BEGIN:VEVENT|DTSTART:20260302T090000Z|SUMMARY:A|END:VEVENT|BEGIN:VEVENT|DTSTART:20260302T090000Z|SUMMARY:B|END:VEVENT";
        var first = Events.Calendar(Lines);

        first.Problems.Select(problem => problem.Code).ShouldBe(["missing_uid", "missing_uid"]);
        first.Events.Select(component => component.Uid).ShouldBeUnique();
        Events.Calendar(Lines).Events.Select(component => component.Uid).ShouldBe(first.Events.Select(component => component.Uid));
    }

    [Fact]
    public void An_iTIP_answer_may_lack_a_start()
    {
        var calendar = Events.Calendar("METHOD:reply|BEGIN:VEVENT|UID:1|RECURRENCE-ID:20260302T090000Z|DTSTAMP:20260301T000000Z|ATTENDEE;PARTSTAT=DECLINED:mailto:a@example.org|END:VEVENT");

        calendar.Method.ShouldBe("REPLY");
        var answer = calendar.Events.ShouldHaveSingleItem();
        (answer.Start, answer.Attendees[0].Participation).ShouldBe((Times.At("20260302T090000", "UTC"), "DECLINED"));
    }
}
