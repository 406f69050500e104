using System.Text;

namespace VideoConf.ICalendar.Tests;

/// <summary>Files in one line, for the specs: "|" ends a line.</summary>
internal static class Events
{
    public static byte[] Bytes(string lines) => Encoding.UTF8.GetBytes(lines.Replace("|", "\r\n"));

    public static CalendarObject Calendar(string lines)
    {
        CalendarObject.TryRead(Bytes($"BEGIN:VCALENDAR|{lines}|END:VCALENDAR|"), out var calendar, out var error).ShouldBeTrue(error?.Message);
        return calendar!;
    }

    /// <summary>A calendar of one event, with a start of its own unless one is given.</summary>
    public static CalendarObject One(string lines) =>
        Calendar($"BEGIN:VEVENT|UID:1|{(lines.Contains("DTSTART") ? "" : "DTSTART:20260302T090000Z|")}{lines}|END:VEVENT");

    public static EventComponent Event(string lines)
    {
        var calendar = One(lines);
        calendar.Problems.ShouldBeEmpty();
        return calendar.Events.ShouldHaveSingleItem();
    }

    public static string Text(CalendarObject calendar) => Encoding.UTF8.GetString(calendar.Write());
}
