using VideoConf.ICalendar.Zones;

namespace VideoConf.ICalendar.Recurrence;

/// <summary>Finds the ends of occurrences; keeps the zone's present span like <see cref="WallClock"/>.</summary>
internal struct EndClock(DateTimeZone? zone)
{
    private readonly ZoneSpans? spans = zone is null or { Id: "UTC" } ? null : ZoneSpans.Of(zone);
    private ZoneSpan span = new(long.MaxValue, long.MinValue, 0);

    /// <summary>The end of what starts at that wall-clock time and moment.</summary>
    public Occurrence After(long local, long moment, EventLength length) => After(local, moment, length.Days, length.ExactSeconds);

    /// <inheritdoc cref="After(long, long, EventLength)"/>
    public Occurrence After(long local, long moment, int days, long exact)
    {
        const long Last = 253_402_214_400; // 9999-12-31
        if (days != 0)
        {
            local = Math.Min(local + (long)days * Civil.SecondsPerDay, Last - 1);
            moment = spans is null ? local : local - spans.OfLocal(local, out _).Offset;
            if (exact == 0)
            {
                return new Occurrence(local, (int)(local - moment));
            }
        }

        moment = Math.Min(moment + exact, Last - Civil.SecondsPerDay);
        if (spans is not null && (moment < span.Start || moment >= span.End))
        {
            span = spans.At(moment);
        }

        var offset = spans is null ? 0 : span.Offset;
        return new Occurrence(moment + offset, offset);
    }
}
