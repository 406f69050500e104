namespace VideoConf.EventStore;

public sealed partial class EventSession
{
    /// <summary>Starts a stream with its first facts.</summary>
    /// <remarks>Saving fails with <see cref="ConcurrencyException"/> when the stream exists.</remarks>
    public void StartStream<TState>(Guid streamId, params IEnumerable<object> facts) where TState : class, IEvolve<TState>
    {
        var streamType = log.Registry.StreamType<TState>();
        var write = new StreamWrite(streamId, streamType, 0);
        Append(write, facts);
        foreach (var view in log.InlineViewsOf(streamType)) write.Rows[view] = default;
        writes.Add(write);
    }
}
