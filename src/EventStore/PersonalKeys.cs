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

/// <param name="Facts">As they are to be stored.</param>
/// <param name="Keys">That they are sealed with, and that are there…</param>
/// <param name="NewKeys">…and that are to be made with them.</param>
internal readonly record struct SealedFacts(SealedFact[] Facts, IReadOnlyCollection<Guid> Keys, IReadOnlyList<PersonalKey> NewKeys);

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

    private readonly OpenedBodies opened = new();

    /// <summary>Has the bodies read of facts that come from the log as they are stored.</summary>
    /// <param name="connection">Free to be asked.</param>
    /// <param name="facts">These, in their place.</param>
    /// <param name="registry">What knows their shapes.</param>
    /// <param name="remember">Others will soon come by the same facts.</param>
    /// <param name="cancellationToken">Gives up waiting for the database.</param>
    public async Task OpenAsync(NpgsqlConnection connection, List<StoredEvent> facts, EventRegistry registry, bool remember, CancellationToken cancellationToken)
    {
        if (facts.Exists(f => SealedJson.IsSealed(f.Json))) await NoticeErasedAsync(connection, cancellationToken);
        var generation = opened.Generation;
        List<int> closed = [.. Enumerable.Range(0, facts.Count)];
        opened.OpenKnown(facts, closed);
        var keys = await LoadAsync(connection, closed.Where(i => SealedJson.IsSealed(facts[i].Json)).SelectMany(i => SealedJson.KeysOf(facts[i].Json)), cancellationToken);
        foreach (var i in closed)
        {
            var stored = facts[i].Json;
            facts[i] = EventRow.Read(SealedJson.IsSealed(stored) ? facts[i] with { Json = SealedJson.Open(stored, keys) } : facts[i], registry);
            if (remember) opened.Add(facts[i], stored, generation);
        }
    }

    /// <summary>Bodies, or parts of them, as they read.</summary>
    public async Task<IReadOnlyList<string>> OpenAsync(NpgsqlConnection connection, IReadOnlyList<string> bodies, CancellationToken cancellationToken)
    {
        if (!bodies.Any(SealedJson.IsSealed)) return bodies;
        await NoticeErasedAsync(connection, cancellationToken);
        var keys = await LoadAsync(connection, bodies.SelectMany(SealedJson.KeysOf), cancellationToken);
        return [.. bodies.Select(body => SealedJson.Open(body, keys))];
    }

    /// <summary>Facts as they are to be stored, with the keys that this takes; finds or makes those that are wanted.</summary>
    /// <param name="connection">To find them.</param>
    /// <param name="facts">Each with its stream.</param>
    /// <param name="registry">What knows their shapes.</param>
    /// <param name="mayGuess">
    /// A few subjects that this process has not come across may be taken to be new: <see cref="SealedFacts.NewKeys"/> go in
    /// with the facts, which fails with a lost race when one of them has a key. Saves a round trip with locks held.
    /// </param>
    /// <param name="cancellationToken">Gives up waiting for the database.</param>
    public async Task<SealedFacts> SealAsync(
        NpgsqlConnection connection, IReadOnlyList<(Guid StreamId, object Fact)> facts, EventRegistry registry, bool mayGuess, CancellationToken cancellationToken)
    {
        var sealing = new Sealing(subject => bySubject.GetValueOrDefault(subject));
        IReadOnlyList<PersonalKey> guessed = [];
        while (true)
        {
            var written = new SealedFact[facts.Count];
            for (var i = 0; i < written.Length; i++) written[i] = sealing.Write(facts[i].StreamId, facts[i].Fact, registry);
            if (sealing.Missing.Count == 0) return new SealedFacts(written, [.. sealing.Used.Except(guessed.Select(k => k.Id))], guessed);
            if (mayGuess && sealing.Missing.Count <= GuessedAtMost && guessed.Count == 0)
            {
                guessed = [.. sealing.Missing.Order().Select(NewKey)];
                foreach (var key in guessed) sealing.Take(key);
            }
            else
            {
                await MakeAsync(connection, sealing, cancellationToken);
            }
        }
    }

    private const int GuessedAtMost = 8;

    private static PersonalKey NewKey(Guid subject) => new(Guid.CreateVersion7(), subject, RandomNumberGenerator.GetBytes(32));

    /// <summary>Makes keys that were guessed to be new; fails with a lost race when one of the subjects has one.</summary>
    public NpgsqlBatchCommand Insert(IReadOnlyList<PersonalKey> keys) => new("insert into events.vc_personal_keys (key_id, subject, wrapped) select * from unnest($1, $2, $3) as k (key_id, subject, wrapped)")
    {
        Parameters =
        {
            new NpgsqlParameter<Guid[]> { TypedValue = [.. keys.Select(k => k.Id)] }, new NpgsqlParameter<Guid[]> { TypedValue = [.. keys.Select(k => k.Subject)] },
            new NpgsqlParameter { Value = keys.Select(k => master.Wrap(k.Id, k.Key!)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
        },
    };

    /// <summary>Of keys that are in the database.</summary>
    public void Know(PersonalKey key) => (byId[key.Id], bySubject[key.Subject]) = (key, key);

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
        opened.Clear();
    }

    /// <summary>Forgets what was destroyed since it last looked, and what was read with it; once in <see cref="Trusted"/>.</summary>
    private async Task NoticeErasedAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (now, since) = (Environment.TickCount64, TimeSpan.FromMilliseconds(Environment.TickCount64 - Interlocked.Read(ref lookedAt)));
        if (since <= Trusted && byId.Count <= KnownAtMost) return;
        if (since > LookBack || byId.Count > KnownAtMost) Forget();
        await using var look = new NpgsqlCommand($"select key_id from events.vc_personal_keys where erased_at > clock_timestamp() - interval '{2 * LookBack.TotalSeconds} s'", connection);
        var destroyed = new List<Guid>();
        await using (var reader = await look.ExecuteReaderAsync(cancellationToken))
            while (await reader.ReadAsync(cancellationToken)) destroyed.Add(reader.GetGuid(0));
        Drop(destroyed);
        // Each time for as long as it is seen: what was on its way when it was seen first is remembered behind it
        if (destroyed.Count > 0) opened.Clear();
        Interlocked.Exchange(ref lookedAt, now);
    }

    /// <summary>By id; null is what is no more.</summary>
    private async Task<IReadOnlyDictionary<Guid, byte[]?>> LoadAsync(NpgsqlConnection connection, IEnumerable<Guid> keyIds, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, byte[]?>();
        foreach (var id in keyIds) found[id] = byId.GetValueOrDefault(id)?.Key;
        Guid[] missing = [.. found.Where(k => k.Value is null).Select(k => k.Key)];
        if (missing.Length == 0) return found;
        await using var command = new NpgsqlCommand("select key_id, subject, wrapped from events.vc_personal_keys where key_id = any($1)", connection) { Parameters = { new NpgsqlParameter<Guid[]> { TypedValue = missing } } };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await foreach (var key in ReadAsync(reader, cancellationToken)) found[key.Id] = key.Key;
        return found;
    }

    // Committed by itself, or with the caller's transaction. When that is rolled back this process knows a key that is not
    // there: the next fact that is sealed with it loses its race, and the key is dropped.
    private async Task MakeAsync(NpgsqlConnection connection, Sealing sealing, CancellationToken cancellationToken)
    {
        Guid[] subjects = [.. sealing.Missing.Order()];
        await using var batch = new NpgsqlBatch(connection);
        var insert = Insert([.. subjects.Select(NewKey)]);
        insert.CommandText += " on conflict (subject) do nothing";
        batch.BatchCommands.Add(insert);
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
            if (key.Key is not null) Know(key);
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
