using VideoConf.ICalendar.Events;

namespace VideoConf.Calendar;

/// <summary>An event at a version, as other modules see it.</summary>
internal sealed class PublishedEvent(CalendarEvent state, long version) : ICalendarEvent
{
    private readonly Series series = new(state);

    public Guid Id => state.Id;
    public long Version => version;
    public bool IsCancelled => state.IsCancelled;
    public bool IsSeries => state.IsSeries;
    public bool AllDay => state.Time.AllDay;
    public string TimeZone => state.Time.TimeZone;
    public string Title => state.Details.Title;
    public int Sequence => state.Sequence;
    public Party Organizer { get; } = new(state.Organizer.PersonId, state.Organizer.PersonId, state.Organizer.Name, state.Organizer.Email, IsOrganizer: true);
    public IReadOnlyList<Party> Attendees { get; } = [.. state.Attendees.Select(a => new Party(a.Id, a.PersonId, a.Name, a.Email, IsOrganizer: false))];

    public Participation AnswerOf(Guid attendeeId, LocalDateTime? occurrence) => state.Attendees.Find(a => a.Id == attendeeId)?.AnswerFor(occurrence) switch
    {
        Answer.Accepted => Participation.Accepted,
        Answer.Declined => Participation.Declined,
        Answer.Tentative => Participation.Tentative,
        _ => Participation.NeedsAction,
    };

    public string? CommentOf(Guid attendeeId) => state.Attendees.Find(a => a.Id == attendeeId)?.Comment;

    public IEnumerable<EventOccurrence> Occurrences(Instant after) => state.IsCancelled ? [] : series.Between(after, Instant.MaxValue).Select(held =>
    {
        var details = state.DetailsOf(held.Key);
        return new EventOccurrence(
            held.Key, held.Start, held.End, held.StartLocal, held.EndLocal, details.Title, details.Description, details.Type.ToString().ToLowerInvariant(), details.Place.Url, details.Reminders);
    });

    public byte[] ToRequest(string origin, string? repliesTo) =>
        Write("REQUEST", repliesTo, EventFile.Of(state, origin).Select(c => c with { Attendees = [.. c.Attendees.Select(a => a with { Rsvp = true })] }));

    public byte[] ToCancel(string origin, string? repliesTo, IReadOnlyCollection<Guid> attendeeIds)
    {
        var addresses = state.Attendees.Where(a => attendeeIds.Contains(a.Id)).Select(a => a.Email).ToHashSet(StringComparer.OrdinalIgnoreCase);
        // Who is out of it hears of the whole event, and of nobody else
        var master = EventFile.Of(state, origin)[0];
        return Write("CANCEL", repliesTo, [master with { Status = ICalendar.Events.EventStatus.Cancelled, Attendees = [.. master.Attendees.Where(a => addresses.Contains(a.Email ?? ""))] }]);
    }

    // Without alarms: whoever is invited is reminded by his own calendar and by this server as he likes it, and not by the organizer's taste.
    private byte[] Write(string method, string? repliesTo, IEnumerable<EventComponent> components) => new CalendarObject
    {
        Method = method,
        Events = [.. components.Select(c => c with { Alarms = [], Organizer = repliesTo is null ? c.Organizer : (c.Organizer ?? new CalendarUser("")) with { Address = $"mailto:{repliesTo}" } })],
    }.Write();
}
