using System.Globalization;
using NodaTime.TimeZones;
using VideoConf.ICalendar.Files;

namespace VideoConf.ICalendar.Zones;

/// <summary>Writes a zone as a VTIMEZONE (RFC 5545 section 3.6.5) that holds from an instant on.</summary>
public static class TimeZoneWriter
{
    // A yearly change that holds for so many years is written as a rule without an end
    private const int YearsToTrust = 30;

    // Until then each change is written by itself where no rule fits; NodaTime knows no irregular ones after it
    internal static readonly Instant Horizon = Instant.FromUtc(2100, 1, 1, 0, 0);

    /// <summary>The zone's observances from the one in force at <paramref name="from"/>, without an end.</summary>
    /// <param name="zone">Its id is the TZID. One that was read from a VTIMEZONE is written as it was read.</param>
    /// <param name="from">The earliest time that needs the zone.</param>
    /// <param name="to">The latest single time that needs it; changes up to the year 2100 are written in any case.</param>
    public static CalendarComponent Write(DateTimeZone zone, Instant from, Instant to)
    {
        if (zone is ObservanceZone read)
        {
            return read.Source;
        }

        var component = new CalendarComponent("VTIMEZONE");
        component.Properties.Add(new("TZID", TextValue.Escape(zone.Id), []));
        var changes = Changes(zone, from, Instant.Max(to, Horizon));
        if (zone.GetZoneInterval(from) is { HasStart: false } interval)
        {
            component.Components.Add(Part(interval, interval.WallOffset, new LocalDateTime(1601, 1, 1, 0, 0)));
        }

        foreach (var group in changes.GroupBy(change => (change.From, change.After.WallOffset, change.After.Name, change.After.Savings)))
        {
            AddGroup(component, [.. group]);
        }

        return component;
    }

    private static List<Change> Changes(DateTimeZone zone, Instant from, Instant to)
    {
        var changes = new List<Change>();
        var interval = zone.GetZoneInterval(from);
        if (interval.HasStart)
        {
            changes.Add(new Change(zone.GetZoneInterval(interval.Start - Duration.Epsilon), interval));
        }

        while (interval.HasEnd && interval.End < to)
        {
            var next = zone.GetZoneInterval(interval.End);
            changes.Add(new Change(interval, next));
            interval = next;
        }

        return changes;
    }

    private static void AddGroup(CalendarComponent component, IReadOnlyList<Change> changes)
    {
        // The tail that repeats every year as a rule, what is before it as single dates
        var tail = YearlyRule.OfTail(changes, Horizon, YearsToTrust);
        var single = tail is null ? changes : [.. changes.Take(changes.Count - tail.Length)];
        if (single.Count > 0)
        {
            var part = Part(single[0].After, single[0].From, single[0].Local);
            foreach (var change in single.Count > 1 ? single : [])
            {
                // Each on a line of its own, the first too: some programs take only the first of a list, and not DTSTART
                part.Properties.Add(new("RDATE", Text(change.Local), []));
            }

            component.Components.Add(part);
        }

        if (tail is not null)
        {
            var start = changes[^tail.Length];
            var part = Part(start.After, start.From, start.Local);
            part.Properties.Add(new("RRULE", tail.Rule, []));
            component.Components.Add(part);
        }
    }

    private static CalendarComponent Part(ZoneInterval interval, Offset from, LocalDateTime onset)
    {
        var part = new CalendarComponent(interval.Savings > Offset.Zero ? "DAYLIGHT" : "STANDARD");
        part.Properties.Add(new("DTSTART", Text(onset), []));
        part.Properties.Add(new("TZOFFSETFROM", ValueText.OfOffset(from), []));
        part.Properties.Add(new("TZOFFSETTO", ValueText.OfOffset(interval.WallOffset), []));
        part.Properties.Add(new("TZNAME", TextValue.Escape(interval.Name), []));
        return part;
    }

    private static string Text(LocalDateTime local) => local.ToString("uuuuMMdd'T'HHmmss", CultureInfo.InvariantCulture);
}

/// <summary>From one interval of a zone to the next.</summary>
internal readonly record struct Change(ZoneInterval Before, ZoneInterval After)
{
    public Offset From => Before.WallOffset;

    /// <summary>The onset in the time before it.</summary>
    public LocalDateTime Local => After.Start.WithOffset(From).LocalDateTime;
}
