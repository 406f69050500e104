using VideoConf.EventStore;

namespace VideoConf.Calendar.Contracts;

/// <summary>What somebody answered to an invitation.</summary>
public enum Participation { NeedsAction, Accepted, Declined, Tentative }

/// <summary>Whom an event concerns: its organizer, or one who was invited.</summary>
/// <param name="Id">Of the organizer the account's id, of an attendee the invitation's.</param>
/// <param name="PersonId">The account; null when there is none.</param>
/// <param name="Name">Null when only the address is known.</param>
/// <param name="Email">Null when it is not known.</param>
public sealed record Party(Guid Id, Guid? PersonId, string? Name, string? Email, bool IsOrganizer);

/// <summary>One occurrence of an event, placed on the time line.</summary>
/// <param name="Key">The start that the series gave it, which names it for ever; wall-clock time of the event's zone.</param>
/// <param name="Start">When it begins; of an all-day event midnight in the event's zone.</param>
/// <param name="End">Exclusive.</param>
/// <param name="Type">meeting, interview or training.</param>
/// <param name="Place">A link outside, or the path of a room's page on this server; null for none.</param>
/// <param name="Reminders">Minutes before the start, as the organizer wants them.</param>
public sealed record EventOccurrence(
    LocalDateTime Key, Instant Start, Instant End, LocalDateTime StartLocal, LocalDateTime EndLocal, string Title, string? Description, string Type, string? Place, IReadOnlyList<int> Reminders);

/// <summary>An event as it stood at one version.</summary>
public interface ICalendarEvent
{
    Guid Id { get; }

    /// <summary>Version of its stream.</summary>
    long Version { get; }

    bool IsCancelled { get; }
    bool IsSeries { get; }
    bool AllDay { get; }

    /// <summary>IANA id.</summary>
    string TimeZone { get; }

    /// <summary>Of the whole series.</summary>
    string Title { get; }

    /// <summary>Raised with each change that attendees must hear of (RFC 5545 section 3.8.7.4).</summary>
    int Sequence { get; }

    Party Organizer { get; }
    IReadOnlyList<Party> Attendees { get; }

    /// <summary>The answer for one occurrence, or for all of them.</summary>
    Participation AnswerOf(Guid attendeeId, LocalDateTime? occurrence);

    /// <summary>What went with the last answer.</summary>
    string? CommentOf(Guid attendeeId);

    /// <summary>Those that end after an instant, in the order of their starts; without the cancelled ones. Lazy: a series may never end.</summary>
    IEnumerable<EventOccurrence> Occurrences(Instant after);

    /// <summary>The event for other calendars as iTIP sends it (RFC 5546 section 3.2.2, REQUEST).</summary>
    /// <param name="origin">Scheme and host of this server.</param>
    /// <param name="repliesTo">The address to which other calendars shall send answers; null: the organizer's own.</param>
    byte[] ToRequest(string origin, string? repliesTo);

    /// <summary>Takes the event out of these attendees' calendars (RFC 5546 section 3.2.5, CANCEL).</summary>
    /// <inheritdoc cref="ToRequest"/>
    byte[] ToCancel(string origin, string? repliesTo, IReadOnlyCollection<Guid> attendeeIds);
}

/// <summary>What became of an event between two of its versions.</summary>
/// <param name="Before">Null when it is new. Of an event that goes on where another was cut: that other one.</param>
/// <param name="IsImported">It was taken in from a file in between: its attendees know it from elsewhere.</param>
/// <param name="GoesOnElsewhere">It was cut, and another event goes on from there.</param>
public sealed record EventChange(ICalendarEvent? Before, ICalendarEvent After, bool IsImported, bool GoesOnElsewhere);

/// <summary>What a stored fact says about an event.</summary>
public abstract record CalendarFact(Guid EventId);

/// <summary>The event is not what it was: its time, its words, its people or their answers.</summary>
public sealed record EventTouched(Guid EventId, long Version) : CalendarFact(EventId);

/// <summary>People have begun to hold an occurrence in its room.</summary>
public sealed record OccurrenceBegan(Guid EventId, LocalDateTime Occurrence, Guid? SessionId) : CalendarFact(EventId);

/// <summary>An occurrence in a person's calendar.</summary>
public sealed record AgendaItem(Guid EventId, LocalDateTime Occurrence, Instant Start, Instant End, bool AllDay, string Title, string? Place, Guid OrganizerId);

/// <summary>Events, for modules that tell people of them.</summary>
public interface ICalendarEvents
{
    /// <summary>The stored facts that <see cref="Publish"/> has something to say of, for a subscription.</summary>
    IReadOnlyCollection<Type> Facts { get; }

    /// <summary>Null when it is about no event.</summary>
    CalendarFact? Publish(StoredEvent stored);

    /// <summary>Events as they stand, read on this session's connection; those that are not there are missing.</summary>
    Task<IReadOnlyDictionary<Guid, ICalendarEvent>> FindAsync(EventSession unit, IReadOnlyCollection<Guid> eventIds, CancellationToken cancellationToken);

    /// <summary>Of each event from a version (0: from nothing) to now; without those that are not there.</summary>
    Task<IReadOnlyList<EventChange>> ChangesSinceAsync(IReadOnlyDictionary<Guid, long> versions, CancellationToken cancellationToken);

    /// <summary>A file that an event of ours wrote, with another place than the event's own.</summary>
    /// <param name="file">As <see cref="ICalendarEvent.ToRequest"/> or <see cref="ICalendarEvent.ToCancel"/> made it.</param>
    /// <param name="url">Whole, with scheme and host.</param>
    byte[] WithPlace(byte[] file, string url);

    /// <summary>What a person has between two instants, without what is cancelled or he has declined; in the order of starts.</summary>
    Task<IReadOnlyList<AgendaItem>> AgendaAsync(Guid personId, Instant from, Instant to, CancellationToken cancellationToken);
}

/// <summary>Links with which one who was invited answers without signing in.</summary>
public interface IInvitationLinks
{
    /// <summary>The secret part of <c>/invitation/{token}</c>; opens this invitation and nothing else.</summary>
    string TokenOf(Guid eventId, Guid attendeeId);
}
