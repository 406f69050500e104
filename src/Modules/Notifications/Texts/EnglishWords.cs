namespace VideoConf.Notifications.Texts;

internal sealed class EnglishWords : Words
{
    private static readonly string[] Weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    private static readonly string[] Months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

    public override string Language => "en";
    public override string When => "When";
    public override string WasAt => "Before";
    public override string EventsOwnTime => "In the event's time zone";
    public override string Where => "Where";
    public override string New => "What is new";
    public override string By => "Organizer";
    public override string AllDay => "All day";
    public override string NextOfSeries => "The event repeats; this is the next time.";
    public override string OneOfSeries => "The event repeats; this is about this one time.";
    public override string WillYouCome => "Will you come?";
    public override string Join => "Join";
    public override string OpenInCalendar => "Open in the calendar";
    public override string ChangeSettings => "Change what you are told";
    public override string Unsubscribe => "Stop mails like this one";
    public override string BecauseOfSettings => "You get this mail because your VideoConf settings ask for it.";
    public override string BecauseInvited => "You get this mail because this address was invited to an event in VideoConf.";
    public override string Agenda => "Today";
    public override string NothingPlanned => "Nothing is planned for today.";
    public override string HeldBack => "What is new";
    public override string YourDay => "Your day";

    public override string Day(LocalDate date) => $"{Weekdays[(int)date.DayOfWeek - 1]}, {ShortDay(date)} {date.Year}";

    public override string ShortDay(LocalDate date) => $"{date.Day} {Months[date.Month - 1]}";

    public override string Answer(Participation response) => response switch
    {
        Participation.Accepted => "Yes",
        Participation.Declined => "No",
        Participation.Tentative => "Maybe",
        _ => "No answer yet",
    };

    public override string What(Changed changed) => changed switch
    {
        Changed.Time => "time",
        Changed.Dates => "dates of the series",
        Changed.Title => "title",
        Changed.Place => "place",
        _ => "description",
    };

    public override string In(Lead lead)
    {
        var units = new[] { Count(lead.Days, "day"), Count(lead.Hours, "hour"), Count(lead.Minutes, "minute") }.Where(unit => unit != "");
        return string.Join(' ', units) is { Length: > 0 } time ? $"In {time}" : "Now";
    }

    private static string Count(int count, string unit) => count switch
    {
        0 => "",
        1 => $"1 {unit}",
        _ => $"{count} {unit}s",
    };

    public override string Subject(Kind kind) => kind switch
    {
        Kind.Invitation => "Invitation",
        Kind.Change => "Changed",
        Kind.Cancellation => "Cancelled",
        Kind.Answer => "Answer",
        Kind.RoomStarted => "Started",
        Kind.InterviewScheduled => "Interview",
        Kind.InterviewChanged => "Interview changed",
        Kind.InterviewCancelled => "Interview cancelled",
        _ => "Reminder",
    };

    public override string Heading(Kind kind, string? by, Participation? response) => (kind, by, response) switch
    {
        (Kind.Invitation, null, _) => "You are invited",
        (Kind.Invitation, _, _) => $"{by} invites you",
        (Kind.Change, null, _) => "The event has changed",
        (Kind.Change, _, _) => $"{by} has changed the event",
        (Kind.Cancellation, null, _) => "The event is cancelled",
        (Kind.Cancellation, _, _) => $"{by} has cancelled the event",
        (Kind.InterviewScheduled, null, _) => "You have an interview",
        (Kind.InterviewScheduled, _, _) => $"{by} invites you to an interview",
        (Kind.InterviewChanged, null, _) => "The interview has changed",
        (Kind.InterviewChanged, _, _) => $"{by} has changed the interview",
        (Kind.InterviewCancelled, null, _) => "The interview is cancelled",
        (Kind.InterviewCancelled, _, _) => $"{by} has cancelled the interview",
        (Kind.Answer, _, null or Participation.NeedsAction) => $"{by ?? "Somebody"} withdraws the answer",
        (Kind.Answer, _, { } answer) => $"{by ?? "Somebody"} answers “{Answer(answer)}”",
        (_, null, _) => "The event has started",
        _ => $"{by} is already in the room",
    };
}
