using System.Collections.Concurrent;
using VideoConf.ICalendar.Events;
using VideoConf.ICalendar.Files;

namespace VideoConf.ICalendar.Zones;

/// <summary>The VTIMEZONE components that a calendar needs: one for each zone that its events name.</summary>
internal static class TimeZonesOf
{
    // The same for all times between two changes, and dear: all of the changes to come are compared
    private static readonly ConcurrentDictionary<(DateTimeZone Zone, Instant Since), CalendarComponent> Written = [];
    private const int WrittenAtMost = 1_000;

    public static IEnumerable<CalendarComponent> Calendar(CalendarObject calendar)
    {
        var carried = calendar.OtherComponents.Where(part => part.Name == "VTIMEZONE").Select(part => part.Property("TZID")?.Value).ToHashSet();
        return calendar.Events.SelectMany(Times)
            .Where(time => time is { Zone: not null, IsUtc: false })
            .GroupBy(time => time.Zone!.Id, time => time, StringComparer.Ordinal)
            .Where(group => !carried.Contains(group.Key))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Component(group.First().Zone!, group.Min(time => time.ToInstant()), group.Max(time => time.ToInstant())));
    }

    private static CalendarComponent Component(DateTimeZone zone, Instant from, Instant to)
    {
        if (to > TimeZoneWriter.Horizon || zone is ObservanceZone)
        {
            return TimeZoneWriter.Write(zone, from, to);
        }

        if (Written.Count >= WrittenAtMost)
        {
            Written.Clear();
        }

        var interval = zone.GetZoneInterval(from);
        return Written.GetOrAdd((zone, interval.HasStart ? interval.Start : Instant.MinValue), key => TimeZoneWriter.Write(key.Zone, from, to));
    }

    private static IEnumerable<CalendarTime> Times(EventComponent values)
    {
        CalendarTime?[] single = [values.Start, values.End, values.RecurrenceId];
        return single.OfType<CalendarTime>().Concat(values.ExtraDates.Select(date => date.Start)).Concat(values.ExceptDates);
    }
}
