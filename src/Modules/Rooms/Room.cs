using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace VideoConf.Rooms;

/// <summary>A room as its deciders see it.</summary>
internal sealed record Room(
    Guid Id, string Name, string? Description, Guid HostId, ImmutableHashSet<Guid> CoHosts, RoomPass? Pass, int MaxParticipants,
    Instant? ScheduledStart, Instant? ScheduledEnd, bool RecordingEnabled, RoomSettings Settings, bool IsActive,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImmutableHashSet<Guid>? Invited = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? MovedTo = null) : IEvolve<Room>
{
    public bool MayManage(Guid personId) => personId == HostId || CoHosts.Contains(personId);

    /// <summary>Whether the room is kept for others.</summary>
    public bool IsClosedTo(Guid personId) => Invited is { } invited && !invited.Contains(personId) && !MayManage(personId);

    public Role RoleOf(Caller person) =>
        person.PersonId == HostId ? Role.Host
        : CoHosts.Contains(person.PersonId) ? Role.CoHost
        : person.IsGuest ? Role.Guest
        : Role.Participant;

    public static Room? Evolve(Room? room, object fact) => fact switch
    {
        RoomOpened e => new(e.RoomId, e.Name, e.Description, e.HostId, [.. e.CoHosts ?? []], e.Pass, e.MaxParticipants,
            e.ScheduledStart, e.ScheduledEnd, e.RecordingEnabled, e.Settings, IsActive: true, e.Invited is null ? null : [.. e.Invited]),
        _ when room is null => null,
        RoomDetailsChanged e => room with { Name = e.Name, Description = e.Description },
        RoomSettingsChanged e => room with
        {
            Pass = e.Pass, MaxParticipants = e.MaxParticipants, ScheduledStart = e.ScheduledStart, ScheduledEnd = e.ScheduledEnd,
            RecordingEnabled = e.RecordingEnabled, Settings = e.Settings,
        },
        RoomClosed => room with { IsActive = false },
        RoomReopened => room with { IsActive = true },
        HostHandedOver e => room with { HostId = e.To, CoHosts = room.CoHosts.Remove(e.To) },
        CoHostAppointed e => room with { CoHosts = room.CoHosts.Add(e.PersonId) },
        CoHostDismissed e => room with { CoHosts = room.CoHosts.Remove(e.PersonId) },
        RoomPeopleSet e => room with { HostId = e.HostId, CoHosts = [.. e.CoHosts], Invited = [.. e.Invited] },
        RoomMoved e => room with { MovedTo = e.To },
        RoomMovedBack => room with { MovedTo = null },
        _ => room,
    };
}
