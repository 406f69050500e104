namespace VideoConf.Calendar.Tests;

/// <summary>A weekly meeting of Ada's with Bob and Cleo, Tuesdays at nine in Berlin from 24 November 2026 on.</summary>
internal static class Samples
{
    public static readonly Instant Now = ManualClock.Start;
    public static readonly Instant Later = Now + Duration.FromMinutes(5);
    public static readonly Guid EventId = Guid.Parse("01a203db-0000-7000-8000-0000000000e1");
    public static readonly Guid OtherEventId = Guid.Parse("01a203db-0000-7000-8000-0000000000e2");
    public static readonly Guid RoomId = Guid.Parse("01a203db-0000-7000-8000-000000000001");
    public static readonly Guid SessionId = Guid.Parse("01a203db-0000-7000-8000-000000000002");
    public static readonly Guid Ada = Guid.Parse("01a203db-0000-7000-8000-00000000000a");
    public static readonly Guid Bob = Guid.Parse("01a203db-0000-7000-8000-00000000000b");
    public static readonly Guid Cleo = Guid.Parse("01a203db-0000-7000-8000-00000000000c");

    public static readonly LocalDateTime First = new(2026, 11, 24, 9, 0);
    public static readonly LocalDateTime Second = First.PlusWeeks(1);
    public static readonly LocalDateTime Third = First.PlusWeeks(2);

    public static readonly Place InRoom = new(PlaceKind.Room, RoomId, "abc-defg-hjk", "/room/abc-defg-hjk");
    public static readonly EventDetails Details = new("Standup", "Every week", EventType.Meeting, [10], Place.None);
    public static readonly Attendee BobInvited = new(Guid.Parse("01a203db-0000-7000-8000-0000000000ab"), "bob@example.org", "Bob", Bob, Answer.NeedsAction, null, []);
    public static readonly Attendee CleoInvited = new(Guid.Parse("01a203db-0000-7000-8000-0000000000ac"), "cleo@example.org", null, Cleo, Answer.NeedsAction, null, []);

    public static readonly EventTime Once = new(First, First.PlusHours(1), "Europe/Berlin", AllDay: false, null);
    public static readonly EventTime Weekly = Once with { Recurrence = new Recurrence("FREQ=WEEKLY;BYDAY=TU", [], []) };

    public static readonly EventScheduled Scheduled = new(
        EventId, "standup@videoconf", new Organizer(Ada, "Ada", "ada@example.org"), Details, Weekly, [BobInvited, CleoInvited], [], null, Now);

    public static EventPlan Plan(EventTime? time = null, EventDetails? details = null, params Attendee[] attendees) =>
        new(details ?? Details, time ?? Weekly, attendees.Length == 0 ? [BobInvited, CleoInvited] : attendees);

    /// <summary>As if the occurrence had been dragged there.</summary>
    public static EventTime At(LocalDateTime start, int minutes = 60) => Weekly with { Start = start, End = start.PlusMinutes(minutes) };

    public static EventTime Rule(string rule, params LocalDateTime[] except) => Weekly with { Recurrence = new Recurrence(rule, except, []) };

    public static EventScheduled With(EventTime time) => Scheduled with { Time = time };

    public static OccurrenceChange Moved(LocalDateTime occurrence, LocalDateTime to) => new(occurrence, IsCancelled: false, to, to.PlusHours(1));

    public static OccurrenceChange Dropped(LocalDateTime occurrence) => new(occurrence, IsCancelled: true);

    public static CalendarEvent State(params object[] facts) => facts.Aggregate(default(CalendarEvent), CalendarEvent.Evolve)!;
}
