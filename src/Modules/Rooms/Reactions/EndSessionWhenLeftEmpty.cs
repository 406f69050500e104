using VideoConf.EventStore.Subscriptions;
using VideoConf.EventStore.Timers;

namespace VideoConf.Rooms.Reactions;

/// <summary>
/// A session whose last participant closed the page or lost the connection ends ten seconds later, as of the moment
/// when he left, unless somebody has come back.
/// </summary>
internal sealed class EndSessionWhenLeftEmpty() : TimerHandler(Wait)
{
    private const string Wait = "rooms.end_session_when_left_empty";

    /// <summary>The leaving that is waited for; a later one replaces it.</summary>
    private sealed record Waiting(Guid SessionId, Instant LeftAt);

    internal sealed class WaitForReturn(RoomsOptions options) : Reaction(Wait)
    {
        public override IReadOnlyCollection<Type> Facts { get; } = [typeof(ParticipantLeft)];

        public override Task ReactAsync(StoredEvent fact, EventSession session, CancellationToken cancellationToken)
        {
            var left = (ParticipantLeft)fact.Data!;
            session.SetTimer(Wait, fact.StreamId.ToString(), left.At + Duration.FromTimeSpan(options.WaitsForReturn), new Waiting(fact.StreamId, left.At));
            return Task.CompletedTask;
        }
    }

    public override async Task FireAsync(DueTimer timer, EventSession session, CancellationToken cancellationToken)
    {
        var waiting = timer.Read<Waiting>();
        var stream = await session.FetchForWritingAsync<Session>(waiting.SessionId, cancellationToken: cancellationToken);
        if (Decide(stream.State, waiting.LeftAt) is Decision.Accepted { Facts: var facts }) stream.Append(facts);
    }

    /// <param name="session">As it is after the wait.</param>
    /// <param name="leftAt">The leaving that was waited for; whoever left later has his own wait.</param>
    internal static Decision Decide(Session? session, Instant leftAt) => session is { IsOver: false, Present.IsEmpty: true } && session.LastLeftAt == leftAt
        ? Decision.Accept(new SessionEnded(EndReason.LastLeft, session.LastLeftAt))
        : Decision.Nothing;
}
