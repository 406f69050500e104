using Microsoft.AspNetCore.Http;

namespace VideoConf.Reports;

/// <summary>Whom an administrator may mean: accounts and keys of the API whose name has these letters in it.</summary>
internal static class FindActors
{
    private const int LongestName = 100;

    internal sealed record Answer(IReadOnlyList<LineActor> Items);

    public static async Task<IResult> Endpoint(HttpContext http, AuditTrail trail, string? q, CancellationToken cancellationToken)
    {
        if (http.Caller(out _) is { } stranger) return stranger;
        if (!http.User.IsAdministrator()) return Refusal.AdministratorNeeded.Problem()!;
        var check = new Validation();
        var name = check.OptionalText("q", q, LongestName);
        return check.Problem is { } problem ? problem : Results.Ok(new Answer(await trail.FindActorsAsync(name ?? "", cancellationToken)));
    }
}
