using System.Text;
using VideoConf.ICalendar.Events;
using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

public sealed class OutsideCopySpec
{
    private static IReadOnlyList<OutsideOccurrence>? Copy(string events, string more = "")
    {
        CalendarObject.TryRead(Encoding.UTF8.GetBytes($"BEGIN:VCALENDAR\r\n{more}{events}END:VCALENDAR\r\n"), out var calendar, out _).ShouldBeTrue();
        return OutsideCopy.Of(calendar!, OtherEventId, Now - Duration.FromDays(366), Now + Duration.FromDays(760), default);
    }

    private static string Event(params string[] lines) => $"BEGIN:VEVENT\r\nUID:1\r\n{string.Concat(lines.Select(l => l + "\r\n"))}END:VEVENT\r\n";

    [Fact]
    public void A_series_is_written_out_with_its_changes_and_without_what_is_cancelled()
    {
        var copy = Copy(
            Event("DTSTART;TZID=Europe/Berlin:20261124T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3", "SUMMARY:Standup", "ORGANIZER;CN=Eve:mailto:eve@example.org")
            + Event("RECURRENCE-ID;TZID=Europe/Berlin:20261201T090000", "DTSTART;TZID=Europe/Berlin:20261201T110000", "DURATION:PT1H", "SUMMARY:Later", "URL:https://example.org/call")
            + Event("RECURRENCE-ID;TZID=Europe/Berlin:20261208T090000", "DTSTART;TZID=Europe/Berlin:20261208T090000", "DURATION:PT1H", "STATUS:CANCELLED"))!;
        copy.Select(o => (o.Title, o.Occurrence, o.Start.InUtc().Hour, o.IsChanged)).ShouldBe([("Standup", First, 8, false), ("Later", Second, 10, true)]);
        copy.ShouldAllBe(o => o.IsRecurring && o.TimeZone == "Europe/Berlin" && o.EventId == copy[0].EventId);
        copy[0].Organizer.ShouldBe("Eve");
        copy[1].Url.ShouldBe("https://example.org/call");
    }

    [Fact]
    public void Whole_days_lie_in_the_calendars_own_zone()
    {
        var day = Copy(Event("DTSTART;VALUE=DATE:20261224", "SUMMARY:Holiday"), "X-WR-TIMEZONE:Europe/Berlin\r\n").ShouldHaveSingleItem();
        (day.AllDay, day.Start, day.End).ShouldBe((true, Instant.FromUtc(2026, 12, 23, 23, 0), Instant.FromUtc(2026, 12, 24, 23, 0)));
    }

    [Fact]
    public void A_calendar_that_would_flood_is_no_copy() => Copy(Event("DTSTART:20261124T090000Z", "RRULE:FREQ=MINUTELY")).ShouldBeNull();

    [Fact]
    public void Text_that_no_database_takes_is_mended() => Copy(Event("DTSTART:20261124T090000Z", "SUMMARY:a\0b" + new string('x', 300)))!.Single().Title.ShouldStartWith("abxxx");
}
