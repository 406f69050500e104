using Microsoft.AspNetCore.Http;

namespace VideoConf.Interviews.Webhooks;

internal sealed record RemoveWebhook(Subscriber Asker, Instant Now)
{
    public static Decision Decide(RemoveWebhook c, Webhook? state) =>
        state is null || !state.IsVisibleTo(c.Asker) ? Refusal.WebhookNotFound : Decision.Accept(new WebhookRemoved(c.Asker.By, c.Now));

    public static async Task<IResult> Endpoint(Guid id, HttpContext http, EventLog log, IClock clock, CancellationToken cancellationToken)
    {
        if (http.Subscriber() is not { } asker) return Refusal.NoWebhooks.Problem()!;
        var command = new RemoveWebhook(asker, clock.GetCurrentInstant());
        var decision = await log.ExecuteAsync(http.Metadata(), async unit =>
        {
            var stream = await unit.FetchForWritingAsync<Webhook>(id, cancellationToken: cancellationToken);
            var decided = Decide(command, stream.State);
            if (decided is not Decision.Accepted { Facts: var facts }) return decided;
            stream.Append(facts);
            WebhookDeliveries.RemoveAll(unit, id);
            return decided;
        }, cancellationToken);
        return decision.Problem() is { } refused ? refused : Results.NoContent();
    }
}
