using System.Collections.Concurrent;
using Npgsql;
using VideoConf.EventStore.Projections;
using VideoConf.EventStore.Subscriptions;
using VideoConf.EventStore.Timers;

namespace VideoConf.EventStore.Tests;

/// <summary>Writes a row for each fact; twice when it is delivered twice.</summary>
internal sealed class Recorder(string name, Node node, params Type[] facts) : Reaction(name)
{
    public override IReadOnlyCollection<Type> Facts => facts;

    /// <summary>What else it does, and first.</summary>
    public Func<StoredEvent, EventSession, Task> Also { get; init; } = (_, _) => Task.CompletedTask;

    public override async Task ReactAsync(StoredEvent fact, EventSession session, CancellationToken cancellationToken)
    {
        await Also(fact, session);
        var insert = new NpgsqlBatchCommand("insert into effects (subscription, node, fact, stream, version, tx_id, seq_id) values ($1, $2, $3, $4, $5, $6, $7)");
        foreach (var value in (object[])[Name, node.Name, fact.Id, fact.StreamId, fact.Version, fact.Transaction, fact.Position]) insert.Parameters.AddWithValue(value);
        session.Enlist(insert);
    }
}

/// <summary>Tells somebody outside the database.</summary>
internal sealed class Teller(string name, params Type[] facts) : OutsideReaction(name)
{
    public ConcurrentQueue<StoredEvent> Told { get; } = [];
    public Func<StoredEvent, Task> First { get; init; } = _ => Task.CompletedTask;
    public override IReadOnlyCollection<Type> Facts => facts;

    public override async Task ReactAsync(StoredEvent fact, CancellationToken cancellationToken)
    {
        await First(fact);
        Told.Enqueue(fact);
    }
}

/// <summary>Writes a row for each timer; twice when it fires twice.</summary>
internal sealed class Alarm(string kind, string node = "node") : TimerHandler(kind)
{
    public Func<DueTimer, EventSession, Task> First { get; init; } = (_, _) => Task.CompletedTask;

    public override async Task FireAsync(DueTimer timer, EventSession session, CancellationToken cancellationToken)
    {
        await First(timer, session);
        var insert = new NpgsqlBatchCommand("insert into fired (node, kind, key, due) values ($1, $2, $3, $4)");
        foreach (var value in (object[])[node, timer.Kind, timer.Key, timer.Due.ToDateTimeUtc()]) insert.Parameters.AddWithValue(value);
        session.Enlist(insert);
    }
}

internal sealed record Tally(int Count, long Sum);

/// <summary>Gathers all ledgers: how often and how much was put in, by the last digit of the amount. Zeros are nobody's.</summary>
internal sealed class Tallies() : KeyedView<string, Tally>("tallies")
{
    public override IReadOnlyCollection<Type> Facts { get; } = [typeof(PutIn)];

    protected internal override string? KeyOf(StoredEvent e) => e.Data is PutIn { Amount: not 0 and var amount } ? $"ends in {amount % 10}" : null;

    public override Tally? Fold(Tally? row, StoredEvent e) => new((row?.Count ?? 0) + 1, (row?.Sum ?? 0) + ((PutIn)e.Data!).Amount);
}

internal sealed record Acts(int Count, Instant LastAt);

/// <summary>One row a ledger, which follows the log; gone when the ledger is closed.</summary>
internal sealed class Activity() : StreamView<Acts>("activity", "ledger")
{
    public override IReadOnlyCollection<Type> Facts { get; } = [typeof(Opened), typeof(PutIn), typeof(TakenOut), typeof(Closed)];

    public override Acts? Fold(Acts? row, StoredEvent e) => e.Data is Closed ? null : new((row?.Count ?? 0) + 1, e.RecordedAt);
}
