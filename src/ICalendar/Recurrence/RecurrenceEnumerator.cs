namespace VideoConf.ICalendar.Recurrence;

/// <summary>The occurrences of one rule within bounds; see <see cref="RecurrenceRule"/>.</summary>
public readonly struct RecurrenceOccurrences
{
    private readonly RulePlan plan;
    private readonly long from;
    private readonly long to;

    internal RecurrenceOccurrences(RecurrenceRule rule, CalendarTime start, Instant from, Instant to)
    {
        plan = new RulePlan(rule, start);
        this.from = Civil.Ceiling(from);
        this.to = Civil.Ceiling(to);
    }

    /// <summary>Walks from the first; nothing is allocated for an occurrence.</summary>
    public RecurrenceEnumerator GetEnumerator() => new(plan, from, to);

    /// <summary>The same as a sequence, for queries.</summary>
    public IEnumerable<Occurrence> AsEnumerable()
    {
        foreach (var occurrence in this)
        {
            yield return occurrence;
        }
    }
}

/// <summary>Walks a rule's occurrences, period by period, on plain numbers.</summary>
public struct RecurrenceEnumerator
{
    /// <summary>A rule ends where so many candidates in a row (periods, or hours, minutes, seconds) have failed.</summary>
    internal const int FruitlessCandidates = 10_000_000;

    private static readonly int[] AtZero = [0];

    private readonly RulePlan plan;
    private readonly Periods periods;
    private readonly long from;
    private readonly long to;
    private readonly long[] days;
    private readonly long[] chosen;
    private readonly int[] times;
    private readonly long lastPeriod;
    private WallClock clock;
    private long period;
    private int dayCount;
    private int dayIndex;
    private int timeIndex;
    private long last;

    internal RecurrenceEnumerator(RulePlan plan, long from, long to)
    {
        this.plan = plan;
        this.from = from;
        this.to = to;
        periods = new Periods(plan);
        clock = new WallClock(plan.Zone, plan.OnceADay);
        days = new long[periods.Capacity];
        chosen = plan.Positions.Length > 0 ? new long[plan.Positions.Length] : days;
        times = plan.Positions.Length > 0 ? AtZero : plan.Times;
        last = long.MinValue;
        Ended = plan.Times.Length == 0;

        var bound = Math.Min(to, plan.Until);
        lastPeriod = bound == long.MaxValue ? long.MaxValue : periods.Before(bound + 2 * Civil.SecondsPerDay) + 3;

        // Two days early: zones lie within a day of UTC, and a gap moves by less than one
        if (from != long.MinValue && from - 2 * Civil.SecondsPerDay > plan.Start)
        {
            Jump(periods.Before(from - 2 * Civil.SecondsPerDay));
        }
    }

    /// <summary>The occurrence that MoveNext found.</summary>
    public Occurrence Current { readonly get; private set; }

    internal bool Ended { readonly get; private set; }

    /// <summary>Its number within the rule, from 1, where the walk began at the first or could be counted by arithmetic.</summary>
    internal int Ordinal { get; private set; }

    /// <summary>Stands before the n-th occurrence: near it where the periods can be counted, else at the first.</summary>
    internal static RecurrenceEnumerator AtOrdinal(RulePlan plan, int n)
    {
        var walk = new RecurrenceEnumerator(plan, long.MinValue, long.MaxValue);
        if (PeriodCounts.Of(plan) is { Each: > 0 } counts
            && n > counts.First + counts.Each
            && walk.clock.KeepsAll(plan.Start, ((long)Civil.LastDay - 2) * Civil.SecondsPerDay))
        {
            var whole = (n - counts.First - 1L) / counts.Each;
            walk.period = whole + 1;
            walk.Ordinal = (int)(counts.First + whole * counts.Each);
        }

        return walk;
    }

    /// <summary>False when the rule, or the window, is at its end.</summary>
    public bool MoveNext()
    {
        while (!Ended)
        {
            if (dayIndex >= dayCount && !NextPeriod())
            {
                break;
            }

            var local = chosen[dayIndex] + times[timeIndex];
            if (++timeIndex == times.Length)
            {
                timeIndex = 0;
                dayIndex++;
            }

            if (local < plan.Start || local <= last || !clock.TryResolve(local, out var occurrence))
            {
                continue;
            }

            last = local;
            if (Passed(occurrence) || Ordinal >= plan.Count)
            {
                break;
            }

            Ordinal++;
            if (occurrence.UnixSeconds >= from)
            {
                Current = occurrence;
                return true;
            }
        }

        Ended = true;
        return false;
    }

    private readonly bool Passed(Occurrence occurrence) =>
        occurrence.UnixSeconds >= to
        || (plan.UntilOnTimeLine ? occurrence.UnixSeconds : occurrence.LocalSeconds) > plan.Until;

    private void Jump(long target)
    {
        if (plan.Count == int.MaxValue)
        {
            period = target;
        }
        else if (target > 1 && PeriodCounts.Of(plan) is { } counts && clock.KeepsAll(plan.Start, Math.Min(from, ((long)Civil.LastDay - 2) * Civil.SecondsPerDay)))
        {
            period = target;
            Ordinal = (int)Math.Min(int.MaxValue, counts.First + (target - 1) * counts.Each);
        }
    }

    private bool NextPeriod()
    {
        dayIndex = 0;
        dayCount = 0;
        var candidates = 0;
        while (dayCount == 0 && candidates++ < FruitlessCandidates && period <= lastPeriod)
        {
            if (plan.Unit > 0)
            {
                var found = periods.NextUnit(period, lastPeriod, ref candidates, out days[0]);
                dayCount = found < 0 ? -1 : 1;
                period = found + 1;
            }
            else
            {
                dayCount = periods.Fill(period++, days);
                if (dayCount > 0 && plan.Positions.Length > 0)
                {
                    dayCount = Choose(dayCount);
                }
            }
        }

        return dayCount > 0;
    }

    // BYSETPOS: from the days and times of the period to the chosen moments, rising
    private readonly int Choose(int count)
    {
        var all = count * plan.Times.Length;
        var picked = 0;
        foreach (var position in plan.Positions)
        {
            var index = position > 0 ? position - 1 : all + position;
            if (index >= 0 && index < all)
            {
                chosen[picked++] = days[index / plan.Times.Length] + plan.Times[index % plan.Times.Length];
            }
        }

        // Two positions may meet in one moment; MoveNext passes over the second
        chosen.AsSpan(0, picked).Sort();
        return picked;
    }
}
