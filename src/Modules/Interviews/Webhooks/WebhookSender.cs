using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VideoConf.EventStore.Subscriptions;

namespace VideoConf.Interviews.Webhooks;

/// <summary>
/// Tells webhooks what waits for them: of one interview in the order in which it happened, of different ones side by side.
/// At least once: a host that dies in between leaves its work to the next, with the same ids.
/// </summary>
internal sealed class WebhookSender(
    WebhookDeliveries deliveries, WebhookPost post, WebhookDirectory webhooks, EventStore.Projections.Views views, LiveFeed feed, IClock clock, ILogger<WebhookSender> logger) : BackgroundService
{
    // A receiver that hangs takes up no more than its own
    private const int MostOfOne = 4;
    private const int Most = 16;

    /// <summary>Before the second, third … attempt, then always the last; half as much again at most, by chance: those that failed together come apart.</summary>
    internal static readonly Duration[] RetryWaits = [.. new[] { 5, 30, 120, 600, 1800, 3600, 2 * 3600, 4 * 3600 }.Select(s => Duration.FromSeconds(s))];

    /// <summary>The last attempt is so long after the first.</summary>
    internal static readonly Duration GivesUpAfter = Duration.FromHours(24);

    // What woke it is a moment before the deliveries that come of it; and what another node puts there nobody may tell of
    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);
    private static readonly Duration ForgetsEvery = Duration.FromHours(1);

    private readonly ConcurrentDictionary<Guid, Guid> inFlight = [];
    private Instant forgot;
    private volatile TaskCompletionSource wake = New();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Something may be due.</summary>
    public void Wake() => Interlocked.Exchange(ref wake, New()).TrySetResult();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(fact =>
        {
            if (WebhookKinds.Of(fact.Data) is not null) Wake();
            return ValueTask.CompletedTask;
        });
        var (sending, look) = (new List<Task>(), FirstLook);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var woken = wake.Task;
                sending.RemoveAll(task => task.IsCompleted);
                var started = await StartDueAsync(stoppingToken);
                sending.AddRange(started);
                if (started.Count > 0) continue;
                await ForgetAsync(stoppingToken);
                var wait = await UntilNextAsync(stoppingToken);
                await Task.WhenAny(woken, Task.Delay(wait < look ? wait : look, stoppingToken));
                look = woken.IsCompleted ? FirstLook : TimeSpan.FromTicks(Math.Min(look.Ticks * 2, LookAgain.Ticks));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogError(e, "Telling webhooks failed");
                await Task.WhenAny(Task.Delay(AfterFailure, stoppingToken));
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }
        await Task.WhenAll(sending);
    }

    private async Task<IReadOnlyList<Task>> StartDueAsync(CancellationToken cancellationToken)
    {
        (Guid, Guid)[] busy = [.. inFlight.Select(d => (d.Key, d.Value))];
        if (busy.Length >= Most) return [];
        var claimed = await deliveries.ClaimAsync(busy, MostOfOne, Most - busy.Length, clock.GetCurrentInstant(), cancellationToken);
        if (claimed.Count == 0) return [];
        var known = (await views.QueryAsync(webhooks, "where id = any($1)", [claimed.Select(c => c.WebhookId).Distinct().ToArray()], cancellationToken)).ToDictionary(w => w.Id, w => w.Data);
        // One that was removed a moment ago is told no more
        return [.. claimed.Where(c => known.ContainsKey(c.WebhookId)).Select(c => SendAsync(c, known[c.WebhookId], cancellationToken))];
    }

    private async Task SendAsync(ClaimedDelivery claimed, Webhook webhook, CancellationToken cancellationToken)
    {
        inFlight[claimed.Id] = claimed.WebhookId;
        try
        {
            var posted = await post.SendAsync(webhook, claimed.Id, claimed.Body, cancellationToken);
            var now = clock.GetCurrentInstant();
            var (state, due) = Next(claimed, posted, now, RandomNumberGenerator.GetInt32(500) / 1000.0);
            if (state == WebhookDeliveryState.GivenUp)
                logger.LogWarning("The webhook {Webhook} is not told of {Delivery}: given up after {Attempts} attempts, the last came to {Code}", claimed.WebhookId, claimed.Id, claimed.Attempts, posted.Code);
            await deliveries.RecordAsync(claimed, state, posted.Code, due, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            logger.LogError(e, "What came of the webhook delivery {Delivery} could not be recorded; it comes again", claimed.Id);
        }
        catch (OperationCanceledException)
        {
            // Stopped in between: another takes it over when the claim is over
        }
        finally
        {
            inFlight.TryRemove(claimed.Id, out _);
            Wake();
        }
    }

    /// <summary>What becomes of a delivery after an attempt, and when the next is.</summary>
    /// <param name="tried">The attempt.</param>
    /// <param name="posted">What came of it.</param>
    /// <param name="now">The time.</param>
    /// <param name="jitter">0 to 0.5.</param>
    internal static (WebhookDeliveryState State, Instant Due) Next(ClaimedDelivery tried, Posted posted, Instant now, double jitter)
    {
        var end = tried.FirstAt + GivesUpAfter;
        if (posted.IsDelivered) return (WebhookDeliveryState.Delivered, now);
        if (posted.IsFinal || now >= end) return (WebhookDeliveryState.GivenUp, now);
        var wait = RetryWaits[Math.Clamp(tried.Attempts, 1, RetryWaits.Length) - 1];
        return (WebhookDeliveryState.Waiting, Instant.Min(now + wait + wait * jitter, end));
    }

    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        if (now - forgot < ForgetsEvery) return;
        await deliveries.ForgetAsync(now, cancellationToken);
        forgot = now;
    }

    private async Task<TimeSpan> UntilNextAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        if (await deliveries.NextDueAsync(now, cancellationToken) is not { } due || due - now > Duration.FromTimeSpan(LookAgain)) return LookAgain;
        return (due - now).ToTimeSpan();
    }
}
