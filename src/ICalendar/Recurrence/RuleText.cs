using System.Globalization;
using System.Text;

namespace VideoConf.ICalendar.Recurrence;

/// <summary>The written form of a rule (RFC 5545 section 3.3.10).</summary>
internal static class RuleText
{
    private static readonly string[] Weekdays = ["", "MO", "TU", "WE", "TH", "FR", "SA", "SU"];

    public static string Weekday(IsoDayOfWeek day) => Weekdays[(int)day];

    public static bool TryWeekday(ReadOnlySpan<char> text, out IsoDayOfWeek day)
    {
        for (var i = 1; i < Weekdays.Length; i++)
        {
            if (text.Equals(Weekdays[i], StringComparison.OrdinalIgnoreCase))
            {
                day = (IsoDayOfWeek)i;
                return true;
            }
        }

        day = IsoDayOfWeek.None;
        return false;
    }

    public static string Write(RecurrenceRule rule)
    {
        var text = new StringBuilder();
        if (rule.Skip != SkipBehaviour.Omit)
        {
            text.Append("RSCALE=GREGORIAN;");
        }

        text.Append("FREQ=").Append(rule.Frequency.ToString().ToUpperInvariant());
        if (rule.Until is { } until)
        {
            text.Append(";UNTIL=").Append(until.Value.ToString(
                until.Form switch
                {
                    UntilForm.Date => "uuuuMMdd",
                    UntilForm.Local => "uuuuMMdd'T'HHmmss",
                    _ => "uuuuMMdd'T'HHmmss'Z'",
                }, CultureInfo.InvariantCulture));
        }

        if (rule.Count is { } count)
        {
            text.Append(CultureInfo.InvariantCulture, $";COUNT={count}");
        }

        if (rule.Interval != 1)
        {
            text.Append(CultureInfo.InvariantCulture, $";INTERVAL={rule.Interval}");
        }

        Append(text, "BYSECOND", rule.BySecond);
        Append(text, "BYMINUTE", rule.ByMinute);
        Append(text, "BYHOUR", rule.ByHour);
        Append(text, "BYDAY", rule.ByDay);
        Append(text, "BYMONTHDAY", rule.ByMonthDay);
        Append(text, "BYYEARDAY", rule.ByYearDay);
        Append(text, "BYWEEKNO", rule.ByWeekNo);
        Append(text, "BYMONTH", rule.ByMonth);
        Append(text, "BYSETPOS", rule.BySetPos);
        if (rule.WeekStart != IsoDayOfWeek.Monday)
        {
            text.Append(";WKST=").Append(Weekday(rule.WeekStart));
        }

        if (rule.Skip != SkipBehaviour.Omit)
        {
            text.Append(";SKIP=").Append(rule.Skip.ToString().ToUpperInvariant());
        }

        return text.ToString();
    }

    private static void Append<T>(StringBuilder text, string name, IReadOnlyList<T> values)
    {
        if (values.Count > 0)
        {
            text.Append(';').Append(name).Append('=').AppendJoin(',', values);
        }
    }
}
