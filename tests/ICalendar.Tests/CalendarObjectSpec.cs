namespace VideoConf.ICalendar.Tests;

public sealed class CalendarObjectSpec
{
    private static readonly EventComponent Full = new()
    {
        Uid = "series-1@example.org", Start = Times.At("20260302T090000", "Europe/Berlin"), End = Times.At("20260302T103000", "America/New_York"),
        Sequence = 2, Stamp = Instant.FromUtc(2026, 1, 1, 0, 0), Created = Instant.FromUtc(2025, 1, 1, 0, 0), LastModified = Instant.FromUtc(2025, 6, 1, 0, 0),
        Summary = "Plan; next, \"step\"\\", Description = "Line one\nline two: " + string.Concat(Enumerable.Repeat("длинно ", 40)), Location = "Room 1", Url = "https://example.org/?a=1,2;3",
        Status = EventStatus.Confirmed, IsTransparent = true,
        Organizer = new("mailto:ann@example.org") { CommonName = "Ann \"A\" B, C" },
        Attendees = [new("mailto:bob@example.org") { CommonName = "Bob", Participation = "ACCEPTED", Role = "CHAIR", UserType = "ROOM", Rsvp = true, OtherParameters = [new("X-Y", ["1", "2"])] }, new("mailto:cy@example.org")],
        Categories = ["A, B", "C"],
        Rules = [Times.Rule("FREQ=WEEKLY;UNTIL=20260601T000000Z;BYDAY=MO,TH")], ExceptRules = [Times.Rule("FREQ=MONTHLY;BYMONTHDAY=6")],
        ExtraDates = [new(Times.At("20260303T090000", "Europe/Berlin")), new(Times.At("20260304T090000", "UTC"), new(1, Duration.FromHours(2)))],
        ExceptDates = [Times.At("20260305T090000", "Europe/Berlin"), Times.At("20260309T080000", "UTC")],
        Alarms = [new() { Offset = new(0, Duration.FromMinutes(-15)), Description = "Soon" }, new() { Action = "EMAIL", At = Instant.FromUtc(2026, 3, 1, 0, 0) }, new() { Action = "AUDIO", Offset = new(0, Duration.FromMinutes(5)), FromEnd = true }],
        OtherProperties = [new("CLASS", "PRIVATE", []), new("X-THING", "v;w", [new("X-P", ["a b"])])],
        OtherParameters = new Dictionary<string, IReadOnlyList<CalendarParameter>> { ["SUMMARY"] = [new("LANGUAGE", ["en"])] },
    };

    [Fact]
    public void What_is_exported_is_imported_with_equal_values()
    {
        var calendar = new CalendarObject
        {
            Method = "REQUEST", OtherProperties = [CalendarProperty.OfText("X-WR-CALNAME", "Ours")],
            Events =
            [
                Full,
                Full with { RecurrenceId = Times.At("20260312T090000", "Europe/Berlin"), AndFollowing = true, Rules = [], ExceptRules = [], ExtraDates = [], ExceptDates = [], End = null, Duration = new(0, Duration.FromMinutes(45)) },
                new() { Uid = "day", Start = CalendarTime.OfDate(new LocalDate(2026, 3, 2)), End = CalendarTime.OfDate(new LocalDate(2026, 3, 4)), ExceptDates = [CalendarTime.OfDate(new LocalDate(2026, 3, 9))], Rules = [Times.Rule("FREQ=WEEKLY;UNTIL=20260501")] },
                new() { Uid = "floating", Start = Times.At("20260302T090000"), Rules = [Times.Rule("FREQ=WEEKLY;UNTIL=20260501T090000")] },
            ],
        };

        CalendarObject.TryRead(calendar.Write(), out var read, out _).ShouldBeTrue();

        read!.Problems.ShouldBeEmpty();
        (read.Method, read.ProductId).ShouldBe((calendar.Method, calendar.ProductId));
        read.Events.Count.ShouldBe(4);
        foreach (var (after, before) in read.Events.Zip(calendar.Events))
        {
            Shown(after).ShouldBe(Shown(before));
        }

        read.Write().ShouldBe(calendar.Write());
    }

    [Fact]
    public void What_nobody_here_knows_goes_through_with_its_zone()
    {
        const string Todo =
            "BEGIN:VTODO|UID:t|DUE;TZID=Here:20260302T090000|END:VTODO|BEGIN:VFREEBUSY|UID:f|FREEBUSY;FBTYPE=BUSY:20260302T090000Z/PT1H|END:VFREEBUSY|"
            + "BEGIN:VTIMEZONE|TZID:Here|BEGIN:STANDARD|DTSTART:19700101T000000|TZOFFSETFROM:+0100|TZOFFSETTO:+0100|END:STANDARD|END:VTIMEZONE|";
        var calendar = Events.Calendar("X-WR-CALNAME:Ours|" + Todo);

        Events.Text(calendar).ShouldBe($"BEGIN:VCALENDAR|VERSION:2.0|PRODID:{calendar.ProductId}|X-WR-CALNAME:Ours|{Todo}END:VCALENDAR|".Replace("|", "\r\n"));
    }

    [Theory]
    [InlineData("DTSTART;TZID=Europe/Berlin:20260302T090000", "20260601", "20260601T215959Z")]
    [InlineData("DTSTART;TZID=Europe/Berlin:20260302T090000", "20260601T090000", "20260601T070000Z")]
    [InlineData("DTSTART:20260302T090000Z", "20260601", "20260601T235959Z")]
    [InlineData("DTSTART:20260302T090000", "20260601T090000Z", "20260601T090000")]
    [InlineData("DTSTART;VALUE=DATE:20260302", "20260601T220000Z", "20260601")]
    public void UNTIL_is_written_as_the_start_wants_it(string start, string until, string written) =>
        Events.Text(Events.One($"{start}|RRULE:FREQ=WEEKLY;UNTIL={until}")).ShouldContain($"RRULE:FREQ=WEEKLY;UNTIL={written}\r\n");

    [Theory]
    [InlineData("hello", "no_calendar", 1)]
    [InlineData("", "no_calendar", 1)]
    [InlineData("BEGIN:VCALENDAR|BEGIN:VEVENT|UID:1|DTSTART:20260302T0", "missing_end", 4)]
    [InlineData("BEGIN:VCALENDAR|BEGIN:VEVENT|UID:1|BEGIN:VEVENT|UID:2|END:VEVENT|END:VCALENDAR|", "missing_end", 7)]
    public void A_torn_file_is_refused_whole_with_the_line(string lines, string code, int line)
    {
        CalendarObject.TryRead(Events.Bytes(lines), out var calendar, out var error).ShouldBeFalse();

        calendar.ShouldBeNull();
        (error!.Code, error.Line).ShouldBe((code, line));
    }

    [Fact]
    public void A_file_above_the_limit_of_the_caller_is_refused()
    {
        var file = Events.Bytes("BEGIN:VCALENDAR|END:VCALENDAR|");

        CalendarObject.TryRead(file, out _, out _, file.Length).ShouldBeTrue();
        CalendarObject.TryRead(file, out _, out var error, file.Length - 1).ShouldBeFalse();
        error!.Code.ShouldBe("too_large");
    }

    [Fact]
    public void Several_calendars_of_a_file_are_read_as_one_each_in_its_own_zones()
    {
        static string Zone(string offset) => $"BEGIN:VTIMEZONE|TZID:Here|BEGIN:STANDARD|DTSTART:19700101T000000|TZOFFSETFROM:{offset}|TZOFFSETTO:{offset}|END:STANDARD|END:VTIMEZONE|";
        var calendar = Events.Calendar(
            Zone("+0100") + "BEGIN:VEVENT|UID:1|DTSTART;TZID=Here:20260302T090000|END:VEVENT|END:VCALENDAR|BEGIN:VCALENDAR|"
            + Zone("+0200") + "BEGIN:VEVENT|UID:2|DTSTART;TZID=Here:20260302T090000|END:VEVENT");

        calendar.Events.Select(component => component.Start.ToInstant()).ShouldBe([Instant.FromUtc(2026, 3, 2, 8, 0), Instant.FromUtc(2026, 3, 2, 7, 0)]);
    }

    [Fact]
    public void An_event_without_a_UID_cannot_be_written() =>
        Should.Throw<ArgumentException>(() => new CalendarObject { Events = [Full with { Uid = " " }] }.Write());

    // Everything that an event says, lists unrolled
    private static string Shown(EventComponent values) =>
        string.Join('\n', typeof(EventComponent).GetProperties().Select(property => $"{property.Name}: {Shown(property.GetValue(values))}"));

    private static string Shown(object? value) =>
        value switch
        {
            null => "-",
            string text => text,
            RecurrenceRule rule => rule.ToString(),
            CalendarTime time => $"{Times.Text(time.Local)} {time.Zone?.Id} {time.IsDate}",
            ExtraDate date => $"{Shown(date.Start)} {date.Length}",
            CalendarProperty property => $"{property.Name}:{property.Value} {Shown(property.Parameters)}",
            CalendarParameter parameter => $"{parameter.Name}={Shown(parameter.Values)}",
            KeyValuePair<string, IReadOnlyList<CalendarParameter>> pair => $"{pair.Key} {Shown(pair.Value)}",
            System.Collections.IEnumerable list => $"[{string.Join(" | ", list.Cast<object>().Select(Shown))}]",
            CalendarUser or Alarm => string.Join(' ', value.GetType().GetProperties().Select(property => $"{property.Name}={Shown(property.GetValue(value))}")),
            _ => value.ToString()!,
        };
}
