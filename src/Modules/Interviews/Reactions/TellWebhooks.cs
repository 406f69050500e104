using System.Text.Json;
using VideoConf.EventStore.Subscriptions;
using VideoConf.Interviews.Webhooks;

namespace VideoConf.Interviews.Reactions;

/// <summary>What happens to interviews is put down for the webhooks that want to be told.</summary>
internal sealed class TellWebhooks(EventLog log, WebhookDirectory webhooks, IClock clock) : PageReaction("interviews.tell_webhooks")
{
    internal sealed record Body(string Type, Instant Timestamp, Told Data);

    /// <summary>Thin: neither names nor links nor notes leave by this way. Who may read them asks for the interview.</summary>
    internal sealed record Told(Guid InterviewId, long Version, InterviewState State, string Title, Instant? StartsAt, Instant? EndsAt, ServiceType? ServiceType);

    public override IReadOnlyCollection<Type> Facts => WebhookKinds.Facts;

    public override async Task ReactAsync(IReadOnlyList<StoredEvent> facts, EventSession session, CancellationToken cancellationToken)
    {
        var known = await session.QueryAsync(webhooks, "", [], cancellationToken);
        if (known.Count == 0) return;
        foreach (var fact in facts)
        {
            if (WebhookKinds.Of(fact.Data) is not { } kind || known.Where(w => w.Data.Wants(kind)).Select(w => w.Id).ToList() is not { Count: > 0 } wanting) continue;
            // As it was with this fact, also when this comes late
            if (await log.AggregateStreamAsync<Interview>(fact.StreamId, fact.Version, cancellationToken: cancellationToken) is not { } i) continue;
            var body = JsonSerializer.Serialize(
                new Body(kind, fact.RecordedAt, new Told(i.Id, fact.Version, i.State, i.Details.Title, i.Time?.Interval.Start, i.Time?.Interval.End, i.Service?.Type)), InterviewCommands.JsonOptions);
            WebhookDeliveries.Add(session, [.. wanting.Select(id => (NamedIds.Of(id, fact.Id.ToString()), id))], i.Id, kind, body, clock.GetCurrentInstant());
        }
    }
}
