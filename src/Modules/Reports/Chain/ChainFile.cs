using System.Buffers.Binary;
using System.Text.Json;

namespace VideoConf.Reports.Chain;

/// <summary>What stands before the facts of an exported file.</summary>
/// <param name="PublicKey">PEM. Whoever checks the file compares its fingerprint with one that he got elsewhere.</param>
internal sealed record ChainFileHeader(string PublicKey, IReadOnlyList<ChainSeal> Seals);

/// <summary>
/// Writes a file of facts: magic, length and JSON of the header, 32 zero bytes, then each fact's tuple and its hash, then
/// the trailer of a COPY. So each hash is that of the 32 bytes before a tuple and the tuple, as they lie in the file.
/// </summary>
internal sealed class ChainFileWriter(Stream file)
{
    public static ReadOnlySpan<byte> Magic => "VCAUDIT1"u8;

    public void Begin(string publicKey, IReadOnlyList<ChainSeal> seals)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new ChainFileHeader(publicKey, seals), FactJson.Options);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, header.Length);
        file.Write(Magic);
        file.Write(length);
        file.Write(header);
        file.Write(ChainHead.Start.Hash);
    }

    public void Add(ReadOnlySpan<byte> tuple, ReadOnlySpan<byte> hash)
    {
        file.Write(tuple);
        file.Write(hash);
    }

    public void End() => file.Write([0xff, 0xff]);
}

/// <summary>Checks such a file, with nothing but the file and the keys that are trusted.</summary>
internal static class ChainFile
{
    private const int LongestHeader = 256 << 20;

    /// <param name="file">Read once, forward.</param>
    /// <param name="publicKeys">PEM, of the keys that are trusted; none: the file's own is taken.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidDataException">It is no such file.</exception>
    public static async Task<(ChainReport Report, string Fingerprint)> VerifyAsync(Stream file, IReadOnlyList<string> publicKeys, CancellationToken cancellationToken)
    {
        var header = await HeaderAsync(file, cancellationToken);
        var verifiers = publicKeys.Count > 0 ? publicKeys.Select(pem => new SealVerifier(pem)).ToList() : [OwnKey(header)];
        var check = new SealCheck(header.Seals, [], verifiers, 1, long.MaxValue);
        var facts = new CopiedFacts(file, header: 0, CopiedFacts.HashSize);
        var (place, hash, good) = (0L, ChainHead.Start.Hash.ToArray(), ChainHead.Start.Hash.ToArray());
        ChainFault? fault = null;
        try
        {
            do
            {
                while (fault is null && facts.MoveNext())
                {
                    hash.CopyTo(good, 0);
                    var position = facts.Position;
                    facts.HashOnto(hash);
                    if (facts.HashBehind.SequenceEqual(hash)) check.Visit(++place, facts, hash);
                    else fault = new ChainFault("broken", place + 1, position, $"At place {place + 1}, where fact {position} stands, a fact was changed, removed, inserted or moved.");
                }
            }
            while (fault is null && await facts.ReadAsync(cancellationToken));
            if (fault is null) hash.CopyTo(good, 0);
            if (fault is null && !facts.IsComplete) fault = new ChainFault("broken", place + 1, null, $"The file breaks off at place {place + 1}.");
        }
        catch (InvalidDataException e)
        {
            fault = new ChainFault("broken", place + 1, null, $"At place {place + 1}: {e.Message}");
            hash.CopyTo(good, 0);
        }
        if (fault is null) check.Finish(place);
        List<ChainFault> faults = [.. check.Faults, .. fault is null ? Array.Empty<ChainFault>() : [fault]];
        return (new ChainReport(1, place, Convert.ToHexStringLower(good), check.SealedTo, check.Count, [.. faults.OrderBy(f => f.Place)]), verifiers[0].Fingerprint);
    }

    private static async Task<ChainFileHeader> HeaderAsync(Stream file, CancellationToken cancellationToken)
    {
        var start = new byte[ChainFileWriter.Magic.Length + sizeof(int)];
        if (await file.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellationToken) < start.Length || !start.AsSpan().StartsWith(ChainFileWriter.Magic))
            throw new InvalidDataException("This is no exported audit trail.");
        var length = BinaryPrimitives.ReadInt32BigEndian(start.AsSpan(ChainFileWriter.Magic.Length));
        if (length is < 2 or > LongestHeader) throw new InvalidDataException("The file's header is damaged.");
        var header = new byte[length];
        try
        {
            await file.ReadExactlyAsync(header, cancellationToken);
            var zeros = new byte[CopiedFacts.HashSize];
            await file.ReadExactlyAsync(zeros, cancellationToken);
            if (!zeros.AsSpan().SequenceEqual(ChainHead.Start.Hash)) throw new InvalidDataException("The file's header is damaged.");
            return JsonSerializer.Deserialize<ChainFileHeader>(header, FactJson.Options) is { PublicKey: not null, Seals: not null } read && read.Seals.All(IsWhole)
                ? read : throw new InvalidDataException("The file's header is damaged.");
        }
        catch (Exception e) when (e is JsonException or EndOfStreamException)
        {
            throw new InvalidDataException("The file's header is damaged.", e);
        }
    }

    private static SealVerifier OwnKey(ChainFileHeader header)
    {
        try
        {
            return new SealVerifier(header.PublicKey);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException("The file's header is damaged.", e);
        }
    }

    private static bool IsWhole(ChainSeal seal) =>
        seal is { Hash: not null, Previous: not null, Fingerprint: not null, Signature: not null } && Convert.TryFromBase64String(seal.Signature, new byte[seal.Signature.Length], out _);
}
