using System.Text;
using Microsoft.AspNetCore.Http;
using VideoConf.Reports.Chain;

namespace VideoConf.Reports;

/// <summary>The badge: how far the chain goes, who vouches for it, and when somebody last looked.</summary>
internal static class ShowIntegrity
{
    /// <param name="Place">Facts that are chained.</param>
    /// <param name="CheckedBy">Null: the server by itself.</param>
    /// <param name="CheckedTo">As far as the last check found everything as it was written; null: nobody has looked yet.</param>
    /// <param name="Fault">What was found and has not been seen put right.</param>
    internal sealed record Answer(long Place, string Head, ChainSeal? Seal, Instant? CheckedAt, string? CheckedBy, long? CheckedTo, string? Fault, string Fingerprint);

    public static async Task<IResult> Endpoint(HttpContext http, Badge badge, CancellationToken cancellationToken) =>
        http.Caller(out _) is { } stranger ? stranger : Results.Ok(await badge.ShowAsync(cancellationToken));

    /// <summary>The public key that seals are checked with, PEM.</summary>
    public static IResult Key(HttpContext http, SealKey key) =>
        http.Caller(out _) is { } stranger ? stranger : Results.File(Encoding.ASCII.GetBytes(key.PublicPem), "application/x-pem-file", "videoconf-audit-key.pem");

    internal sealed class Badge(Npgsql.NpgsqlDataSource dataSource, Seals seals, SealKey key, ChainChecks checks)
    {
        public async Task<Answer> ShowAsync(CancellationToken cancellationToken)
        {
            await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
            var head = await ChainLinks.HeadAsync(connection, long.MaxValue, cancellationToken);
            var (last, fault) = (await checks.LastAsync(cancellationToken), await checks.FaultAsync(cancellationToken));
            return new Answer(
                head.Place, Convert.ToHexStringLower(head.Hash), await seals.LastAsync(cancellationToken), last?.At, last?.By, last?.To, fault?.Detail, key.Verifier.Fingerprint);
        }
    }
}
