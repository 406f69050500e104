using VideoConf.ICalendar;
using VideoConf.ICalendar.Recurrence;

namespace VideoConf.Calendar;

/// <summary>One occurrence of an event, placed on the time line.</summary>
/// <param name="Key">The start that the series gave it.</param>
internal readonly record struct Held(LocalDateTime Key, LocalDateTime StartLocal, LocalDateTime EndLocal, Instant Start, Instant End);

/// <summary>When an event's time and changes make it happen. Pure.</summary>
internal sealed class Series
{
    private readonly RecurrenceSet set;
    private readonly DateTimeZone zone;

    public Series(EventTime time, IReadOnlyCollection<OccurrenceChange> changes)
    {
        zone = ZoneOf(time.TimeZone);
        Rule = time.Recurrence?.Rule is { } text ? Parse(text) : null;
        set = new RecurrenceSet
        {
            Start = At(time.Start),
            Length = LengthOf(time),
            Rules = Rule is null ? [] : [Rule],
            ExtraDates = [.. (time.Recurrence?.ExtraDates ?? []).Select(d => new ExtraDate(At(d)))],
            ExceptDates = [.. (time.Recurrence?.ExceptDates ?? []).Concat(changes.Where(c => c.IsCancelled).Select(c => c.Occurrence)).Select(At)],
            Overrides = [.. changes.Where(c => c is { IsCancelled: false, Start: not null, End: not null })
                .Select(c => new OccurrenceOverride(At(c.Occurrence), At(c.Start!.Value), LengthOf(time with { Start = c.Start.Value, End = c.End!.Value })))],
        };
    }

    public Series(CalendarEvent state) : this(state.Time, state.Changes) { }

    public RecurrenceRule? Rule { get; }

    /// <summary>In the order of their starts; one that begins before <paramref name="from"/> and lasts into it included.</summary>
    public IEnumerable<Held> Between(Instant from, Instant to) => set.Between(from, to).Select(Place);

    public IEnumerable<Held> All => set.Occurrences().Select(Place);

    public Held? Find(LocalDateTime key) => set.Between(At(key).ToInstant() - Duration.FromDays(1), Instant.MaxValue)
        .TakeWhile(o => o.RecurrenceId.Local <= key || o.Override is not null).Where(o => o.RecurrenceId.Local == key).Select(o => (Held?)Place(o)).FirstOrDefault()
        // Moved far from where it stood
        ?? (set.Overrides.Any(o => o.RecurrenceId.Local == key) ? All.Where(o => o.Key == key).Select(o => (Held?)o).FirstOrDefault() : null);

    public static DateTimeZone ZoneOf(string id) => DateTimeZoneProviders.Tzdb[id];

    public static RecurrenceRule Parse(string rule) => RecurrenceRule.TryParse(rule, out var parsed, out var error)
        ? parsed
        : throw new InvalidOperationException($"A rule in the log cannot be read: {error.Message}");

    // The length of a day-long event is in days of the wall clock, of another in exact time, whatever the clocks do.
    private EventLength LengthOf(EventTime time) => time.AllDay
        ? new EventLength(Period.DaysBetween(time.Start.Date, time.End.Date), Duration.Zero)
        : new EventLength(0, ExactLength(time.Start, time.End, zone));

    /// <summary>A start that the clocks skip comes later than it says, perhaps behind the end: then the length is that of the wall clock.</summary>
    public static Duration ExactLength(LocalDateTime start, LocalDateTime end, DateTimeZone zone)
    {
        var exact = new CalendarTime(end, zone).ToInstant() - new CalendarTime(start, zone).ToInstant();
        return exact > Duration.Zero ? exact : Period.Between(start, end, PeriodUnits.Ticks).ToDuration();
    }

    private CalendarTime At(LocalDateTime local) => new(local, zone);

    private static Held Place(SetOccurrence o) => new(o.RecurrenceId.Local, o.Start.Local, o.End.Local, o.StartInstant, o.EndInstant);
}
