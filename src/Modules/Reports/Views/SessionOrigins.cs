using System.Text.Json;
using VideoConf.EventStore.Projections;

namespace VideoConf.Reports.Views;

/// <summary>Where a session, or an event, came from.</summary>
/// <param name="EventId">By a session's id: the event that was held.</param>
/// <param name="Occurrence">Which of its occurrences.</param>
/// <param name="InterviewId">By an event's id: the interview that it stands for.</param>
internal sealed record SessionOrigin(Guid? EventId, LocalDateTime? Occurrence, Guid? InterviewId);

/// <summary>From a session to the event that was held in it, and from an event to the interview that it stands for.</summary>
internal sealed class SessionOrigins(EventRegistry registry) : KeyedView<Guid, SessionOrigin>("sessionorigins")
{
    private const string Started = "calendar.event_started";
    private const string Interview = "interviews.interview_scheduled";

    private sealed record Said(Guid? SessionId, LocalDateTime? Occurrence, Guid? EventId);

    public override IReadOnlyCollection<Type> Facts => [.. registry.Facts.Where(f => f.Value is Started or Interview).Select(f => f.Key)];

    protected override Guid KeyOf(StoredEvent e) => Read(e) is var said && e.WireName == Started ? said.SessionId ?? Guid.Empty : said.EventId ?? Guid.Empty;

    public override SessionOrigin? Fold(SessionOrigin? row, StoredEvent e) =>
        e.WireName == Started ? new SessionOrigin(e.StreamId, Read(e).Occurrence, null) : new SessionOrigin(null, null, e.StreamId);

    private static Said Read(StoredEvent e) => JsonSerializer.Deserialize<Said>(e.Json, FactJson.Options)!;
}
