using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace VideoConf.ICalendar.Recurrence;

/// <summary>Reads one rule, left to right, and remembers where it stands for the error.</summary>
internal ref struct RuleReader(ReadOnlySpan<char> text, RuleReading reading)
{
    private readonly ReadOnlySpan<char> text = text;
    private readonly Dictionary<string, int> seen = [];
    private RecurrenceRuleError? error;
    private string part = "";
    private Frequency? frequency;
    private int interval = 1;
    private int? count;
    private RecurrenceUntil? until;
    private List<int>? bySecond, byMinute, byHour, byMonthDay, byYearDay, byWeekNo, byMonth, bySetPos;
    private List<WeekdayRule>? byDay;
    private IsoDayOfWeek weekStart = IsoDayOfWeek.Monday;
    private SkipBehaviour skip;

    public bool TryRead([NotNullWhen(true)] out RecurrenceRule? rule, [NotNullWhen(false)] out RecurrenceRuleError? failure)
    {
        rule = null;
        var at = 0;
        while (at <= text.Length && error is null)
        {
            var length = text[at..].IndexOf(';');
            var end = length < 0 ? text.Length : at + length;
            ReadPart(at, end);
            at = end + 1;
        }

        if (error is null && frequency is null)
        {
            part = "FREQ";
            Fail("missing_freq", 0, "The rule has no FREQ.");
        }

        if (error is null)
        {
            rule = new RecurrenceRule
            {
                Frequency = frequency!.Value, Interval = interval, Count = count, Until = until,
                BySecond = OrNone(bySecond), ByMinute = OrNone(byMinute), ByHour = OrNone(byHour), ByDay = OrNone(byDay),
                ByMonthDay = OrNone(byMonthDay), ByYearDay = OrNone(byYearDay), ByWeekNo = OrNone(byWeekNo), ByMonth = OrNone(byMonth),
                BySetPos = OrNone(bySetPos),
                WeekStart = weekStart, Skip = skip,
            };
            error = RuleLimits.Check(rule, reading, seen);
        }

        failure = error;
        if (error is not null)
        {
            rule = null;
        }

        return error is null;
    }

    private void ReadPart(int at, int end)
    {
        var equals = text[at..end].IndexOf('=');
        part = (equals < 0 ? text[at..end] : text[at..(at + equals)]).Trim().ToString().ToUpperInvariant();
        if (equals < 0)
        {
            if (reading == RuleReading.Strict || part.Length > 0)
            {
                Fail(text.IsEmpty ? "empty_rule" : "bad_value", at, "A part of a rule reads NAME=VALUE.");
            }

            return;
        }

        var value = at + equals + 1;
        if (!seen.TryAdd(part, value) && reading == RuleReading.Strict)
        {
            Fail("duplicate_part", at, $"{part} stands twice.");
            return;
        }

        ReadValue(value, end);
    }

    private void ReadValue(int at, int end)
    {
        var value = text[at..end];
        switch (part)
        {
            case "FREQ" when Enum.TryParse<Frequency>(value, true, out var read) && char.IsAsciiLetter(value[0]): frequency = read; break;
            case "FREQ": Fail("bad_value", at, $"{value} is no frequency."); break;
            case "INTERVAL": interval = ReadNumber(at, end, 1, int.MaxValue, false); break;
            case "COUNT": count = ReadNumber(at, end, 1, int.MaxValue, false); break;
            case "UNTIL": ReadUntil(at, value); break;
            case "BYSECOND": ReadList(ref bySecond, at, end, 0, 60, false); break;
            case "BYMINUTE": ReadList(ref byMinute, at, end, 0, 59, false); break;
            case "BYHOUR": ReadList(ref byHour, at, end, 0, 23, false); break;
            case "BYMONTHDAY": ReadList(ref byMonthDay, at, end, 1, 31, true); break;
            case "BYYEARDAY": ReadList(ref byYearDay, at, end, 1, 366, true); break;
            case "BYWEEKNO": ReadList(ref byWeekNo, at, end, 1, 53, true); break;
            case "BYMONTH": ReadList(ref byMonth, at, end, 1, 12, false); break;
            case "BYSETPOS": ReadList(ref bySetPos, at, end, 1, 366, true); break;
            case "BYDAY": ReadDays(at, end); break;
            case "WKST" when RuleText.TryWeekday(value, out weekStart): break;
            case "WKST": Fail("bad_value", at, $"{value} is no day of the week."); break;
            case "RSCALE" when value.Equals("GREGORIAN", StringComparison.OrdinalIgnoreCase): break;
            case "RSCALE": Fail("bad_value", at, "Only RSCALE=GREGORIAN is supported."); break;
            case "SKIP" when Enum.TryParse(value, true, out skip) && char.IsAsciiLetter(value[0]): break;
            case "SKIP": Fail("bad_value", at, "SKIP is OMIT, BACKWARD or FORWARD."); break;
            default:
                if (reading == RuleReading.Strict)
                {
                    Fail("unknown_part", at - part.Length - 1, $"{part} is no part of a rule.");
                }

                break;
        }
    }

    private void ReadUntil(int at, ReadOnlySpan<char> value)
    {
        if (reading == RuleReading.Lenient && value.EndsWith("ZZ"))
        {
            value = value[..^1];
        }

        if (ValueText.TryDate(value, out var date))
        {
            until = new RecurrenceUntil(date.AtMidnight(), UntilForm.Date);
        }
        else if (ValueText.TryDateTime(value, out var time, out var utc))
        {
            until = new RecurrenceUntil(time, utc ? UntilForm.Utc : UntilForm.Local);
        }
        else
        {
            Fail("bad_value", at, $"{value} is neither a date (20261231) nor a time (20261231T235959Z).");
        }
    }

    private void ReadDays(int at, int end)
    {
        while (NextItem(ref at, end, out var from, out var item))
        {
            if (item.Length < 2 || !RuleText.TryWeekday(item[^2..], out var day))
            {
                Fail("bad_value", from, $"{item} is no day of the week.");
                return;
            }

            var ordinal = item.Length == 2 ? 0 : ReadNumber(from, from + item.Length - 2, 1, 53, true);
            if (error is null && !(byDay ??= []).Contains(new(ordinal, day)))
            {
                byDay.Add(new(ordinal, day));
            }
        }
    }

    private void ReadList(ref List<int>? list, int at, int end, int min, int max, bool signed)
    {
        while (NextItem(ref at, end, out var from, out var item))
        {
            var number = ReadNumber(from, from + item.Length, min, max, signed);
            if (!(list ??= []).Contains(number))
            {
                list.Add(number);
            }
        }
    }

    private static IReadOnlyList<T> OrNone<T>(List<T>? list) => (IReadOnlyList<T>?)list ?? [];

    private readonly bool NextItem(ref int at, int end, out int from, out ReadOnlySpan<char> item)
    {
        from = at;
        item = default;
        if (at > end || error is not null)
        {
            return false;
        }

        var comma = text[at..end].IndexOf(',');
        item = comma < 0 ? text[at..end] : text.Slice(at, comma);
        at = from + item.Length + 1;
        return true;
    }

    private int ReadNumber(int at, int end, int min, int max, bool signed)
    {
        var digits = text[at..end];
        var style = signed ? NumberStyles.AllowLeadingSign : NumberStyles.None;
        if (!int.TryParse(digits, style, CultureInfo.InvariantCulture, out var number))
        {
            Fail("bad_value", at, $"\"{digits}\" is no whole number that {part} can take.");
        }
        else if ((signed ? Math.Abs((long)number) : number) is var size && (size < min || size > max))
        {
            Fail("out_of_range", at, $"{part} takes {min} to {max}{(signed ? " or the same below zero" : "")}, not {number}.");
        }

        return number;
    }

    private void Fail(string code, int position, string message) =>
        error ??= new RecurrenceRuleError(code, part, position, message);
}
