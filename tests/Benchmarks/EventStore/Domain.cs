using VideoConf.EventStore;
using VideoConf.EventStore.Projections;

namespace VideoConf.Benchmarks.EventStore;

/// <summary>About 200 bytes of JSON.</summary>
internal sealed record SeatTaken(int Number, Guid Visit, Guid Person, string Name, string Role, Instant At, string Remark);

/// <summary>The state of a stream, for decisions.</summary>
internal sealed record Seats(int Taken, Guid Last) : IEvolve<Seats>
{
    public static Seats? Evolve(Seats? state, object fact) => fact is SeatTaken taken ? new Seats((state?.Taken ?? 0) + 1, taken.Person) : state;
}

internal sealed record RosterRow(int Taken, string LastName, Instant LastAt);

/// <summary>The inline view: a row per stream.</summary>
internal sealed class Roster() : StreamView<RosterRow>("roster", Domain.StreamType)
{
    public override IReadOnlyCollection<Type> Facts { get; } = [typeof(SeatTaken)];

    public override RosterRow? Fold(RosterRow? row, StoredEvent e) =>
        e.Data is SeatTaken taken ? new RosterRow((row?.Taken ?? 0) + 1, taken.Name, taken.At) : row;
}

internal sealed record TallyRow(int Taken, string Name, Instant LastAt);

/// <summary>A view that follows the log: a row per 10 facts, which lie where <paramref name="key"/> puts them.</summary>
internal abstract class Tally(string alias, Func<SeatTaken, Guid> key) : KeyedView<Guid, TallyRow>(alias)
{
    public override IReadOnlyCollection<Type> Facts { get; } = [typeof(SeatTaken)];

    protected override Guid KeyOf(StoredEvent e) => key((SeatTaken)e.Data!);

    public override TallyRow? Fold(TallyRow? row, StoredEvent e) =>
        e.Data is SeatTaken taken ? new TallyRow((row?.Taken ?? 0) + 1, taken.Name, taken.At) : row;
}

/// <summary>The facts of a row follow each other.</summary>
internal sealed class Visits() : Tally("visits", taken => taken.Visit);

/// <summary>The facts of a row lie anywhere in the log.</summary>
internal sealed class People() : Tally("people", taken => taken.Person);

internal static class Domain
{
    public const string StreamType = "seats";
    public const int FactsPerStream = 5;
    private const int FactsPerRow = 10;

    public static readonly Roster Roster = new();
    public static readonly Snapshot<Seats> Snapshot = new("seats", StreamType, [typeof(SeatTaken)], version: 1);

    public static readonly EventMetadata Metadata =
        new("018f2f1c-7a3b-7c11-9d5e-3f0a1b2c3d4e", "4bf92f3577b34da6a3ce929d0e0e4736", Client: "web");

    public static EventRegistry Registry() => new EventRegistry().AddStream<Seats>(StreamType).Add<SeatTaken>("bench.seat_taken");

    /// <summary>The facts of the n-th stream of a log of so many facts; the same in every run.</summary>
    public static object[] FactsOfStream(int stream, int factsInLog) =>
        [.. Enumerable.Range(stream * FactsPerStream, FactsPerStream).Select(n => Fact(n, Key(1, n / FactsPerRow), Key(2, Scatter(n) % Math.Max(1, factsInLog / FactsPerRow))))];

    public static SeatTaken Fact(int number, Guid visit = default, Guid person = default) =>
        new(number, visit, person, "Ada Lovelace", "participant", Instant.FromUnixTimeSeconds(1_795_000_000 + number), "took seat");

    // Spread over the key space, as random ids are.
    private static Guid Key(int kind, int number) => new(Scatter(number), (short)kind, (short)Scatter(number + 7), 0x80, 1, 2, 3, (byte)(number >> 24), (byte)(number >> 16), (byte)(number >> 8), (byte)number);

    private static int Scatter(int n)
    {
        var x = (uint)n * 0x9E3779B1u;
        x = (x ^ (x >> 15)) * 0x85EBCA77u;
        return (int)((x ^ (x >> 13)) & int.MaxValue);
    }
}
