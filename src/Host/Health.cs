using Npgsql;
using VideoConf.EventStore.Subscriptions;

namespace VideoConf.Host;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can do its work.</summary>
internal static class Health
{
    internal sealed record SubscriptionHealth(string Name, string State, long LagFacts, double LagSeconds);

    /// <param name="Status"><c>ready</c>, <c>degraded</c> (a subscription is paused) or <c>unavailable</c> (no database).</param>
    internal sealed record Report(string Status, bool Database, IReadOnlyList<SubscriptionHealth> Subscriptions);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").ExcludeFromDescription();
        health.MapGet("/live", () => Results.Ok(new { status = "live" }));
        health.MapGet("/ready", ReadyAsync);
    }

    // A paused subscription does not take the node out of service: another node would be no better off.
    private static async Task<IResult> ReadyAsync(SubscriptionControl subscriptions, CancellationToken cancellationToken)
    {
        try
        {
            var all = await subscriptions.ListAsync(cancellationToken);
            var isPaused = all.Any(s => s.Progress.State == SubscriptionState.Paused);
            return Results.Ok(new Report(isPaused ? "degraded" : "ready", true,
                [.. all.Select(s => new SubscriptionHealth(s.Progress.Name, s.Progress.State.ToString().ToLowerInvariant(), s.LagFacts, s.LagSeconds))]));
        }
        catch (NpgsqlException)
        {
            return Results.Json(new Report("unavailable", false, []), statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
