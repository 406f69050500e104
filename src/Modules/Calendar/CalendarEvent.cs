using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace VideoConf.Calendar;

/// <summary>What became of one occurrence.</summary>
internal sealed record Progress(LocalDateTime Occurrence, Instant? StartedAt, Instant? CompletedAt);

/// <summary>An event as its deciders see it, and as it is shown.</summary>
/// <param name="Changes">Single occurrences that differ from the series, by their original start.</param>
/// <param name="Sequence">Raised with each change that attendees must hear of (RFC 5545 section 3.8.7.4).</param>
/// <param name="RevisedAt">When that was, as the directory keeps it: facts themselves do not tell the time.</param>
internal sealed record CalendarEvent(
    Guid Id, string Uid, Organizer Organizer, EventDetails Details, EventTime Time, ImmutableList<Attendee> Attendees,
    ImmutableList<OccurrenceChange> Changes, ImmutableList<Progress> Progress, bool IsCancelled, int Sequence, Instant CreatedAt, Instant RevisedAt = default) : IEvolve<CalendarEvent>
{
    // The state stands in EventRestored: what follows from it is not written.
    [JsonIgnore]
    public bool IsSeries => Time.Recurrence is not null;

    public Attendee? AttendeeOf(Guid personId) => Attendees.Find(a => a.PersonId == personId);

    /// <summary>Null also for one who was invited once and is no more.</summary>
    public Attendee? Invited(Guid attendeeId) => Attendees.Find(a => a.Id == attendeeId);

    public Attendee? Invited(string email) => Attendees.Find(a => a.Email.Equals(email, StringComparison.OrdinalIgnoreCase));

    public bool IsVisibleTo(Guid personId) => Organizer.PersonId == personId || AttendeeOf(personId) is not null;

    /// <summary>The accounts in whose calendars it stands.</summary>
    [JsonIgnore]
    public IEnumerable<Guid> People => Attendees.Select(a => a.PersonId).OfType<Guid>().Prepend(Organizer.PersonId).Distinct();

    /// <summary>Whether somebody's time is taken by it: not when it is cancelled, nor of one who will not come.</summary>
    public bool TakesUp(Guid personId, LocalDateTime occurrence) => !IsCancelled && AttendeeOf(personId)?.AnswerFor(occurrence) != Answer.Declined;

    public OccurrenceChange? ChangeOf(LocalDateTime occurrence) => Changes.Find(c => c.Occurrence == occurrence);

    public EventDetails DetailsOf(LocalDateTime? occurrence) => (occurrence is { } o ? ChangeOf(o)?.Details : null) ?? Details;

    public Progress? ProgressOf(LocalDateTime occurrence) => Progress.Find(p => p.Occurrence == occurrence);

    /// <summary>
    /// Where an occurrence stands: by what happened in its room or what a person said, otherwise by the time. An event
    /// in a room starts when somebody comes, not by the clock.
    /// </summary>
    public EventStatus StatusOf(LocalDateTime occurrence, Instant start, Instant end, Instant now)
    {
        if (IsCancelled || ChangeOf(occurrence)?.IsCancelled == true) return EventStatus.Cancelled;
        return ProgressOf(occurrence) switch
        {
            { CompletedAt: not null } => EventStatus.Completed,
            { StartedAt: not null } => EventStatus.InProgress,
            _ when now >= end => EventStatus.Completed,
            _ when now >= start && DetailsOf(occurrence).Place.Kind != PlaceKind.Room => EventStatus.InProgress,
            _ => EventStatus.Scheduled,
        };
    }

    public static CalendarEvent? Evolve(CalendarEvent? state, object fact) => fact switch
    {
        EventScheduled e => new(e.EventId, e.Uid, e.Organizer, e.Details, e.Time, [.. e.Attendees], [.. e.Changes], [], IsCancelled: false, 0, e.At, e.At),
        _ when state is null => null,
        EventRescheduled e => state.Next() with { Time = e.Time, Changes = [.. e.Changes], Attendees = [.. state.Attendees.Select(a => a.MovedBy(Between(state.Time, e.Time)))] },
        EventDetailsChanged e => state.Next() with { Details = e.Details },
        AttendeesInvited e => state.Next() with { Attendees = state.Attendees.AddRange(e.Attendees) },
        AttendeesRemoved e => state.Next() with { Attendees = state.Attendees.RemoveAll(a => e.AttendeeIds.Contains(a.Id)) },
        InvitationAnswered e => state with { Attendees = [.. state.Attendees.Select(a => a.Id == e.AttendeeId ? a.Answering(e) : a)] },
        OccurrenceChanged e => state.Next() with { Changes = state.ChangesWith(e.Change) },
        OccurrenceCancelled e => state.Next() with { Changes = state.ChangesWith(new OccurrenceChange(e.Occurrence, IsCancelled: true)) },
        SeriesSplit e => state.Next() with { Time = e.Time, Changes = state.Changes.RemoveAll(c => c.Occurrence >= e.From) },
        EventCancelled => state.Next() with { IsCancelled = true },
        EventRestored e => e.State with { Sequence = state.Sequence + 1 },
        EventStarted e => state with { Progress = state.ProgressWith(new Progress(e.Occurrence, e.At, null)) },
        EventCompleted e => state with { Progress = state.ProgressWith(new Progress(e.Occurrence, state.ProgressOf(e.Occurrence)?.StartedAt, e.At)) },
        EventReopened e => state with { Progress = state.Progress.RemoveAll(p => p.Occurrence == e.Occurrence) },
        EventImported e => state with { Sequence = e.Sequence, RevisedAt = e.Stamp },
        RoomNotAvailable e => state with { Changes = e.Occurrences.Aggregate(state.Changes, (all, o) => WithoutRoom(state, all, o)) },
        _ => state,
    };

    private static Period Between(EventTime before, EventTime after) => Period.Between(before.Start, after.Start, PeriodUnits.Ticks);

    private CalendarEvent Next() => this with { Sequence = Sequence + 1 };

    private ImmutableList<OccurrenceChange> ChangesWith(OccurrenceChange change) =>
        [.. Changes.Where(c => c.Occurrence != change.Occurrence).Append(change).OrderBy(c => c.Occurrence)];

    private ImmutableList<Progress> ProgressWith(Progress progress) => [.. Progress.Where(p => p.Occurrence != progress.Occurrence), progress];

    private static ImmutableList<OccurrenceChange> WithoutRoom(CalendarEvent state, ImmutableList<OccurrenceChange> all, LocalDateTime occurrence)
    {
        var change = all.Find(c => c.Occurrence == occurrence) ?? new OccurrenceChange(occurrence, IsCancelled: false);
        var details = change.Details ?? state.Details;
        return [.. all.Where(c => c.Occurrence != occurrence).Append(change with { Details = details with { Place = Place.None } }).OrderBy(c => c.Occurrence)];
    }
}
