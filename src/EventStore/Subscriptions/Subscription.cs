namespace VideoConf.EventStore.Subscriptions;

/// <summary>
/// Durable delivery of the facts it names, in commit-safe order, each in its turn; where it stands is kept in
/// <c>mt_event_progression</c>. One node at a time works on it.
/// </summary>
/// <param name="name">Stable: the checkpoint is kept under it.</param>
public abstract class Subscription(string name)
{
    public string Name { get; } = name;

    /// <summary>The facts it wants, by today's types.</summary>
    public abstract IReadOnlyCollection<Type> Facts { get; }

    internal abstract SubscriptionWork NewWork(EventLog log);
}

/// <summary>
/// A reaction whose effect is in this database: it happens exactly once, because it commits with the checkpoint.
/// </summary>
public abstract class Reaction(string name) : Subscription(name)
{
    /// <summary>
    /// Guards first, then acts through the session, which is saved by the caller. Not for anything outside the
    /// database: the transaction may be rolled back and run again.
    /// </summary>
    public abstract Task ReactAsync(StoredEvent fact, EventSession session, CancellationToken cancellationToken);

    internal override SubscriptionWork NewWork(EventLog log) => new ReactionWork(this, log);
}

/// <summary>A reaction that takes facts together and looks up for all of them at once what they need; otherwise as <see cref="Reaction"/>.</summary>
public abstract class PageReaction(string name) : Subscription(name)
{
    /// <summary>
    /// As <see cref="Reaction.ReactAsync"/>, for some facts in the order of the log. Which of them led to
    /// what, it says by <see cref="EventSession.Because"/>; no stream is fetched twice.
    /// </summary>
    public abstract Task ReactAsync(IReadOnlyList<StoredEvent> facts, EventSession session, CancellationToken cancellationToken);

    internal override SubscriptionWork NewWork(EventLog log) => new ReactionWork(this, log);
}

/// <summary>
/// A reaction whose effect is outside the database: it happens at least once, and <see cref="StoredEvent.Id"/> is the
/// same each time, so that the receiver can tell.
/// </summary>
public abstract class OutsideReaction(string name) : Subscription(name)
{
    public abstract Task ReactAsync(StoredEvent fact, CancellationToken cancellationToken);

    internal override SubscriptionWork NewWork(EventLog log) => new OutsideReactionWork(this);
}
