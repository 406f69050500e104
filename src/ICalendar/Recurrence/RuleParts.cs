using System.Globalization;

namespace VideoConf.ICalendar.Recurrence;

/// <summary>FREQ (RFC 5545 section 3.3.10), shortest first.</summary>
public enum Frequency
{
    Secondly,
    Minutely,
    Hourly,
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// <summary>SKIP (RFC 7529 section 4.1): what becomes of a date that a month or year lacks.</summary>
public enum SkipBehaviour
{
    /// <summary>There is no occurrence (the default).</summary>
    Omit,
    /// <summary>The last day before it.</summary>
    Backward,
    /// <summary>The first day after it.</summary>
    Forward,
}

/// <summary>One value of BYDAY.</summary>
/// <param name="Ordinal">-53 to 53, counted within the month or year; 0 for every such day.</param>
/// <param name="Day">The day of the week.</param>
public readonly record struct WeekdayRule(int Ordinal, IsoDayOfWeek Day)
{
    /// <summary>As written in a rule: "MO", "-1FR".</summary>
    public override string ToString() =>
        (Ordinal == 0 ? "" : Ordinal.ToString(CultureInfo.InvariantCulture)) + RuleText.Weekday(Day);
}

/// <summary>The three forms of UNTIL (RFC 5545 section 3.3.10).</summary>
public enum UntilForm
{
    /// <summary>A date: every occurrence of that day still belongs to the rule.</summary>
    Date,
    /// <summary>A wall-clock time, compared with the wall clock of the occurrences.</summary>
    Local,
    /// <summary>A point of the time line; for floating times and dates compared with their wall clock.</summary>
    Utc,
}

/// <summary>UNTIL: the last moment, inclusive.</summary>
public readonly record struct RecurrenceUntil(LocalDateTime Value, UntilForm Form);

/// <summary>Why a rule is refused.</summary>
/// <param name="Code">Stable, snake_case: empty_rule, unknown_part, duplicate_part, bad_value, out_of_range, missing_freq, count_and_until, part_not_allowed.</param>
/// <param name="Part">The part of the rule, as written: "BYDAY". Empty if the fault lies in none.</param>
/// <param name="Position">Zero-based index of the first character at fault.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record RecurrenceRuleError(string Code, string Part, int Position, string Message);

/// <summary>How much a rule may deviate from RFC 5545.</summary>
public enum RuleReading
{
    /// <summary>What the RFC forbids is refused. For rules that people or clients of ours send.</summary>
    Strict,
    /// <summary>
    /// Unknown parts and empty ones are passed over, of a part that stands twice the last counts (lists add up),
    /// and parts that the RFC forbids for the frequency
    /// (BYWEEKNO in a daily rule) limit the occurrences. For files that other programs wrote.
    /// </summary>
    Lenient,
}
