using VideoConf.ICalendar;
using VideoConf.ICalendar.Events;
using VideoConf.ICalendar.Recurrence;

namespace VideoConf.Calendar;

/// <summary>One occurrence of an outside calendar.</summary>
/// <param name="EventId">Made of the subscription and the event's UID.</param>
internal sealed record OutsideOccurrence(
    Guid EventId, LocalDateTime Occurrence, Instant Start, Instant End, string TimeZone, bool AllDay, bool IsRecurring, bool IsChanged, string Title, string? Url, string Organizer);

/// <summary>Writes the occurrences of an outside calendar out. Pure.</summary>
internal static class OutsideCopy
{
    public const int MostOccurrences = 20_000;
    private const int LongestTitle = 200;

    /// <returns>Null when there are more than <see cref="MostOccurrences"/>.</returns>
    public static IReadOnlyList<OutsideOccurrence>? Of(CalendarObject calendar, Guid subscriptionId, Instant from, Instant to, CancellationToken cancellationToken)
    {
        var named = calendar.OtherProperties.FirstOrDefault(p => p.Name == "X-WR-TIMEZONE")?.Text.Trim();
        var zone = (named is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(named)) ?? DateTimeZone.Utc;
        var all = new List<OutsideOccurrence>();
        foreach (var series in calendar.Series())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var id = NamedIds.Of(subscriptionId, series.Uid);
            var isRecurring = series.Master is not { Rules.Count: 0, ExtraDates.Count: 0 };
            // A day more on both sides: floating times and dates are nowhere on the time line yet
            foreach (var occurrence in series.ToRecurrenceSet().Between(from - Duration.FromDays(1), to + Duration.FromDays(1)))
            {
                var component = series.ComponentOf(occurrence);
                if (component.Status == ICalendar.Events.EventStatus.Cancelled || series.Master?.Status == ICalendar.Events.EventStatus.Cancelled) continue;
                if (all.Count == MostOccurrences) return null;
                all.Add(Place(occurrence, component, id, isRecurring, zone));
            }
        }
        return all;
    }

    private static OutsideOccurrence Place(SetOccurrence occurrence, EventComponent component, Guid id, bool isRecurring, DateTimeZone zone)
    {
        var own = occurrence.Start.Zone is { } given ? DateTimeZoneProviders.Tzdb.GetZoneOrNull(given.Id) ?? DateTimeZone.Utc : zone;
        var (start, end) = (At(occurrence.Start, zone), At(occurrence.End, zone));
        var url = component.Url is { } u && EventFields.IsLink(u) ? u : component.Location?.Trim() is { } l && EventFields.IsLink(l) ? l : null;
        return new OutsideOccurrence(
            id, occurrence.RecurrenceId.Local, start, Instant.Max(end, start + Duration.FromMinutes(1)), own.Id, occurrence.Start.IsDate, isRecurring, component.RecurrenceId is not null,
            OneLine(component.Summary) is { Length: > 0 } title ? title : "—", url, OneLine(component.Organizer?.CommonName));
    }

    private static Instant At(CalendarTime time, DateTimeZone zone) => time.Zone is null ? time.Local.InZoneLeniently(zone).ToInstant() : time.ToInstant();

    private static string OneLine(string? text) => FileText.Clean(text, LongestTitle, multiline: false, out _);
}
