namespace VideoConf.ICalendar.Recurrence;

/// <summary>What rules and dates of a set give within [from, to), without the exceptions, each moment once, rising.</summary>
internal struct GivenWalk
{
    private readonly SetPlan plan;
    private readonly long to;
    private readonly RecurrenceEnumerator[] rules;
    private readonly RecurrenceEnumerator[] exceptRules;
    private int extra;
    private int exceptTime;
    private long last;

    public GivenWalk(SetPlan plan, long from, long to)
    {
        this.plan = plan;
        this.to = to;
        last = long.MinValue;
        rules = Begin(plan.Rules, from, to);
        exceptRules = Begin(plan.ExceptRules, from, to);
        while (extra < plan.ExtraDates.Length && plan.ExtraDates[extra].UnixSeconds < from)
        {
            extra++;
        }

        exceptTime = Array.BinarySearch(plan.ExceptTimes, from);
        exceptTime = exceptTime < 0 ? ~exceptTime : exceptTime;
    }

    public Occurrence Current { readonly get; private set; }

    /// <summary>Which of the set's dates it is; -1 for an occurrence of a rule.</summary>
    public int Extra { readonly get; private set; }

    public bool MoveNext()
    {
        while (Next())
        {
            var moment = Current.UnixSeconds;
            if (moment != last && !IsExcepted(moment))
            {
                last = moment;
                return true;
            }

            last = moment;
        }

        return false;
    }

    private bool Next()
    {
        var (first, at) = (-1, long.MaxValue);
        for (var i = 0; i < rules.Length; i++)
        {
            if (!rules[i].Ended && rules[i].Current.UnixSeconds < at)
            {
                (first, at) = (i, rules[i].Current.UnixSeconds);
            }
        }

        if (extra < plan.ExtraDates.Length && plan.ExtraDates[extra].UnixSeconds < Math.Min(at, to))
        {
            var (moment, date) = plan.ExtraDates[extra];
            Extra = extra++;
            var local = Civil.SecondsOf(date.Start.Local);
            Current = new Occurrence(local, (int)(local - moment));
            return true;
        }

        if (first < 0)
        {
            return false;
        }

        Extra = -1;
        Current = rules[first].Current;
        rules[first].MoveNext();
        return true;
    }

    private bool IsExcepted(long moment)
    {
        var times = plan.ExceptTimes;
        while (exceptTime < times.Length && times[exceptTime] < moment)
        {
            exceptTime++;
        }

        if (exceptTime < times.Length && times[exceptTime] == moment)
        {
            return true;
        }

        if (plan.ExceptDays.Length > 0 && Array.BinarySearch(plan.ExceptDays, Civil.DayOf(Current.LocalSeconds)) >= 0)
        {
            return true;
        }

        for (var i = 0; i < exceptRules.Length; i++)
        {
            while (!exceptRules[i].Ended && exceptRules[i].Current.UnixSeconds < moment)
            {
                exceptRules[i].MoveNext();
            }

            if (!exceptRules[i].Ended && exceptRules[i].Current.UnixSeconds == moment)
            {
                return true;
            }
        }

        return false;
    }

    private static RecurrenceEnumerator[] Begin(RulePlan[] plans, long from, long to)
    {
        if (plans.Length == 0)
        {
            return [];
        }

        var walks = new RecurrenceEnumerator[plans.Length];
        for (var i = 0; i < plans.Length; i++)
        {
            walks[i] = new RecurrenceEnumerator(plans[i], from, to);
            walks[i].MoveNext();
        }

        return walks;
    }
}
