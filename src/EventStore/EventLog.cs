using Npgsql;
using VideoConf.EventStore.Projections;
using VideoConf.EventStore.Subscriptions;

namespace VideoConf.EventStore;

/// <summary>
/// The log of facts in one PostgreSQL database: opens sessions to write, reads streams. One per process; safe for
/// concurrent use.
/// </summary>
public sealed partial class EventLog(
    NpgsqlDataSource dataSource, EventRegistry registry, IEnumerable<IInlineView> inlineViews, IClock clock, MasterKey masterKey)
{
    private readonly ILookup<string, IInlineView> viewsByStreamType = inlineViews.ToLookup(v => v.StreamType);

    internal NpgsqlDataSource DataSource { get; } = dataSource;
    internal EventRegistry Registry { get; } = registry;
    internal PersonalKeys Keys { get; } = new(masterKey);

    /// <summary>Between those who give commands and what follows the log.</summary>
    public Courtesy Courtesy { get; } = new();

    /// <summary>Raised when facts were committed.</summary>
    internal Signal Commits { get; } = new("vc_events");

    /// <summary>Raised when a timer was set: it may be due before the one that is waited for.</summary>
    internal Signal TimersSet { get; } = new("vc_timers");

    /// <summary>In whole microseconds, as PostgreSQL keeps it: a view folded now is the same when folded from the log.</summary>
    internal Instant Now => Instant.FromUnixTimeTicks(clock.GetCurrentInstant().ToUnixTimeTicks() / 10 * 10);

    /// <summary>The views that are kept inline with streams of this type.</summary>
    internal IEnumerable<IInlineView> InlineViewsOf(string streamType) => viewsByStreamType[streamType];

    /// <summary>The view that keeps the state itself, for streams that grow long; null when they are short.</summary>
    internal Snapshot<TState>? SnapshotOf<TState>() where TState : class, IEvolve<TState> =>
        viewsByStreamType[Registry.StreamType<TState>()].OfType<Snapshot<TState>>().SingleOrDefault();

    /// <summary>A unit of work on a connection of its own.</summary>
    public EventSession OpenSession(EventMetadata metadata) => new(this, metadata, null);

    /// <summary>
    /// A unit of work inside the caller's transaction: what it saves commits with the caller, and readers of this
    /// process are woken by polling only.
    /// </summary>
    public EventSession OpenSession(EventMetadata metadata, NpgsqlTransaction transaction) => new(this, metadata, transaction);

    /// <summary>
    /// Runs a decision that may span several streams and saves what it accepted. A lost race is decided again: at
    /// first without locks, then holding the streams' rows, so that a crowd at one door is let in one by one.
    /// </summary>
    /// <exception cref="ConcurrencyException">Lost <see cref="Attempts"/> races.</exception>
    /// <exception cref="VersionMismatchException">A version that the caller insisted on is gone.</exception>
    public async Task<Decision> ExecuteAsync(
        EventMetadata metadata, Func<EventSession, Task<Decision>> decide, CancellationToken cancellationToken = default)
    {
        using var command = metadata.Client == EventMetadata.System.Client ? null : Courtesy.Command();
        var contended = new HashSet<Guid>();
        for (var attempt = 1; ; attempt++)
        {
            await using var session = new EventSession(this, metadata, null) { Contended = [.. contended], MayGuess = attempt == 1 };
            try
            {
                var decision = await decide(session);
                if (decision is Decision.Accepted) await session.SaveChangesAsync(cancellationToken);
                return decision;
            }
            catch (ConcurrencyException) when (attempt < Attempts)
            {
                // Decide again on what the winner left.
                contended.UnionWith(session.Streams);
            }
        }
    }

    /// <summary>How often a decision is tried before the lost race is the caller's problem.</summary>
    public const int Attempts = 8;
}
