using VideoConf.ICalendar.Files;
using VideoConf.ICalendar.Recurrence;

namespace VideoConf.ICalendar.Zones;

/// <summary>A change of a zone's offset.</summary>
internal readonly record struct Onset(Instant At, Offset From, Offset To, string Name, bool IsDaylight);

/// <summary>Reads STANDARD and DAYLIGHT, the parts of a VTIMEZONE (RFC 5545 section 3.6.5).</summary>
internal static class Observance
{
    private const int MaxOnsets = 1_200;

    private static readonly Instant Horizon = Instant.FromUtc(2200, 1, 1, 0, 0);

    /// <summary>All its beginnings, in any order; none if it cannot be read.</summary>
    public static IEnumerable<Onset> Onsets(CalendarComponent part)
    {
        if (part.Name is not ("STANDARD" or "DAYLIGHT")
            || !TimeText.TryTime(part.Property("DTSTART")?.Value, null, out var start)
            || !ValueText.TryOffset(part.Property("TZOFFSETFROM")?.Value, out var from)
            || !ValueText.TryOffset(part.Property("TZOFFSETTO")?.Value, out var to))
        {
            yield break;
        }

        // Onsets are written in the time before the change, so a rule runs in that
        start = new CalendarTime(start.Local, DateTimeZone.ForOffset(from));
        var name = part.Property("TZNAME")?.Text ?? "";
        foreach (var at in Times(part, start).Prepend(start.ToInstant()))
        {
            yield return new Onset(at, from, to, name, part.Name == "DAYLIGHT");
        }
    }

    private static IEnumerable<Instant> Times(CalendarComponent part, CalendarTime start)
    {
        foreach (var property in part.Properties)
        {
            if (property.Name == "RRULE"
                && RecurrenceRule.TryParse(property.Value, out var rule, out _, RuleReading.Lenient)
                && rule.Frequency is Frequency.Yearly or Frequency.Monthly)
            {
                foreach (var occurrence in rule.Between(start, Instant.MinValue, Horizon).AsEnumerable().Take(MaxOnsets))
                {
                    yield return occurrence.Instant;
                }
            }
            else if (property.Name == "RDATE")
            {
                foreach (var text in property.Value.Split(',').Take(MaxOnsets))
                {
                    if (TimeText.TryTime(text.Split('/')[0], start.Zone, out var time))
                    {
                        yield return time.ToInstant();
                    }
                }
            }
        }
    }
}
