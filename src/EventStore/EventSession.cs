using Npgsql;
using VideoConf.EventStore.Projections;

namespace VideoConf.EventStore;

/// <summary>
/// A unit of work: gathers facts for one or more streams and commits them with their inline views in one
/// transaction, in one round trip. Not safe for concurrent use.
/// </summary>
public sealed partial class EventSession : IAsyncDisposable
{
    private readonly EventLog log;
    private EventMetadata metadata;
    private readonly List<StreamWrite> writes = [];
    private readonly List<(Guid StreamId, NpgsqlBatchCommand Check)> required = [];
    private readonly List<NpgsqlBatchCommand> enlisted = [];
    private NpgsqlConnection? connection;
    private NpgsqlTransaction? transaction;
    private readonly bool ownsTransaction;

    internal EventSession(EventLog log, EventMetadata metadata, NpgsqlTransaction? transaction)
    {
        this.log = log;
        this.metadata = metadata;
        this.transaction = transaction;
        connection = transaction?.Connection;
        ownsTransaction = transaction is null;
    }

    /// <summary>
    /// Streams whose rows the first fetch locks, all in one order so that no two sessions wait for each other: slower
    /// alone, faster in a crowd.
    /// </summary>
    internal HashSet<Guid> Contended { get; init; } = [];

    /// <summary>A race that this session loses is decided again, so that it may save on something that is mostly so (<see cref="PersonalKeys"/>).</summary>
    internal bool MayGuess { get; init; }

    internal IEnumerable<Guid> Streams => [.. writes.Select(w => w.Id), .. required.Select(r => r.StreamId)];

    /// <summary>
    /// A statement of a module's own that commits or fails with the facts, e.g. a reservation that a constraint
    /// guards. Positional parameters ($1, $2 …).
    /// </summary>
    public void Enlist(NpgsqlBatchCommand command) => enlisted.Add(command);

    /// <summary>
    /// The decision also rests on another stream, which nothing is appended to: saving fails with
    /// <see cref="ConcurrencyException"/> unless it is still at this version (Marten: AlwaysEnforceConsistency).
    /// </summary>
    public void Require(Guid streamId, long version) => required.Add((streamId, new NpgsqlBatchCommand("select events.vc_require_version($1, $2)")
    {
        Parameters = { new NpgsqlParameter<Guid> { TypedValue = streamId }, new NpgsqlParameter<long> { TypedValue = version } },
    }));

    /// <summary>What is appended from here on is so because of this fact.</summary>
    public void Because(StoredEvent cause) => metadata = cause.AsCause();

    /// <summary>What a stream's facts will be after this session; the rows are its inline views as they stand now.</summary>
    private sealed class StreamWrite(Guid id, string streamType, long version)
    {
        public Guid Id { get; } = id;
        public string StreamType { get; } = streamType;
        public long Version { get; } = version;
        public List<object> Facts { get; } = [];

        public EventMetadata Metadata { get; set; } = EventMetadata.System;
        public Dictionary<IInlineView, ReadRow> Rows { get; } = [];
    }

    public async ValueTask DisposeAsync()
    {
        if (!ownsTransaction) return;
        if (transaction is not null) await transaction.DisposeAsync();
        if (connection is not null) await connection.DisposeAsync();
    }
}
