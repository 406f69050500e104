namespace VideoConf.EventStore;

/// <summary>A fact as it stands in the log, with its envelope.</summary>
/// <param name="Position">Place in the log (<c>seq_id</c>). Unique, but not the order of commit: readers go by <see cref="LogCursor"/>.</param>
/// <param name="Transaction">Id of the transaction that wrote it or, when that is younger, of the one that it builds on; plus the log's offset (<c>tx_id</c>). Never falls along a stream.</param>
/// <param name="Id">Identity of the fact, a time-ordered UUID (RFC 9562 version 7).</param>
/// <param name="StreamId">The stream that it belongs to.</param>
/// <param name="Version">Place in its stream: 1, 2, 3 … without a gap.</param>
/// <param name="WireName">The literal that stands in the <c>type</c> column, e.g. <c>rooms.participant_joined</c>.</param>
/// <param name="Json">The body; what is personal in it opened, or as it reads when that was erased. Of a fact that is only being written: as it is stored.</param>
/// <param name="Data">The body as a fact of today's shape; null when the wire name is not registered in this process.</param>
/// <param name="Metadata">Who caused it, and by what.</param>
/// <param name="RecordedAt">When it was recorded, by the writer's clock; microseconds.</param>
/// <param name="Unreadable">Why the body does not fit the registered shape; null when it does.</param>
public sealed record StoredEvent(
    long Position,
    long Transaction,
    Guid Id,
    Guid StreamId,
    long Version,
    string WireName,
    string Json,
    object? Data,
    EventMetadata Metadata,
    Instant RecordedAt,
    string? Unreadable = null)
{
    public LogCursor Cursor => new(Transaction, Position);

    /// <summary>Of what the system does because of this fact.</summary>
    internal EventMetadata AsCause() => EventMetadata.System with { CausationId = Id.ToString(), CorrelationId = Metadata.CorrelationId };
}

/// <summary>Who caused a fact and by what; Marten's optional columns of the same names.</summary>
/// <param name="Actor">Who gave the command (<c>user_name</c>): the id of a person, or that of a key behind <see cref="ApiKeyActor"/>; null when the system itself did.</param>
/// <param name="CorrelationId">What belongs to one request or one chain of reactions (<c>correlation_id</c>).</param>
/// <param name="CausationId">The fact that led to this one (<c>causation_id</c>).</param>
/// <param name="Client">Where the command came from: <c>web</c>, <c>api</c> or <c>system</c> (in <c>headers</c>).</param>
public sealed record EventMetadata(string? Actor = null, string? CorrelationId = null, string? CausationId = null, string? Client = null)
{
    /// <summary>What the actor begins with when it was no person, but a program with a key of the API.</summary>
    public const string ApiKeyActor = "api_key:";

    public static readonly EventMetadata System = new(Client: "system");
}

/// <summary>
/// How far a reader has come. Ordered by transaction first: sequence numbers are handed out before commit, so a
/// reader that goes by them alone skips what a slower transaction commits later.
/// </summary>
public readonly record struct LogCursor(long Transaction, long Position) : IComparable<LogCursor>
{
    public static readonly LogCursor Start = new(0, 0);

    public static LogCursor Max(LogCursor a, LogCursor b) => a > b ? a : b;

    public int CompareTo(LogCursor other) =>
        Transaction != other.Transaction ? Transaction.CompareTo(other.Transaction) : Position.CompareTo(other.Position);

    public static bool operator <(LogCursor left, LogCursor right) => left.CompareTo(right) < 0;
    public static bool operator >(LogCursor left, LogCursor right) => left.CompareTo(right) > 0;
    public static bool operator <=(LogCursor left, LogCursor right) => left.CompareTo(right) <= 0;
    public static bool operator >=(LogCursor left, LogCursor right) => left.CompareTo(right) >= 0;
}
