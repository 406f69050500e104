using NodaTime.Calendars;

namespace VideoConf.ICalendar.Tests;

/// <summary>The parts of a rule read again, one by one and slowly, by NodaTime's own calendar.</summary>
internal static class Satisfaction
{
    public static bool Of(RecurrenceRule rule, CalendarTime start, Occurrence occurrence)
    {
        var (local, date) = (occurrence.Local, occurrence.Local.Date);
        // A time that a gap moved shows another hour than its rule; which ones may move is DaylightSavingSpec's matter
        var moved = start.Zone is { } zone
            && (zone.MapLocal(local - Period.FromHours(1)).Count == 0 || zone.MapLocal(local - Period.FromMinutes(30)).Count == 0);
        var weeks = WeekYearRules.ForMinDaysInFirstWeek(4, rule.WeekStart);
        var weeksInYear = weeks.GetWeeksInWeekYear(weeks.GetWeekYear(date));
        return Fits(rule.ByMonth, local.Month, 0)
            && Fits(rule.ByMonthDay, local.Day, local.Day - CalendarSystem.Iso.GetDaysInMonth(local.Year, local.Month) - 1)
            && Fits(rule.ByYearDay, local.DayOfYear, local.DayOfYear - CalendarSystem.Iso.GetDaysInYear(local.Year) - 1)
            && Fits(rule.ByWeekNo, weeks.GetWeekOfWeekYear(date), weeks.GetWeekOfWeekYear(date) - weeksInYear - 1)
            && (rule.ByDay.Count == 0 || rule.ByDay.Any(day => day.Day == local.DayOfWeek))
            && (moved || (Fits(rule.ByHour, local.Hour, -1) && Fits(rule.ByMinute, local.Minute, -1)))
            && InInterval(rule, start.Local, local);
    }

    private static bool Fits(IReadOnlyList<int> allowed, int value, int fromEnd) =>
        allowed.Count == 0 || allowed.Contains(value) || (fromEnd < 0 && allowed.Contains(fromEnd));

    private static bool InInterval(RecurrenceRule rule, LocalDateTime start, LocalDateTime local) =>
        rule.Frequency switch
        {
            Frequency.Yearly => (local.Year - start.Year) % rule.Interval == 0,
            Frequency.Monthly => ((local.Year - start.Year) * 12 + local.Month - start.Month) % rule.Interval == 0,
            Frequency.Weekly => Period.DaysBetween(Week(rule, start.Date), Week(rule, local.Date)) / 7 % rule.Interval == 0,
            Frequency.Daily => Period.DaysBetween(start.Date, local.Date) % rule.Interval == 0,
            Frequency.Hourly => Seconds(start.Date.At(new LocalTime(start.Hour, 0)), local) / 3600 % rule.Interval == 0,
            Frequency.Minutely => Seconds(start.Date.At(new LocalTime(start.Hour, start.Minute)), local) / 60 % rule.Interval == 0,
            _ => Seconds(start, local) % rule.Interval == 0,
        };

    private static LocalDate Week(RecurrenceRule rule, LocalDate date) =>
        date.DayOfWeek == rule.WeekStart ? date : date.Previous(rule.WeekStart);

    private static long Seconds(LocalDateTime from, LocalDateTime to) => Period.Between(from, to, PeriodUnits.Seconds).Seconds;
}
