using NodaTime.Text;

namespace VideoConf.Notifications;

/// <summary>Hours on people's own clocks. Pure.</summary>
internal static class Clocks
{
    private static readonly LocalTimePattern Pattern = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    public static bool IsTime(string? text) => text is not null && Pattern.Parse(text).Success;

    public static LocalTime TimeOf(string text) => Pattern.Parse(text).Value;

    /// <summary>UTC for a zone that this server's database does not know (any more).</summary>
    public static DateTimeZone ZoneOf(string id) => DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) ?? DateTimeZone.Utc;

    /// <summary>The next time after now at which the clocks show it; at a gap the first moment behind it.</summary>
    public static Instant Next(string time, DateTimeZone zone, Instant now)
    {
        var today = now.InZone(zone).Date;
        var next = At(today, TimeOf(time), zone);
        return next > now ? next : At(today.PlusDays(1), TimeOf(time), zone);
    }

    /// <summary>When the quiet hours in which this moment lies are over; now when it lies in none.</summary>
    public static Instant EndOfQuiet(QuietHours quiet, DateTimeZone zone, Instant now)
    {
        var (from, to) = (TimeOf(quiet.From), TimeOf(quiet.To));
        var clock = now.InZone(zone).TimeOfDay;
        var isQuiet = from < to ? clock >= from && clock < to : clock >= from || clock < to;
        return isQuiet && from != to ? Next(quiet.To, zone, now) : now;
    }

    private static Instant At(LocalDate date, LocalTime time, DateTimeZone zone) => zone.ResolveLocal(date + time, NodaTime.TimeZones.Resolvers.CreateMappingResolver(
        NodaTime.TimeZones.Resolvers.ReturnEarlier, NodaTime.TimeZones.Resolvers.ReturnStartOfIntervalAfter)).ToInstant();
}
