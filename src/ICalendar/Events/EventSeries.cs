using VideoConf.ICalendar.Recurrence;

namespace VideoConf.ICalendar.Events;

/// <summary>The components of one UID: a master and its changed occurrences.</summary>
/// <param name="Uid">Theirs.</param>
/// <param name="Master">Null if a file holds changed occurrences alone.</param>
/// <param name="Overrides">By recurrence id; of two for one id the later revision.</param>
public sealed record EventSeries(string Uid, EventComponent? Master, IReadOnlyList<EventComponent> Overrides)
{
    /// <summary>Groups by UID, in the order of first appearance; of two masters the later revision (SEQUENCE, then DTSTAMP).</summary>
    public static IReadOnlyList<EventSeries> Group(IEnumerable<EventComponent> events) =>
        [.. events.GroupBy(component => component.Uid, StringComparer.Ordinal).Select(group => new EventSeries(
            group.Key,
            Latest(group.Where(component => component.RecurrenceId is null)),
            [.. group.Where(component => component.RecurrenceId is not null).GroupBy(component => component.RecurrenceId!.Value.ToInstant())
                .OrderBy(same => same.Key).Select(same => Latest(same)!)]))];

    /// <summary>All occurrences. Without a master the changed ones alone.</summary>
    public RecurrenceSet ToRecurrenceSet()
    {
        var master = Master ?? Overrides[0] with { Start = Overrides[0].RecurrenceId!.Value, End = null, Duration = null };
        return new RecurrenceSet
        {
            Start = master.Start, Length = master.Length, Rules = master.Rules, ExceptRules = master.ExceptRules,
            ExtraDates = master.ExtraDates, ExceptDates = master.ExceptDates,
            Overrides = [.. Overrides.Select(change => new OccurrenceOverride(Replaced(change, master), change.Start, change.Length, change.AndFollowing))],
        };
    }

    /// <summary>The component that describes an occurrence of <see cref="ToRecurrenceSet"/>: a changed one, or the master.</summary>
    public EventComponent ComponentOf(SetOccurrence occurrence) =>
        occurrence.Override is { } change ? Overrides.First(component => Replaced(component, Master ?? component) == change.RecurrenceId) : Master ?? Overrides[0];

    // Some programs name an occurrence of a timed series by its day alone
    private static CalendarTime Replaced(EventComponent change, EventComponent master) =>
        change.RecurrenceId!.Value is { IsDate: true } day && !master.Start.IsDate
            ? master.Start with { Local = day.Local.Date.At(master.Start.Local.TimeOfDay) }
            : change.RecurrenceId.Value;

    private static EventComponent? Latest(IEnumerable<EventComponent> revisions) =>
        revisions.OrderByDescending(component => component.Sequence).ThenByDescending(component => component.Stamp).FirstOrDefault();
}
