namespace VideoConf.EventStore;

/// <summary>What a pure decision comes to: facts, a refusal with a stable code, or nothing to do.</summary>
public abstract record Decision
{
    private Decision() { }

    public sealed record Accepted(IReadOnlyList<object> Facts) : Decision;

    /// <param name="Code">Stable, snake case, e.g. <c>room_full</c>; clients and translations go by it.</param>
    /// <param name="Reason">A sentence that a person understands.</param>
    /// <param name="Field">The request's field that is at fault, when one is.</param>
    public sealed record Refused(string Code, string Reason, string? Field = null) : Decision;

    public sealed record NothingToDo : Decision;

    public static Decision Accept(params object[] facts) => new Accepted(facts);
    public static Decision Refuse(string code, string reason, string? field = null) => new Refused(code, reason, field);
    public static readonly Decision Nothing = new NothingToDo();
}

/// <summary>State that deciders look at, folded from the facts of one stream.</summary>
public interface IEvolve<TState> where TState : class, IEvolve<TState>
{
    /// <summary>Pure: no clock, no dice, no I/O. Facts that it does not know leave the state as it is.</summary>
    static abstract TState? Evolve(TState? state, object fact);
}

/// <summary>What came of <see cref="EventLog.DecideAsync{TState}"/>: the decision, and the state and version after it.</summary>
public sealed record Outcome<TState>(Decision Decision, TState? State, long Version) where TState : class;

/// <summary>Somebody else wrote to the stream first, or took what a unique column of a view guards.</summary>
public sealed class ConcurrencyException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>The version that the caller saw is not the stream's version any more (HTTP 412).</summary>
public sealed class VersionMismatchException(long expected, long actual)
    : Exception($"Expected version {expected}, found {actual}.")
{
    public long Expected { get; } = expected;
    public long Actual { get; } = actual;
}

/// <summary>A fact's body does not fit its registered shape; nobody may decide on a stream with a hole in it.</summary>
public sealed class UnreadableFactException(StoredEvent fact, string reason)
    : Exception($"Fact {fact.Position} ({fact.WireName}, version {fact.Version} of stream {fact.StreamId}) cannot be read: {reason}");
