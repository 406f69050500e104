using VideoConf.EventStore.Subscriptions;
using VideoConf.Interviews.Webhooks;

namespace VideoConf.Interviews.Reactions;

/// <summary>A program whose key was revoked is told nothing any more.</summary>
internal sealed class RemoveWebhooksOfRevokedKeys(IApiKeys keys, WebhookDirectory webhooks, IClock clock) : Reaction("interviews.remove_webhooks_of_revoked_keys")
{
    public override IReadOnlyCollection<Type> Facts => keys.Revocations;

    public override async Task ReactAsync(StoredEvent fact, EventSession session, CancellationToken cancellationToken)
    {
        foreach (var (id, webhook) in (await session.QueryAsync(webhooks, "where owner_id = $1", [fact.StreamId], cancellationToken)).Select(w => (w.Id, w.Data)))
        {
            var stream = await session.FetchForWritingAsync<Webhook>(id, cancellationToken: cancellationToken);
            if (RemoveWebhook.Decide(new RemoveWebhook(new Subscriber(webhook.By, IsAdministrator: false), clock.GetCurrentInstant()), stream.State) is not Decision.Accepted { Facts: var facts }) continue;
            stream.Append(facts);
            WebhookDeliveries.RemoveAll(session, id);
        }
    }
}
