namespace VideoConf.ICalendar.Recurrence;

/// <summary>What a set says, sorted and as numbers, made once.</summary>
internal sealed class SetPlan
{
    public SetPlan(RecurrenceSet set)
    {
        Start = set.Start;
        Length = set.Length;
        Rules = [.. set.Rules.Select(rule => new RulePlan(rule, set.Start))];
        ExceptRules = [.. set.ExceptRules.Select(rule => new RulePlan(rule, set.Start))];
        ExceptTimes = [.. set.ExceptDates.Where(date => !date.IsDate).Select(date => date.UnixSeconds).Order()];
        ExceptDays = [.. set.ExceptDates.Where(date => date.IsDate).Select(date => Civil.DayOf(Civil.SecondsOf(date.Local))).Order()];
        foreach (var change in set.Overrides)
        {
            Overrides[change.RecurrenceId.UnixSeconds] = change;
        }

        Ranges = [.. Overrides.Values.Where(change => change.AndFollowing).OrderBy(change => change.RecurrenceId.UnixSeconds)];
        ExtraDates = [.. set.ExtraDates.Concat(set.Rules.Count == 0 ? [new ExtraDate(set.Start)] : [])
            .Select(date => (date.Start.UnixSeconds, date)).OrderBy(date => date.UnixSeconds).DistinctBy(date => date.UnixSeconds)];
        Longest = ExtraDates.Select(date => date.Date.Length).OfType<EventLength>()
            .Concat(Overrides.Values.Select(change => change.Length)).Append(Length).Max(Seconds);
        MostPerDay = (int)Math.Min(int.MaxValue, set.Rules.Sum(rule => (long)rule.MostPerDay)
            + ExtraDates.GroupBy(date => Civil.DayOf(date.UnixSeconds)).Select(day => day.Count()).DefaultIfEmpty().Max());
    }

    public CalendarTime Start { get; }
    public EventLength Length { get; }
    public RulePlan[] Rules { get; }
    public RulePlan[] ExceptRules { get; }

    /// <summary>Rising.</summary>
    public long[] ExceptTimes { get; }

    /// <summary>Rising day numbers.</summary>
    public int[] ExceptDays { get; }

    /// <summary>By the moment of the recurrence id.</summary>
    public Dictionary<long, OccurrenceOverride> Overrides { get; } = [];

    /// <summary>The overrides that change the later ones, too, rising.</summary>
    public OccurrenceOverride[] Ranges { get; }

    /// <summary>Rising, each moment once.</summary>
    public (long UnixSeconds, ExtraDate Date)[] ExtraDates { get; }

    /// <summary>Seconds, of the longest occurrence.</summary>
    public long Longest { get; }

    public int MostPerDay { get; }

    private static long Seconds(EventLength length) => (long)length.Days * Civil.SecondsPerDay + length.ExactSeconds;
}
