using System.Numerics;

namespace VideoConf.ICalendar.Recurrence;

/// <summary>
/// The periods of a rule, numbered from that of the start: the years, months, weeks, days, hours, minutes or seconds
/// that INTERVAL leaves.
/// </summary>
internal readonly struct Periods(RulePlan plan)
{
    /// <summary>How many beginnings of days a period can hold, SKIP's one included.</summary>
    public int Capacity => plan.Frequency switch
    {
        Frequency.Yearly => Unlimited ? 2 : 367,
        Frequency.Monthly => Unlimited ? 2 : 32,
        Frequency.Weekly => 7,
        _ => 1,
    };

    /// <summary>A period that begins at or before the wall-clock time, as late as is safe to say.</summary>
    public long Before(long local)
    {
        var day = Civil.DayOf(local);
        if (local <= plan.Start)
        {
            return 0;
        }

        var (year, month, _) = Civil.Date(day);
        var distance = plan.Frequency switch
        {
            Frequency.Yearly => year - plan.StartYear,
            Frequency.Monthly => (year - plan.StartYear) * 12 + month - plan.StartMonth,
            Frequency.Weekly => (day - plan.FirstWeek) / 7,
            Frequency.Daily => day - plan.StartDay,
            _ => (local - FirstUnit) / plan.Unit,
        };
        return Math.Max(0, distance / plan.Interval - 1);
    }

    /// <summary>Writes the beginnings of the allowed days (or the one unit) in seconds, rising.</summary>
    /// <returns>How many; -1 if the period lies beyond the last day.</returns>
    public int Fill(long period, Span<long> into)
    {
        var step = period * plan.Interval;
        switch (plan.Frequency)
        {
            case Frequency.Yearly: return plan.StartYear + step > 9999 ? -1 : FillYear((int)(plan.StartYear + step), into);
            case Frequency.Monthly:
                var month = plan.StartYear * 12 + plan.StartMonth - 1 + step;
                return month >= 120_000 ? -1 : FillMonth((int)(month / 12), (int)(month % 12) + 1, into);
            case Frequency.Weekly:
                return plan.FirstWeek + step * 7 > Civil.LastDay ? -1 : FillWeek((int)(plan.FirstWeek + step * 7), into);
            default:
                var day = plan.StartDay + step;
                if (day > Civil.LastDay)
                {
                    return -1;
                }

                into[0] = day * Civil.SecondsPerDay;
                return Unlimited || DayFilter.Allows(plan, (int)day) ? 1 : 0;
        }
    }

    /// <summary>The next hour, minute or second from the period to the last that all parts allow; -1 if there is none.</summary>
    public long NextUnit(long period, long last, ref int candidates, out long seconds)
    {
        seconds = 0;
        var step = (long)plan.Unit * plan.Interval;
        var allowed = int.MinValue;
        while (candidates++ < RecurrenceEnumerator.FruitlessCandidates)
        {
            if (period > last || period > ((long)Civil.LastDay * Civil.SecondsPerDay - FirstUnit) / step)
            {
                return -1;
            }

            seconds = FirstUnit + period * step;
            var day = Civil.DayOf(seconds);
            var time = (int)(seconds - (long)day * Civil.SecondsPerDay);
            long next;
            if (day != allowed && !Unlimited && !DayFilter.Allows(plan, day))
            {
                next = (day + 1L) * Civil.SecondsPerDay;
            }
            else if (plan.Hours != 0 && (plan.Hours >> (time / 3600) & 1) == 0)
            {
                next = seconds - time % 3600 + 3600;
            }
            else if (plan.Unit <= 60 && plan.Minutes != 0 && (plan.Minutes >> (time / 60 % 60) & 1) == 0)
            {
                next = seconds - time % 60 + 60;
            }
            else if (plan.Unit == 1 && plan.Seconds != 0 && (plan.Seconds >> (time % 60) & 1) == 0)
            {
                next = seconds + 1;
            }
            else
            {
                return period;
            }

            allowed = next < (day + 1L) * Civil.SecondsPerDay ? day : int.MinValue;
            period = -Civil.FloorDiv(-(next - FirstUnit), step);
        }

        return -1;
    }

    /// <summary>True if no part looks at the date.</summary>
    public bool Unlimited => !plan.HasMonths && !plan.HasDays && !plan.HasMonthDays && plan.YearDays.Length == 0 && plan.WeekNumbers.Length == 0;

    private long FirstUnit => Civil.FloorDiv(plan.Start, plan.Unit) * plan.Unit;

    private int FillYear(int year, Span<long> into)
    {
        if (plan.YearDays.Length > 0 || plan.WeekNumbers.Length > 0 || (plan.HasDays && !plan.HasMonths))
        {
            return FillByFilter(Civil.Days(year, 1, 1), Civil.DaysInYear(year), into);
        }

        var months = plan.HasMonths || plan.HasMonthDays ? plan.Months : 1 << plan.StartMonth;
        var count = 0;
        for (var left = months; left != 0; left &= left - 1)
        {
            count = AddMonth(year, BitOperations.TrailingZeroCount(left), into, count);
        }

        return count;
    }

    private int FillMonth(int year, int month, Span<long> into)
    {
        if ((plan.Months >> month & 1) == 0)
        {
            return 0;
        }

        return plan.YearDays.Length > 0 || plan.WeekNumbers.Length > 0
            ? FillByFilter(Civil.Days(year, month, 1), Civil.DaysInMonth(year, month), into)
            : AddMonth(year, month, into, 0);
    }

    private int AddMonth(int year, int month, Span<long> into, int count)
    {
        var first = Civil.Days(year, month, 1);
        for (var left = DayFilter.OfMonth(plan, year, month); left != 0; left &= left - 1)
        {
            Add(first + BitOperations.TrailingZeroCount(left) - 1, into, ref count);
        }

        if (DayFilter.SpillsOver(plan, year, month))
        {
            var day = first + Civil.DaysInMonth(year, month);
            if (plan.Weekdays == 0 || (plan.Weekdays >> Civil.Weekday(day) & 1) != 0)
            {
                Add(day, into, ref count);
            }
        }

        return count;
    }

    private int FillWeek(int first, Span<long> into)
    {
        if (plan.HasMonths || plan.HasMonthDays || plan.YearDays.Length > 0 || plan.WeekNumbers.Length > 0)
        {
            return FillByFilter(first, 7, into);
        }

        var count = 0;
        for (var left = plan.DaysOfWeek; left != 0; left &= left - 1)
        {
            Add(first + BitOperations.TrailingZeroCount(left), into, ref count);
        }

        return count;
    }

    private int FillByFilter(int first, int length, Span<long> into)
    {
        // Where no part picks the day of the week, the start's stands
        var picked = plan.HasDays || plan.HasMonthDays || plan.YearDays.Length > 0;
        var weekday = !picked && (plan.Frequency == Frequency.Weekly ? plan.WeekNumbers.Length == 0 : plan.Frequency == Frequency.Yearly)
            ? Civil.Weekday(plan.StartDay) : -1;
        var count = 0;
        for (var day = first; day < first + length; day++)
        {
            if ((weekday < 0 || Civil.Weekday(day) == weekday) && DayFilter.Allows(plan, day))
            {
                Add(day, into, ref count);
            }
        }

        return count;
    }

    private static void Add(int day, Span<long> into, ref int count)
    {
        var seconds = (long)day * Civil.SecondsPerDay;
        if (day <= Civil.LastDay && (count == 0 || into[count - 1] < seconds))
        {
            into[count++] = seconds;
        }
    }
}
