using VideoConf.EventStore;

namespace VideoConf.Rooms.Contracts;

/// <summary>Something has happened that concerns those who are in a room now. A hint, not the news itself: who gets it asks by HTTP.</summary>
/// <param name="RoomId">The room; when no session is live in it, nobody is told.</param>
/// <param name="Topic">What it is about, snake case, e.g. <c>interview</c>: browsers go by it.</param>
/// <param name="Id">Which one of them.</param>
/// <param name="Version">Its version after what has happened; whoever has seen that need not ask.</param>
public sealed record RoomNews(Guid RoomId, string Topic, Guid Id, long Version);

/// <summary>News of another module for live sessions; a module registers one for all its topics, the module that keeps the connections tells them.</summary>
public interface IRoomNews
{
    /// <summary>The stored facts that there may be news of; of one type only one module tells.</summary>
    IReadOnlyCollection<Type> Facts { get; }

    /// <summary>What a committed fact means for those in a room, or null when they need not know. Called for <see cref="Facts"/> alone; must be quick.</summary>
    RoomNews? Publish(StoredEvent stored);
}
