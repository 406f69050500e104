using System.Numerics;

namespace VideoConf.ICalendar.Recurrence;

/// <summary>Which days the BYxxx parts of a rule allow.</summary>
internal static class DayFilter
{
    /// <summary>One day against all parts.</summary>
    public static bool Allows(RulePlan plan, int day)
    {
        var (year, month, dayOfMonth) = Civil.Date(day);
        if ((plan.Months >> month & 1) == 0)
        {
            return false;
        }

        if (plan.HasMonthDays)
        {
            var fromEnd = Civil.DaysInMonth(year, month) - dayOfMonth + 1;
            if ((plan.MonthDays >> dayOfMonth & 1) == 0 && (plan.MonthDaysFromEnd >> fromEnd & 1) == 0)
            {
                return false;
            }
        }

        return (!plan.HasDays || AllowsWeekday(plan, day, year, month, dayOfMonth))
            && (plan.YearDays.Length == 0 || AllowsYearDay(plan, day, year))
            && (plan.WeekNumbers.Length == 0 || AllowsWeek(plan, day, year));
    }

    /// <summary>The days of a month that BYMONTHDAY and BYDAY allow: bit 1 for the first. Without either the start's day.</summary>
    public static uint OfMonth(RulePlan plan, int year, int month)
    {
        var length = Civil.DaysInMonth(year, month);
        var all = (uint)((2UL << length) - 2);
        var days = all;
        if (plan.HasMonthDays)
        {
            days = plan.MonthDays;
            for (var left = plan.MonthDaysFromEnd; left != 0; left &= left - 1)
            {
                var dayOfMonth = length + 1 - BitOperations.TrailingZeroCount(left);
                days |= dayOfMonth > 0 ? 1u << dayOfMonth : 0;
            }
        }
        else if (!plan.HasDays)
        {
            days = 1u << plan.StartDayOfMonth;
        }

        if (plan.Skip == SkipBehaviour.Backward && (days & ~all) != 0)
        {
            days |= 1u << length;
        }

        return days & all & (plan.HasDays ? WeekdaysOfMonth(plan, Civil.Weekday(Civil.Days(year, month, 1)), length) : all);
    }

    /// <summary>True if SKIP=FORWARD moves a day that the month lacks to the first of the next.</summary>
    public static bool SpillsOver(RulePlan plan, int year, int month)
    {
        var wanted = plan.HasMonthDays ? plan.MonthDays : plan.HasDays ? 0 : 1u << plan.StartDayOfMonth;
        return plan.Skip == SkipBehaviour.Forward && wanted >= 1UL << (Civil.DaysInMonth(year, month) + 1);
    }

    private static uint WeekdaysOfMonth(RulePlan plan, int weekdayOfFirst, int length)
    {
        uint days = 0;
        for (var left = plan.Weekdays; left != 0; left &= left - 1)
        {
            var first = 1 + (BitOperations.TrailingZeroCount(left) - weekdayOfFirst + 7) % 7;
            days |= 0x10204081u << first;
        }

        foreach (var (ordinal, weekday) in plan.NumberedDays)
        {
            var first = 1 + (weekday - weekdayOfFirst + 7) % 7;
            var last = first + (length - first) / 7 * 7;
            var day = ordinal > 0 ? first + (ordinal - 1) * 7 : last + (ordinal + 1) * 7;
            days |= day >= 1 && day <= length ? 1u << day : 0;
        }

        return days;
    }

    private static bool AllowsWeekday(RulePlan plan, int day, int year, int month, int dayOfMonth)
    {
        var weekday = Civil.Weekday(day);
        if ((plan.Weekdays >> weekday & 1) != 0)
        {
            return true;
        }

        var index = plan.NumberedInMonth ? dayOfMonth - 1 : day - Civil.Days(year, 1, 1);
        var length = plan.NumberedInMonth ? Civil.DaysInMonth(year, month) : Civil.DaysInYear(year);
        foreach (var (ordinal, wanted) in plan.NumberedDays)
        {
            if (wanted == weekday && ordinal == (ordinal > 0 ? index / 7 + 1 : -((length - 1 - index) / 7) - 1))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AllowsYearDay(RulePlan plan, int day, int year)
    {
        var dayOfYear = day - Civil.Days(year, 1, 1) + 1;
        var length = Civil.DaysInYear(year);
        var skipped = plan.Skip switch
        {
            SkipBehaviour.Backward => length == 365 && dayOfYear == 365,
            SkipBehaviour.Forward => dayOfYear == 1 && !Civil.IsLeap(year - 1),
            _ => false,
        };
        return Array.IndexOf(plan.YearDays, dayOfYear) >= 0
            || Array.IndexOf(plan.YearDays, dayOfYear - length - 1) >= 0
            || (skipped && Array.IndexOf(plan.YearDays, 366) >= 0);
    }

    private static bool AllowsWeek(RulePlan plan, int day, int year)
    {
        var first = Civil.FirstWeek(year, plan.WeekStart);
        var next = Civil.FirstWeek(year + 1, plan.WeekStart);
        if (day < first)
        {
            (first, next) = (Civil.FirstWeek(year - 1, plan.WeekStart), first);
        }
        else if (day >= next)
        {
            (first, next) = (next, Civil.FirstWeek(year + 2, plan.WeekStart));
        }

        var week = (day - first) / 7 + 1;
        return Array.IndexOf(plan.WeekNumbers, week) >= 0 || Array.IndexOf(plan.WeekNumbers, week - 1 - (next - first) / 7) >= 0;
    }
}
