namespace VideoConf.ICalendar.Recurrence;

/// <summary>A rule and its start as masks and numbers, made once per evaluation.</summary>
internal sealed class RulePlan
{
    private const int AllMonths = 0x1FFE;

    public RulePlan(RecurrenceRule rule, CalendarTime start)
    {
        Frequency = rule.Frequency;
        Interval = rule.Interval;
        Count = rule.Count ?? int.MaxValue;
        Skip = rule.Skip;
        Zone = start.IsUtc ? null : start.Zone;
        Start = Civil.SecondsOf(start.Local);
        StartDay = Civil.DayOf(Start);
        (StartYear, StartMonth, StartDayOfMonth) = Civil.Date(StartDay);
        WeekStart = (int)rule.WeekStart - 1;
        Months = rule.ByMonth.Count == 0 ? AllMonths : rule.ByMonth.Aggregate(0, (mask, month) => mask | (1 << month));
        HasMonths = rule.ByMonth.Count > 0;
        foreach (var day in rule.ByMonthDay)
        {
            MonthDays |= day > 0 ? 1u << day : 0;
            MonthDaysFromEnd |= day < 0 ? 1u << -day : 0;
        }

        foreach (var day in rule.ByDay.Where(day => day.Ordinal == 0))
        {
            Weekdays |= 1 << ((int)day.Day - 1);
        }

        FirstWeek = StartDay - (Civil.Weekday(StartDay) - WeekStart + 7) % 7;
        var weekdays = rule.ByDay.Count > 0 ? Weekdays : 1 << Civil.Weekday(StartDay);
        DaysOfWeek = (weekdays >> WeekStart | weekdays << (7 - WeekStart)) & 0x7F;
        NumberedDays = [.. rule.ByDay.Where(day => day.Ordinal != 0).Select(day => (day.Ordinal, (int)day.Day - 1))];
        YearDays = [.. rule.ByYearDay];
        WeekNumbers = [.. rule.ByWeekNo];
        HasDays = rule.ByDay.Count > 0;
        NumberedInMonth = Frequency == Frequency.Monthly || (Frequency == Frequency.Yearly && HasMonths);
        (Until, UntilOnTimeLine) = UntilBound(rule.Until, start);
        Hours = rule.ByHour.Aggregate(0L, (mask, hour) => mask | (1L << hour));
        Minutes = rule.ByMinute.Aggregate(0L, (mask, minute) => mask | (1L << minute));
        Seconds = rule.BySecond.Aggregate(0L, (mask, second) => mask | (1L << Math.Min(second, 59)));
        Unit = Frequency switch { Frequency.Secondly => 1, Frequency.Minutely => 60, Frequency.Hourly => 3600, _ => 0 };
        Times = TimesOfPeriod(rule, start);
        Positions = [.. rule.BySetPos];
        if (Unit > 0 && Positions.Length > 0)
        {
            // Every hour, minute or second offers the same times, so the choice is made once
            Times = [.. Positions.Select(position => position > 0 ? position - 1 : Times.Length + position)
                .Where(index => index >= 0 && index < Times.Length).Distinct().Order().Select(index => Times[index])];
            Positions = [];
        }
    }

    public Frequency Frequency { get; }
    public int Interval { get; }
    public int Count { get; }
    public SkipBehaviour Skip { get; }
    public DateTimeZone? Zone { get; }
    public long Start { get; }
    public int StartDay { get; }
    public int StartYear { get; }
    public int StartMonth { get; }
    public int StartDayOfMonth { get; }
    public int WeekStart { get; }

    /// <summary>The first day of the start's week.</summary>
    public int FirstWeek { get; }

    /// <summary>The days of a weekly rule, counted from the week's first.</summary>
    public int DaysOfWeek { get; }

    public int Months { get; }
    public bool HasMonths { get; }
    public uint MonthDays { get; }
    public uint MonthDaysFromEnd { get; }
    public bool HasMonthDays => (MonthDays | MonthDaysFromEnd) != 0;
    public bool HasDays { get; }
    public int Weekdays { get; }
    public (int Ordinal, int Weekday)[] NumberedDays { get; }
    public bool NumberedInMonth { get; }
    public int[] YearDays { get; }
    public int[] WeekNumbers { get; }
    public long Until { get; }
    public bool UntilOnTimeLine { get; }
    public long Hours { get; }
    public long Minutes { get; }
    public long Seconds { get; }

    /// <summary>Length in seconds of an hour, minute or second rule's unit; 0 for the longer frequencies.</summary>
    public int Unit { get; }

    /// <summary>Rising seconds after the day's beginning; after the unit's beginning for hours, minutes, seconds.</summary>
    public int[] Times { get; }

    /// <summary>BYSETPOS, applied to the days and times of one period.</summary>
    public int[] Positions { get; }

    public bool OnceADay => Unit == 0 && Times.Length == 1;

    private int[] TimesOfPeriod(RecurrenceRule rule, CalendarTime start)
    {
        int[] hours = Unit > 0 ? [0] : rule.ByHour.Count > 0 ? [.. rule.ByHour] : [start.Local.Hour];
        int[] minutes = Unit is > 0 and <= 60 ? [0] : rule.ByMinute.Count > 0 ? [.. rule.ByMinute] : [start.Local.Minute];
        int[] seconds = Unit == 1 ? [0] : rule.BySecond.Count > 0 ? [.. rule.BySecond.Select(second => Math.Min(second, 59))] : [start.Local.Second];
        return [.. (from hour in hours from minute in minutes from second in seconds select hour * 3600 + minute * 60 + second).Distinct().Order()];
    }

    private static (long Bound, bool OnTimeLine) UntilBound(RecurrenceUntil? until, CalendarTime start)
    {
        if (until is not { } last)
        {
            return (long.MaxValue, false);
        }

        var seconds = Civil.SecondsOf(last.Value);
        return last.Form == UntilForm.Date
            ? (seconds + Civil.SecondsPerDay - 1, false)
            : (seconds, last.Form == UntilForm.Utc && start.Zone is not null);
    }
}
