using VideoConf.ICalendar.Files;
using VideoConf.ICalendar.Recurrence;

namespace VideoConf.ICalendar.Events;

/// <summary>From an event's values to a VEVENT that RFC 5545 allows.</summary>
internal static class EventWriter
{
    public static CalendarComponent Write(EventComponent values)
    {
        if (string.IsNullOrWhiteSpace(values.Uid))
        {
            throw new ArgumentException("An event needs a UID.", nameof(values));
        }

        var component = new CalendarComponent("VEVENT");
        Add("UID", TextValue.Escape(values.Uid));
        AddInstant("DTSTAMP", values.Stamp);
        AddTime("DTSTART", values.Start);
        AddTime("DTEND", values.End);
        if (values.End is null && values.Duration is { } length)
        {
            Add("DURATION", ValueText.OfDuration(length));
        }

        AddTime("RECURRENCE-ID", values.RecurrenceId, values.AndFollowing ? [new("RANGE", ["THISANDFUTURE"])] : []);
        foreach (var rule in values.Rules)
        {
            Add("RRULE", UntilForms.Matching(rule, values.Start).ToString());
        }

        foreach (var rule in values.ExceptRules)
        {
            Add("EXRULE", UntilForms.Matching(rule, values.Start).ToString());
        }

        AddExtraDates(values.ExtraDates);
        foreach (var group in values.ExceptDates.GroupBy(date => (date.IsDate, date.Zone)))
        {
            Add("EXDATE", string.Join(',', group.Select(TimeText.Write)), [.. FormOf(group.First())]);
        }

        AddInstant("CREATED", values.Created);
        AddInstant("LAST-MODIFIED", values.LastModified);
        AddIf("SEQUENCE", values.Sequence == 0 ? null : values.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture));
        AddText("SUMMARY", values.Summary);
        AddText("DESCRIPTION", values.Description);
        AddText("LOCATION", values.Location);
        AddIf("URL", values.Url);
        AddIf("STATUS", values.Status?.ToString().ToUpperInvariant());
        AddIf("TRANSP", values.IsTransparent ? "TRANSPARENT" : null);
        AddIf("CATEGORIES", values.Categories.Count == 0 ? null : string.Join(',', values.Categories.Select(TextValue.Escape)));
        if (values.Organizer is { } organizer)
        {
            component.Properties.Add(organizer.ToProperty("ORGANIZER"));
        }

        foreach (var attendee in values.Attendees)
        {
            component.Properties.Add(attendee.ToProperty("ATTENDEE"));
        }

        foreach (var property in values.OtherProperties)
        {
            component.Properties.Add(property);
        }

        foreach (var alarm in values.Alarms)
        {
            component.Components.Add(alarm.ToComponent(values.Summary));
        }

        return component;

        void Add(string name, string value, params IEnumerable<CalendarParameter> own) =>
            component.Properties.Add(new(name, value, [.. own, .. values.OtherParameters.GetValueOrDefault(name, [])]));

        void AddIf(string name, string? value)
        {
            if (value is not null)
            {
                Add(name, value);
            }
        }

        void AddText(string name, string? text) => AddIf(name, text is null ? null : TextValue.Escape(text));

        void AddInstant(string name, Instant? instant) => AddIf(name, instant is { } at ? TimeText.Write(CalendarTime.OfInstant(at)) : null);

        void AddTime(string name, CalendarTime? time, params IEnumerable<CalendarParameter> more)
        {
            if (time is { } written)
            {
                Add(name, TimeText.Write(written), [.. FormOf(written), .. more]);
            }
        }

        void AddExtraDates(IReadOnlyList<ExtraDate> dates)
        {
            foreach (var group in dates.GroupBy(date => (date.Start.IsDate, date.Start.Zone, IsPeriod: date.Length is not null)))
            {
                var written = group.Select(date => date.Length is { } lasts ? TimeText.WritePeriod(date.Start, lasts) : TimeText.Write(date.Start));
                var form = FormOf(group.First().Start);
                Add("RDATE", string.Join(',', written), group.Key.IsPeriod ? form.Prepend(new("VALUE", ["PERIOD"])) : form);
            }
        }
    }

    private static IEnumerable<CalendarParameter> FormOf(CalendarTime time) =>
        time switch
        {
            { IsDate: true } => [new("VALUE", ["DATE"])],
            { Zone: { } zone, IsUtc: false } => [new("TZID", [zone.Id])],
            _ => [],
        };
}
