using Microsoft.AspNetCore.Http;

namespace VideoConf.Interviews.Webhooks;

internal sealed record SubscribeWebhook(Guid WebhookId, WebhookTarget Target, string SealedSecret, Subscriber Asker, Instant Now)
{
    public static Decision Decide(SubscribeWebhook c) =>
        Decision.Accept(new WebhookSubscribed(c.WebhookId, c.Target.Url, c.Target.Kinds, c.SealedSecret, c.Asker.By, c.Now));

    /// <summary>This answer and that to its rotation are the only ones that ever hold the secret.</summary>
    internal sealed record Answer(string Secret, WebhookResource Webhook);

    public static async Task<IResult> Endpoint(
        WebhookTarget.Request request, HttpContext http, EventLog log, WebhookSecrets secrets, InterviewsOptions options, IClock clock, CancellationToken cancellationToken)
    {
        if (http.Subscriber() is not { } asker) return Refusal.NoWebhooks.Problem()!;
        var (target, problem) = WebhookTarget.Read(request, options);
        if (target is null) return problem!;
        var (id, secret) = (Guid.CreateVersion7(), WebhookSecrets.New());
        var command = new SubscribeWebhook(id, target, secrets.Seal(secret), asker, clock.GetCurrentInstant());
        var made = await log.DecideAsync<Webhook>(id, http.Metadata(), _ => Decide(command), cancellationToken: cancellationToken);
        return Results.Created($"/api/v1/webhooks/{id}", new Answer(secret, WebhookResource.Of(made.State!, command.Now)));
    }
}
