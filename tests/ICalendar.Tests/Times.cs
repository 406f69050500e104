using NodaTime.Text;

namespace VideoConf.ICalendar.Tests;

/// <summary>The short spellings that the specs use.</summary>
internal static class Times
{
    private static readonly LocalDateTimePattern Pattern = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");

    public static LocalDateTime Local(string text) => Pattern.Parse(text).Value;

    public static string Text(LocalDateTime time) => Pattern.Format(time);

    /// <summary>"20260102T090000" in a zone of the time zone database; "-" for floating.</summary>
    public static CalendarTime At(string local, string zone = "-") =>
        new(Local(local), zone == "-" ? null : DateTimeZoneProviders.Tzdb[zone]);

    public static RecurrenceRule Rule(string text)
    {
        RecurrenceRule.TryParse(text, out var rule, out var error).ShouldBeTrue(error?.Message);
        return rule!;
    }

    /// <summary>The first occurrences, "20260329 0900+02" each.</summary>
    public static string[] Shown(this RecurrenceOccurrences occurrences, int most) =>
        [.. occurrences.AsEnumerable().Take(most).Select(Show)];

    public static string Show(Occurrence occurrence) =>
        $"{occurrence.Local.ToString("uuuuMMdd HHmm", null)}{occurrence.Offset.ToString("g", null)}";
}
