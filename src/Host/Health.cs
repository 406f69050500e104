using Npgsql;
using VideoConf.EventStore.Subscriptions;
using VideoConf.Reports.Contracts;

namespace VideoConf.Host;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its work.</summary>
internal static class Health
{
    internal sealed record SubscriptionHealth(string Name, string State, long LagFacts, double LagSeconds);

    /// <param name="Status"><c>ready</c>, <c>degraded</c> (a subscription is paused, or somebody has tampered with the log) or <c>unavailable</c> (no database).</param>
    /// <param name="AuditFault">A sentence about what is not as it was written; null: nothing is known of.</param>
    internal sealed record Report(string Status, bool Database, IReadOnlyList<SubscriptionHealth> Subscriptions, string? AuditFault = null);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").ExcludeFromDescription();
        health.MapGet("/live", () => Results.Ok(new { status = "live" }));
        health.MapGet("/ready", ReadyAsync);
    }

    // Neither a paused subscription nor a fault takes the node out of service: another node would be no better off.
    private static async Task<IResult> ReadyAsync(SubscriptionControl subscriptions, IAuditChain audit, CancellationToken cancellationToken)
    {
        try
        {
            var all = await subscriptions.ListAsync(cancellationToken);
            var fault = await audit.FaultAsync(cancellationToken);
            var isDegraded = fault is not null || all.Any(s => s.Progress.State == SubscriptionState.Paused);
            return Results.Ok(new Report(isDegraded ? "degraded" : "ready", true,
                [.. all.Select(s => new SubscriptionHealth(s.Progress.Name, s.Progress.State.ToString().ToLowerInvariant(), s.LagFacts, s.LagSeconds))], fault));
        }
        catch (NpgsqlException)
        {
            return Results.Json(new Report("unavailable", false, []), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
