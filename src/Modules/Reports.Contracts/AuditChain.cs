namespace VideoConf.Reports.Contracts;

/// <summary>What does not stand as it was written.</summary>
/// <param name="Kind">
/// <c>changed</c>, <c>removed</c>, <c>inserted</c>, <c>reordered</c>: a fact of the log; <c>broken</c>: a fact of an exported file;
/// <c>chain_damaged</c>: the chain's own rows; <c>sealed_otherwise</c>: a seal bears another hash, or lies beyond the end;
/// <c>seal_forged</c>, <c>seal_of_another_key</c>, <c>seal_missing</c>.
/// </param>
/// <param name="Place">Of the fact in the chain: 1, 2, 3 …</param>
/// <param name="Position">Of the fact in the log (<c>seq_id</c>); null when the fault is not a fact's.</param>
/// <param name="Detail">A sentence for the operator.</param>
public sealed record ChainFault(string Kind, long Place, long? Position, string Detail);

/// <summary>What came of a check.</summary>
/// <param name="From">First place that was looked at.</param>
/// <param name="To">Last place that was looked at and found as it was written; less than <paramref name="From"/>: none.</param>
/// <param name="Head">The hash at <paramref name="To"/>, lower-case hex.</param>
/// <param name="SealedTo">The last place that a good seal vouches for; 0: none does.</param>
/// <param name="Seals">Seals that were looked at.</param>
/// <param name="Faults">The first broken place first; empty: intact.</param>
public sealed record ChainReport(long From, long To, string Head, long SealedTo, int Seals, IReadOnlyList<ChainFault> Faults);

/// <summary>The word of this server that the chain had this head at that time.</summary>
/// <param name="Number">1, 2, 3 … without a gap.</param>
/// <param name="Place">Of the last fact that it vouches for.</param>
/// <param name="Hash">At that place, lower-case hex.</param>
/// <param name="By">Who asked for it; null: the hourly timer.</param>
/// <param name="Previous">SHA-256 of the signature before, lower-case hex; of the first: zeros.</param>
/// <param name="Fingerprint">SHA-256 of the public key (SubjectPublicKeyInfo, DER), lower-case hex.</param>
/// <param name="Signature">ECDSA on P-256 with SHA-256, IEEE P1363 form, base64.</param>
public sealed record ChainSeal(long Number, long Place, string Hash, Instant SealedAt, string? By, string Previous, string Fingerprint, string Signature);

/// <summary>The chain over all facts, for the operator's commands.</summary>
public interface IAuditChain
{
    /// <param name="from">First place wanted, 1 or more; widened to the whole link that it is in.</param>
    /// <param name="to">Last place wanted, as far.</param>
    /// <param name="publicKeys">In PEM: other keys that seals may be of, beside this server's own.</param>
    /// <param name="by">Who asked for it; null: the server by itself.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ChainReport> VerifyAsync(long from, long to, IReadOnlyList<string> publicKeys, string? by, CancellationToken cancellationToken);

    /// <summary>A sentence about what a check found and no later one has seen put right; null: nothing.</summary>
    Task<string?> FaultAsync(CancellationToken cancellationToken);

    /// <summary>Chains what is not chained yet and seals the head.</summary>
    /// <returns>The seal; an old one when nothing has happened since; null when the log is empty.</returns>
    Task<ChainSeal?> SealAsync(string by, CancellationToken cancellationToken);

    /// <summary>Writes all facts with their chain and seals, in the form of docs/audit.md, as far as they are intact.</summary>
    Task<ChainReport> ExportAsync(Stream file, CancellationToken cancellationToken);

    /// <summary>The public half of this server's key, PEM.</summary>
    string PublicKey { get; }
}
