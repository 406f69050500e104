using VideoConf.ICalendar.Files;
using VideoConf.ICalendar.Recurrence;

namespace VideoConf.ICalendar.Events;

/// <summary>STATUS of an event (RFC 5545 section 3.8.1.11).</summary>
public enum EventStatus
{
    Confirmed,
    Tentative,
    Cancelled,
}

/// <summary>
/// A VEVENT (RFC 5545 section 3.6.1) as values: an event, a series, or with <see cref="RecurrenceId"/> a changed
/// occurrence of one. What has no field here is kept in <see cref="OtherProperties"/>.
/// </summary>
public sealed record EventComponent
{
    /// <summary>UID; the same for a series and its changed occurrences.</summary>
    public required string Uid { get; init; }

    /// <summary>DTSTART.</summary>
    public required CalendarTime Start { get; init; }

    /// <summary>DTEND, exclusive; null if <see cref="Duration"/> or nothing is written.</summary>
    public CalendarTime? End { get; init; }

    /// <summary>DURATION; null if <see cref="End"/> or nothing is written.</summary>
    public EventLength? Duration { get; init; }

    /// <summary>RECURRENCE-ID; null for an event and for a series.</summary>
    public CalendarTime? RecurrenceId { get; init; }

    /// <summary>RANGE=THISANDFUTURE of the RECURRENCE-ID: the later occurrences change, too.</summary>
    public bool AndFollowing { get; init; }

    /// <summary>SEQUENCE, raised by the organizer with every change that matters.</summary>
    public int Sequence { get; init; }

    /// <summary>DTSTAMP: when this was written.</summary>
    public Instant Stamp { get; init; } = NodaConstants.UnixEpoch;

    /// <summary>CREATED.</summary>
    public Instant? Created { get; init; }

    /// <summary>LAST-MODIFIED.</summary>
    public Instant? LastModified { get; init; }

    /// <summary>SUMMARY.</summary>
    public string? Summary { get; init; }

    /// <summary>DESCRIPTION.</summary>
    public string? Description { get; init; }

    /// <summary>LOCATION.</summary>
    public string? Location { get; init; }

    /// <summary>URL.</summary>
    public string? Url { get; init; }

    /// <summary>STATUS; null if none is written.</summary>
    public EventStatus? Status { get; init; }

    /// <summary>TRANSP=TRANSPARENT: it does not make its people busy.</summary>
    public bool IsTransparent { get; init; }

    /// <summary>ORGANIZER.</summary>
    public CalendarUser? Organizer { get; init; }

    /// <summary>ATTENDEE.</summary>
    public IReadOnlyList<CalendarUser> Attendees { get; init; } = [];

    /// <summary>CATEGORIES.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>RRULE.</summary>
    public IReadOnlyList<RecurrenceRule> Rules { get; init; } = [];

    /// <summary>EXRULE: deprecated, still met in files.</summary>
    public IReadOnlyList<RecurrenceRule> ExceptRules { get; init; } = [];

    /// <summary>RDATE.</summary>
    public IReadOnlyList<ExtraDate> ExtraDates { get; init; } = [];

    /// <summary>EXDATE.</summary>
    public IReadOnlyList<CalendarTime> ExceptDates { get; init; } = [];

    /// <summary>VALARM.</summary>
    public IReadOnlyList<Alarm> Alarms { get; init; } = [];

    /// <summary>What has no field of its own, as it stood: CLASS, GEO, ATTACH, X-... and fields that are written twice.</summary>
    public IReadOnlyList<CalendarProperty> OtherProperties { get; init; } = [];

    /// <summary>Parameters of the properties above that have no field: "SUMMARY" has LANGUAGE=de.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<CalendarParameter>> OtherParameters { get; init; } = NoParameters;

    internal static IReadOnlyDictionary<string, IReadOnlyList<CalendarParameter>> NoParameters { get; } =
        System.Collections.Frozen.FrozenDictionary<string, IReadOnlyList<CalendarParameter>>.Empty;

    /// <summary>How long it lasts, by section 3.6.1: from DTEND, from DURATION, else a day for a date and nothing for a time.</summary>
    public EventLength Length =>
        Duration ?? (End is { } end ? EventLength.Between(Start, end) : new EventLength(Start.IsDate ? 1 : 0, NodaTime.Duration.Zero));

    /// <summary>As a VEVENT. Its times name their zones; the VTIMEZONE components that say what those are stand beside it.</summary>
    /// <exception cref="ArgumentException">The UID is empty.</exception>
    public CalendarComponent ToComponent() => EventWriter.Write(this);

    /// <summary>All occurrences of the event, without the changed ones: see <see cref="EventSeries.ToRecurrenceSet"/>.</summary>
    public RecurrenceSet ToRecurrenceSet() => new()
    {
        Start = Start, Length = Length, Rules = Rules, ExceptRules = ExceptRules, ExtraDates = ExtraDates, ExceptDates = ExceptDates,
    };
}
