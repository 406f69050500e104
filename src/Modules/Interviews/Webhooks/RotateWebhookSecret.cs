using Microsoft.AspNetCore.Http;

namespace VideoConf.Interviews.Webhooks;

internal sealed record RotateWebhookSecret(Subscriber Asker, string SealedSecret, Instant Now)
{
    /// <summary>So long both secrets sign: a receiver takes the new one in when it suits him.</summary>
    public static readonly Duration Overlap = Duration.FromHours(24);

    public static Decision Decide(RotateWebhookSecret c, Webhook? state) => state is null || !state.IsVisibleTo(c.Asker)
        ? Refusal.WebhookNotFound
        : Decision.Accept(new WebhookSecretRotated(c.SealedSecret, c.Now + Overlap));

    public static async Task<IResult> Endpoint(Guid id, HttpContext http, EventLog log, WebhookSecrets secrets, IClock clock, CancellationToken cancellationToken)
    {
        if (http.Subscriber() is not { } asker) return Refusal.NoWebhooks.Problem()!;
        var secret = WebhookSecrets.New();
        var command = new RotateWebhookSecret(asker, secrets.Seal(secret), clock.GetCurrentInstant());
        var rotated = await log.DecideAsync<Webhook>(id, http.Metadata(), state => Decide(command, state), cancellationToken: cancellationToken);
        return rotated.Decision.Problem() is { } refused ? refused : Results.Ok(new SubscribeWebhook.Answer(secret, WebhookResource.Of(rotated.State!, command.Now)));
    }
}
