using System.Collections.Immutable;
using NpgsqlTypes;
using VideoConf.EventStore.Projections;

namespace VideoConf.Reports.Statistics;

internal sealed record InvitedAnswer(LocalDateTime Occurrence, string Answer);

/// <param name="Answers">For single occurrences; they go before <paramref name="Answer"/>.</param>
internal sealed record Invited(Guid Id, Guid PersonId, string Answer, ImmutableArray<InvitedAnswer> Answers)
{
    public bool Accepted(LocalDateTime occurrence) => (Answers.FirstOrDefault(a => a.Occurrence == occurrence)?.Answer ?? Answer) == "accepted";

    public Invited Answering(LocalDateTime? occurrence, string answer) => occurrence is { } one
        ? this with { Answers = [.. Answers.Where(a => a.Occurrence != one), new InvitedAnswer(one, answer)] }
        : this with { Answer = answer, Answers = [] };
}

internal sealed record MovedOccurrence(LocalDateTime Occurrence, LocalDateTime Start);

/// <summary>What statistics must know of an event.</summary>
/// <param name="People">The invited who have an account.</param>
/// <param name="LastStarted">The latest occurrence that began: what is before it stands as it was held.</param>
internal sealed record EventStat(
    Guid Organizer, string Type, LocalDateTime Start, string TimeZone, ImmutableArray<MovedOccurrence> Moved, ImmutableArray<Invited> People, LocalDateTime? LastStarted)
{
    /// <summary>When an occurrence was to begin; null in a time zone that nobody knows.</summary>
    public long? StartOf(LocalDateTime occurrence) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(TimeZone) is { } zone ? (Moved.FirstOrDefault(m => m.Occurrence == occurrence)?.Start ?? occurrence).InZoneLeniently(zone).ToInstant().Milliseconds() : null;
}

/// <summary>A row per event: its kind, who said that he comes, and when occurrences were to begin.</summary>
internal sealed class EventStats(EventRegistry registry) : KeyedView<Guid, EventStat>("statevents")
{
    public override IReadOnlyCollection<Type> Facts => registry.Named(
    [
        "calendar.event_scheduled", "calendar.event_rescheduled", "calendar.event_details_changed", "calendar.attendees_invited", "calendar.attendees_removed", "calendar.invitation_answered",
        "calendar.occurrence_changed", "calendar.event_restored", "calendar.event_started",
    ]);

    protected override IReadOnlyList<ViewColumn<EventStat>> Columns => [new("organizer", NpgsqlDbType.Uuid, e => e.Organizer)];

    private sealed record Organizer(Guid PersonId);
    private sealed record Details(string Type);
    private sealed record Time(LocalDateTime Start, string TimeZone);
    private sealed record Attendee(Guid Id, Guid? PersonId, string Answer, ImmutableArray<InvitedAnswer>? Answers);
    private sealed record Change(LocalDateTime Occurrence, LocalDateTime? Start);
    private sealed record Scheduled(Organizer Organizer, Details Details, Time Time, IReadOnlyList<Attendee> Attendees, IReadOnlyList<Change>? Changes);
    private sealed record Rescheduled(Time Time, IReadOnlyList<Change>? Changes);
    private sealed record DetailsChanged(Details Details);
    private sealed record AttendeesInvited(IReadOnlyList<Attendee> Attendees);
    private sealed record AttendeesRemoved(IReadOnlyList<Guid> AttendeeIds);
    private sealed record Answered(Guid AttendeeId, string Answer, LocalDateTime? Occurrence);
    private sealed record OccurrenceChanged(Change Change);
    private sealed record Restored(Scheduled State);
    private sealed record Started(LocalDateTime Occurrence);

    protected override Guid KeyOf(StoredEvent e) => e.StreamId;

    public override EventStat? Fold(EventStat? row, StoredEvent e)
    {
        if (e.WireName == "calendar.event_scheduled") return Of(e.Read<Scheduled>(), null);
        if (row is null) return null;
        switch (e.WireName)
        {
            case "calendar.event_rescheduled" when e.Read<Rescheduled>() is var moved:
                var by = Period.Between(row.Start, moved.Time.Start);
                return row with
                {
                    Start = moved.Time.Start, TimeZone = moved.Time.TimeZone, Moved = [.. row.Moved.Where(m => m.Occurrence <= row.LastStarted), .. MovedBy(moved.Changes)],
                    People = [.. row.People.Select(p => p with { Answers = [.. p.Answers.Select(a => a.Occurrence <= row.LastStarted ? a : a with { Occurrence = a.Occurrence + by })] })],
                };
            case "calendar.event_details_changed":
                return row with { Type = e.Read<DetailsChanged>().Details.Type };
            case "calendar.attendees_invited":
                return row with { People = [.. row.People, .. People(e.Read<AttendeesInvited>().Attendees)] };
            case "calendar.attendees_removed" when e.Read<AttendeesRemoved>().AttendeeIds is var gone:
                return row with { People = [.. row.People.Where(p => !gone.Contains(p.Id))] };
            case "calendar.invitation_answered" when e.Read<Answered>() is var answer:
                return row with { People = [.. row.People.Select(p => p.Id == answer.AttendeeId ? p.Answering(answer.Occurrence, answer.Answer) : p)] };
            case "calendar.occurrence_changed" when e.Read<OccurrenceChanged>().Change is var change:
                return row with { Moved = [.. row.Moved.Where(m => m.Occurrence != change.Occurrence), .. MovedBy([change])] };
            case "calendar.event_restored":
                return Of(e.Read<Restored>().State, row.LastStarted);
            case "calendar.event_started" when e.Read<Started>().Occurrence is var started:
                return row with { LastStarted = started > row.LastStarted ? started : row.LastStarted ?? started };
            default:
                return row;
        }
    }

    private static EventStat Of(Scheduled e, LocalDateTime? lastStarted) =>
        new(e.Organizer.PersonId, e.Details.Type, e.Time.Start, e.Time.TimeZone, [.. MovedBy(e.Changes)], [.. People(e.Attendees)], lastStarted);

    private static IEnumerable<MovedOccurrence> MovedBy(IEnumerable<Change>? changes) =>
        (changes ?? []).Where(c => c.Start is not null).Select(c => new MovedOccurrence(c.Occurrence, c.Start!.Value));

    private static IEnumerable<Invited> People(IEnumerable<Attendee> attendees) =>
        attendees.Where(a => a.PersonId is not null).Select(a => new Invited(a.Id, a.PersonId!.Value, a.Answer, a.Answers ?? []));
}
