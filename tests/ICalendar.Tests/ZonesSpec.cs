using VideoConf.ICalendar.Zones;

namespace VideoConf.ICalendar.Tests;

/// <summary>TZID and VTIMEZONE (RFC 5545 sections 3.2.19 and 3.6.5).</summary>
public sealed class ZonesSpec
{
    // As an office program writes the zone of Berlin
    private const string Own =
        "BEGIN:VTIMEZONE|TZID:Our \"own\" zone\\, really|BEGIN:STANDARD|DTSTART:16010101T030000|TZOFFSETFROM:+0200|TZOFFSETTO:+0100|RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10|END:STANDARD|"
        + "BEGIN:DAYLIGHT|DTSTART:16010101T020000|TZOFFSETFROM:+0100|TZOFFSETTO:+0200|RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3|END:DAYLIGHT|END:VTIMEZONE|";

    [Theory]
    [InlineData("Europe/Berlin", "Europe/Berlin")]
    [InlineData("europe/berlin", "Europe/Berlin")]
    [InlineData("US/Eastern", "US/Eastern")]
    [InlineData("/mozilla.org/20050126_1/Europe/Berlin", "Europe/Berlin")]
    [InlineData("/softwarestudio.org/Tzfile/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires")]
    [InlineData("tzone://Microsoft/Utc", "UTC")]
    [InlineData("W. Europe Standard Time", "Europe/Berlin")]
    [InlineData("russian standard time", "Europe/Moscow")]
    [InlineData(" Asia/Tokyo ", "Asia/Tokyo")]
    [InlineData("UTC", "UTC")]
    [InlineData("Etc/UTC", "UTC")]
    [InlineData("Europe/Atlantis", null)]
    [InlineData("/Berlin", null)]
    [InlineData("", null)]
    public void A_TZID_is_an_id_of_the_database_or_a_Windows_name(string tzid, string? id) =>
        new ZoneLookup([]).Find(tzid)?.Id.ShouldBe(id);

    [Fact]
    public void A_quoted_TZID_is_the_same() =>
        Events.Event("DTSTART;TZID=\"Europe/Berlin\":20260302T090000").Start.ShouldBe(Times.At("20260302T090000", "Europe/Berlin"));

    [Fact]
    public void A_time_in_UTC_stays_in_UTC_whatever_its_TZID() =>
        Events.Event("DTSTART;TZID=Europe/Berlin:20260302T090000Z").Start.ShouldBe(Times.At("20260302T090000", "UTC"));

    [Fact]
    public void An_unknown_zone_is_floating_and_told_once_with_its_line()
    {
        var calendar = Events.One("DTSTART;TZID=Mars/Base:20260302T090000|DTEND;TZID=Mars/Base:20260302T100000");

        calendar.Events.Single().Start.ShouldBe(Times.At("20260302T090000"));
        calendar.Problems.ShouldHaveSingleItem().ShouldBe(new(4, "unknown_zone", "Nobody knows the zone \"Mars/Base\": its times are read as floating.", "DTSTART"));
    }

    [Fact]
    public void The_VTIMEZONE_of_the_file_is_a_zone()
    {
        var start = Events.Calendar(Own + "BEGIN:VEVENT|UID:1|DTSTART;TZID=\"Our 'own' zone, really\":20260302T090000|END:VEVENT".Replace("'own'", "^'own^'")).Events.Single().Start;

        start.Zone!.Id.ShouldBe("Our \"own\" zone, really");
        var berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        foreach (var interval in berlin.GetZoneIntervals(Instant.FromUtc(1997, 1, 1, 0, 0), Instant.FromUtc(2090, 1, 1, 0, 0)))
        {
            start.Zone.GetZoneInterval(interval.Start).WallOffset.ShouldBe(interval.WallOffset);
            start.Zone.GetZoneInterval(interval.End - Duration.Epsilon).WallOffset.ShouldBe(interval.WallOffset);
        }
    }

    [Fact]
    public void A_zone_of_the_file_is_written_as_it_was_read()
    {
        var calendar = Events.Calendar(Own + "BEGIN:VEVENT|UID:1|DTSTART;TZID=\"Our ^'own^' zone, really\":20260302T090000|END:VEVENT");

        Events.Text(calendar).ShouldContain(Own.Split('|')[1]);
        Events.Text(calendar).ShouldContain("DTSTART:16010101T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\n");
    }

    [Fact]
    public void A_VTIMEZONE_that_says_where_it_lies_is_that_zone() =>
        Events.Calendar("BEGIN:VTIMEZONE|TZID:Here|X-LIC-LOCATION:Europe/Berlin|END:VTIMEZONE|BEGIN:VEVENT|UID:1|DTSTART;TZID=Here:20260302T090000|END:VEVENT")
            .Events.Single().Start.Zone!.Id.ShouldBe("Europe/Berlin");

    [Theory]
    [InlineData("")]
    [InlineData("BEGIN:STANDARD|END:STANDARD|")]
    [InlineData("BEGIN:STANDARD|DTSTART:20260101T000000|TZOFFSETFROM:+9900|TZOFFSETTO:+0100|END:STANDARD|")]
    public void A_VTIMEZONE_that_says_nothing_is_no_zone(string parts) =>
        Events.Calendar($"BEGIN:VTIMEZONE|TZID:Here|{parts}END:VTIMEZONE|BEGIN:VEVENT|UID:1|DTSTART;TZID=Here:20260302T090000|END:VEVENT")
            .Problems.Single().Code.ShouldBe("unknown_zone");

    [Theory]
    [InlineData("RRULE:FREQ=SECONDLY")]
    [InlineData("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU")]
    [InlineData("RRULE:nonsense")]
    [InlineData("RDATE:20260101T000000,,nonsense")]
    public void A_hostile_VTIMEZONE_is_a_zone_with_fewer_changes(string line) =>
        Events.Calendar($"BEGIN:VTIMEZONE|TZID:Here|BEGIN:DAYLIGHT|DTSTART:00010101T000000|TZOFFSETFROM:-1759|TZOFFSETTO:+1759|{line}|END:DAYLIGHT|END:VTIMEZONE|BEGIN:VEVENT|UID:1|DTSTART;TZID=Here:20260302T090000|END:VEVENT")
            .Events.Single().Start.Zone!.GetUtcOffset(Instant.FromUtc(2026, 3, 2, 9, 0)).ShouldBe(Offset.FromHoursAndMinutes(17, 59));

    [Fact]
    public void Every_zone_of_the_database_written_and_read_changes_when_it_should()
    {
        foreach (var from in new[] { Instant.FromUtc(2026, 3, 2, 9, 0), Instant.FromUtc(1970, 1, 1, 0, 0) })
        {
            foreach (var zone in DateTimeZoneProviders.Tzdb.Ids.Select(id => DateTimeZoneProviders.Tzdb[id]))
            {
                var read = ObservanceZone.From(TimeZoneWriter.Write(zone, from, from), zone.Id).ShouldNotBeNull();

                Changes(read, from).ShouldBe(Changes(zone, from), zone.Id);
            }
        }
    }

    [Fact]
    public void A_zone_with_yearly_changes_takes_two_observances() =>
        TimeZoneWriter.Write(DateTimeZoneProviders.Tzdb["Europe/Berlin"], Instant.FromUtc(2026, 3, 2, 9, 0), Instant.FromUtc(2026, 3, 2, 9, 0))
            .Components.Select(part => $"{part.Name} {part.Property("DTSTART")!.Value} {part.Property("RRULE")!.Value}").ShouldBe([
                "STANDARD 20251026T030000 FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "DAYLIGHT 20260329T020000 FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            ]);

    [Fact]
    public void The_time_line_is_that_of_NodaTime_around_every_change_of_every_zone()
    {
        var lenient = NodaTime.TimeZones.Resolvers.LenientResolver;
        foreach (var zone in DateTimeZoneProviders.Tzdb.Ids.Select(id => DateTimeZoneProviders.Tzdb[id]))
        {
            foreach (var interval in zone.GetZoneIntervals(Instant.FromUtc(1890, 1, 1, 0, 0), Instant.FromUtc(2045, 1, 1, 0, 0)).Where(interval => interval.HasStart))
            {
                foreach (var minutes in (int[])[-1441, -60, -1, 0, 1, 29, 59, 60, 61, 1439])
                {
                    var local = interval.IsoLocalStart.PlusMinutes(minutes);

                    new CalendarTime(local, zone).ToInstant().ShouldBe(local.InZone(zone, lenient).ToInstant(), $"{zone.Id} {local}");
                }
            }
        }
    }

    private static List<string> Changes(DateTimeZone zone, Instant from) =>
        [.. zone.GetZoneIntervals(from, Instant.FromUtc(2090, 1, 1, 0, 0))
            .Select(interval => $"{interval.Name} {interval.WallOffset} {(interval.HasEnd && interval.End.InUtc().Year < 2090 ? interval.End : "")}")];
}
