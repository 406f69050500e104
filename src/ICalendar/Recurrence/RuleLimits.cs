namespace VideoConf.ICalendar.Recurrence;

/// <summary>What RFC 5545 section 3.3.10 forbids although each part alone is well formed.</summary>
internal static class RuleLimits
{
    public static RecurrenceRuleError? Check(RecurrenceRule rule, RuleReading reading, Dictionary<string, int> positions)
    {
        if (rule.Count is not null && rule.Until is not null)
        {
            return Error("count_and_until", "UNTIL", "A rule has COUNT or UNTIL, not both.");
        }

        if (reading == RuleReading.Lenient)
        {
            return null;
        }

        var frequency = rule.Frequency;
        if (rule.ByWeekNo.Count > 0 && frequency != Frequency.Yearly)
        {
            return Error("part_not_allowed", "BYWEEKNO", "BYWEEKNO belongs to yearly rules only.");
        }

        if (rule.ByYearDay.Count > 0 && frequency is (Frequency.Daily or Frequency.Weekly or Frequency.Monthly))
        {
            return Error("part_not_allowed", "BYYEARDAY", "BYYEARDAY does not go with daily, weekly and monthly rules.");
        }

        if (rule.ByMonthDay.Count > 0 && frequency == Frequency.Weekly)
        {
            return Error("part_not_allowed", "BYMONTHDAY", "BYMONTHDAY does not go with weekly rules.");
        }

        return CheckDays(rule, Error) ?? CheckDependents(rule, positions, Error);

        RecurrenceRuleError Error(string code, string part, string message) =>
            new(code, part, positions.GetValueOrDefault(part), message);
    }

    private static RecurrenceRuleError? CheckDays(RecurrenceRule rule, Func<string, string, string, RecurrenceRuleError> error)
    {
        var most = rule.ByDay.Count == 0 ? 0 : rule.ByDay.Max(day => Math.Abs(day.Ordinal));
        if (most > 0 && rule.Frequency is not (Frequency.Monthly or Frequency.Yearly))
        {
            return error("part_not_allowed", "BYDAY", "A numbered day (2MO) belongs to monthly and yearly rules only.");
        }

        if (most > 0 && rule.ByWeekNo.Count > 0)
        {
            return error("part_not_allowed", "BYDAY", "A numbered day (2MO) does not go with BYWEEKNO.");
        }

        return most > 5 && (rule.Frequency == Frequency.Monthly || rule.ByMonth.Count > 0)
            ? error("out_of_range", "BYDAY", $"No month has a day of the week {most} times.")
            : null;
    }

    private static RecurrenceRuleError? CheckDependents(
        RecurrenceRule rule, Dictionary<string, int> positions, Func<string, string, string, RecurrenceRuleError> error)
    {
        if (rule.BySetPos.Count > 0 && positions.Keys.All(part => !part.StartsWith("BY", StringComparison.Ordinal) || part == "BYSETPOS"))
        {
            return error("part_not_allowed", "BYSETPOS", "BYSETPOS needs another BY part to choose from.");
        }

        return positions.ContainsKey("SKIP") && !positions.ContainsKey("RSCALE")
            ? error("part_not_allowed", "SKIP", "SKIP needs RSCALE=GREGORIAN (RFC 7529 section 4.1).")
            : null;
    }
}
