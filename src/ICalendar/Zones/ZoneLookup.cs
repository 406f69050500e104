using System.Collections.Frozen;
using NodaTime.TimeZones;
using VideoConf.ICalendar.Files;

namespace VideoConf.ICalendar.Zones;

/// <summary>
/// From a TZID to a zone: an id of the time zone database, also behind a prefix ("/mozilla.org/20050126_1/Europe/Berlin"),
/// the Windows name of a zone, else the file's own VTIMEZONE.
/// </summary>
internal sealed class ZoneLookup(IEnumerable<CalendarComponent> timeZones)
{
    private static readonly FrozenDictionary<string, string> Ids =
        DateTimeZoneProviders.Tzdb.Ids.ToFrozenDictionary(id => id, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, string> WindowsIds =
        TzdbDateTimeZoneSource.Default.WindowsMapping.PrimaryMapping.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, DateTimeZone?> found = new(StringComparer.OrdinalIgnoreCase);

    private string? latest;
    private DateTimeZone? latestZone;

    /// <summary>Null if nobody knows the zone.</summary>
    public DateTimeZone? Find(string tzid) => Find(tzid, out _);

    /// <param name="tzid">As written.</param>
    /// <param name="isNew">True if it was not asked for before.</param>
    public DateTimeZone? Find(string tzid, out bool isNew)
    {
        isNew = false;
        if (ReferenceEquals(tzid, latest))
        {
            return latestZone;
        }

        if (!found.TryGetValue(tzid, out var zone))
        {
            isNew = true;
            var id = tzid.Trim().Trim('"').Trim();
            zone = OfDatabase(id) ?? OfFile(id);
            found.Add(tzid, zone);
        }

        (latest, latestZone) = (tzid, zone);
        return zone;
    }

    private static DateTimeZone? OfDatabase(string id)
    {
        if (OfExactId(id) is { } zone)
        {
            return zone;
        }

        // "/mozilla.org/20050126_1/America/Argentina/Buenos_Aires", "tzone://Microsoft/Utc"
        var parts = id.Split('/');
        for (var length = 3; length > 0 && (id.StartsWith('/') || id.Contains("://", StringComparison.Ordinal)); length--)
        {
            if (parts.Length > length && OfExactId(string.Join('/', parts[^length..])) is { } suffix)
            {
                return suffix;
            }
        }

        return null;
    }

    private static DateTimeZone? OfExactId(string id)
    {
        if (Ids.TryGetValue(id, out var canonical) || WindowsIds.TryGetValue(id, out canonical))
        {
            return canonical is "UTC" or "Etc/UTC" ? DateTimeZone.Utc : DateTimeZoneProviders.Tzdb[canonical];
        }

        return null;
    }

    private DateTimeZone? OfFile(string id)
    {
        foreach (var timeZone in timeZones)
        {
            if (timeZone.Property("TZID") is { } tzid && (Bare(tzid.Value).Equals(id, StringComparison.OrdinalIgnoreCase) || Bare(tzid.Text).Equals(id, StringComparison.OrdinalIgnoreCase)))
            {
                return (timeZone.Property("X-LIC-LOCATION") is { } location ? OfExactId(Bare(location.Value)) : null)
                    ?? ObservanceZone.From(timeZone, id);
            }
        }

        return null;
    }

    private static string Bare(string text) => text.Trim().Trim('"').Trim();
}
