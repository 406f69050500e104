using VideoConf.Interviews.Views;

namespace VideoConf.Interviews;

/// <summary>Those who are in an interview's room hear that it has changed: its phase, its place, its people.</summary>
internal sealed class PublishedNews(InterviewDirectory directory) : IRoomNews
{
    public IReadOnlyCollection<Type> Facts { get; } = [.. directory.Facts.Except([typeof(SheetWritten), typeof(InterviewRequested)])];

    public RoomNews? Publish(StoredEvent stored) => new(Carrying.RoomIdOf(stored.StreamId), "interview", stored.StreamId, stored.Version);
}
