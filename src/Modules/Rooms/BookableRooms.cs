using VideoConf.Rooms.Views;

namespace VideoConf.Rooms;

internal sealed class BookableRooms(RoomFinder rooms, SessionFinder sessions, RoomsOptions options, IClock clock) : IBookableRooms
{
    public BookableRoom Open(EventSession unit, string name, Guid hostId) => Open(unit, Guid.CreateVersion7(), name, hostId, null, null, null);

    public BookableRoom Open(EventSession unit, Guid roomId, KeptRoom kept) => Open(unit, roomId, kept.Name, kept.HostId, kept.CoHosts, kept.Invited, kept.OwnerId);

    private BookableRoom Open(EventSession unit, Guid id, string name, Guid hostId, IReadOnlyCollection<Guid>? coHosts, IReadOnlyCollection<Guid>? invited, Guid? ownerId)
    {
        var code = RoomCode.New();
        var decided = (Decision.Accepted)OpenRoom.Decide(new OpenRoom(
            id, code, TitleOf(name), null, hostId, null, options.DefaultMaxParticipants, null, null, RecordingEnabled: false, new RoomSettings(), clock.GetCurrentInstant()));
        unit.StartStream<Room>(id, decided.Facts.Select(fact => fact is RoomOpened opened ? opened with { CoHosts = coHosts?.ToList(), Invited = invited?.ToList(), OwnerId = ownerId } : fact));
        return new BookableRoom(id, code, TitleOf(name));
    }

    private static string TitleOf(string name) => name.Length <= RoomLimits.Name ? name : name[..RoomLimits.Name];

    public async Task KeepAsync(EventSession unit, Guid roomId, KeptRoom kept, CancellationToken cancellationToken)
    {
        var stream = await unit.FetchForWritingAsync<Room>(roomId, cancellationToken: cancellationToken);
        if (stream.State is { } room) stream.Append(Facts(room, kept, clock.GetCurrentInstant()));
    }

    internal static IEnumerable<object> Facts(Room room, KeptRoom kept, Instant now)
    {
        if (room.Name != TitleOf(kept.Name)) yield return new RoomDetailsChanged(TitleOf(kept.Name), room.Description, kept.OwnerId ?? kept.HostId);
        if (room.HostId != kept.HostId || !room.CoHosts.SetEquals(kept.CoHosts) || room.Invited?.SetEquals(kept.Invited) != true)
            yield return new RoomPeopleSet(kept.HostId, [.. kept.CoHosts], [.. kept.Invited]);
        if (room.MovedTo != kept.MovedTo) yield return kept.MovedTo is { } to ? new RoomMoved(to, now) : new RoomMovedBack(now);
        if (room.IsActive != kept.IsOpen) yield return kept.IsOpen ? new RoomReopened(kept.HostId, now) : new RoomClosed(kept.HostId, now);
    }

    public async Task<BookableRoom?> FindAsync(string idOrCode, Guid personId, CancellationToken cancellationToken) =>
        await rooms.FindAsync(idOrCode, new Caller(personId, "", IsGuest: false), null, cancellationToken) is { Data: { Room.IsActive: true } row, Id: var id }
            ? new BookableRoom(id, row.Code, row.Room.Name)
            : null;

    public async Task<IReadOnlySet<Guid>> VisitorsAsync(Guid roomId, Instant from, Instant to, CancellationToken cancellationToken) =>
        (await sessions.OfRoomAsync(roomId, from, to, cancellationToken)).SelectMany(s => s.Data.Stays).Select(stay => stay.PersonId).ToHashSet();
}
