using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;

namespace VideoConf.EventStore;

/// <param name="Id">Stands before what is sealed with it.</param>
/// <param name="Subject">Whose.</param>
/// <param name="Key">32 bytes; null when it was destroyed.</param>
internal sealed record PersonalKey(Guid Id, Guid Subject, byte[]? Key);

/// <summary>
/// The keys of people, as far as this process has come across them. It asks on the connection of who asks: one that holds
/// locks and waits for a second connection can wait for ever.
/// </summary>
internal sealed class PersonalKeys(MasterKey master)
{
    private const int KnownAtMost = 200_000;

    /// <summary>So long a destroyed key may still be used to read. To write with it fails at once (<see cref="Require"/>).</summary>
    private static readonly TimeSpan Trusted = TimeSpan.FromSeconds(1);

    /// <summary>After it nobody has a destroyed key: what was read with it has been answered.</summary>
    public static readonly TimeSpan Grace = 2 * Trusted;

    // A process that was asleep for longer asks for all of them again
    private static readonly TimeSpan LookBack = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<Guid, PersonalKey> byId = [], bySubject = [];
    private long lookedAt = Environment.TickCount64;

    /// <summary>Has facts read that were left closed because something in them is sealed.</summary>
    public async Task OpenAsync(NpgsqlConnection connection, List<StoredEvent> facts, EventRegistry registry, CancellationToken cancellationToken)
    {
        int[] closed = [.. Enumerable.Range(0, facts.Count).Where(i => facts[i].IsClosed)];
        if (closed.Length == 0) return;
        var keys = await LoadAsync(connection, closed.SelectMany(i => SealedJson.KeysOf(facts[i].Json)), cancellationToken);
        foreach (var i in closed) facts[i] = EventRow.Read(facts[i] with { Json = SealedJson.Open(facts[i].Json, keys) }, registry);
    }

    /// <summary>Bodies, or parts of them, as they read.</summary>
    public async Task<IReadOnlyList<string>> OpenAsync(NpgsqlConnection connection, IReadOnlyList<string> bodies, CancellationToken cancellationToken)
    {
        if (!bodies.Any(SealedJson.IsSealed)) return bodies;
        var keys = await LoadAsync(connection, bodies.SelectMany(SealedJson.KeysOf), cancellationToken);
        return [.. bodies.Select(body => SealedJson.Open(body, keys))];
    }

    /// <summary>Facts as they are to be stored, with the keys that this took; makes those that are wanted.</summary>
    public async Task<(SealedFact[] Facts, IReadOnlyCollection<Guid> Keys)> SealAsync(
        NpgsqlConnection connection, IReadOnlyList<(Guid StreamId, object Fact)> facts, EventRegistry registry, CancellationToken cancellationToken)
    {
        var sealing = new Sealing(subject => bySubject.GetValueOrDefault(subject));
        while (true)
        {
            var written = new SealedFact[facts.Count];
            for (var i = 0; i < written.Length; i++) written[i] = sealing.Write(facts[i].StreamId, facts[i].Fact, registry);
            if (sealing.Missing.Count == 0) return (written, sealing.Used);
            await MakeAsync(connection, sealing, cancellationToken);
        }
    }

    /// <summary>Fails with a lost race when one of these was destroyed; in front of the facts that are sealed with them.</summary>
    public static NpgsqlBatchCommand Require(IReadOnlyCollection<Guid> keyIds) => new("select events.vc_require_personal_keys($1)")
    {
        Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. keyIds] } },
    };

    /// <summary>Destroys the keys of these subjects, and lets none be made for them again.</summary>
    public static NpgsqlBatchCommand Destroy(IReadOnlyCollection<Guid> subjects) => new(
        """
        insert into events.vc_personal_keys as known (key_id, subject, wrapped, erased_at) select gen_random_uuid(), s, null, clock_timestamp() from unnest($1) as s order by s
        on conflict (subject) do update set wrapped = null, erased_at = clock_timestamp() where known.wrapped is not null
        """)
    {
        Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = [.. subjects] } },
    };

    /// <summary>Lets a key be made for this subject again. The destroyed one stays, nobody's: whoever has it in memory is to find out.</summary>
    public static NpgsqlBatchCommand Release(Guid subject) => new("update events.vc_personal_keys set subject = gen_random_uuid() where subject = $1 and wrapped is null")
    {
        Parameters = { new NpgsqlParameter<Guid> { TypedValue = subject } },
    };

    /// <exception cref="MasterKeyException">The keys in this database were wrapped by another master key.</exception>
    public async Task CheckAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select key_id, subject, wrapped from events.vc_personal_keys where wrapped is not null limit 1", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await foreach (var _ in ReadAsync(reader, cancellationToken)) return;
    }

    private void Forget()
    {
        byId.Clear();
        bySubject.Clear();
    }

    /// <summary>By id; null is what is no more.</summary>
    private async Task<IReadOnlyDictionary<Guid, byte[]?>> LoadAsync(NpgsqlConnection connection, IEnumerable<Guid> keyIds, CancellationToken cancellationToken)
    {
        var (now, since) = (Environment.TickCount64, TimeSpan.FromMilliseconds(Environment.TickCount64 - Interlocked.Read(ref lookedAt)));
        if (since > LookBack || byId.Count > KnownAtMost) Forget();
        var found = new Dictionary<Guid, byte[]?>();
        foreach (var id in keyIds) found[id] = byId.GetValueOrDefault(id)?.Key;
        Guid[] missing = [.. found.Where(k => k.Value is null).Select(k => k.Key)];
        if (missing.Length == 0 && since <= Trusted) return found;
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"select key_id from events.vc_personal_keys where erased_at > clock_timestamp() - interval '{2 * LookBack.TotalSeconds} s'"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select key_id, subject, wrapped from events.vc_personal_keys where key_id = any($1)") { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = missing } } });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetGuid(0);
            Drop([id]);
            if (found.ContainsKey(id)) found[id] = null;
        }
        await reader.NextResultAsync(cancellationToken);
        await foreach (var key in ReadAsync(reader, cancellationToken)) found[key.Id] = key.Key;
        Interlocked.Exchange(ref lookedAt, now);
        return found;
    }

    // Committed by itself, or with the caller's transaction. When that is rolled back this process knows a key that is not
    // there: the next fact that is sealed with it loses its race, and the key is dropped.
    private async Task MakeAsync(NpgsqlConnection connection, Sealing sealing, CancellationToken cancellationToken)
    {
        Guid[] subjects = [.. sealing.Missing.Order()];
        var made = subjects.Select(s => (Id: Guid.CreateVersion7(), Subject: s)).ToList();
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            "insert into events.vc_personal_keys (key_id, subject, wrapped) select * from unnest($1, $2, $3) as k (key_id, subject, wrapped) on conflict (subject) do nothing")
        {
            Parameters =
            {
                new NpgsqlParameter<Guid[]> { TypedValue = [.. made.Select(k => k.Id)] }, new NpgsqlParameter<Guid[]> { TypedValue = [.. made.Select(k => k.Subject)] },
                new NpgsqlParameter { Value = made.Select(k => master.Wrap(k.Id, RandomNumberGenerator.GetBytes(32))).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
            },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand("select key_id, subject, wrapped from events.vc_personal_keys where subject = any($1)")
        {
            Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = subjects } },
        });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await foreach (var key in ReadAsync(reader, cancellationToken)) sealing.Take(key);
    }

    // Of a destroyed one nothing is kept: that it is so may be taken back (Release)
    private async IAsyncEnumerable<PersonalKey> ReadAsync(NpgsqlDataReader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await reader.ReadAsync(cancellationToken))
        {
            var (id, subject) = (reader.GetGuid(0), reader.GetGuid(1));
            var key = new PersonalKey(id, subject, reader.IsDBNull(2) ? null : master.Unwrap(id, reader.GetFieldValue<byte[]>(2)));
            if (key.Key is not null) (byId[id], bySubject[subject]) = (key, key);
            yield return key;
        }
    }

    /// <summary>Drops keys that are not there any more, or not yet.</summary>
    public void Drop(IReadOnlyCollection<Guid> keyIds)
    {
        foreach (var id in keyIds)
        {
            if (byId.TryRemove(id, out var key)) bySubject.TryRemove(new(key.Subject, key));
        }
    }
}
