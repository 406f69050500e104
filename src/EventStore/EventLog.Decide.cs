namespace VideoConf.EventStore;

public sealed partial class EventLog
{
    /// <summary>
    /// Reads one stream, decides, saves; decides again on a lost race. The usual way to carry out a command.
    /// </summary>
    /// <param name="streamId">The stream.</param>
    /// <param name="metadata">Who gives the command.</param>
    /// <param name="decide">Pure; called once per attempt with the state as it is then.</param>
    /// <param name="expectedVersion">If-Match: the version that the caller saw.</param>
    /// <param name="cancellationToken">Gives up waiting for the database.</param>
    /// <exception cref="VersionMismatchException">The stream is not at <paramref name="expectedVersion"/>.</exception>
    /// <exception cref="ConcurrencyException">Lost <see cref="Attempts"/> races.</exception>
    public async Task<Outcome<TState>> DecideAsync<TState>(
        Guid streamId, EventMetadata metadata, Func<TState?, Decision> decide, long? expectedVersion = null, CancellationToken cancellationToken = default)
        where TState : class, IEvolve<TState>
    {
        TState? state = null;
        long version = 0;
        var decision = await ExecuteAsync(metadata, async session =>
        {
            var stream = await session.FetchForWritingAsync<TState>(streamId, expectedVersion, cancellationToken);
            (state, version) = (stream.State, stream.Version);
            var decided = decide(stream.State);
            if (decided is not Decision.Accepted { Facts: var facts }) return decided;
            stream.Append(facts);
            state = facts.Aggregate(state, TState.Evolve);
            version += facts.Count;
            return decided;
        }, cancellationToken);
        return new Outcome<TState>(decision, state, version);
    }
}
