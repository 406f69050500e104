using Microsoft.AspNetCore.Http;
using VideoConf.Reports.Chain;

namespace VideoConf.Reports;

/// <summary>An administrator has all facts looked at now.</summary>
internal static class CheckIntegrity
{
    public static async Task<IResult> Endpoint(HttpContext http, AuditChain chain, ShowIntegrity.Badge badge, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        if (!http.User.IsAdministrator()) return Refusal.AdministratorNeeded.Problem()!;
        await chain.CatchUpAsync(cancellationToken);
        await chain.VerifyAsync(1, long.MaxValue, [], caller.DisplayName, cancellationToken);
        return Results.Ok(await badge.ShowAsync(cancellationToken));
    }
}
