using VideoConf.ICalendar;
using VideoConf.ICalendar.Recurrence;

namespace VideoConf.Calendar;

/// <summary>Cuts and moves rules when a series is split or moved as a whole. Pure.</summary>
internal static class RuleEdit
{
    /// <summary>The part of a series before an occurrence.</summary>
    public static EventTime Before(this EventTime time, LocalDateTime occurrence)
    {
        if (time.Recurrence is not { } recurrence) return time;
        var zone = Series.ZoneOf(time.TimeZone);
        // The end is of the same kind as the start (RFC 5545 section 3.3.10)
        var until = time.AllDay
            ? new RecurrenceUntil(occurrence.PlusDays(-1), UntilForm.Date)
            : new RecurrenceUntil(new CalendarTime(occurrence, zone).ToInstant().InUtc().LocalDateTime.PlusSeconds(-1), UntilForm.Utc);
        var rule = recurrence.Rule is not { } text ? null : Before(Series.Parse(text), new CalendarTime(time.Start, zone), new CalendarTime(occurrence, zone), until);
        return time with { Recurrence = new Recurrence(rule, [.. recurrence.ExceptDates.Where(d => d < occurrence)], [.. recurrence.ExtraDates.Where(d => d < occurrence)]) };
    }

    private static string Before(RecurrenceRule rule, CalendarTime start, CalendarTime occurrence, RecurrenceUntil until) => rule.Count is null
        ? Copy(rule, null, until, rule.ByDay, rule.ByMonthDay, rule.ByMonth).ToString()
        : Copy(rule, Math.Max(1, CountBefore(rule, start, occurrence)), null, rule.ByDay, rule.ByMonthDay, rule.ByMonth).ToString();

    /// <summary>The part from an occurrence on, which is moved by so much.</summary>
    public static Recurrence? From(this EventTime time, LocalDateTime occurrence, LocalDateTime movedTo)
    {
        if (time.Recurrence is not { } recurrence) return null;
        var rest = recurrence with
        {
            Rule = recurrence.Rule is not { } text ? null : WithoutThoseBefore(Series.Parse(text), time, occurrence).ToString(),
            ExceptDates = [.. recurrence.ExceptDates.Where(d => d >= occurrence)],
            ExtraDates = [.. recurrence.ExtraDates.Where(d => d >= occurrence)],
        };
        return rest.Moved(occurrence, movedTo);
    }

    private static RecurrenceRule WithoutThoseBefore(RecurrenceRule rule, EventTime time, LocalDateTime occurrence)
    {
        var zone = Series.ZoneOf(time.TimeZone);
        return rule.Count is not { } count ? rule
            : Copy(rule, Math.Max(1, count - CountBefore(rule, new CalendarTime(time.Start, zone), new CalendarTime(occurrence, zone))), null, rule.ByDay, rule.ByMonthDay, rule.ByMonth);
    }

    private static int CountBefore(RecurrenceRule rule, CalendarTime start, CalendarTime occurrence)
    {
        var count = 0;
        foreach (var earlier in rule.Between(start, start.ToInstant(), occurrence.ToInstant())) count += earlier.Local < occurrence.Local ? 1 : 0;
        return count;
    }

    /// <summary>A repetition that goes with its start from one time to another: the days that it names move along.</summary>
    public static Recurrence Moved(this Recurrence recurrence, LocalDateTime from, LocalDateTime to)
    {
        if (from == to) return recurrence;
        var by = Period.Between(from, to, PeriodUnits.Ticks);
        return new Recurrence(
            recurrence.Rule is { } text ? Moved(Series.Parse(text), from, to, by).ToString() : null,
            [.. recurrence.ExceptDates.Select(d => d + by)], [.. recurrence.ExtraDates.Select(d => d + by)]);
    }

    private static RecurrenceRule Moved(RecurrenceRule rule, LocalDateTime from, LocalDateTime to, Period by)
    {
        var days = Period.DaysBetween(from.Date, to.Date);
        // A rule of weekdays turns with its start. One that names a day of the month, or a weekday of it, follows when that
        // is its start's; any other says which days it wants, wherever the start lies.
        IReadOnlyList<WeekdayRule> byDay =
            rule.ByDay is [{ Ordinal: not 0 } nth] && (rule.Frequency == Frequency.Monthly || rule.ByMonth.Count > 0) && NthOf(from.Date, nth.Ordinal < 0) == nth ? [NthOf(to.Date, nth.Ordinal < 0)]
            : days % 7 == 0 || rule.ByDay.Any(d => d.Ordinal != 0) ? rule.ByDay
            : [.. rule.ByDay.Select(d => d with { Day = Turned(d.Day, days) })];
        IReadOnlyList<int> byMonthDay = rule.ByMonthDay is [var day] && day == from.Day ? [to.Day] : rule.ByMonthDay;
        IReadOnlyList<int> byMonth = rule.ByMonth is [var month] && month == from.Month ? [to.Month] : rule.ByMonth;
        var until = rule.Until is { } u ? u with { Value = u.Form == UntilForm.Date ? u.Value.PlusDays(days) : u.Value + by } : (RecurrenceUntil?)null;
        return Copy(rule, rule.Count, until, byDay, byMonthDay, byMonth);
    }

    // Few months have a fifth: it is meant as the last.
    private static WeekdayRule NthOf(LocalDate date, bool fromEnd)
    {
        var nth = (date.Day - 1) / 7 + 1;
        return new WeekdayRule(fromEnd || nth == 5 ? -((date.Calendar.GetDaysInMonth(date.Year, date.Month) - date.Day) / 7 + 1) : nth, date.DayOfWeek);
    }

    private static IsoDayOfWeek Turned(IsoDayOfWeek day, int days) => (IsoDayOfWeek)(((((int)day - 1 + days) % 7) + 7) % 7 + 1);

    private static RecurrenceRule Copy(
        RecurrenceRule rule, int? count, RecurrenceUntil? until, IReadOnlyList<WeekdayRule> byDay, IReadOnlyList<int> byMonthDay, IReadOnlyList<int> byMonth) => new()
    {
        Frequency = rule.Frequency, Interval = rule.Interval, Count = count, Until = until, BySecond = rule.BySecond, ByMinute = rule.ByMinute, ByHour = rule.ByHour,
        ByDay = byDay, ByMonthDay = byMonthDay, ByYearDay = rule.ByYearDay, ByWeekNo = rule.ByWeekNo, ByMonth = byMonth, BySetPos = rule.BySetPos,
        WeekStart = rule.WeekStart, Skip = rule.Skip,
    };
}
