using Npgsql;
using VideoConf.EventStore.Projections;

namespace VideoConf.EventStore.Subscriptions;

/// <summary>What a subscription does with its pages: takes some in, then makes their effect durable with the checkpoint.</summary>
internal abstract class SubscriptionWork
{
    /// <summary>Facts read at once.</summary>
    public virtual int PageSize => 200;

    /// <summary>Pages may be gathered before the next flush while more facts are at hand.</summary>
    public virtual bool MayGather => false;

    /// <summary>It works in this process and its database, as others do.</summary>
    public virtual bool TakesTurns => true;

    /// <summary>Once, when this node has the subscription to itself.</summary>
    public virtual Task BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => Task.CompletedTask;

    public abstract Task TakeAsync(NpgsqlConnection connection, IReadOnlyList<StoredEvent> facts, CancellationToken cancellationToken);

    /// <summary>Inside the checkpoint's transaction.</summary>
    public abstract Task FlushAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken);

    /// <summary>What was flushed last has set timers, which are there to be seen once it is committed.</summary>
    public virtual bool HasSetTimers => false;

    /// <summary>The transaction was rolled back: what was taken in since the last flush comes again.</summary>
    public abstract void Forget();
}

internal sealed class ReactionWork : SubscriptionWork
{
    private readonly Func<NpgsqlTransaction, CancellationToken, Task> react;
    private readonly List<StoredEvent> taken = [];
    private bool hasSetTimers;

    public ReactionWork(Reaction reaction, EventLog log) => react = async (transaction, cancellationToken) =>
    {
        foreach (var fact in taken) await SaveAsync(log.OpenSession(fact.AsCause(), transaction), session => reaction.ReactAsync(fact, session, cancellationToken), cancellationToken);
    };

    public ReactionWork(PageReaction reaction, EventLog log) => react = (transaction, cancellationToken) =>
        taken.Count == 0 ? Task.CompletedTask : SaveAsync(log.OpenSession(EventMetadata.System, transaction), session => reaction.ReactAsync(taken, session, cancellationToken), cancellationToken);

    public override Task TakeAsync(NpgsqlConnection connection, IReadOnlyList<StoredEvent> facts, CancellationToken cancellationToken)
    {
        taken.AddRange(facts);
        return Task.CompletedTask;
    }

    public override bool HasSetTimers => hasSetTimers;

    public override async Task FlushAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken)
    {
        hasSetTimers = false;
        await react(transaction, cancellationToken);
        taken.Clear();
    }

    private async Task SaveAsync(EventSession opened, Func<EventSession, Task> react, CancellationToken cancellationToken)
    {
        await using var session = opened;
        await react(session);
        hasSetTimers |= session.SetsTimers;
        await session.SaveChangesAsync(cancellationToken);
    }

    public override void Forget() => taken.Clear();
}

internal sealed class OutsideReactionWork(OutsideReaction reaction) : SubscriptionWork
{
    // Small pages: what was done is done again when the checkpoint is lost.
    public override int PageSize => 20;

    // It waits for others, who may be slow
    public override bool TakesTurns => false;

    public override async Task TakeAsync(NpgsqlConnection connection, IReadOnlyList<StoredEvent> facts, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var fact in facts) await reaction.ReactAsync(fact, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new OutsideException(e);
        }
    }

    public override Task FlushAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Forget() { }
}

/// <summary>What an outside reaction threw: whatever it is, this database is not to blame.</summary>
internal sealed class OutsideException(Exception inner) : Exception("A reaction outside the database failed.", inner);

/// <summary>A view that follows the log.</summary>
internal sealed class ViewSubscription(IView view) : Subscription(NameOf(view))
{
    public static string NameOf(IView view) => $"view:{view.Alias}";

    public override IReadOnlyCollection<Type> Facts => view.Facts;

    internal override SubscriptionWork NewWork(EventLog log) => new Work(view.NewFolder(view.Table));

    private sealed class Work(ViewFolder folder) : SubscriptionWork
    {
        private const int ChangedRowsAtMost = 200_000;

        public override int PageSize => 5_000;
        public override bool MayGather => folder.Changed < ChangedRowsAtMost;

        // A view that is followed for the first time.
        public override Task BeginAsync(NpgsqlConnection connection, CancellationToken cancellationToken) => folder.OwnEmptyTableAsync(connection, cancellationToken);

        public override Task TakeAsync(NpgsqlConnection connection, IReadOnlyList<StoredEvent> facts, CancellationToken cancellationToken) =>
            folder.AddAsync(connection, facts, cancellationToken);

        public override Task FlushAsync(NpgsqlTransaction transaction, CancellationToken cancellationToken) =>
            folder.FlushAsync(transaction.Connection!, cancellationToken);

        public override void Forget() => folder.Forget();
    }
}
