namespace VideoConf.ICalendar.Recurrence;

/// <summary>How long an occurrence lasts (RFC 5545 section 3.8.5.3): whole days of the wall clock, then exact time.</summary>
public readonly record struct EventLength(int Days, Duration Exact)
{
    /// <summary>The end of an occurrence that starts then.</summary>
    public CalendarTime After(CalendarTime start)
    {
        var days = start with { Local = start.Local.PlusDays(Days) };
        if (Exact == Duration.Zero)
        {
            return days;
        }

        var end = days.ToInstant() + Exact;
        return days with { Local = end.InZone(start.Zone ?? DateTimeZone.Utc).LocalDateTime };
    }
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

/// <summary>One occurrence of a set.</summary>
/// <param name="RecurrenceId">The start that the rule or date gave; names the occurrence for ever.</param>
/// <param name="Start">When it starts.</param>
/// <param name="End">When it ends, exclusive.</param>
/// <param name="Override">What changed it; null if nothing did.</param>
public readonly record struct SetOccurrence(CalendarTime RecurrenceId, CalendarTime Start, CalendarTime End, OccurrenceOverride? Override);

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

    /// <summary>RDATE.</summary>
    public IReadOnlyList<ExtraDate> ExtraDates { get; init; } = [];

    /// <summary>EXDATE; a DATE takes out every occurrence that starts on it.</summary>
    public IReadOnlyList<CalendarTime> ExceptDates { get; init; } = [];

    /// <summary>The changed occurrences.</summary>
    public IReadOnlyList<OccurrenceOverride> Overrides { get; init; } = [];

    /// <summary>All occurrences, by start, computed as they are asked for.</summary>
    public IEnumerable<SetOccurrence> Occurrences() => new SetWalk(this).Between(Instant.MinValue, Instant.MaxValue);

    /// <summary>The occurrences that are under way at some moment of [from, to), by start.</summary>
    public IEnumerable<SetOccurrence> Between(Instant from, Instant to) => new SetWalk(this).Between(from, to);
}
