using NodaTime.TimeZones;
using VideoConf.ICalendar.Files;

namespace VideoConf.ICalendar.Zones;

/// <summary>
/// The zone that a VTIMEZONE describes (RFC 5545 section 3.6.5), for files whose zone nobody else knows.
/// Its changes are computed up to the year 2200; after that the last offset stays.
/// </summary>
internal sealed class ObservanceZone : DateTimeZone
{
    private readonly ZoneInterval[] intervals;

    private ObservanceZone(string id, CalendarComponent source, ZoneInterval[] intervals)
        : base(id, intervals.Length == 1, intervals.Min(interval => interval.WallOffset), intervals.Max(interval => interval.WallOffset))
    {
        Source = source;
        this.intervals = intervals;
    }

    /// <summary>The VTIMEZONE, to be written again as it was read.</summary>
    public CalendarComponent Source { get; }

    /// <summary>Null if the component has no observance that can be read.</summary>
    public static ObservanceZone? From(CalendarComponent source, string id)
    {
        var onsets = source.Components.SelectMany(Observance.Onsets).OrderBy(onset => onset.At).ToList();
        if (onsets.Count == 0)
        {
            return null;
        }

        var found = new List<ZoneInterval>();
        var current = new Onset(Instant.MinValue, onsets[0].From, onsets[0].From, "", false);
        foreach (var onset in onsets.Where(onset => onset.At > current.At))
        {
            found.Add(Interval(current, onset.At));
            current = onset;
        }

        found.Add(Interval(current, null));
        return new ObservanceZone(id, source, [.. found]);
    }

    public override ZoneInterval GetZoneInterval(Instant instant)
    {
        var (low, high) = (0, intervals.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = intervals[middle].Start <= instant ? (middle, high) : (low, middle - 1);
        }

        return intervals[low];
    }

    private static ZoneInterval Interval(Onset onset, Instant? end)
    {
        // A file may jump from one end of the world to the other; an Offset may not
        var most = Offset.MaxValue.Seconds;
        var savings = onset.IsDaylight ? Math.Clamp(onset.To.Seconds - onset.From.Seconds, -most, most) : 0;
        return new ZoneInterval(onset.Name, onset.At == Instant.MinValue ? null : onset.At, end, onset.To, Offset.FromSeconds(savings));
    }
}
