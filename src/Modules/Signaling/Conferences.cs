using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VideoConf.EventStore.Subscriptions;

namespace VideoConf.Signaling;

/// <summary>All live sessions of this process, kept true by the facts as they are committed.</summary>
internal sealed class Conferences(
    LiveFeed feed, ILiveSessions sessions, IEnumerable<IRoomNews> news, SignalingOptions options, IHostApplicationLifetime lifetime, ILogger<Conferences> logger)
    : IHostedService
{
    private static readonly TimeSpan LeaveAgainAfter = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<Guid, Conference> live = [];
    private readonly Dictionary<Type, IRoomNews> newsOf = news.SelectMany(n => n.Facts, (n, fact) => (n, fact)).ToDictionary(x => x.fact, x => x.n);
    private readonly CancellationToken stopping = lifetime.ApplicationStopping;
    private IDisposable? subscription;

    /// <summary>Those whom a killed host left behind have their time to come back from now on, like everybody whose connection dropped.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        subscription = feed.Subscribe(stored =>
        {
            if (sessions.Publish(stored) is { } fact) Receive(fact);
            else if (stored.Data is { } data && newsOf.TryGetValue(data.GetType(), out var teller) && teller.Publish(stored) is { } said) Tell(said);
            return ValueTask.CompletedTask;
        });
        foreach (var sessionId in (await sessions.StaysAsync(cancellationToken)).Select(s => s.SessionId).Distinct())
            await LoadAsync(Get(sessionId), cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        subscription?.Dispose();
        return Task.CompletedTask;
    }

    /// <returns>The session that the ticket's participant is in now; null when the stay has ended.</returns>
    public async Task<Conference?> FindAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        if (live.TryGetValue(ticket.SessionId, out var conference) && conference.Has(ticket.ParticipantId)) return conference;
        // Whoever has just joined may be faster than the feed.
        conference = Get(ticket.SessionId);
        await LoadAsync(conference, cancellationToken);
        return conference.Has(ticket.ParticipantId) ? conference : null;
    }

    /// <summary>Hands on what a browser measured; also of a stay that has just ended, whose last words these are.</summary>
    public async Task MeasureAsync(Ticket ticket, ConnectionSummary summary)
    {
        try
        {
            await sessions.MeasureAsync(ticket.SessionId, ticket.ParticipantId, ticket.PersonId, summary, stopping);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogWarning(e, "What participant {ParticipantId} measured could not be kept", ticket.ParticipantId);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private Conference Get(Guid sessionId) => live.GetOrAdd(sessionId, id => new Conference(id, LeaveWhenAwayAsync));

    private void Receive(SessionFact fact)
    {
        var conference = Get(fact.SessionId);
        if (conference.Receive(fact)) RemoveWhenOver(conference);
        else _ = LoadAfterGapAsync(conference, fact);
    }

    private void Tell(RoomNews said)
    {
        foreach (var (_, conference) in live) conference.News(said);
    }

    private async Task LoadAsync(Conference conference, CancellationToken cancellationToken)
    {
        conference.Load(await sessions.FactsSinceAsync(conference.Id, conference.Version, cancellationToken));
        RemoveWhenOver(conference);
    }

    private async Task LoadAfterGapAsync(Conference conference, SessionFact fact)
    {
        try
        {
            await LoadAsync(conference, stopping);
            conference.Load([fact]);
            RemoveWhenOver(conference);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            logger.LogError(e, "The facts of session {SessionId} before {Version} could not be read; the next fact tries again", fact.SessionId, fact.Version);
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private void RemoveWhenOver(Conference conference)
    {
        if (conference.IsOver) live.TryRemove(KeyValuePair.Create(conference.Id, conference));
    }

    private async Task LeaveWhenAwayAsync(Conference conference, Guid participantId, CancellationToken back)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(back, stopping);
            for (var wait = options.Absence; ; wait = LeaveAgainAfter)
            {
                await Task.Delay(wait, either.Token);
                try
                {
                    await sessions.LeaveAsync(conference.Id, participantId, LeaveReason.ConnectionLost, stopping);
                    return;
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    logger.LogWarning(e, "Participant {ParticipantId} lost the connection and could not be taken out; trying again", participantId);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Back again, gone otherwise, or the host stops.
        }
    }
}
