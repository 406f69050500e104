using VideoConf.ICalendar.Recurrence;

namespace VideoConf.ICalendar.Events;

/// <summary>UNTIL must have the form of DTSTART, and be in UTC if that has a zone (RFC 5545 section 3.3.10).</summary>
internal static class UntilForms
{
    /// <summary>The same rule for that start, UNTIL in the form that the RFC wants.</summary>
    public static RecurrenceRule Matching(RecurrenceRule rule, CalendarTime start)
    {
        if (rule.Until is not { } until)
        {
            return rule;
        }

        var form = start.IsDate ? UntilForm.Date : start.Zone is null ? UntilForm.Local : UntilForm.Utc;
        return form == until.Form ? rule : rule.WithUntil(new RecurrenceUntil(Converted(until, form, start.Zone), form));
    }

    private static LocalDateTime Converted(RecurrenceUntil until, UntilForm form, DateTimeZone? zone)
    {
        // A date means its whole day; so does the last second of it
        var local = until.Form == UntilForm.Date ? until.Value.Date.At(new LocalTime(23, 59, 59)) : until.Value;
        return form switch
        {
            UntilForm.Date => local.Date.AtMidnight(),
            UntilForm.Utc => new CalendarTime(local, zone).ToInstant().InUtc().LocalDateTime,
            _ => local,
        };
    }
}
