using VideoConf.Rooms.Views;

namespace VideoConf.Rooms;

internal sealed class LiveSessions(EventLog log, SessionFinder sessions, IClock clock) : ILiveSessions
{
    public async Task<IReadOnlyList<LiveStay>> StaysAsync(CancellationToken cancellationToken) =>
        [.. (await sessions.AllLiveAsync(cancellationToken)).SelectMany(s => s.Data.Present.Select(stay => new LiveStay(s.Id, stay.ParticipantId)))];

    public async Task<IReadOnlyList<SessionFact>> FactsSinceAsync(Guid sessionId, long version, CancellationToken cancellationToken) =>
        [.. (await log.FetchStreamAsync(sessionId, version + 1, cancellationToken: cancellationToken)).Select(Publish).OfType<SessionFact>()];

    public SessionFact? Publish(StoredEvent stored) => PublishedRoomEvents.Of(stored);

    public IReadOnlyCollection<Type> BeginningAndEnd { get; } = [typeof(SessionStarted), typeof(SessionEnded)];

    public Task LeaveAsync(Guid sessionId, Guid participantId, LeaveReason reason, CancellationToken cancellationToken) =>
        log.DecideAsync<Session>(sessionId, EventMetadata.System, session =>
            session?.Present.ContainsKey(participantId) == true
                ? Decision.Accept(LeaveRoom.FactsOfLeaving(session, participantId, reason, clock.GetCurrentInstant()))
                : Decision.Nothing, cancellationToken: cancellationToken);

    public Task MeasureAsync(Guid sessionId, Guid participantId, Guid personId, ConnectionSummary summary, CancellationToken cancellationToken)
    {
        var command = new MeasureConnection(sessionId, participantId, personId, summary, clock.GetCurrentInstant());
        return log.DecideAsync<StayConnection>(participantId, EventMetadata.System, connection => MeasureConnection.Decide(command, connection), cancellationToken: cancellationToken);
    }
}
