namespace VideoConf.Calendar;

// The stream of an event: what its organizer decides, what its attendees answer, what became of it.
internal sealed record EventScheduled(
    Guid EventId, string Uid, Organizer Organizer, EventDetails Details, EventTime Time, IReadOnlyList<Attendee> Attendees,
    IReadOnlyList<OccurrenceChange> Changes, Guid? SplitFrom, Instant At);
internal sealed record EventRescheduled(EventTime Time, IReadOnlyList<OccurrenceChange> Changes);
internal sealed record EventDetailsChanged(EventDetails Details);
internal sealed record AttendeesInvited(IReadOnlyList<Attendee> Attendees);
internal sealed record AttendeesRemoved(IReadOnlyList<Guid> AttendeeIds);
internal sealed record InvitationAnswered(Guid AttendeeId, Answer Answer, [property: Personal(nameof(InvitationAnswered.AttendeeId))] string? Comment, LocalDateTime? Occurrence, Instant At);
internal sealed record OccurrenceChanged(OccurrenceChange Change);
internal sealed record OccurrenceCancelled(LocalDateTime Occurrence);
/// <param name="Time">What is left of the series.</param>
/// <param name="From">The first occurrence that is no longer its own.</param>
/// <param name="Into">The event that goes on from there; null when nothing does.</param>
internal sealed record SeriesSplit(EventTime Time, LocalDateTime From, Guid? Into);
internal sealed record EventCancelled(Instant At);
/// <param name="Version">The version whose state it is again, but for the answers given since.</param>
/// <param name="State">That state.</param>
internal sealed record EventRestored(long Version, CalendarEvent State);
internal sealed record EventStarted(LocalDateTime Occurrence, Guid? SessionId, Instant At);
internal sealed record EventCompleted(LocalDateTime Occurrence, Instant At);
/// <summary>Somebody took back that an occurrence had started or was over.</summary>
internal sealed record EventReopened(LocalDateTime Occurrence);
/// <summary>Occurrences that came within the horizon found their room taken, and are held without it.</summary>
internal sealed record RoomNotAvailable(IReadOnlyList<LocalDateTime> Occurrences);

/// <summary>The event was taken in from a file, and says since what it said there.</summary>
/// <param name="Sequence">Its revision there (RFC 5545 section 3.8.7.4), or the next one here.</param>
/// <param name="Stamp">When it was revised there.</param>
internal sealed record EventImported(int Sequence, Instant Stamp);

// The stream of one person's calendar as a whole.
/// <param name="SecretHash">Of the secret that stands in the feed's address; opening again replaces it.</param>
internal sealed record FeedOpened(Guid PersonId, string SecretHash, Instant At);
internal sealed record FeedRevoked(Guid PersonId);
/// <param name="SealedUrl">Encrypted: who has such an address can read the calendar.</param>
internal sealed record OutsideCalendarSubscribed(Guid PersonId, Guid SubscriptionId, [property: Personal(nameof(OutsideCalendarSubscribed.PersonId))] string SealedUrl, [property: Personal(nameof(OutsideCalendarSubscribed.PersonId))] string Name, string Color, Instant At);
internal sealed record OutsideCalendarRemoved(Guid SubscriptionId);
internal sealed record FreeBusyShared(Guid PersonId);
internal sealed record FreeBusyHidden(Guid PersonId);
