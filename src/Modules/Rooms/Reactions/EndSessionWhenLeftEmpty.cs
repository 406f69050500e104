using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VideoConf.EventStore.Subscriptions;
using VideoConf.Rooms.Views;

namespace VideoConf.Rooms.Reactions;

/// <summary>
/// A session whose last participant closed the page or lost the connection ends ten seconds later, as of the moment
/// when he left, unless somebody has come back.
/// </summary>
internal sealed class EndSessionWhenLeftEmpty(EventLog log, LiveFeed feed, SessionFinder sessions, ILogger<EndSessionWhenLeftEmpty> logger) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(stored =>
        {
            if (stored.Data is ParticipantLeft) _ = EndLaterAsync(stored.StreamId, stoppingToken);
            return ValueTask.CompletedTask;
        });
        foreach (var empty in (await sessions.AllLiveAsync(stoppingToken)).Where(s => !s.Data.Present.Any())) _ = EndLaterAsync(empty.Id, stoppingToken);
        await Task.WhenAny(Task.Delay(Timeout.Infinite, stoppingToken));
    }

    internal static Decision Decide(Session? session) => session is { IsOver: false, Present.IsEmpty: true }
        ? Decision.Accept(new SessionEnded(EndReason.LastLeft, session.LastLeftAt))
        : Decision.Nothing;

    private async Task EndLaterAsync(Guid sessionId, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(Patience, stopping);
            await log.DecideAsync<Session>(sessionId, EventMetadata.System, Decide, cancellationToken: stopping);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "Session {SessionId} was left empty and could not be ended; the next start tries again", sessionId);
        }
        catch (OperationCanceledException)
        {
            // The host stops; the next start finds the empty session.
        }
    }
}
