using Microsoft.AspNetCore.Http;
using NodaTime.Text;
using VideoConf.Calendar.Views;

namespace VideoConf.Calendar;

/// <summary>Who changed an event, when, and from what to what: read off its facts.</summary>
internal static class ShowHistory
{
    internal sealed record Change(string Field, string? From, string? To);

    internal sealed record Entry(long Version, Instant At, string? By, string What, LocalDateTime? Occurrence, IReadOnlyList<Change> Changes);

    internal sealed record History(IReadOnlyList<Entry> Items);

    public static async Task<IResult> Endpoint(Guid id, HttpContext http, EventFinder events, EventLog log, IPeople people, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        if (await events.FindAsync(id, caller.PersonId, cancellationToken) is null) return Refusal.EventNotFound.Problem()!;
        var facts = await log.FetchStreamAsync(id, cancellationToken: cancellationToken);
        Guid[] actors = [.. facts.Select(f => Guid.TryParse(f.Metadata.Actor, out var actor) ? actor : Guid.Empty).Distinct()];
        var names = (await people.FindAsync(actors, cancellationToken)).ToDictionary(p => p.PersonId.ToString(), p => p.DisplayName);
        return Results.Ok(new History(Of(facts, names)));
    }

    internal static IReadOnlyList<Entry> Of(IReadOnlyList<StoredEvent> facts, IReadOnlyDictionary<string, string> names)
    {
        var entries = new List<Entry>();
        CalendarEvent? state = null;
        foreach (var fact in facts)
        {
            if (fact.Data is not { } data) continue;
            var after = CalendarEvent.Evolve(state, data);
            var (what, occurrence) = Describe(data);
            if (after is not null && data is not EventImported) entries.Add(new Entry(fact.Version, fact.RecordedAt, names.GetValueOrDefault(fact.Metadata.Actor ?? "") ?? NameOf(data, after), what, occurrence, [.. Changes(state, after, occurrence)]));
            state = after;
        }
        entries.Reverse();
        return entries;
    }

    // Who answers by a link or by mail is not signed in
    private static string? NameOf(object fact, CalendarEvent after) =>
        fact is InvitationAnswered answered && after.Invited(answered.AttendeeId) is { } attendee ? attendee.Name ?? attendee.Email : null;

    private static (string What, LocalDateTime? Occurrence) Describe(object fact) => fact switch
    {
        EventScheduled => ("scheduled", null),
        EventRescheduled => ("rescheduled", null),
        EventDetailsChanged => ("details_changed", null),
        AttendeesInvited => ("invited", null),
        AttendeesRemoved => ("removed", null),
        InvitationAnswered e => ("answered", e.Occurrence),
        OccurrenceChanged e => ("occurrence_changed", e.Change.Occurrence),
        OccurrenceCancelled e => ("occurrence_cancelled", e.Occurrence),
        SeriesSplit e => ("series_split", e.From),
        EventCancelled => ("cancelled", null),
        EventRestored => ("restored", null),
        EventStarted e => ("started", e.Occurrence),
        EventCompleted e => ("completed", e.Occurrence),
        EventReopened e => ("reopened", e.Occurrence),
        _ => ("room_not_available", null),
    };

    private static IEnumerable<Change> Changes(CalendarEvent? before, CalendarEvent after, LocalDateTime? occurrence)
    {
        var fields = Fields(after, occurrence).ToList();
        var was = before is null ? [] : Fields(before, occurrence).ToDictionary(f => f.Field, f => f.Value);
        return fields.Select(f => new Change(f.Field, was.GetValueOrDefault(f.Field), f.Value)).Where(c => c.From != c.To);
    }

    private static IEnumerable<(string Field, string? Value)> Fields(CalendarEvent e, LocalDateTime? occurrence)
    {
        var details = e.DetailsOf(occurrence);
        var change = occurrence is { } o ? e.ChangeOf(o) : null;
        yield return ("title", details.Title);
        yield return ("description", details.Description);
        yield return ("type", details.Type.ToString().ToLowerInvariant());
        yield return ("start", LocalDateTimePattern.GeneralIso.Format(change?.Start ?? occurrence ?? e.Time.Start));
        yield return ("end", LocalDateTimePattern.GeneralIso.Format(change?.End ?? (occurrence ?? e.Time.Start) + Period.Between(e.Time.Start, e.Time.End, PeriodUnits.Ticks)));
        yield return ("timeZone", e.Time.TimeZone);
        yield return ("allDay", e.Time.AllDay ? "true" : "false");
        yield return ("recurrence", e.Time.Recurrence?.Rule);
        yield return ("place", details.Place.Url);
        yield return ("reminders", details.Reminders.Count == 0 ? null : string.Join(", ", details.Reminders));
        yield return ("attendees", e.Attendees.Count == 0 ? null : string.Join(", ", e.Attendees.Select(a => a.Email)));
        foreach (var attendee in e.Attendees) yield return ($"answer:{attendee.Email}", Snake(attendee.AnswerFor(occurrence)));
        yield return ("cancelled", e.IsCancelled || change?.IsCancelled == true ? "true" : "false");
    }

    private static string? Snake(Answer answer) => answer == Answer.NeedsAction ? null : answer.ToString().ToLowerInvariant();
}
