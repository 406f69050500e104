using System.Security.Cryptography;
using System.Text;

namespace VideoConf.Reports.Chain;

/// <summary>
/// The pair of keys that seals are signed with, ECDSA on P-256: a file beside the database, not in it, so that whoever can
/// rewrite the database cannot seal it. Made at the first use, the same on all nodes that share the folder.
/// </summary>
internal sealed class SealKey(string folder) : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Lazy<ECDsa> pair = new(() => LoadOrMake(Path.Combine(folder, "audit-seal.pem")));
    private readonly Lock signing = new();

    /// <summary>Every seal that was given, a line of JSON each: whoever cuts the end off log, chain and seals alike does not reach this.</summary>
    private string Given => Path.Combine(folder, "audit-seals.jsonl");

    public string PublicPem => pair.Value.ExportSubjectPublicKeyInfoPem();

    public SealVerifier Verifier => new(PublicPem);

    /// <returns>In IEEE P1363 form, 64 bytes.</returns>
    public byte[] Sign(byte[] message)
    {
        lock (signing) return pair.Value.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }

    public void Keep(string line)
    {
        using var file = new FileStream(Given, new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite, UnixCreateMode = OwnerOnly });
        file.Write(Encoding.UTF8.GetBytes(line + "\n"));
        file.Flush(flushToDisk: true);
    }

    public IReadOnlyList<string> Kept() => File.Exists(Given) ? File.ReadAllLines(Given) : [];

    private static ECDsa LoadOrMake(string path)
    {
        var pem = KeyFile.LoadOrMake(path, () =>
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return made.ExportPkcs8PrivateKeyPem();
        });
        var loaded = ECDsa.Create();
        loaded.ImportFromPem(pem);
        return loaded;
    }

    public void Dispose()
    {
        if (pair.IsValueCreated) pair.Value.Dispose();
    }
}

/// <summary>Tells seals of one key.</summary>
internal sealed class SealVerifier
{
    private readonly ECDsa key = ECDsa.Create();

    /// <exception cref="ArgumentException">It is no public key in PEM.</exception>
    public SealVerifier(string publicPem)
    {
        try
        {
            key.ImportFromPem(publicPem);
        }
        catch (CryptographicException e)
        {
            throw new ArgumentException("Not a public key in PEM.", nameof(publicPem), e);
        }
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
    }

    public string Fingerprint { get; }

    public bool IsGood(byte[] message, byte[] signature) => key.VerifyData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
}
