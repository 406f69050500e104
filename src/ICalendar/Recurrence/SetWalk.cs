using VideoConf.ICalendar.Zones;

namespace VideoConf.ICalendar.Recurrence;

/// <summary>The occurrences of a set that are under way within [from, to), by start.</summary>
internal sealed class SetWalk(SetPlan plan, Instant from, Instant to)
{
    private readonly long from = Civil.Ceiling(from);
    private readonly long fromDown = from == Instant.MinValue ? long.MinValue : from.ToUnixTimeSeconds();
    private readonly long to = Civil.Ceiling(to);

    public IEnumerable<SetOccurrence> Occurrences()
    {
        if (plan.Overrides.Count == 0)
        {
            return Stretch(null, long.MinValue, long.MaxValue);
        }

        // Each stretch between two changes "from here on" moves as one, so each is rising by itself
        var sequences = new List<IEnumerable<SetOccurrence>> { Changed() };
        for (var i = -1; i < plan.Ranges.Length; i++)
        {
            var begin = i < 0 ? long.MinValue : plan.Ranges[i].RecurrenceId.UnixSeconds;
            var end = i + 1 < plan.Ranges.Length ? plan.Ranges[i + 1].RecurrenceId.UnixSeconds : long.MaxValue;
            sequences.Add(Stretch(i < 0 ? null : plan.Ranges[i], begin, end));
        }

        return Merge(sequences);
    }

    private IEnumerable<SetOccurrence> Changed()
    {
        foreach (var change in plan.Overrides.Values.OrderBy(change => change.Start.UnixSeconds))
        {
            var local = Civil.SecondsOf(change.Start.Local);
            var moment = change.Start.UnixSeconds;
            var start = new Occurrence(local, (int)(local - moment));
            var found = new SetOccurrence(change, start, new EndClock(change.Start.Zone).After(local, moment, change.Length));
            if (IsWanted(found))
            {
                yield return found;
            }
        }
    }

    private IEnumerable<SetOccurrence> Stretch(OccurrenceOverride? change, long begin, long end)
    {
        var shift = change is null ? 0 : Civil.SecondsOf(InZoneOf(change.RecurrenceId, change.Start)) - Civil.SecondsOf(change.RecurrenceId.Local);
        var reach = plan.Longest + Math.Abs(shift) + 2 * Civil.SecondsPerDay;
        var walk = new GivenWalk(
            plan,
            Math.Max(begin, from == long.MinValue ? from : from - reach),
            Math.Min(end, to == long.MaxValue ? to : to + (shift == 0 ? 0 : reach)));
        var ends = new EndClock(plan.Start.Zone);
        var (zone, isDate) = (plan.Start.Zone, plan.Start.IsDate);
        var length = change?.Length ?? plan.Length;
        var (days, exact) = (length.Days, length.ExactSeconds);
        while (walk.MoveNext())
        {
            if (plan.Overrides.Count > 0 && plan.Overrides.ContainsKey(walk.Current.UnixSeconds))
            {
                continue;
            }

            var given = walk.Current;
            var start = Shifted(given, zone, shift);
            var found = walk.Extra < 0
                ? new SetOccurrence(zone, isDate, given.LocalSeconds, start, ends.After(start.LocalSeconds, start.UnixSeconds, days, exact), change)
                : MakeExtra(plan.ExtraDates[walk.Extra].Date, given, shift, change);
            if (IsWanted(found))
            {
                yield return found;
            }
        }
    }

    private SetOccurrence MakeExtra(ExtraDate date, Occurrence given, long shift, OccurrenceOverride? change)
    {
        var start = Shifted(given, date.Start.Zone, shift);
        var end = new EndClock(date.Start.Zone).After(start.LocalSeconds, start.UnixSeconds, date.Length ?? change?.Length ?? plan.Length);
        return new SetOccurrence(date.Start.Zone, date.Start.IsDate, given.LocalSeconds, start, end, change);
    }

    private static Occurrence Shifted(Occurrence given, DateTimeZone? zone, long shift)
    {
        if (shift == 0)
        {
            return given;
        }

        var local = given.LocalSeconds + shift;
        return new Occurrence(local, zone is null or { Id: "UTC" } ? 0 : ZoneSpans.Of(zone).OfLocal(local, out _).Offset);
    }

    private bool IsWanted(in SetOccurrence occurrence) =>
        occurrence.StartSeconds < to && (occurrence.EndSeconds > fromDown || occurrence.StartSeconds >= from);

    private static LocalDateTime InZoneOf(CalendarTime wanted, CalendarTime time) =>
        wanted.Zone is { } zone && time.Zone is not null ? time.ToInstant().InZone(zone).LocalDateTime : time.Local;

    private static IEnumerable<SetOccurrence> Merge(IReadOnlyList<IEnumerable<SetOccurrence>> rising)
    {
        var heads = new PriorityQueue<IEnumerator<SetOccurrence>, (long, int)>();
        for (var i = 0; i < rising.Count; i++)
        {
            Push(rising[i].GetEnumerator(), i);
        }

        while (heads.TryDequeue(out var head, out var rank))
        {
            yield return head.Current;
            Push(head, rank.Item2);
        }

        void Push(IEnumerator<SetOccurrence> sequence, int rank)
        {
            if (sequence.MoveNext())
            {
                heads.Enqueue(sequence, (sequence.Current.StartSeconds, rank));
            }
        }
    }
}
