using NpgsqlTypes;
using VideoConf.EventStore.Projections;
using VideoConf.Testing;

namespace VideoConf.EventStore.Tests;

// What the tests keep in the log: ledgers with an owner, and amounts put in and taken out.
internal sealed record Opened(string Owner);
internal sealed record PutIn(int Amount);
internal sealed record TakenOut(int Amount);
internal sealed record OwnerChanged(string Owner);
internal sealed record Looked;
internal sealed record Closed;

internal sealed record Ledger(string Owner, int Balance, int Entries) : IEvolve<Ledger>
{
    public static Ledger? Evolve(Ledger? ledger, object fact) => fact switch
    {
        Opened e => new(e.Owner, 0, 0),
        _ when ledger is null => null,
        PutIn e => ledger with { Balance = ledger.Balance + e.Amount, Entries = ledger.Entries + 1 },
        TakenOut e => ledger with { Balance = ledger.Balance - e.Amount, Entries = ledger.Entries + 1 },
        OwnerChanged e => ledger with { Owner = e.Owner },
        _ => ledger,
    };
}

internal sealed record Balance(string Owner, int Amount, Instant ChangedAt);

/// <summary>One row a ledger; an owner has one ledger at most; a closed one has no row.</summary>
internal sealed class Balances() : StreamView<Balance>("balances", "ledger")
{
    public override IReadOnlyCollection<Type> Facts { get; } =
        [typeof(Opened), typeof(PutIn), typeof(TakenOut), typeof(OwnerChanged), typeof(Looked), typeof(Closed)];

    protected internal override IReadOnlyList<ViewColumn<Balance>> Columns { get; } =
        [new("owner", NpgsqlDbType.Text, row => row.Owner, Unique: true), new("amount", NpgsqlDbType.Integer, row => row.Amount)];

    public override Balance? Fold(Balance? row, StoredEvent e) => e.Data switch
    {
        Opened f => new(f.Owner, 0, e.RecordedAt),
        Closed => null,
        _ when row is null => null,
        PutIn f => row with { Amount = row.Amount + f.Amount, ChangedAt = e.RecordedAt },
        TakenOut f => row with { Amount = row.Amount - f.Amount, ChangedAt = e.RecordedAt },
        OwnerChanged f => row with { Owner = f.Owner, ChangedAt = e.RecordedAt },
        _ => row,
    };
}

public class LedgerDatabase : EventStoreDatabase
{
    internal static readonly EventMetadata Anybody = new();
    internal Balances Balances { get; } = new();

    public override IReadOnlyList<IInlineView> InlineViews => [Balances];

    public override EventRegistry Registry { get; } = new EventRegistry().AddStream<Ledger>("ledger")
        .Add<Opened>("ledger.opened").Add<PutIn>("ledger.put_in").Add<TakenOut>("ledger.taken_out")
        .Add<OwnerChanged>("ledger.owner_changed").Add<Looked>("ledger.looked").Add<Closed>("ledger.closed");

    /// <summary>A ledger with an owner of its own and these facts behind its opening.</summary>
    internal async Task<Guid> OpenLedgerAsync(params object[] more)
    {
        var id = Guid.CreateVersion7();
        await using var session = Log.OpenSession(Anybody);
        session.StartStream<Ledger>(id, [new Opened($"owner of {id}"), .. more]);
        await session.SaveChangesAsync();
        return id;
    }

    internal async Task AppendAsync(Guid id, params object[] facts)
    {
        await using var session = Log.OpenSession(Anybody);
        (await session.FetchForWritingAsync<Ledger>(id)).Append(facts);
        await session.SaveChangesAsync();
    }

    internal Task<long> CountFactsAsync() => QueryAsync<long>("select count(*) from events.mt_events");
}

/// <summary>A clock that stands still until it is set.</summary>
internal sealed class SetClock(Instant now) : IClock
{
    public Instant Now { get; set; } = now;
    public Instant GetCurrentInstant() => Now;
}
