using NodaTime.TimeZones;

namespace VideoConf.ICalendar.Recurrence;

/// <summary>
/// Places wall-clock times on the time line, by decision 7. Keeps the zone's present interval, so that most times
/// cost a comparison.
/// </summary>
internal struct WallClock(DateTimeZone? zone, bool onceADay)
{
    // Within these bounds no other interval of the zone shows the same wall clock
    private long safeFrom = zone is null ? long.MinValue : long.MaxValue;
    private long safeTo = zone is null ? long.MaxValue : long.MinValue;
    private int offset;

    /// <summary>False if the time is to be left out.</summary>
    public bool TryResolve(long local, out Occurrence occurrence)
    {
        if (local >= safeFrom && local < safeTo)
        {
            occurrence = new Occurrence(local, offset);
            return true;
        }

        var map = zone!.MapLocal(Instant.FromUnixTimeSeconds(local).InUtc().LocalDateTime);
        Keep(map.EarlyInterval);
        occurrence = new Occurrence(local, map.EarlyInterval.WallOffset.Seconds);
        if (map.Count != 0)
        {
            return true;
        }

        var gap = map.LateInterval.WallOffset.Seconds - map.EarlyInterval.WallOffset.Seconds;
        occurrence = new Occurrence(local + gap, map.LateInterval.WallOffset.Seconds);
        return onceADay && gap < Civil.SecondsPerDay;
    }

    /// <summary>True if no time between the two can be left out.</summary>
    public readonly bool KeepsAll(long fromLocal, long toLocal)
    {
        if (zone is null || zone.MinOffset == zone.MaxOffset)
        {
            return true;
        }

        if (!onceADay)
        {
            return false;
        }

        var span = new Interval(
            Instant.FromUnixTimeSeconds(fromLocal - Civil.SecondsPerDay),
            Instant.FromUnixTimeSeconds(Math.Max(fromLocal, toLocal) + Civil.SecondsPerDay));
        var before = default(Offset?);
        foreach (var interval in zone.GetZoneIntervals(span))
        {
            if (before is { } was && interval.WallOffset.Seconds - was.Seconds >= Civil.SecondsPerDay)
            {
                return false;
            }

            before = interval.WallOffset;
        }

        return true;
    }

    private void Keep(ZoneInterval interval)
    {
        offset = interval.WallOffset.Seconds;
        safeFrom = interval.HasStart ? interval.Start.ToUnixTimeSeconds() + offset + Civil.SecondsPerDay : long.MinValue;
        safeTo = interval.HasEnd ? interval.End.ToUnixTimeSeconds() + offset - Civil.SecondsPerDay : long.MaxValue;
    }
}
