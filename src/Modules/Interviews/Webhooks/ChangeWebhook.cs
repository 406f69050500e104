using Microsoft.AspNetCore.Http;

namespace VideoConf.Interviews.Webhooks;

/// <summary>What still waits goes to the new address.</summary>
internal sealed record ChangeWebhook(Subscriber Asker, WebhookTarget Target)
{
    public static Decision Decide(ChangeWebhook c, Webhook? state)
    {
        if (state is null || !state.IsVisibleTo(c.Asker)) return Refusal.WebhookNotFound;
        return state.Url == c.Target.Url && state.Kinds.SequenceEqual(c.Target.Kinds) ? Decision.Nothing : Decision.Accept(new WebhookChanged(c.Target.Url, c.Target.Kinds));
    }

    public static async Task<IResult> Endpoint(
        Guid id, WebhookTarget.Request request, HttpContext http, EventLog log, InterviewsOptions options, IClock clock, CancellationToken cancellationToken)
    {
        if (http.Subscriber() is not { } asker) return Refusal.NoWebhooks.Problem()!;
        var (target, problem) = WebhookTarget.Read(request, options);
        if (target is null) return problem!;
        var command = new ChangeWebhook(asker, target);
        var changed = await log.DecideAsync<Webhook>(id, http.Metadata(), state => Decide(command, state), cancellationToken: cancellationToken);
        return changed.Decision.Problem() is { } refused ? refused : Results.Ok(WebhookResource.Of(changed.State!, clock.GetCurrentInstant()));
    }
}
