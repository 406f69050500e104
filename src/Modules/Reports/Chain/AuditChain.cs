using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace VideoConf.Reports.Chain;

/// <inheritdoc/>
internal sealed class AuditChain(NpgsqlDataSource dataSource, EventLog log, ChainWriter writer, Seals seals, SealKey key, IClock clock) : IAuditChain
{
    public string PublicKey => key.PublicPem;

    public async Task<ChainReport> VerifyAsync(long from, long to, IReadOnlyList<string> publicKeys, CancellationToken cancellationToken)
    {
        var report = await WalkAsync(from, to, publicKeys, null, cancellationToken);
        await NoteAsync(report, cancellationToken);
        return report;
    }

    public async Task<ChainSeal?> SealAsync(string by, CancellationToken cancellationToken)
    {
        await writer.CatchUpAsync(cancellationToken);
        await using var session = log.OpenSession(EventMetadata.System);
        var seal = await seals.SealAsync(session, by, cancellationToken);
        await session.SaveChangesAsync(cancellationToken);
        return seal;
    }

    public async Task<ChainReport> ExportAsync(Stream file, CancellationToken cancellationToken)
    {
        await writer.CatchUpAsync(cancellationToken);
        var output = new ChainFileWriter(file);
        output.Begin(key.PublicPem, await seals.AllAsync(cancellationToken));
        var report = await WalkAsync(1, long.MaxValue, [], (_, fact, hash) => output.Add(fact.Tuple, hash), cancellationToken);
        output.End();
        return report;
    }

    private async Task<ChainReport> WalkAsync(long from, long to, IReadOnlyList<string> publicKeys, ChainWalk.Visitor? visit, CancellationToken cancellationToken)
    {
        var check = new SealCheck(await seals.AllAsync(cancellationToken), seals.Given(), [key.Verifier, .. publicKeys.Select(pem => new SealVerifier(pem))], from, to);
        var (first, end, fault) = await new ChainWalk(dataSource).RunAsync(from, to, visit is null ? check.Visit : check.Visit + visit, cancellationToken);
        if (fault is null && to >= end.Place) check.Finish(end.Place);
        List<ChainFault> faults = [.. check.Faults, .. fault is null ? Array.Empty<ChainFault>() : [fault]];
        return new ChainReport(first, end.Place, Convert.ToHexStringLower(end.Hash), check.SealedTo, check.Count, [.. faults.OrderBy(f => f.Place)]);
    }

    private async Task NoteAsync(ChainReport report, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("insert into reports.checks (checked_at, from_place, to_place, fault) values ($1, $2, $3, $4)");
        command.Parameters.AddWithValue(clock.GetCurrentInstant().ToDateTimeUtc());
        command.Parameters.AddWithValue(report.From);
        command.Parameters.AddWithValue(report.To);
        command.Parameters.Add(new NpgsqlParameter { Value = report.Faults is [var first, ..] ? JsonSerializer.Serialize(first, FactJson.Options) : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
