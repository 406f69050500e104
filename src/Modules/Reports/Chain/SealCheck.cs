using System.Security.Cryptography;

namespace VideoConf.Reports.Chain;

/// <summary>Seals held against each other, against the keys, and against the hashes that a walk comes to.</summary>
internal sealed class SealCheck
{
    private readonly List<ChainSeal> waiting;
    private int next;

    /// <param name="seals">As the database or the file has them, in their order.</param>
    /// <param name="given">As they were noted beside the key.</param>
    /// <param name="verifiers">Of the keys that are trusted.</param>
    /// <param name="from">First place that will be seen.</param>
    /// <param name="to">Last place wanted.</param>
    public SealCheck(IReadOnlyList<ChainSeal> seals, IReadOnlyList<ChainSeal> given, IReadOnlyList<SealVerifier> verifiers, long from, long to)
    {
        var previous = new string('0', 64);
        foreach (var (seal, i) in seals.Select((s, i) => (s, i)))
        {
            if (seal.Number != i + 1 || seal.Previous != previous)
            {
                Faults.Add(new ChainFault("seal_missing", seal.Place, null, $"Before seal {seal.Number} another is missing, or was changed."));
                break;
            }
            previous = Convert.ToHexStringLower(SHA256.HashData(Convert.FromBase64String(seal.Signature)));
        }
        // What is noted beside the key holds where the database knows nothing of it
        List<ChainSeal> all = [.. seals, .. given.Where(g => !seals.Contains(g))];
        Count = all.Count;
        foreach (var seal in all) Look(seal, verifiers);
        waiting = [.. all.Where(s => s.Place >= from && s.Place <= to).OrderBy(s => s.Place)];
    }

    public List<ChainFault> Faults { get; } = [];

    public int Count { get; }

    /// <summary>The last place whose seal bears its hash.</summary>
    public long SealedTo { get; private set; }

    private HashSet<ChainSeal> Bad { get; } = [];

    private void Look(ChainSeal seal, IReadOnlyList<SealVerifier> verifiers)
    {
        var verifier = verifiers.FirstOrDefault(v => v.Fingerprint == seal.Fingerprint);
        if (verifier is null) Faults.Add(new ChainFault("seal_of_another_key", seal.Place, null, $"Seal {seal.Number} is of the key {seal.Fingerprint}, which is not trusted here."));
        else if (!verifier.IsGood(Seals.Message(seal), Convert.FromBase64String(seal.Signature))) Faults.Add(new ChainFault("seal_forged", seal.Place, null, $"The signature of seal {seal.Number} is not this server's."));
        else return;
        Bad.Add(seal);
    }

    public void Visit(long place, CopiedFacts fact, ReadOnlySpan<byte> hash)
    {
        for (; next < waiting.Count && waiting[next].Place <= place; next++)
        {
            if (waiting[next].Hash != Convert.ToHexStringLower(hash))
                Faults.Add(new ChainFault("sealed_otherwise", place, fact.Position, $"Seal {waiting[next].Number} vouches for another hash at place {place}: log and chain were changed at it or before it."));
            else if (!Bad.Contains(waiting[next])) SealedTo = place;
        }
    }

    /// <summary>What was sealed and is there no more.</summary>
    /// <param name="end">The last place of the chain.</param>
    public void Finish(long end)
    {
        foreach (var seal in waiting.Skip(next).Where(s => s.Place > end && !Bad.Contains(s)))
        {
            Faults.Add(new ChainFault("sealed_otherwise", end + 1, null, $"Seal {seal.Number} vouches for {seal.Place} facts; the chain ends at {end}."));
            break;
        }
    }
}
