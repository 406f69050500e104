using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Npgsql;

namespace VideoConf.Reports.Chain;

/// <summary>How far the chain goes.</summary>
internal sealed record ChainHead(long Place, LogCursor Cursor, byte[] Hash)
{
    public static readonly ChainHead Start = new(0, LogCursor.Start, new byte[CopiedFacts.HashSize]);
}

/// <summary>Some facts that follow each other, as the chain has them.</summary>
internal sealed record ChainLink(long FirstPlace, LogCursor Last, byte[] Positions, byte[] Hashes)
{
    public int Facts => Positions.Length / sizeof(long);
    public ReadOnlySpan<byte> Hash(int fact) => Hashes.AsSpan(fact * CopiedFacts.HashSize, CopiedFacts.HashSize);
    public long Position(int fact) => BinaryPrimitives.ReadInt64BigEndian(Positions.AsSpan(fact * sizeof(long)));
}

/// <summary>The rows of <c>reports.chain</c>.</summary>
internal static class ChainLinks
{
    private const string Columns = "first_place, facts, last_tx_id, last_seq_id, positions, hashes";

    /// <summary>The end of the chain, or of what stands before a place.</summary>
    public static async Task<ChainHead> HeadAsync(NpgsqlConnection connection, long before, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"select first_place + facts - 1, last_tx_id, last_seq_id, substring(hashes from length(hashes) - {CopiedFacts.HashSize - 1}) from reports.chain where first_place < $1 order by first_place desc limit 1", connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = before });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return ChainHead.Start;
        var hash = reader.GetFieldValue<byte[]>(3);
        return new ChainHead(reader.GetInt64(0), new LogCursor(reader.GetInt64(1), reader.GetInt64(2)), hash.Length == CopiedFacts.HashSize ? hash : ChainHead.Start.Hash);
    }

    /// <summary>First place of the link that a place is in.</summary>
    public static async Task<long> FirstOfLinkAsync(NpgsqlConnection connection, long place, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select coalesce((select max(first_place) from reports.chain where first_place <= $1), 1)", connection);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = place });
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>Whole links from this place on, one after the other; one that makes no sense has no facts.</summary>
    public static async IAsyncEnumerable<ChainLink> ReadAsync(NpgsqlConnection connection, long from, long to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select {Columns} from reports.chain where first_place between $1 and $2 order by first_place", connection) { CommandTimeout = 0 };
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = from });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = to });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var link = new ChainLink(reader.GetInt64(0), new LogCursor(reader.GetInt64(2), reader.GetInt64(3)), reader.GetFieldValue<byte[]>(4), reader.GetFieldValue<byte[]>(5));
            yield return link.Positions.Length == reader.GetInt32(1) * sizeof(long) && link.Facts * CopiedFacts.HashSize == link.Hashes.Length ? link : link with { Positions = [], Hashes = [] };
        }
    }

    public static async Task AddAsync(NpgsqlConnection connection, ChainLink link, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"insert into reports.chain ({Columns}) values ($1, $2, $3, $4, $5, $6)", connection);
        foreach (var value in (object[])[link.FirstPlace, link.Facts, link.Last.Transaction, link.Last.Position, link.Positions, link.Hashes]) command.Parameters.AddWithValue(value);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
