namespace VideoConf.EventStore.Projections;

/// <summary>
/// The state of a stream, kept inline, so that fetching it for writing reads one row instead of all facts. It is a view
/// like any other: versioned, rebuilt, verified.
/// </summary>
public sealed class Snapshot<TState>(string alias, string streamType, IReadOnlyCollection<Type> facts, int version)
    : StreamView<TState>(alias, streamType, version) where TState : class, IEvolve<TState>
{
    public override IReadOnlyCollection<Type> Facts { get; } = facts;

    public override TState? Fold(TState? row, StoredEvent e) => TState.Evolve(row, e.Data!);
}
