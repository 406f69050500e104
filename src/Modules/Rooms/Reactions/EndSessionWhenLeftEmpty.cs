using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VideoConf.EventStore.Subscriptions;
using VideoConf.Rooms.Views;

namespace VideoConf.Rooms.Reactions;

/// <summary>
/// A session whose last participant closed the page or lost the connection ends ten seconds later, as of the moment
/// when he left, unless somebody has come back.
/// </summary>
internal sealed class EndSessionWhenLeftEmpty(EventLog log, LiveFeed feed, SessionFinder sessions, RoomsOptions options, ILogger<EndSessionWhenLeftEmpty> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(stored =>
        {
            if (stored.Data is ParticipantLeft left) _ = EndLaterAsync(stored.StreamId, left.At, stoppingToken);
            return ValueTask.CompletedTask;
        });
        foreach (var empty in (await sessions.AllLiveAsync(stoppingToken)).Where(s => !s.Data.Present.Any()))
            if (await log.AggregateStreamAsync<Session>(empty.Id, cancellationToken: stoppingToken) is { } session) _ = EndLaterAsync(empty.Id, session.LastLeftAt, stoppingToken);
        await Task.WhenAny(Task.Delay(Timeout.Infinite, stoppingToken));
    }

    /// <param name="session">As it is after the wait.</param>
    /// <param name="leftAt">The leaving that was waited for; whoever left later has his own wait.</param>
    internal static Decision Decide(Session? session, Instant leftAt) => session is { IsOver: false, Present.IsEmpty: true } && session.LastLeftAt == leftAt
        ? Decision.Accept(new SessionEnded(EndReason.LastLeft, session.LastLeftAt))
        : Decision.Nothing;

    private async Task EndLaterAsync(Guid sessionId, Instant leftAt, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(options.WaitsForReturn, stopping);
            await log.DecideAsync<Session>(sessionId, EventMetadata.System, session => Decide(session, leftAt), cancellationToken: stopping);
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
