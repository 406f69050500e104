using VideoConf.EventStore;

namespace VideoConf.Rooms.Contracts;

/// <summary>A room as one who books it sees it.</summary>
public sealed record BookableRoom(Guid RoomId, string Code, string Name);

/// <summary>Rooms, for modules that plan what is held in them.</summary>
public interface IBookableRooms
{
    /// <summary>Opens a room for this host, in the caller's unit of work: there is one when, and only when, that is saved.</summary>
    /// <exception cref="ConcurrencyException">At saving: the code was drawn twice. Decide again.</exception>
    BookableRoom Open(EventSession unit, string name, Guid hostId);

    /// <summary>The room, or null when there is none or this person needs its link to know of it.</summary>
    Task<BookableRoom?> FindAsync(string idOrCode, Guid personId, CancellationToken cancellationToken);
}
