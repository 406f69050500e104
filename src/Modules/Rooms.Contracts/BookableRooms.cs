using VideoConf.EventStore;

namespace VideoConf.Rooms.Contracts;

/// <summary>A room as one who books it sees it.</summary>
public sealed record BookableRoom(Guid RoomId, string Code, string Name);

/// <summary>How a room that is kept for certain people stands.</summary>
/// <param name="HostId">Who is its host: an account, or the identity that a guest will have.</param>
/// <param name="Invited">Who may enter, besides host and co-hosts.</param>
/// <param name="OwnerId">Whose word the name is; null: the host's.</param>
/// <param name="MovedTo">A link outside, to which whoever comes is led on; null: it is held here.</param>
public sealed record KeptRoom(string Name, Guid HostId, IReadOnlyCollection<Guid> CoHosts, IReadOnlyCollection<Guid> Invited, string? MovedTo, bool IsOpen, Guid? OwnerId = null);

/// <summary>Rooms, for modules that plan what is held in them.</summary>
public interface IBookableRooms
{
    /// <summary>Opens a room for this host, in the caller's unit of work: there is one when, and only when, that is saved.</summary>
    /// <exception cref="ConcurrencyException">At saving: the code was drawn twice. Decide again.</exception>
    BookableRoom Open(EventSession unit, string name, Guid hostId);

    /// <summary>The same for a room that is kept for certain people, under an id that the caller made.</summary>
    /// <inheritdoc cref="Open(EventSession, string, Guid)"/>
    BookableRoom Open(EventSession unit, Guid roomId, KeptRoom kept);

    /// <summary>Makes a kept room what it shall be, in the caller's unit of work; nothing is written when it is so already.</summary>
    Task KeepAsync(EventSession unit, Guid roomId, KeptRoom kept, CancellationToken cancellationToken);

    /// <summary>The room, or null when there is none or this person needs its link to know of it.</summary>
    Task<BookableRoom?> FindAsync(string idOrCode, Guid personId, CancellationToken cancellationToken);

    /// <summary>The persons who joined a session of the room that was under way between two instants.</summary>
    Task<IReadOnlySet<Guid>> VisitorsAsync(Guid roomId, Instant from, Instant to, CancellationToken cancellationToken);
}
