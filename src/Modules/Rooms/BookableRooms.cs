using VideoConf.Rooms.Views;

namespace VideoConf.Rooms;

internal sealed class BookableRooms(RoomFinder rooms, RoomsOptions options, IClock clock) : IBookableRooms
{
    public BookableRoom Open(EventSession unit, string name, Guid hostId)
    {
        var (id, code) = (Guid.CreateVersion7(), RoomCode.New());
        var title = name.Length <= RoomLimits.Name ? name : name[..RoomLimits.Name];
        var decided = (Decision.Accepted)OpenRoom.Decide(new OpenRoom(
            id, code, title, null, hostId, null, options.DefaultMaxParticipants, null, null, RecordingEnabled: false, new RoomSettings(), clock.GetCurrentInstant()));
        unit.StartStream<Room>(id, decided.Facts);
        return new BookableRoom(id, code, title);
    }

    public async Task<BookableRoom?> FindAsync(string idOrCode, Guid personId, CancellationToken cancellationToken) =>
        await rooms.FindAsync(idOrCode, new Caller(personId, "", IsGuest: false), null, cancellationToken) is { Data: { Room.IsActive: true } row, Id: var id }
            ? new BookableRoom(id, row.Code, row.Room.Name)
            : null;
}
