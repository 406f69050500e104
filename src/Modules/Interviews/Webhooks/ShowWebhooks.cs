using Microsoft.AspNetCore.Http;

namespace VideoConf.Interviews.Webhooks;

/// <param name="Kinds">What it is told; <c>*</c>: all of it.</param>
/// <param name="CreatedBy">The name of the key or the administrator whose it is.</param>
/// <param name="PreviousSecretUntil">Null when one secret signs.</param>
internal sealed record WebhookResource(Guid Id, string Url, IReadOnlyList<string> Kinds, string CreatedBy, Instant CreatedAt, Instant? PreviousSecretUntil)
{
    public static WebhookResource Of(Webhook w, Instant now) => new(w.Id, w.Url, w.Kinds, w.By.Name, w.CreatedAt, now < w.PreviousUntil ? w.PreviousUntil : null);
}

/// <summary>A key's webhooks, or all to an administrator; and what became of what they were told.</summary>
internal static class ShowWebhooks
{
    internal sealed record Answer(IReadOnlyList<WebhookResource> Items);

    internal sealed record DeliveriesAnswer(IReadOnlyList<WebhookDelivery> Items);

    public static async Task<IResult> List(HttpContext http, EventStore.Projections.Views views, WebhookDirectory webhooks, IClock clock, CancellationToken cancellationToken)
    {
        if (http.Subscriber() is not { } asker) return Refusal.NoWebhooks.Problem()!;
        var found = asker.IsAdministrator
            ? await views.QueryAsync(webhooks, "order by id desc", [], cancellationToken)
            : await views.QueryAsync(webhooks, "where owner_id = $1 order by id desc", [asker.By.Id], cancellationToken);
        return Results.Ok(new Answer([.. found.Select(w => WebhookResource.Of(w.Data, clock.GetCurrentInstant()))]));
    }

    public static async Task<IResult> One(Guid id, HttpContext http, EventStore.Projections.Views views, WebhookDirectory webhooks, IClock clock, CancellationToken cancellationToken)
    {
        var (found, problem) = await FindAsync(id, http, views, webhooks, cancellationToken);
        return problem is not null ? problem : Results.Ok(WebhookResource.Of(found!, clock.GetCurrentInstant()));
    }

    public static async Task<IResult> Deliveries(
        Guid id, HttpContext http, EventStore.Projections.Views views, WebhookDirectory webhooks, WebhookDeliveries deliveries, CancellationToken cancellationToken)
    {
        var (_, problem) = await FindAsync(id, http, views, webhooks, cancellationToken);
        return problem is not null ? problem : Results.Ok(new DeliveriesAnswer(await deliveries.LastAsync(id, cancellationToken)));
    }

    /// <summary>Sends it once more, in its old turn: before what came after it and still waits.</summary>
    public static async Task<IResult> Redeliver(
        Guid id, Guid deliveryId, HttpContext http, EventStore.Projections.Views views, WebhookDirectory webhooks, WebhookDeliveries deliveries, WebhookSender sender, IClock clock, CancellationToken cancellationToken)
    {
        var (_, problem) = await FindAsync(id, http, views, webhooks, cancellationToken);
        if (problem is not null) return problem;
        if (await deliveries.RedeliverAsync(id, deliveryId, clock.GetCurrentInstant(), cancellationToken) is not { } waiting) return Refusal.WebhookDeliveryNotFound.Problem()!;
        sender.Wake();
        return Results.Ok(waiting);
    }

    private static async Task<(Webhook? Found, ProblemResult? Problem)> FindAsync(
        Guid id, HttpContext http, EventStore.Projections.Views views, WebhookDirectory webhooks, CancellationToken cancellationToken)
    {
        if (http.Subscriber() is not { } asker) return (null, Refusal.NoWebhooks.Problem());
        return await views.LoadAsync(webhooks, id, cancellationToken) is { Data: var found } && found.IsVisibleTo(asker) ? (found, null) : (null, Refusal.WebhookNotFound.Problem());
    }
}
