namespace VideoConf.Interviews.Tests;

/// <summary>Ada shall interview Bob tomorrow at nine in Berlin; Olga looks on; the platform asked for it.</summary>
internal static class Samples
{
    public static readonly Guid Id = new("0199c2b4-0000-7000-8000-0000000000a1");
    public static readonly Guid Event = new("0199c2b4-0000-7000-8000-0000000000a2");
    public static readonly Guid Room = new("0199c2b4-0000-7000-8000-0000000000a3");
    public static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 10, 0);
    public static readonly Instant Begin = Instant.FromUtc(2026, 11, 24, 8, 0);
    public static readonly Instant End = Begin + Duration.FromHours(1);

    public static readonly Member Ada = new(new Guid("0199c2b4-0000-7000-8000-0000000000c1"), Part.Interviewer, "Ada", "ada@example.org", new Guid("0199c2b4-0000-7000-8000-0000000000d1"));
    public static readonly Member Bob = new(new Guid("0199c2b4-0000-7000-8000-0000000000c2"), Part.Candidate, "Bob", "bob@example.org", null);
    public static readonly Member Olga = new(new Guid("0199c2b4-0000-7000-8000-0000000000c3"), Part.Observer, "Olga", "olga@example.org", new Guid("0199c2b4-0000-7000-8000-0000000000d3"));
    public static readonly Member Cleo = new(new Guid("0199c2b4-0000-7000-8000-0000000000c4"), Part.Candidate, "Cleo", "cleo@example.org", null);

    public static readonly Asker Platform = new(new Guid("0199c2b4-0000-7000-8000-0000000000b1"), "Platform", IsPlatform: true, IsGuest: false);
    public static readonly Asker AsAda = new(Ada.PersonId!.Value, "Ada", false, false);
    public static readonly Asker AsBob = new(Bob.GuestId, "Bob", false, IsGuest: true);
    public static readonly Asker AsOlga = new(Olga.PersonId!.Value, "Olga", false, false);
    public static readonly Asker Stranger = new(new Guid("0199c2b4-0000-7000-8000-0000000000d9"), "Eve", false, false);

    public static readonly InterviewDetails Details = new("Mock", null, "senior", "Graphs", "C#");
    public static readonly InterviewTime Time = new(new LocalDateTime(2026, 11, 24, 9, 0), 60, "Europe/Berlin");
    public static readonly InterviewTime Later = Time with { Start = Time.Start.PlusDays(1) };
    public static readonly Service InRoom = new(ServiceType.Custom, null, Room, "abc-defg-hij");
    public static readonly Criterion Clarity = new("clarity", "Clarity", 5);

    public static readonly InterviewRequested Requested = new(Id, Platform.By, Details, [Ada, Bob, Olga], false, [Clarity], "Reverse a list.", Now);
    public static readonly InterviewScheduled Scheduled = new(Time, InRoom, Event, [10], Now);
    public static readonly InterviewStarted Started = new(By.Time, Begin);
    public static readonly InterviewEnded Ended = new(AsAda.By, End);
    public static readonly InterviewCancelled Cancelled = new(Platform.By, "Ill", Now);

    /// <summary>After what has happened to it since it was scheduled.</summary>
    public static Spec Given(params object[] since) => Spec.Given([Requested, Scheduled, .. since]);
}
