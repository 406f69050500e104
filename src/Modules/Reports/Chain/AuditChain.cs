using Npgsql;

namespace VideoConf.Reports.Chain;

/// <inheritdoc/>
internal sealed class AuditChain(NpgsqlDataSource dataSource, EventLog log, ChainWriter writer, Seals seals, SealKey key, ChainChecks checks) : IAuditChain
{
    public string PublicKey => key.PublicPem;

    public async Task<ChainReport> VerifyAsync(long from, long to, IReadOnlyList<string> publicKeys, string? by, CancellationToken cancellationToken)
    {
        var report = await WalkAsync(from, to, publicKeys, null, cancellationToken);
        await checks.NoteAsync(report, by, cancellationToken);
        return report;
    }

    public async Task<string?> FaultAsync(CancellationToken cancellationToken) => (await checks.FaultAsync(cancellationToken))?.Detail;

    public Task CatchUpAsync(CancellationToken cancellationToken) => writer.CatchUpAsync(cancellationToken);

    /// <summary>Of the last fact that is chained; 0: none is.</summary>
    public async Task<long> PlaceAsync(CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        return (await ChainLinks.HeadAsync(connection, long.MaxValue, cancellationToken)).Place;
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
}
