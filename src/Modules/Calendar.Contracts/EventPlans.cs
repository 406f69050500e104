using VideoConf.EventStore;

namespace VideoConf.Calendar.Contracts;

/// <summary>Somebody who shall be invited.</summary>
/// <param name="PersonId">His account; null when there is none.</param>
public sealed record Invitee(string Email, string Name, Guid? PersonId);

/// <summary>Where an event is held: a room of this server, or a link outside.</summary>
/// <param name="RoomCode">Of the room; null with a link outside.</param>
/// <param name="IsGoogleMeet">Of a link outside.</param>
public sealed record EventPlace(Guid? RoomId, string? RoomCode, string? Url, bool IsGoogleMeet);

/// <summary>A single event as another module wants it to stand.</summary>
/// <param name="OrganizerId">Whose event it is: an account, or something else that schedules.</param>
/// <param name="OrganizerEmail">Null when it has none.</param>
/// <param name="Type">meeting, interview or training.</param>
/// <param name="End">Exclusive; on the same clock.</param>
/// <param name="TimeZone">IANA id.</param>
/// <param name="Reminders">Minutes before the start.</param>
public sealed record PlannedEvent(
    Guid EventId, Guid OrganizerId, string OrganizerName, string? OrganizerEmail, string Title, string? Description, string Type, LocalDateTime Start, LocalDateTime End, string TimeZone,
    EventPlace Place, IReadOnlyList<Invitee> Invitees, IReadOnlyList<int> Reminders, bool IsCancelled = false);

/// <summary>A time that somebody is asked about, or has something in.</summary>
/// <param name="EventId">What he has then; in a question: what does not count.</param>
/// <param name="Title">Of the event.</param>
public sealed record BusyTime(Guid PersonId, Instant Start, Instant End, Guid? EventId, string? Title = null);

/// <summary>Events, for modules that hold something of their own at a time.</summary>
public interface IEventPlans
{
    /// <summary>Schedules new events in the caller's unit of work. Their rooms are new as well: nobody else can hold them.</summary>
    void Schedule(EventSession unit, IReadOnlyList<PlannedEvent> plans);

    /// <summary>Makes an event what it shall be, in the caller's unit of work; who is invited already keeps his answer.</summary>
    /// <exception cref="ConcurrencyException">Somebody else holds the room at that time, or changes the event now.</exception>
    Task ApplyAsync(EventSession unit, PlannedEvent plan, CancellationToken cancellationToken);

    /// <summary>What takes the time of these people, as far as it overlaps; all-day events and declined ones take none. Read on the unit's connection.</summary>
    Task<IReadOnlyList<BusyTime>> BusyAsync(EventSession unit, IReadOnlyList<BusyTime> asked, CancellationToken cancellationToken);
}
