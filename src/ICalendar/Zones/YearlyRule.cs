using System.Globalization;
using VideoConf.ICalendar.Recurrence;

namespace VideoConf.ICalendar.Zones;

/// <summary>The rule by which the last of a zone's changes repeat, one a year.</summary>
/// <param name="Rule">As RRULE.</param>
/// <param name="Length">How many of the last changes it gives.</param>
internal sealed record YearlyRule(string Rule, int Length)
{
    /// <summary>Null if the changes end before the horizon, or no rule gives the last of them.</summary>
    public static YearlyRule? OfTail(IReadOnlyList<Change> changes, Instant horizon, int years)
    {
        var last = changes[^1].Local;
        if (changes.Count < years || changes[^1].After.Start < horizon - Duration.FromDays(370))
        {
            return null;
        }

        // Which days of the month the changes fall on tells the week: 25 to 31 the last, 8 to 14 the second
        var days = changes.TakeLast(years).Select(change => change.Local.Day).ToList();
        foreach (var rule in Candidates(last, days.Min(), days.Max()))
        {
            var length = Matching(rule, changes);
            if (length >= years)
            {
                return new YearlyRule(rule, length);
            }
        }

        return null;
    }

    private static IEnumerable<string> Candidates(LocalDateTime last, int min, int max)
    {
        var month = last.Month;
        var day = RuleText.Weekday(last.DayOfWeek);
        var ordinal = max > 28 ? -1 : (min + 6) / 7;
        yield return Invariant($"FREQ=YEARLY;BYMONTH={month};BYDAY={ordinal}{day}");
        yield return Invariant($"FREQ=YEARLY;BYMONTH={month};BYMONTHDAY={last.Day}");
        yield return Invariant($"FREQ=YEARLY;BYMONTH={month};BYDAY={day};BYMONTHDAY={string.Join(',', Enumerable.Range(min, 7).Where(number => number <= 31))}");
    }

    // How many of the last changes are just the occurrences of the rule
    private static int Matching(string text, IReadOnlyList<Change> changes)
    {
        if (!RecurrenceRule.TryParse(text, out var rule, out _))
        {
            return 0;
        }

        var (first, last) = (changes[0].Local, changes[^1].Local);
        var found = rule.Occurrences(new CalendarTime(first.Date.At(last.TimeOfDay))).AsEnumerable()
            .Select(occurrence => occurrence.Local).TakeWhile(local => local <= last).Reverse();
        return found.Zip(changes.Reverse()).TakeWhile(pair => pair.First == pair.Second.Local).Count();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
