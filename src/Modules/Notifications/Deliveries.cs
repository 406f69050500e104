using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VideoConf.EventStore.Projections;
using VideoConf.EventStore.Subscriptions;
using VideoConf.Notifications.Views;

namespace VideoConf.Notifications;

/// <summary>What came of trying one way outside.</summary>
/// <param name="Code">Null: it was taken.</param>
/// <param name="IsPermanent">Trying again would come to the same.</param>
/// <param name="NotBefore">The other side said when to come again.</param>
internal sealed record Outcome(Waiting Waiting, string? Code = null, string? Reason = null, bool IsPermanent = false, Instant? NotBefore = null);

/// <summary>
/// One way outside: takes what is due, hands it over, and records what came of it. Its own loop, so that one that is down
/// holds up no other. At least once: a host that dies in between leaves its work to the next, with the same ids.
/// </summary>
internal abstract class Deliveries(Channel channel, Outbox outbox, EventLog log, LiveFeed feed, EventStore.Projections.Views views, Inbox inbox, IClock clock, ILogger logger) : BackgroundService
{
    private const int AtOnce = 50;

    /// <summary>Before the second, third … attempt; after the last it is given up. Half as much again at most, by chance: those that failed together come apart.</summary>
    internal static readonly Duration[] RetryWaits = [.. new[] { 30, 120, 300, 900, 3600, 4 * 3600, 12 * 3600 }.Select(s => Duration.FromSeconds(s))];

    // For what another node put there and could not tell of
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    protected EventStore.Projections.Views Views { get; } = views;

    protected IClock Clock { get; } = clock;

    private volatile TaskCompletionSource wake = New();

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Hands these over; what is not answered for comes again when its claim is over.</summary>
    protected abstract Task<IReadOnlyList<Outcome>> HandOverAsync(IReadOnlyList<(Waiting Waiting, Notification Notification)> batch, CancellationToken cancellationToken);

    /// <summary>A turn among what follows the log; not to be held while somebody outside is waited for.</summary>
    protected ValueTask<IDisposable?> TurnAsync(CancellationToken cancellationToken) => log.Courtesy.TurnAsync(cancellationToken);

    /// <summary>One that cannot be put into words must not stand in the way of the others of its batch.</summary>
    protected Outcome NotWritten(Waiting waiting, Exception failure)
    {
        logger.LogError(failure, "The delivery {Delivery} cannot be put into words", waiting.DeliveryId);
        return new Outcome(waiting, "not_written", "The message could not be put into words.");
    }

    /// <summary>What else is to be written with an outcome.</summary>
    protected virtual Task AlsoAsync(EventSession unit, IReadOnlyList<(Outcome Outcome, Notification Notification)> outcomes, CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(fact =>
        {
            if (fact.Data is NotificationRaised { Deliveries.Count: > 0 } raised && raised.Deliveries.Any(d => d.Channel == channel)) Interlocked.Exchange(ref wake, New()).TrySetResult();
            return ValueTask.CompletedTask;
        });
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var woken = wake.Task;
                if (await WorkAsync(stoppingToken) > 0) continue;
                var wait = await UntilNextAsync(stoppingToken);
                if (wait > TimeSpan.Zero) await Task.WhenAny(woken, Task.Delay(wait, stoppingToken));
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.LogError(e, "Deliveries by {Channel} failed", channel);
                await Task.WhenAny(Task.Delay(AfterFailure, stoppingToken));
            }
        }
    }

    /// <summary>One batch; how many there were.</summary>
    private async Task<int> WorkAsync(CancellationToken cancellationToken)
    {
        var now = Clock.GetCurrentInstant();
        IReadOnlyList<Waiting> claimed;
        Dictionary<Guid, Notification> told;
        using (await TurnAsync(cancellationToken))
        {
            claimed = await outbox.ClaimAsync(channel, AtOnce, now, cancellationToken);
            if (claimed.Count == 0) return 0;
            told = (await Views.QueryAsync(inbox, "where id = any($1)", [claimed.Select(c => c.NotificationId).Distinct().ToArray()], cancellationToken)).ToDictionary(n => n.Id, n => n.Data);
        }
        Waiting[] useless = [.. claimed.Where(c => c.UselessAfter <= now)];
        var outcomes = await HandOverAsync([.. claimed.Except(useless).Where(c => told.ContainsKey(c.NotificationId)).Select(c => (c, told[c.NotificationId]))], cancellationToken);
        using var turn = await TurnAsync(cancellationToken);
        await RecordAsync([.. outcomes.Select(o => (o, told[o.Waiting.NotificationId]))], useless, cancellationToken);
        return claimed.Count;
    }

    private Task RecordAsync(IReadOnlyList<(Outcome Outcome, Notification Notification)> outcomes, IReadOnlyList<Waiting> useless, CancellationToken cancellationToken) => log.ExecuteAsync(EventMetadata.System, async unit =>
    {
        var now = Clock.GetCurrentInstant();
        var done = new List<Guid>(useless.Select(u => u.DeliveryId));
        var facts = useless.Select(u => (u.NotificationId, Fact: (object)new DeliveryWithdrawn(u.DeliveryId, WithdrawalReason.Over, now))).ToList();
        foreach (var (outcome, _) in outcomes)
        {
            var (fact, retryAt) = FactOf(outcome, now);
            facts.Add((outcome.Waiting.NotificationId, fact));
            if (retryAt is { } at) Outbox.Retry(unit, outcome.Waiting.DeliveryId, at);
            else done.Add(outcome.Waiting.DeliveryId);
        }
        var streams = await unit.FetchManyForWritingAsync<Notification>([.. facts.Select(f => f.NotificationId).Distinct()], cancellationToken);
        foreach (var (id, fact) in facts) streams[id].Append(fact);
        Outbox.Remove(unit, done);
        await AlsoAsync(unit, outcomes, cancellationToken);
        return Decision.Accept();
    }, cancellationToken);

    private static (object Fact, Instant? RetryAt) FactOf(Outcome outcome, Instant now)
    {
        var (waiting, attempt) = (outcome.Waiting, outcome.Waiting.Attempts);
        if (outcome.Code is not { } code) return (new DeliverySent(waiting.DeliveryId, attempt, now), null);
        Instant? retryAt = outcome.IsPermanent || attempt > RetryWaits.Length ? null : Instant.Max(now + WithJitter(RetryWaits[attempt - 1]), outcome.NotBefore ?? now);
        return (new DeliveryFailed(waiting.DeliveryId, attempt, code, outcome.Reason ?? "", retryAt, now), retryAt);
    }

    private static Duration WithJitter(Duration wait) => wait + wait * (RandomNumberGenerator.GetInt32(500) / 1000.0);

    private async Task<TimeSpan> UntilNextAsync(CancellationToken cancellationToken)
    {
        if (await outbox.NextDueAsync(channel, cancellationToken) is not { } due) return LookAgain;
        var wait = due - Clock.GetCurrentInstant();
        return wait > Duration.FromTimeSpan(LookAgain) ? LookAgain : wait.ToTimeSpan();
    }
}
