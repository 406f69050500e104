using VideoConf.ICalendar.Zones;

namespace VideoConf.ICalendar.Recurrence;

/// <summary>
/// Places wall-clock times on the time line, by decision 7. Keeps the zone's present span, so that most times
/// cost a comparison.
/// </summary>
internal struct WallClock(DateTimeZone? zone, bool onceADay)
{
    private readonly ZoneSpans? spans = zone is null ? null : ZoneSpans.Of(zone);

    // Within these bounds no other span of the zone shows the same wall clock before this one
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

        var span = spans!.OfLocal(local, out var gap);
        safeFrom = span.Start + spans.MaxOffset;
        safeTo = span.End + span.Offset;
        offset = span.Offset;
        occurrence = new Occurrence(local + gap, offset + gap);
        return gap == 0 || (onceADay && gap < Civil.SecondsPerDay);
    }

    /// <summary>True if no time between the two can be left out.</summary>
    public readonly bool KeepsAll(long fromLocal, long toLocal) =>
        spans is null
        || zone!.MinOffset == zone.MaxOffset
        || (onceADay && !spans.MaySkipDay(fromLocal - Civil.SecondsPerDay, Math.Max(fromLocal, toLocal) + Civil.SecondsPerDay));
}
