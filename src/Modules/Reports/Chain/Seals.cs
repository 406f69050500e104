using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace VideoConf.Reports.Chain;

/// <summary>Gives seals, and keeps them in the database and beside the key.</summary>
internal sealed class Seals(NpgsqlDataSource dataSource, SealKey key, IClock clock)
{
    private const string Columns = "number, place, hash, sealed_at, sealed_by, previous, fingerprint, signature";

    /// <summary>What is signed: lines, so that anybody can make it anew from the seal.</summary>
    public static byte[] Message(ChainSeal seal) => Encoding.UTF8.GetBytes(
        $"VideoConf audit seal 1\n{seal.Number}\n{seal.Place}\n{seal.Hash}\n{seal.SealedAt:uuuu'-'MM'-'dd'T'HH':'mm':'ss'Z'}\n{seal.By}\n{seal.Previous}\n{seal.Fingerprint}\n");

    /// <summary>Seals the head with this session; when nothing was chained since the last seal, there is nothing to do.</summary>
    /// <returns>The last seal then; null when there is none.</returns>
    public async Task<ChainSeal?> SealAsync(EventSession session, string? by, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        var head = await ChainLinks.HeadAsync(connection, long.MaxValue, cancellationToken);
        var last = await LastAsync(connection, cancellationToken);
        if (head.Place <= (last?.Place ?? 0)) return last;
        var unsigned = new ChainSeal(
            (last?.Number ?? 0) + 1, head.Place, Convert.ToHexStringLower(head.Hash), Instant.FromUnixTimeSeconds(clock.GetCurrentInstant().ToUnixTimeSeconds()), by?.ReplaceLineEndings(" "),
            last is null ? new string('0', 64) : Convert.ToHexStringLower(SHA256.HashData(Convert.FromBase64String(last.Signature))), key.Verifier.Fingerprint, "");
        var seal = unsigned with { Signature = Convert.ToBase64String(key.Sign(Message(unsigned))) };
        // Before the commit: a seal that did not come to be in the database is true all the same
        key.Keep(JsonSerializer.Serialize(seal, FactJson.Options));
        var insert = new NpgsqlBatchCommand($"insert into reports.seals ({Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8)");
        foreach (var value in (object[])[seal.Number, seal.Place, Convert.FromHexString(seal.Hash), seal.SealedAt.ToDateTimeUtc()]) insert.Parameters.AddWithValue(value);
        insert.Parameters.Add(new NpgsqlParameter { Value = (object?)seal.By ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        foreach (var value in (byte[][])[Convert.FromHexString(seal.Previous), Convert.FromHexString(seal.Fingerprint), Convert.FromBase64String(seal.Signature)]) insert.Parameters.AddWithValue(value);
        session.Enlist(insert);
        return seal;
    }

    public async Task<ChainSeal?> LastAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await LastAsync(connection, cancellationToken);
    }

    private static async Task<ChainSeal?> LastAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await QueryAsync(connection, "order by number desc limit 1", cancellationToken)).SingleOrDefault();

    public async Task<IReadOnlyList<ChainSeal>> AllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return await QueryAsync(connection, "order by number", cancellationToken);
    }

    /// <summary>As they were given, whatever the database says.</summary>
    public IReadOnlyList<ChainSeal> Given() => [.. key.Kept().Select(line => JsonSerializer.Deserialize<ChainSeal>(line, FactJson.Options)!)];

    private static async Task<List<ChainSeal>> QueryAsync(NpgsqlConnection connection, string order, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select {Columns} from reports.seals {order}", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var seals = new List<ChainSeal>();
        while (await reader.ReadAsync(cancellationToken))
            seals.Add(new ChainSeal(
                reader.GetInt64(0), reader.GetInt64(1), Hex(2), Instant.FromDateTimeUtc(reader.GetDateTime(3)), reader.IsDBNull(4) ? null : reader.GetString(4), Hex(5), Hex(6),
                Convert.ToBase64String(reader.GetFieldValue<byte[]>(7))));
        return seals;

        string Hex(int column) => Convert.ToHexStringLower(reader.GetFieldValue<byte[]>(column));
    }
}
