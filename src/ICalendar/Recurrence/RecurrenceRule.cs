using System.Diagnostics.CodeAnalysis;

namespace VideoConf.ICalendar.Recurrence;

/// <summary>
/// A recurrence rule (RRULE, RFC 5545 section 3.3.10, with SKIP of RFC 7529 for the Gregorian calendar).
/// </summary>
/// <remarks>
/// The rule is evaluated on the wall clock of the start's zone; only then is each time placed on the time line:
/// a time that comes twice is the first of the two; a time that does not exist takes the offset before the gap
/// (02:30 becomes 03:30) if the rule has one time a day, and is left out, uncounted, if the rule repeats within
/// the day or the whole day is missing. Later occurrences are never affected. See decision 7.
/// A start that does not satisfy the rule is no occurrence. A rule ends at the last at 9999-12-30, or where ten
/// million candidates in a row have failed to match.
/// </remarks>
public sealed class RecurrenceRule
{
    /// <summary>FREQ.</summary>
    public required Frequency Frequency { get; init; }

    /// <summary>INTERVAL, at least 1, in units of <see cref="Frequency"/>.</summary>
    public int Interval { get; init; } = 1;

    /// <summary>COUNT: the number of occurrences, at least 1; null for no such limit.</summary>
    public int? Count { get; init; }

    /// <summary>UNTIL; null for no such limit.</summary>
    public RecurrenceUntil? Until { get; init; }

    /// <summary>BYSECOND, 0 to 60; 60 is read as 59, as the RFC advises.</summary>
    public IReadOnlyList<int> BySecond { get; init; } = [];

    /// <summary>BYMINUTE, 0 to 59.</summary>
    public IReadOnlyList<int> ByMinute { get; init; } = [];

    /// <summary>BYHOUR, 0 to 23.</summary>
    public IReadOnlyList<int> ByHour { get; init; } = [];

    /// <summary>BYDAY.</summary>
    public IReadOnlyList<WeekdayRule> ByDay { get; init; } = [];

    /// <summary>BYMONTHDAY, 1 to 31 or -31 to -1.</summary>
    public IReadOnlyList<int> ByMonthDay { get; init; } = [];

    /// <summary>BYYEARDAY, 1 to 366 or -366 to -1.</summary>
    public IReadOnlyList<int> ByYearDay { get; init; } = [];

    /// <summary>BYWEEKNO, 1 to 53 or -53 to -1.</summary>
    public IReadOnlyList<int> ByWeekNo { get; init; } = [];

    /// <summary>BYMONTH, 1 to 12.</summary>
    public IReadOnlyList<int> ByMonth { get; init; } = [];

    /// <summary>BYSETPOS, 1 to 366 or -366 to -1.</summary>
    public IReadOnlyList<int> BySetPos { get; init; } = [];

    /// <summary>WKST, Monday by default.</summary>
    public IsoDayOfWeek WeekStart { get; init; } = IsoDayOfWeek.Monday;

    /// <summary>SKIP (RFC 7529).</summary>
    public SkipBehaviour Skip { get; init; }

    /// <summary>
    /// No day has more occurrences than this, 86,400 at most: for refusing what would flood a calendar.
    /// </summary>
    public int MostPerDay
    {
        get
        {
            var inDay = Choices(ByHour.Count, 24) * Choices(ByMinute.Count, 60) * Choices(BySecond.Count, 60);
            return Frequency switch
            {
                Frequency.Secondly => Math.Min(inDay, Steps(86_400)),
                Frequency.Minutely => Math.Min(Choices(ByHour.Count, 24) * Choices(ByMinute.Count, 60), Steps(1_440)) * Chosen(Choices(BySecond.Count, 1)),
                Frequency.Hourly => Math.Min(Choices(ByHour.Count, 24), Steps(24)) * Chosen(Choices(ByMinute.Count, 1) * Choices(BySecond.Count, 1)),
                _ => Chosen(Choices(ByHour.Count, 1) * Choices(ByMinute.Count, 1) * Choices(BySecond.Count, 1)),
            };

            static int Choices(int listed, int otherwise) => listed == 0 ? otherwise : listed;

            int Steps(int units) => (units - 1) / Interval + 1;

            int Chosen(int times) => BySetPos.Count == 0 ? times : Math.Min(times, BySetPos.Count);
        }
    }

    /// <summary>Reads a rule: the value of an RRULE property, without its name.</summary>
    /// <returns>False with an error that names part and character if the text is no rule.</returns>
    public static bool TryParse(
        ReadOnlySpan<char> text,
        [NotNullWhen(true)] out RecurrenceRule? rule,
        [NotNullWhen(false)] out RecurrenceRuleError? error,
        RuleReading reading = RuleReading.Strict) =>
        new RuleReader(text, reading).TryRead(out rule, out error);

    /// <summary>All occurrences, rising, computed as they are asked for.</summary>
    /// <param name="start">DTSTART: gives what the rule leaves open, and the zone.</param>
    public RecurrenceOccurrences Occurrences(CalendarTime start) => new(this, start, Instant.MinValue, Instant.MaxValue);

    /// <summary>The occurrences in [from, to), rising. Reached by arithmetic, not by walking from the start, where
    /// the rule has no COUNT or each of its periods the same number of occurrences.</summary>
    /// <param name="start">DTSTART. A floating start is compared as if in UTC.</param>
    /// <param name="from">Inclusive.</param>
    /// <param name="to">Exclusive.</param>
    public RecurrenceOccurrences Between(CalendarTime start, Instant from, Instant to) => new(this, start, from, to);

    /// <summary>The n-th occurrence, from 1; null if there are fewer.</summary>
    public Occurrence? Nth(CalendarTime start, int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        var walk = RecurrenceEnumerator.AtOrdinal(new RulePlan(this, start), n);
        while (walk.MoveNext())
        {
            if (walk.Ordinal == n)
            {
                return walk.Current;
            }
        }

        return null;
    }

    /// <summary>The same rule with another UNTIL in place of COUNT or UNTIL: to end a series, say.</summary>
    public RecurrenceRule WithUntil(RecurrenceUntil until) => new()
    {
        Frequency = Frequency, Interval = Interval, Until = until,
        BySecond = BySecond, ByMinute = ByMinute, ByHour = ByHour, ByDay = ByDay, ByMonthDay = ByMonthDay,
        ByYearDay = ByYearDay, ByWeekNo = ByWeekNo, ByMonth = ByMonth, BySetPos = BySetPos,
        WeekStart = WeekStart, Skip = Skip,
    };

    /// <summary>The rule as RFC 5545 writes it, parts in a fixed order, defaults left out.</summary>
    public override string ToString() => RuleText.Write(this);
}
