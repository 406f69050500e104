using System.Numerics;

namespace VideoConf.ICalendar.Recurrence;

/// <summary>
/// For rules whose every period holds the same number of occurrences: lets COUNT be reached by division.
/// </summary>
internal static class PeriodCounts
{
    /// <summary>How many the first period holds from the start on, and every later one; null if that varies.</summary>
    public static (int First, int Each)? Of(RulePlan plan)
    {
        if (plan.Skip != SkipBehaviour.Omit || plan.Times.Length == 0 || DaysOfPeriod(plan) is not { } days)
        {
            return null;
        }

        var each = days * plan.Times.Length;
        if (plan.Positions.Length > 0)
        {
            each = plan.Positions.Select(position => position > 0 ? position - 1 : each + position)
                .Where(index => index >= 0 && index < each).Distinct().Count();
        }

        return (InFirst(plan), each);
    }

    private static int? DaysOfPeriod(RulePlan plan)
    {
        var periods = new Periods(plan);
        switch (plan.Frequency)
        {
            case Frequency.Yearly when plan.YearDays.Length == 0 && plan.WeekNumbers.Length == 0 && (plan.HasMonths || !plan.HasDays):
                var months = plan.HasMonths || plan.HasMonthDays ? BitOperations.PopCount((uint)plan.Months) : 1;
                return DaysOfMonth(plan) * months;
            case Frequency.Monthly when !plan.HasMonths && plan.YearDays.Length == 0 && plan.WeekNumbers.Length == 0:
                return DaysOfMonth(plan);
            case Frequency.Weekly when periods.Unlimited:
                return 1;
            case Frequency.Weekly when !plan.HasMonths && !plan.HasMonthDays && plan.YearDays.Length == 0 && plan.WeekNumbers.Length == 0:
                return BitOperations.PopCount((uint)plan.Weekdays);
            case Frequency.Daily when periods.Unlimited:
                return 1;
            case < Frequency.Daily when periods.Unlimited && plan.Hours == 0
                && (plan.Unit > 60 || plan.Minutes == 0) && (plan.Unit > 1 || plan.Seconds == 0):
                return 1;
            default:
                return null;
        }
    }

    // Only what February has too, and only counted from one end, lest two parts name the same day
    private static int? DaysOfMonth(RulePlan plan)
    {
        if (plan.HasDays)
        {
            var sameEnd = plan.NumberedDays.All(day => day.Ordinal is > 0 and <= 4) || plan.NumberedDays.All(day => day.Ordinal is < 0 and >= -4);
            return plan.HasMonthDays || plan.Weekdays != 0 || !sameEnd ? null : plan.NumberedDays.Length;
        }

        if (!plan.HasMonthDays)
        {
            return plan.StartDayOfMonth <= 28 ? 1 : null;
        }

        const uint UpTo28 = (1u << 29) - 1;
        var days = plan.MonthDays | plan.MonthDaysFromEnd;
        return days > UpTo28 || (plan.MonthDays != 0 && plan.MonthDaysFromEnd != 0) ? null : BitOperations.PopCount(days);
    }

    private static int InFirst(RulePlan plan)
    {
        var end = plan.Frequency switch
        {
            Frequency.Yearly => Civil.Days(plan.StartYear + 1, 1, 1),
            Frequency.Monthly => Civil.Days(plan.StartYear, plan.StartMonth, 1) + Civil.DaysInMonth(plan.StartYear, plan.StartMonth),
            Frequency.Weekly => plan.StartDay + 7 - (Civil.Weekday(plan.StartDay) - plan.WeekStart + 7) % 7,
            _ => plan.StartDay + 1,
        };
        var bound = plan.Unit > 0
            ? (Civil.FloorDiv(plan.Start, plan.Unit) + 1) * plan.Unit
            : (long)end * Civil.SecondsPerDay;
        var count = 0;
        var walk = new RecurrenceEnumerator(plan, long.MinValue, long.MaxValue);
        while (walk.MoveNext() && walk.Current.LocalSeconds < bound)
        {
            count++;
        }

        return count;
    }
}
