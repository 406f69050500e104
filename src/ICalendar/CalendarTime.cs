using VideoConf.ICalendar.Recurrence;
using VideoConf.ICalendar.Zones;

namespace VideoConf.ICalendar;

/// <summary>
/// A DATE or DATE-TIME value (RFC 5545 sections 3.3.4 and 3.3.5): wall clock with its zone, UTC, or floating.
/// </summary>
/// <param name="Local">What the wall clock shows, whole seconds; from year 1 to 9999-12-30. Midnight for a date.</param>
/// <param name="Zone">The zone of the wall clock; null for a floating time and for a date.</param>
/// <param name="IsDate">True for a DATE: the whole day, in whatever zone the reader is.</param>
public readonly record struct CalendarTime(LocalDateTime Local, DateTimeZone? Zone = null, bool IsDate = false)
{
    /// <summary>A whole day.</summary>
    public static CalendarTime OfDate(LocalDate date) => new(date.AtMidnight(), null, true);

    /// <summary>A point of the time line, written in UTC.</summary>
    public static CalendarTime OfInstant(Instant instant) => new(instant.InUtc().LocalDateTime, DateTimeZone.Utc);

    /// <summary>True for a time that is written with a "Z".</summary>
    public bool IsUtc => Zone is { Id: "UTC" };

    /// <summary>
    /// The point of the time line. A floating time and a date are read as if in UTC.
    /// A wall-clock time that does not exist takes the offset before the gap, one that comes twice is the first
    /// (RFC 5545 section 3.3.5).
    /// </summary>
    public Instant ToInstant() => Instant.FromUnixTimeSeconds(UnixSeconds);

    internal long UnixSeconds
    {
        get
        {
            var local = Civil.SecondsOf(Local);
            return Zone is null || IsUtc ? local : local - ZoneSpans.Of(Zone).OfLocal(local, out _).Offset;
        }
    }
}
