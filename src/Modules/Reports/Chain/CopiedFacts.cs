using System.Buffers.Binary;
using System.Security.Cryptography;

namespace VideoConf.Reports.Chain;

/// <summary>
/// Facts as PostgreSQL sends them in a binary COPY, one after the other, hashed where they lie: the canonical form of a
/// fact is its tuple (docs/audit.md), so that nothing is parsed, converted or copied.
/// </summary>
/// <param name="source">Tuples, then the trailer; at its beginning what <paramref name="header"/> bytes are passed over.</param>
/// <param name="header">Bytes before the first tuple: of a COPY 19.</param>
/// <param name="hashBehind">Bytes behind each tuple that are not of it: of a COPY none, of an exported file its hash.</param>
internal sealed class CopiedFacts(Stream source, int header = 19, int hashBehind = 0)
{
    /// <summary>In this order; text, jsonb and timestamps in their binary form, which does not depend on settings.</summary>
    public const string Columns =
        "seq_id, tx_id, id, stream_id, version, type, timestamp, tenant_id, correlation_id, causation_id, user_name, mt_dotnet_type, headers, data, bdata";

    public const int HashSize = SHA256.HashSizeInBytes;
    private const int ColumnCount = 15;
    private const short Trailer = -1;

    private byte[] buffer = new byte[1 << 20];

    // The hash of the fact before is written into the 32 bytes before a tuple, over what was read already.
    private int start = HashSize;
    private int end = HashSize;
    private int toPass = header;
    private int offset;
    private int length;

    /// <summary>The trailer was read: nothing was cut off.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>The fact's place in the log, <c>seq_id</c>.</summary>
    public long Position => BinaryPrimitives.ReadInt64BigEndian(buffer.AsSpan(offset + 6));

    public LogCursor Cursor => new(BinaryPrimitives.ReadInt64BigEndian(buffer.AsSpan(offset + 18)), Position);

    public ReadOnlySpan<byte> Tuple => buffer.AsSpan(offset, length);

    /// <summary>What stands behind the tuple.</summary>
    public ReadOnlySpan<byte> HashBehind => buffer.AsSpan(offset + length, hashBehind);

    /// <summary>Puts hash_n = SHA-256(hash_{n-1} || tuple) in the place of hash_{n-1}.</summary>
    public void HashOnto(Span<byte> hash)
    {
        hash.CopyTo(buffer.AsSpan(offset - HashSize));
        SHA256.HashData(buffer.AsSpan(offset - HashSize, HashSize + length), hash);
    }

    /// <summary>Steps to the next fact that is in the buffer; false: read on, or it is the end.</summary>
    /// <exception cref="InvalidDataException">These are no tuples of such columns.</exception>
    public bool MoveNext()
    {
        if (toPass > 0)
        {
            var passed = Math.Min(toPass, end - start);
            (toPass, start) = (toPass - passed, start + passed);
        }
        if (IsComplete || toPass > 0 || end - start < 2) return false;
        var count = BinaryPrimitives.ReadInt16BigEndian(buffer.AsSpan(start));
        if (count == Trailer)
        {
            IsComplete = true;
            return false;
        }
        if (count != ColumnCount) throw new InvalidDataException($"A fact has {ColumnCount} columns, not {count}.");
        var at = start + 2;
        for (var column = 0; column < ColumnCount; column++)
        {
            if (at + 4 > end) return false;
            var size = BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(at));
            if (size < -1 || (column < 2 && size != 8)) throw new InvalidDataException("A column of a fact has an impossible length.");
            at += 4;
            if (size <= 0) continue;
            if (size > end - at) return false;
            at += size;
        }
        if (hashBehind > end - at) return false;
        (offset, length, start) = (start, at - start, at + hashBehind);
        return true;
    }

    /// <summary>Reads on, behind what is not finished yet; false at the end of the source.</summary>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (IsComplete) return false;
        var unfinished = end - start;
        if (unfinished > buffer.Length / 2) Grow();
        else buffer.AsSpan(start, unfinished).CopyTo(buffer.AsSpan(HashSize));
        (start, end) = (HashSize, HashSize + unfinished);
        var read = await source.ReadAsync(buffer.AsMemory(end), cancellationToken);
        end += read;
        return read > 0;
    }

    private void Grow()
    {
        var larger = new byte[buffer.Length * 2];
        buffer.AsSpan(start, end - start).CopyTo(larger.AsSpan(HashSize));
        buffer = larger;
    }
}
