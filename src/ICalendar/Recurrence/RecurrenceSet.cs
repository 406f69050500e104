namespace VideoConf.ICalendar.Recurrence;

/// <summary>How long an occurrence lasts (RFC 5545 section 3.8.5.3): whole days of the wall clock, then exact time in whole seconds.</summary>
public readonly record struct EventLength(int Days, Duration Exact)
{
    /// <summary>From a start to an end: whole days between dates, exact time between times (section 3.8.5.3).</summary>
    public static EventLength Between(CalendarTime start, CalendarTime end) =>
        start.IsDate
            ? new(Period.DaysBetween(start.Local.Date, end.Local.Date), Duration.Zero)
            : new(0, end.ToInstant() - start.ToInstant());

    /// <summary>The end of an occurrence that starts then.</summary>
    /// <remarks>An end past 9999-12-30 is that day.</remarks>
    public CalendarTime After(CalendarTime start)
    {
        var clock = new EndClock(start.Zone);
        var local = Civil.SecondsOf(start.Local);
        return start with { Local = Civil.LocalOf(clock.After(local, start.UnixSeconds, this).LocalSeconds) };
    }

    internal long ExactSeconds => Exact.BclCompatibleTicks / NodaConstants.TicksPerSecond;
}

/// <summary>A single date of a set (RDATE).</summary>
/// <param name="Start">Its start.</param>
/// <param name="Length">Its own length if it was written as a period; null for that of the set.</param>
public readonly record struct ExtraDate(CalendarTime Start, EventLength? Length = null);

/// <summary>A changed occurrence (RECURRENCE-ID, RFC 5545 section 3.8.4.4).</summary>
/// <param name="RecurrenceId">The start that the set gives for it.</param>
/// <param name="Start">Its start now.</param>
/// <param name="Length">Its length now.</param>
/// <param name="AndFollowing">RANGE=THISANDFUTURE: the later ones move by as much and last as long.</param>
public sealed record OccurrenceOverride(CalendarTime RecurrenceId, CalendarTime Start, EventLength Length, bool AndFollowing = false);

/// <summary>
/// All occurrences of an event: rules and dates together, less the exceptions, with its changed occurrences in place
/// (RFC 5545 section 3.8.5). Without rules the start is an occurrence; with rules it is one if it satisfies them.
/// An override of a start that the set does not give stands as an occurrence of its own.
/// </summary>
public sealed class RecurrenceSet
{
    /// <summary>DTSTART.</summary>
    public required CalendarTime Start { get; init; }

    /// <summary>How long an unchanged occurrence lasts.</summary>
    public EventLength Length { get; init; }

    /// <summary>RRULE; more than one may stand in a file.</summary>
    public IReadOnlyList<RecurrenceRule> Rules { get; init; } = [];

    /// <summary>EXRULE: what these give is taken out. Deprecated, still met in files.</summary>
    public IReadOnlyList<RecurrenceRule> ExceptRules { get; init; } = [];

    /// <summary>RDATE.</summary>
    public IReadOnlyList<ExtraDate> ExtraDates { get; init; } = [];

    /// <summary>EXDATE; a DATE takes out every occurrence that starts on it.</summary>
    public IReadOnlyList<CalendarTime> ExceptDates { get; init; } = [];

    /// <summary>The changed occurrences.</summary>
    public IReadOnlyList<OccurrenceOverride> Overrides { get; init; } = [];

    /// <summary>
    /// No day has more occurrences than this: for refusing what would flood a calendar. A rule alone has at most 86,400,
    /// one a second.
    /// </summary>
    public int MostPerDay => Plan.MostPerDay;

    private SetPlan Plan => field ??= new SetPlan(this);

    /// <summary>All occurrences, by start, computed as they are asked for.</summary>
    public IEnumerable<SetOccurrence> Occurrences() => Between(Instant.MinValue, Instant.MaxValue);

    /// <summary>The occurrences that are under way at some moment of [from, to), by start.</summary>
    public IEnumerable<SetOccurrence> Between(Instant from, Instant to) => new SetWalk(Plan, from, to).Occurrences();
}
