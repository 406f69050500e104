using NodaTime.TimeZones;
using VideoConf.ICalendar;
using VideoConf.ICalendar.Events;

namespace VideoConf.Calendar;

/// <summary>Puts a name of the IANA database to the zones of a file, also to those that only the file itself describes.</summary>
/// <param name="otherwise">For dates and for times without a zone.</param>
internal sealed class FileZones(DateTimeZone otherwise)
{
    // Zones that differ only in other years are one and the same to an event of these
    private static readonly Duration Compared = Duration.FromDays(3 * 366);

    private static readonly Lazy<DateTimeZone[]> Usual = new(() =>
        [.. TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.Values.Distinct().Select(id => DateTimeZoneProviders.Tzdb.GetZoneOrNull(id)).OfType<DateTimeZone>()]);

    private readonly Dictionary<(DateTimeZone, int), DateTimeZone?> matched = [];

    /// <summary>Null for one that repeats on a clock that nobody else has.</summary>
    public DateTimeZone? Find(EventComponent master)
    {
        if (master.Start.IsDate)
            return (master.OtherProperties.FirstOrDefault(p => p.Name == EventFile.ZoneProperty) is { } named ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(named.Text) : null) ?? otherwise;
        if (master.Start.Zone is not { } zone) return otherwise;
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone.Id) is { } known && known.Equals(zone)) return zone;
        var match = Match(zone, master.Start);
        return match ?? (master.Rules.Count == 0 ? DateTimeZoneProviders.Tzdb["UTC"] : null);
    }

    private DateTimeZone? Match(DateTimeZone zone, CalendarTime start)
    {
        var key = (zone, start.Local.Year);
        if (!matched.TryGetValue(key, out var match))
        {
            var from = start.ToInstant();
            match = Usual.Value.Prepend(otherwise).FirstOrDefault(candidate => Agree(zone, candidate, from));
            matched.Add(key, match);
        }
        return match;
    }

    private static bool Agree(DateTimeZone one, DateTimeZone other, Instant from)
    {
        for (var at = from; at < from + Compared;)
        {
            var (a, b) = (one.GetZoneInterval(at), other.GetZoneInterval(at));
            if (a.WallOffset != b.WallOffset) return false;
            var (endOfA, endOfB) = (a.HasEnd ? a.End : Instant.MaxValue, b.HasEnd ? b.End : Instant.MaxValue);
            at = Instant.Min(endOfA, endOfB);
        }
        return true;
    }
}
