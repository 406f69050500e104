using System.Globalization;
using VideoConf.ICalendar.Recurrence;

namespace VideoConf.ICalendar;

/// <summary>DATE, DATE-TIME and PERIOD values of properties (RFC 5545 sections 3.3.4, 3.3.5, 3.3.9).</summary>
internal static class TimeText
{
    // Beyond it some offset leaves the time line; files say 99991231 for "never"
    private static readonly LocalDate LastDate = new(9999, 12, 30);

    /// <summary>Reads a date or time; its shape tells which, whatever VALUE says.</summary>
    /// <param name="text">"20261122", "20261122T093000" or "20261122T093000Z".</param>
    /// <param name="zone">That of TZID; not used for a date and for UTC.</param>
    /// <param name="time">A day past 9999-12-30 is read as that day.</param>
    public static bool TryTime(ReadOnlySpan<char> text, DateTimeZone? zone, out CalendarTime time)
    {
        text = text.Trim();
        time = default;
        if (ValueText.TryDate(text, out var date))
        {
            time = CalendarTime.OfDate(Bounded(date));
            return true;
        }

        if (!ValueText.TryDateTime(text, out var local, out var utc))
        {
            return false;
        }

        time = new CalendarTime(Bounded(local.Date).At(local.TimeOfDay), utc ? DateTimeZone.Utc : zone);
        return true;
    }

    /// <summary>Reads one value of RDATE: a date, a time, or a period, "start/end" or "start/duration".</summary>
    public static bool TryExtraDate(ReadOnlySpan<char> text, DateTimeZone? zone, out ExtraDate date)
    {
        var slash = text.IndexOf('/');
        var length = default(EventLength?);
        if (!TryTime(slash < 0 ? text : text[..slash], zone, out var start))
        {
            date = default;
            return false;
        }

        if (slash >= 0)
        {
            if (ValueText.TryDuration(text[(slash + 1)..], out var duration))
            {
                length = duration;
            }
            else if (TryTime(text[(slash + 1)..], zone, out var end) && end.ToInstant() >= start.ToInstant())
            {
                length = EventLength.Between(start, end);
            }
        }

        date = new ExtraDate(start, length);
        return slash < 0 || length is { Days: >= 0 } and { Exact.BclCompatibleTicks: >= 0 };
    }

    /// <summary>"20261122", "20261122T093000" or "20261122T093000Z"; the zone stands in TZID.</summary>
    public static string Write(CalendarTime time) =>
        time.Local.ToString(
            time switch
            {
                { IsDate: true } => "uuuuMMdd",
                { IsUtc: true } => "uuuuMMdd'T'HHmmss'Z'",
                _ => "uuuuMMdd'T'HHmmss",
            }, CultureInfo.InvariantCulture);

    /// <summary>A period as start and duration.</summary>
    public static string WritePeriod(CalendarTime start, EventLength length) => $"{Write(start)}/{ValueText.OfDuration(length)}";

    private static LocalDate Bounded(LocalDate date) => date > LastDate ? LastDate : date;
}
