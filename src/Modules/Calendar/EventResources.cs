using Microsoft.AspNetCore.Http;

namespace VideoConf.Calendar;

internal sealed record PlaceResource(PlaceKind Kind, Guid? RoomId, string? RoomCode, string? Url)
{
    public static PlaceResource Of(Place place) => new(place.Kind, place.RoomId, place.RoomCode, place.Url);
}

internal sealed record RecurrenceResource(string? Rule, IReadOnlyList<LocalDateTime> ExceptDates, IReadOnlyList<LocalDateTime> ExtraDates);

internal sealed record AttendeeResource(Guid Id, string Email, string? Name, Answer Answer, string? Comment, bool IsYou);

internal sealed record OrganizerResource(Guid Id, string Name, string? Email);

/// <summary>An event as the API shows it to one person.</summary>
/// <param name="Start">Of the occurrence that was asked for, else of the first.</param>
/// <param name="Answer">The one who asks: his own; null for the organizer.</param>
/// <param name="Occurrence">The start that names the occurrence, when one was asked for.</param>
/// <param name="IsChanged">That occurrence differs from its series.</param>
/// <param name="Version">The same as the ETag.</param>
internal sealed record EventResource(
    Guid Id, string Uid, string Title, string? Description, EventType Type, EventStatus Status, bool AllDay, Instant Start, Instant End, LocalDateTime StartLocal,
    LocalDateTime EndLocal, string TimeZone, RecurrenceResource? Recurrence, IReadOnlyList<AttendeeResource> Attendees, IReadOnlyList<int> Reminders, PlaceResource Place,
    OrganizerResource Organizer, bool IsOrganizer, Answer? Answer, LocalDateTime? Occurrence, bool IsChanged, int Sequence, Instant CreatedAt, long Version);

internal sealed record Notified(string Email, string? Name, string Why);

/// <summary>What a change would come to; nothing was written.</summary>
/// <param name="Event">The event as it would be; null when nothing would change.</param>
/// <param name="Occurrences">How many occurrences up to the horizon would be other than they are.</param>
/// <param name="FirstDates">The next of them, at most ten.</param>
/// <param name="LostChanges">Changes of single occurrences that would be lost.</param>
internal sealed record ChangePreview(
    EventResource? Event, int Occurrences, IReadOnlyList<LocalDateTime> FirstDates, IReadOnlyList<Conflict> Conflicts, IReadOnlyList<Overlap> Warnings,
    IReadOnlyList<Notified> Notified, int LostChanges);

/// <summary>Makes of events what the API shows.</summary>
internal sealed class EventResources(Bookings bookings, IClock clock)
{
    public EventResource Show(CalendarEvent e, long version, Caller caller, LocalDateTime? occurrence)
    {
        var held = occurrence is { } asked ? new Series(e).Find(asked) : null;
        var (start, end) = held is { } h ? (h.Start, h.End) : Instants(e.Time);
        var key = held?.Key ?? e.Time.Start;
        var details = e.DetailsOf(held?.Key);
        return new EventResource(
            e.Id, e.Uid, details.Title, details.Description, details.Type, e.StatusOf(key, start, end, clock.GetCurrentInstant()), e.Time.AllDay, start, end,
            held?.StartLocal ?? e.Time.Start, held?.EndLocal ?? e.Time.End, e.Time.TimeZone,
            e.Time.Recurrence is { } r ? new RecurrenceResource(r.Rule, r.ExceptDates, r.ExtraDates) : null,
            [.. e.Attendees.Select(a => new AttendeeResource(a.Id, a.Email, a.Name, a.AnswerFor(held?.Key), a.Comment, a.PersonId == caller.PersonId))],
            details.Reminders, PlaceResource.Of(details.Place), new OrganizerResource(e.Organizer.PersonId, e.Organizer.Name, e.Organizer.Email),
            e.Organizer.PersonId == caller.PersonId, e.AttendeeOf(caller.PersonId)?.AnswerFor(held?.Key), held?.Key,
            held is { } changed && e.ChangeOf(changed.Key) is not null, e.Sequence, e.CreatedAt, version);
    }

    private static (Instant Start, Instant End) Instants(EventTime time)
    {
        var zone = Series.ZoneOf(time.TimeZone);
        var start = time.Start.InZoneLeniently(zone).ToInstant();
        return (start, time.AllDay ? time.End.InZoneLeniently(zone).ToInstant() : start + Series.ExactLength(time.Start, time.End, zone));
    }

    /// <summary>What a verb answers: the refusal, what would come, or the event as it is now.</summary>
    public IResult Answer(Written written, Caller caller, bool dryRun, LocalDateTime? occurrence, HttpResponse response)
    {
        if (written.Problem is { } problem) return problem;
        if (dryRun) return Results.Ok(Preview(written, caller));
        var (state, version) = written.After.Count > 0 ? written.After[0] : written.Before!;
        ETags.Write(response, version);
        return Results.Ok(Show(state, version, caller, occurrence));
    }

    public ChangePreview Preview(Written written, Caller caller)
    {
        if (written.After.Count == 0) return new ChangePreview(null, 0, [], [], [], [], 0);
        var now = clock.GetCurrentInstant();
        var (state, version) = written.After[0];
        var before = written.Before?.State;
        var was = before is null || before.IsCancelled ? [] : Dates(before, now);
        var after = written.After.SelectMany(e => e.State.IsCancelled ? [] : Dates(e.State, now)).ToHashSet();
        // Where nothing moves, words change for all that is to come.
        Held[] added = [.. after.Except(was).OrderBy(o => o.Start)], gone = [.. was.Except(after)];
        Held[] next = added.Length > 0 || gone.Length > 0 ? added : [.. after.OrderBy(o => o.Start)];
        var lost = before is null ? 0 : Math.Max(0, before.Changes.Count(c => !c.IsCancelled) - written.After.Sum(e => e.State.Changes.Count(c => !c.IsCancelled)));
        return new ChangePreview(
            Show(state, version, caller, null), Math.Max(next.Length, gone.Length), [.. next.Select(o => o.StartLocal).Take(10)],
            Conflict.Of(written.Collisions, written.Titles, state), written.Overlaps, [.. WhoIsTold(before, written.After)], lost);
    }

    private HashSet<Held> Dates(CalendarEvent e, Instant now) => [.. new Series(e).Between(now, bookings.HorizonAt(now))];

    private static IEnumerable<Notified> WhoIsTold(CalendarEvent? before, IReadOnlyList<At> after)
    {
        var state = after[0].State;
        // Nothing that anybody must hear of
        if (after is [{ State: var same }] && same.Id == before?.Id && same.Sequence == before.Sequence) yield break;
        var known = (before?.Attendees ?? []).Select(a => a.Id).ToHashSet();
        foreach (var attendee in state.Attendees)
            yield return new Notified(attendee.Email, attendee.Name, !known.Contains(attendee.Id) ? "invited" : state.IsCancelled ? "cancelled" : "changed");
        foreach (var gone in (before?.Attendees ?? []).Where(a => after.All(e => e.State.Attendees.All(b => b.Id != a.Id))))
            yield return new Notified(gone.Email, gone.Name, "removed");
    }
}
