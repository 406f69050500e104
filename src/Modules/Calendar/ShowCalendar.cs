using Microsoft.AspNetCore.Http;
using NodaTime.Text;
using Npgsql;
using VideoConf.Calendar.Views;

namespace VideoConf.Calendar;

/// <summary>One occurrence in a list.</summary>
/// <param name="Occurrence">The start that names it within its event.</param>
/// <param name="Answer">The one who asks: his own; null for the organizer.</param>
/// <param name="JoinFrom">Ten minutes before the start.</param>
internal sealed record OccurrenceItem(
    Guid EventId, LocalDateTime Occurrence, string Title, EventType Type, EventStatus Status, bool AllDay, Instant Start, Instant End, LocalDateTime StartLocal,
    LocalDateTime EndLocal, string TimeZone, PlaceResource Place, bool IsRecurring, bool IsChanged, bool IsOrganizer, Answer? Answer, string OrganizerName,
    int AttendeeCount, long Version, Instant JoinFrom, OutsideResource? Outside);

internal sealed record OccurrenceList(IReadOnlyList<OccurrenceItem> Items);

/// <summary>The calendar of the caller within a window, and one event.</summary>
internal sealed class ShowCalendar(NpgsqlDataSource dataSource, EventFinder events, OutsideCalendars outside, Bookings bookings, IClock clock)
{
    private const int MostItems = 5000;
    private static readonly Duration LongestWindow = Duration.FromDays(400);
    private static readonly Duration SurelyWritten = Duration.FromDays(365);
    public static readonly Duration JoinEarly = Duration.FromMinutes(10);

    private readonly record struct Appearance(Guid EventId, LocalDateTime Key, Instant Start, Instant End);

    public static async Task<IResult> List(
        HttpContext http, ShowCalendar shown, string? from, string? to, string? timeZone, string? type, Guid? roomId, string? attendee, string? status, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var check = new Validation();
        var (start, end) = check.Window(from, to, LongestWindow, timeZone);
        var types = Words<EventType>(check, "type", type, "meeting", "interview", "training");
        var statuses = Words<EventStatus>(check, "status", status, "scheduled", "in_progress", "completed", "cancelled");
        if (check.Problem is { } invalid) return invalid;
        var items = await shown.ItemsAsync(caller, start, end, cancellationToken);
        if (items.Count > MostItems) return Refusal.WindowTooLarge.Problem()!;
        return Results.Ok(new OccurrenceList([.. items
            .Where(i => (types.Count == 0 || (i.Event is not null && types.Contains(i.Item.Type))) && (statuses.Count == 0 ? !i.IsWhollyCancelled : statuses.Contains(i.Item.Status))
                && (roomId is null || i.Item.Place.RoomId == roomId)
                && (attendee is null || i.Event?.Attendees.Any(a => string.Equals(a.Email, attendee, StringComparison.OrdinalIgnoreCase)) == true))
            .Select(i => i.Item).OrderBy(i => i.Start).ThenBy(i => i.EventId)]));
    }

    public static async Task<IResult> One(
        Guid id, HttpContext http, EventFinder events, EventResources resources, string? occurrence, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var check = new Validation();
        var which = check.Occurrence(occurrence);
        if (check.Problem is { } invalid) return invalid;
        if (await events.FindAsync(id, caller.PersonId, cancellationToken) is not { } found) return Refusal.EventNotFound.Problem()!;
        if (which is { } o && new Series(found.Data).Find(o) is null) return Refusal.OccurrenceNotFound.Problem()!;
        ETags.Write(http.Response, found.Version);
        return Results.Ok(resources.Show(found.Data, found.Version, caller, which));
    }

    private async Task<List<(OccurrenceItem Item, CalendarEvent? Event, bool IsWhollyCancelled)>> ItemsAsync(Caller caller, Instant from, Instant to, CancellationToken cancellationToken)
    {
        var (now, written) = (clock.GetCurrentInstant(), await WrittenAsync(caller.PersonId, from, to, cancellationToken));
        // How far a series is written out depends on when it was last changed or extended
        var beyond = to > bookings.HorizonAt(now) - SurelyWritten ? await BeyondAsync(caller.PersonId, from, to, cancellationToken) : [];
        var byId = await events.FindAsync(written.Concat(beyond).Select(a => a.EventId), cancellationToken);
        var others = await outside.FindAsync(caller.PersonId, from, to, MostItems + 1, cancellationToken);
        return
        [
            .. written.Concat(beyond).Where(a => byId.ContainsKey(a.EventId))
                .Select(a => (Item(a, byId[a.EventId].Data, byId[a.EventId].Version, caller, now), (CalendarEvent?)byId[a.EventId].Data, byId[a.EventId].Data.IsCancelled)),
            .. others.Select(o => (Item(o.Occurrence, o.Outside, now), default(CalendarEvent), false)),
        ];
    }

    private static OccurrenceItem Item(Appearance a, CalendarEvent e, long version, Caller caller, Instant now)
    {
        var (zone, details) = (Series.ZoneOf(e.Time.TimeZone), e.DetailsOf(a.Key));
        return new OccurrenceItem(
            e.Id, a.Key, details.Title, details.Type, e.StatusOf(a.Key, a.Start, a.End, now), e.Time.AllDay, a.Start, a.End, a.Start.InZone(zone).LocalDateTime,
            a.End.InZone(zone).LocalDateTime, e.Time.TimeZone, PlaceResource.Of(details.Place), e.IsSeries, e.ChangeOf(a.Key) is not null,
            e.Organizer.PersonId == caller.PersonId, e.AttendeeOf(caller.PersonId)?.AnswerFor(a.Key), e.Organizer.Name, e.Attendees.Count, version, a.Start - JoinEarly, null);
    }

    // What others publish is only looked at: it has no answer, no version and no room.
    private static OccurrenceItem Item(OutsideOccurrence o, OutsideResource outside, Instant now)
    {
        var zone = Series.ZoneOf(o.TimeZone);
        return new OccurrenceItem(
            o.EventId, o.Occurrence, o.Title, EventType.Meeting, now >= o.End ? EventStatus.Completed : now >= o.Start ? EventStatus.InProgress : EventStatus.Scheduled, o.AllDay, o.Start, o.End,
            o.Start.InZone(zone).LocalDateTime, o.End.InZone(zone).LocalDateTime, o.TimeZone, new PlaceResource(o.Url is null ? PlaceKind.None : PlaceKind.Link, null, null, o.Url),
            o.IsRecurring, o.IsChanged, IsOrganizer: false, null, o.Organizer, 0, 0, o.Start - JoinEarly, outside);
    }

    // Two ranges of two indexes: what began within a day before the window or in it, and what lasts longer than a day.
    private async Task<List<Appearance>> WrittenAsync(Guid personId, Instant from, Instant to, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            $"""
             select event_id, occurrence, starts_at, ends_at from calendar.appearances
             where person_id = $1 and starts_at > $2 - interval '24 hours' and starts_at < $3 and ends_at > $2 and ends_at - starts_at <= interval '1 day'
             union all
             select event_id, occurrence, starts_at, ends_at from calendar.appearances
             where person_id = $1 and ends_at > $2 and starts_at < $3 and ends_at - starts_at > interval '1 day'
             limit {MostItems + 1}
             """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = personId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = from.ToDateTimeUtc() });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = to.ToDateTimeUtc() });
        var found = new List<Appearance>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            found.Add(new Appearance(reader.GetGuid(0), LocalDateTime.FromDateTime(reader.GetDateTime(1)), Bookings.At(reader, 2), Bookings.At(reader, 3)));
        return found;
    }

    // What lies behind the horizon is worked out when somebody looks there.
    private async Task<List<Appearance>> BeyondAsync(Guid personId, Instant from, Instant to, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("select event_id, written_until from calendar.open_series where people @> array[$1]");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = personId });
        var open = new Dictionary<Guid, Instant>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken)) open.Add(reader.GetGuid(0), Bookings.At(reader, 1));
        }
        var byId = open.Count == 0 ? new Dictionary<Guid, EventStore.Projections.ViewRow<CalendarEvent>>() : await events.FindAsync(open.Keys, cancellationToken);
        return [.. byId.Values.Where(e => open[e.Id] < to).SelectMany(e => new Series(e.Data).Between(Instant.Max(from, open[e.Id]), to)
            .Where(o => o.Start >= open[e.Id]).Take(MostItems).Select(o => new Appearance(e.Id, o.Key, o.Start, o.End))).Take(MostItems + 1)];
    }

    private static HashSet<T> Words<T>(Validation check, string field, string? text, params string[] allowed) where T : struct, Enum
    {
        var words = (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length > allowed.Length) check.Add(field, "not_one_of", $"{field} must be some of {string.Join(", ", allowed)}.");
        return [.. words.Take(allowed.Length).Select(w => check.OneOf(field, w, allowed)).Where(w => allowed.Contains(w)).Select(w => Enum.GetValues<T>()[Array.IndexOf(allowed, w)])];
    }
}

internal static class Windows
{
    private static readonly Instant Earliest = Instant.FromUtc(1970, 1, 1, 0, 0);
    private static readonly Instant Latest = Instant.FromUtc(2200, 1, 1, 0, 0);

    /// <summary>Two instants, the second after the first and not too far from it.</summary>
    /// <param name="check">Takes what is wrong.</param>
    /// <param name="from">An instant; with a zone also a wall-clock time or a date of it.</param>
    /// <param name="to">The same, exclusive.</param>
    /// <param name="longest">Between them at most.</param>
    /// <param name="timeZone">IANA id.</param>
    public static (Instant From, Instant To) Window(this Validation check, string? from, string? to, Duration longest, string? timeZone = null)
    {
        var zone = timeZone is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone);
        if (timeZone is not null && zone is null) check.Add("timeZone", "unknown_time_zone", "timeZone must be a name of the IANA time zone database, such as Europe/Berlin.");
        var (start, end) = (check.Point("from", from, zone), check.Point("to", to, zone));
        if (check.Problem is null && (end <= start || end - start > longest)) check.Add("to", "out_of_range", $"to must be after from, by at most {longest.Days} days.");
        return (start, end);
    }

    private static Instant Point(this Validation check, string field, string? text, DateTimeZone? zone)
    {
        if (string.IsNullOrEmpty(text)) check.Add(field, "required", $"{field} is missing.");
        else if (Read(text, zone) is { } instant && instant >= Earliest && instant <= Latest) return instant;
        else check.Add(field, "invalid", $"{field} must be an instant such as 2026-11-22T14:00:00Z, of the years {Earliest.InUtc().Year} to {Latest.InUtc().Year}.");
        return Earliest;
    }

    private static Instant? Read(string text, DateTimeZone? zone)
    {
        if (OffsetDateTimePattern.Rfc3339.Parse(text).TryGetValue(default, out var at)) return at.ToInstant();
        if (zone is null) return null;
        if (LocalDatePattern.Iso.Parse(text).TryGetValue(default, out var date)) return zone.AtStartOfDay(date).ToInstant();
        return LocalDateTimePattern.GeneralIso.Parse(text).TryGetValue(default, out var local) ? local.InZoneLeniently(zone).ToInstant() : null;
    }
}
