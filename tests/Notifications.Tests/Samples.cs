using VideoConf.Calendar.Contracts;

namespace VideoConf.Notifications.Tests;

/// <summary>An event made up for a decision.</summary>
internal sealed record SampleEvent : ICalendarEvent
{
    public Guid Id { get; init; } = Samples.EventId;
    public long Version { get; init; } = 1;
    public bool IsCancelled { get; init; }
    public bool IsSeries { get; init; }
    public bool AllDay { get; init; }
    public string TimeZone { get; init; } = "Europe/Berlin";
    public string Title { get; init; } = "Standup";
    public int Sequence { get; init; }
    public Party Organizer { get; init; } = Samples.Ada;
    public IReadOnlyList<Party> Attendees { get; init; } = [Samples.Bob];
    public IReadOnlyDictionary<Guid, Participation> Answers { get; init; } = new Dictionary<Guid, Participation>();

    /// <summary>In order, perhaps without end.</summary>
    public IEnumerable<EventOccurrence> All { get; init; } = [Samples.Occurrence(Samples.Tuesday)];

    public Participation AnswerOf(Guid attendeeId, LocalDateTime? occurrence) => Answers.GetValueOrDefault(attendeeId, Participation.NeedsAction);
    public string? CommentOf(Guid attendeeId) => null;
    public IEnumerable<EventOccurrence> Occurrences(Instant after) => IsCancelled ? [] : All.Where(o => o.End > after);
    public byte[] ToRequest(string origin, string? repliesTo) => "REQUEST"u8.ToArray();
    public byte[] ToCancel(string origin, string? repliesTo, IReadOnlyCollection<Guid> attendeeIds) => "CANCEL"u8.ToArray();
}

internal static class Samples
{
    public static readonly Guid EventId = new("0199c2b4-0000-7000-8000-000000000001");
    public static readonly Instant Now = ManualClock.Start;
    public static readonly LocalDateTime Tuesday = new(2026, 11, 24, 9, 0);
    public static readonly Party Ada = new(new("0199c2b4-0000-7000-8000-0000000000aa"), new("0199c2b4-0000-7000-8000-0000000000aa"), "Ada", "ada@example.org", IsOrganizer: true);
    public static readonly Party Bob = new(new("0199c2b4-0000-7000-8000-0000000000b0"), new("0199c2b4-0000-7000-8000-0000000000bb"), "Bob", "bob@example.org", IsOrganizer: false);
    public static readonly Party Cleo = new(new("0199c2b4-0000-7000-8000-0000000000c0"), null, null, "cleo@example.org", IsOrganizer: false);
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    /// <summary>An hour, reminded of ten minutes before unless said otherwise.</summary>
    public static EventOccurrence Occurrence(LocalDateTime start, params int[] reminders) => new(
        start, start.InZoneLeniently(Berlin).ToInstant(), start.InZoneLeniently(Berlin).ToInstant() + Duration.FromHours(1), start, start.PlusHours(1), "Standup", null, "meeting", null,
        reminders.Length > 0 ? reminders : [10]);

    /// <summary>Every so many days, for ever.</summary>
    public static IEnumerable<EventOccurrence> Every(int days, params int[] reminders)
    {
        for (var start = Tuesday; ; start = start.PlusDays(days)) yield return Occurrence(start, reminders);
    }

    public static T Single<T>(this Decision decision) => ((Decision.Accepted)decision).Facts.OfType<T>().Single();
}
