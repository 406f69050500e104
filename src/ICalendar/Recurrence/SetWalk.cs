namespace VideoConf.ICalendar.Recurrence;

/// <summary>Merges the rising sequences that a set is made of.</summary>
internal sealed class SetWalk
{
    private readonly RecurrenceSet set;
    private readonly HashSet<Instant> exceptTimes;
    private readonly HashSet<LocalDate> exceptDates;
    private readonly Dictionary<Instant, OccurrenceOverride> overrides = [];
    private readonly OccurrenceOverride[] ranges;
    private readonly ExtraDate[] extraDates;

    public SetWalk(RecurrenceSet set)
    {
        this.set = set;
        exceptTimes = [.. set.ExceptDates.Where(date => !date.IsDate).Select(date => date.ToInstant())];
        exceptDates = [.. set.ExceptDates.Where(date => date.IsDate).Select(date => date.Local.Date)];
        foreach (var change in set.Overrides)
        {
            overrides[change.RecurrenceId.ToInstant()] = change;
        }

        ranges = [.. overrides.Values.Where(change => change.AndFollowing).OrderBy(change => change.RecurrenceId.ToInstant())];
        extraDates = [.. set.ExtraDates.Concat(set.Rules.Count == 0 ? [new ExtraDate(set.Start)] : [])
            .OrderBy(date => date.Start.ToInstant()).DistinctBy(date => date.Start.ToInstant())];
    }

    public IEnumerable<SetOccurrence> Between(Instant from, Instant to)
    {
        // Each stretch between two changes "from here on" moves as one, so each is rising by itself
        var sequences = new List<IEnumerable<SetOccurrence>> { Changed() };
        for (var i = -1; i < ranges.Length; i++)
        {
            var begin = i < 0 ? Instant.MinValue : ranges[i].RecurrenceId.ToInstant();
            var end = i + 1 < ranges.Length ? ranges[i + 1].RecurrenceId.ToInstant() : Instant.MaxValue;
            sequences.Add(Stretch(i < 0 ? null : ranges[i], begin, end, from, to));
        }

        return Merge(sequences, occurrence => occurrence.Start.ToInstant())
            .TakeWhile(occurrence => occurrence.Start.ToInstant() < to)
            .Where(occurrence => occurrence.End.ToInstant() > from || occurrence.Start.ToInstant() == from);
    }

    private IEnumerable<SetOccurrence> Changed() =>
        overrides.Values.OrderBy(change => change.Start.ToInstant())
            .Select(change => new SetOccurrence(change.RecurrenceId, change.Start, change.Length.After(change.Start), change));

    private IEnumerable<SetOccurrence> Stretch(OccurrenceOverride? change, Instant begin, Instant end, Instant from, Instant to)
    {
        var shift = change is null ? Period.Zero : Period.Between(change.RecurrenceId.Local, InZoneOf(change.RecurrenceId, change.Start));
        var reach = Reach(change, shift);
        var first = from > Instant.MinValue.Plus(reach) ? from - reach : Instant.MinValue;
        var last = to < Instant.MaxValue.Minus(reach) ? to + reach : Instant.MaxValue;
        foreach (var (given, own) in Given(Instant.Max(begin, first), Instant.Min(end, last)))
        {
            if (!overrides.ContainsKey(given.ToInstant()))
            {
                var start = given with { Local = given.Local + shift };
                yield return new(given, start, (own ?? change?.Length ?? set.Length).After(start), change);
            }
        }
    }

    // What rules and dates give, without the exceptions, each once
    private IEnumerable<ExtraDate> Given(Instant from, Instant to)
    {
        var sequences = set.Rules
            .Select(rule => rule.Between(set.Start, from, to).AsEnumerable().Select(found => new ExtraDate(set.Start with { Local = found.Local })))
            .Append(extraDates.Where(date => date.Start.ToInstant() >= from && date.Start.ToInstant() < to));
        var last = Instant.MinValue;
        foreach (var date in Merge([.. sequences], date => date.Start.ToInstant()))
        {
            var instant = date.Start.ToInstant();
            if (instant != last && !exceptTimes.Contains(instant) && !exceptDates.Contains(date.Start.Local.Date))
            {
                yield return date;
            }

            last = instant;
        }
    }

    private Duration Reach(OccurrenceOverride? change, Period shift)
    {
        var longest = extraDates.Select(date => date.Length).OfType<EventLength>().Append(change?.Length ?? set.Length)
            .Max(length => Duration.FromDays(length.Days) + length.Exact);
        var moved = (NodaConstants.UnixEpoch.InUtc().LocalDateTime + shift).InUtc().ToInstant() - NodaConstants.UnixEpoch;
        return longest + Duration.Max(moved, -moved) + Duration.FromDays(2);
    }

    private static LocalDateTime InZoneOf(CalendarTime wanted, CalendarTime time) =>
        wanted.Zone is { } zone && time.Zone is not null ? time.ToInstant().InZone(zone).LocalDateTime : time.Local;

    private static IEnumerable<T> Merge<T>(IReadOnlyList<IEnumerable<T>> rising, Func<T, Instant> by)
    {
        var heads = new PriorityQueue<IEnumerator<T>, (Instant, int)>();
        for (var i = 0; i < rising.Count; i++)
        {
            Push(rising[i].GetEnumerator(), i);
        }

        while (heads.TryDequeue(out var head, out var rank))
        {
            yield return head.Current;
            Push(head, rank.Item2);
        }

        void Push(IEnumerator<T> sequence, int rank)
        {
            if (sequence.MoveNext())
            {
                heads.Enqueue(sequence, (by(sequence.Current), rank));
            }
        }
    }
}
