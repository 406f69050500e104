namespace VideoConf.Reports.Tests.Statistics;

/// <summary>Somebody's device in a session; minutes of the year.</summary>
internal sealed record Visit(Guid Person, bool IsGuest, int From, int To);

internal sealed record Measured(Guid Person, string Browser, string Grade, int Seconds, int Reconnects);

/// <param name="Planned">When the occurrence was to begin, minute of the year.</param>
/// <param name="Expected">Who said that he comes.</param>
internal sealed record Meeting(Series Series, LocalDateTime Occurrence, int Planned, IReadOnlyList<Guid> Expected);

internal sealed record Series(Guid Id, Guid Organizer, string Type, string Zone, LocalDateTime Start, IReadOnlyList<Attendee> Attendees);

internal sealed record Held(Guid Id, Guid Room, Guid Host, int Start, int End, IReadOnlyList<Visit> Visits, IReadOnlyList<Measured> Measured, Meeting? Meeting);

internal sealed record Talk(Guid Id, Guid By, Guid? Interviewer, bool IsPeer, int Requested, int? Start, int Moves, string State, int? Clarity, bool IsShared);

/// <param name="LateMs">Of the mail; null when it was not sent.</param>
internal sealed record Reminded(Guid Id, Guid Person, Guid Event, int Due, bool Listed, int ListLateMs, bool ByMail, int? LateMs, string Outcome);

/// <summary>2026 as 200 people spent it in 20,000 sessions: the same in every run, in whole minutes, reckoned by no code that is tested.</summary>
internal sealed class GeneratedYear
{
    public const int Sessions = 20_000;
    public static readonly DateTime Start = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    private const int LastMinute = 364 * 24 * 60;
    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata"];
    private static readonly string[] Types = ["meeting", "interview", "training"];
    private static readonly string[] Browsers = ["Chrome 156", "Firefox 151", "Safari 26"];
    private static readonly string[] Grades = ["good", "good", "good", "fair", "poor"];

    private readonly Random random = new(20261130);

    public GeneratedYear()
    {
        People = [.. Enumerable.Range(0, 200).Select(_ => NewId())];
        Rooms = [.. Enumerable.Range(0, 40).Select(i => (NewId(), People[i]))];
        foreach (var series in Enumerable.Range(0, 300).Select(_ => NewSeries())) Hold(series);
        while (All.Count < Sessions) All.Add(NewSession(Next(0, LastMinute), null, [.. Some(Next(1, 4))]));
        for (var i = 0; i < 2_000; i++) Talks.Add(NewTalk());
        for (var i = 0; i < 6_000; i++) Reminders.Add(NewReminder());
    }

    public IReadOnlyList<Guid> People { get; }
    public IReadOnlyList<(Guid Id, Guid Host)> Rooms { get; }
    public List<Held> All { get; } = [];
    public List<(Series Series, List<object> Facts)> Calendar { get; } = [];
    public List<Talk> Talks { get; } = [];
    public List<Reminded> Reminders { get; } = [];

    private int Next(int from, int to) => random.Next(from, to);

    private bool Happens(double share) => random.NextDouble() < share;

    private T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private IEnumerable<Guid> Some(int count) => Enumerable.Range(0, count).Select(_ => One(People)).Distinct();

    private Guid NewId()
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes);
    }

    public static Instant At(int minute) => Instant.FromDateTimeUtc(Start.AddMinutes(minute));

    // What a clock skips is moved on; of what it shows twice the first holds
    private static int MinuteOf(LocalDateTime local, string zone) => (int)(local.InZoneLeniently(DateTimeZoneProviders.Tzdb[zone]).ToInstant() - Instant.FromDateTimeUtc(Start)).TotalMinutes;

    private Series NewSeries() => new(
        NewId(), One(People), One(Types), One(Zones), new LocalDateTime(2026, Next(1, 8), Next(3, 28), Next(0, 24), 30),
        [.. Some(4).Select(person => new Attendee(NewId(), person, Happens(0.7) ? "accepted" : Happens(0.5) ? "declined" : "needs_action"))]);

    private void Hold(Series series)
    {
        var facts = new List<object> { new EventScheduled(new Organizer(series.Organizer), new Details("Series", series.Type), new EventTime(series.Start, series.Zone), series.Attendees, []) };
        Calendar.Add((series, facts));
        for (var week = 0; week < 20; week++)
        {
            var occurrence = series.Start.PlusWeeks(week);
            var (begins, answers) = (occurrence, series.Attendees.ToDictionary(a => a.Id, a => a.Answer));
            if (Happens(0.05))
            {
                begins = occurrence.PlusHours(1);
                facts.Add(new OccurrenceChanged(new OccurrenceChange(occurrence, begins)));
            }
            if (Happens(0.1) && One(series.Attendees) is var one)
            {
                answers[one.Id] = Happens(0.5) ? "declined" : "accepted";
                facts.Add(new InvitationAnswered(one.Id, answers[one.Id], occurrence));
            }
            var planned = MinuteOf(begins, series.Zone);
            var meeting = new Meeting(series, occurrence, planned, [.. series.Attendees.Where(a => answers[a.Id] == "accepted").Select(a => a.PersonId!.Value)]);
            var come = series.Attendees.Where(a => Happens(answers[a.Id] == "accepted" ? 0.9 : 0.2)).Select(a => a.PersonId!.Value).Append(series.Organizer).Distinct().ToList();
            var session = NewSession(planned + Next(-10, 10), meeting, come);
            All.Add(session);
            facts.Add(new EventStarted(occurrence, session.Id));
            if (!Happens(0.02)) continue;
            // All have left, and two come back
            var again = NewSession(session.End + 2, meeting, [.. come.Take(2)]);
            All.Add(again);
            facts.Add(new EventStarted(occurrence, again.Id));
        }
    }

    private Held NewSession(int start, Meeting? meeting, List<Guid> come)
    {
        var (room, visits, measured) = (One(Rooms), new List<Visit>(), new List<Measured>());
        var latest = start + Next(5, 100);
        for (var i = 0; i < come.Count; i++)
        {
            var from = i == 0 ? start : start + Next(0, 5);
            var to = Math.Max(from + 1, latest - Next(0, 5));
            visits.Add(new Visit(come[i], false, from, to));
            // On a second device as well, and once more after having left
            if (Happens(0.15)) visits.Add(new Visit(come[i], false, from + 1, Math.Max(from + 2, to + Next(-3, 3))));
            if (Happens(0.1)) visits.Add(new Visit(come[i], false, to + 4, to + 9));
            for (var n = Next(0, 3); n > 0; n--) measured.Add(new Measured(come[i], One(Browsers), One(Grades), Next(1, 61), Next(0, 2)));
        }
        if (Happens(0.1)) visits.Add(new Visit(NewId(), true, start + 1, start + 4));
        return new Held(NewId(), room.Id, room.Host, start, visits.Max(v => v.To), visits, measured, meeting);
    }

    private Talk NewTalk()
    {
        var (requested, state) = (Next(0, LastMinute - 20_000), One((string[])["held", "held", "held", "cancelled", "no_show", "waiting"]));
        return new Talk(
            NewId(), One(People), Happens(0.9) ? One(People) : null, Happens(0.3), requested, state == "waiting" && Happens(0.3) ? null : requested + Next(60, 10_000), Happens(0.2) ? Next(1, 3) : 0, state,
            state == "held" && Happens(0.8) ? Next(1, 6) : null, Happens(0.7));
    }

    private Reminded NewReminder()
    {
        var byMail = Happens(0.8);
        var outcome = !byMail ? "none" : One((string[])["sent", "sent", "sent", "sent", "failed", "withdrawn", "waiting"]);
        return new Reminded(NewId(), One(People), One(Calendar).Series.Id, Next(0, LastMinute), !byMail || Happens(0.9), Next(0, 900), byMail, outcome == "sent" ? Next(100, 90_000) : null, outcome);
    }

    /// <summary>Everything as streams of facts.</summary>
    public IEnumerable<NewStream> Streams()
    {
        foreach (var (series, facts) in Calendar) yield return new NewStream(series.Id, facts);
        foreach (var held in All)
        {
            var inItsOwn = held.Start % 2 == 0;
            yield return new NewStream(held.Id, [.. FactsOf(held), .. inItsOwn ? MeasuredIn(held, null) : []]);
            if (!inItsOwn && held.Measured.Count > 0) yield return new NewStream(NewId(), [.. MeasuredIn(held, held.Id)]);
        }
        foreach (var talk in Talks) yield return new NewStream(talk.Id, [.. FactsOf(talk)]);
        foreach (var reminder in Reminders) yield return new NewStream(reminder.Id, [.. FactsOf(reminder)]);
    }

    private static IEnumerable<object> MeasuredIn(Held held, Guid? session) => held.Measured.Select(m => new ConnectionMeasured(Guid.Empty, m.Person, session, m.Seconds, m.Grade, m.Reconnects, m.Browser));

    private IEnumerable<object> FactsOf(Held held)
    {
        yield return new SessionStarted(held.Room, held.Host, At(held.Start));
        var visits = held.Visits.Select(v => (Visit: v, Id: NewId())).ToList();
        var moves = visits.Select(v => (At: v.Visit.From, Comes: true, v.Visit, v.Id)).Concat(visits.Select(v => (At: v.Visit.To, Comes: false, v.Visit, v.Id))).OrderBy(m => m.At).ThenByDescending(m => m.Comes);
        foreach (var move in moves)
        {
            // The session's end takes with it who is still there
            if (move.Comes) yield return new ParticipantJoined(move.Id, move.Visit.Person, move.Visit.IsGuest, At(move.At));
            else if (move.At < held.End) yield return new ParticipantLeft(move.Id, "left", At(move.At));
        }
        yield return new SessionEnded("last_left", At(held.End));
    }

    private static IEnumerable<object> FactsOf(Talk talk)
    {
        var (interviewer, candidate) = (new Member(Guid.NewGuid(), "interviewer", talk.Interviewer), new Member(Guid.NewGuid(), "candidate", null));
        yield return new InterviewRequested(new By(talk.By), [interviewer, candidate], talk.IsPeer, [new Criterion("clarity", "Clarity", 5)], At(talk.Requested));
        if (talk.Start is not { } start) yield break;
        var last = new InterviewTime(LocalDateTime.FromDateTime(Start.AddMinutes(start)), "UTC");
        yield return new InterviewScheduled(talk.Moves == 0 ? last : last with { Start = last.Start.PlusDays(-1) });
        for (var i = 1; i <= talk.Moves; i++) yield return new InterviewRescheduled(i == talk.Moves ? last : last with { Start = last.Start.PlusDays(1) });
        if (talk.State == "held")
        {
            yield return new InterviewCancelled(At(start - 30));
            yield return new InterviewReopened(At(start - 20));
            yield return new InterviewEnded(At(start + 60));
        }
        if (talk.State == "cancelled") yield return new InterviewCancelled(At(start - 10));
        if (talk.State == "no_show") yield return new NoShowRecorded([candidate.Id]);
        if (talk.Clarity is { } score) yield return new FeedbackGiven(new Feedback(candidate.Id, new Dictionary<string, int> { ["clarity"] = score }, talk.IsShared));
    }

    private static IEnumerable<object> FactsOf(Reminded reminder)
    {
        var (due, mail) = (At(reminder.Due), Guid.NewGuid());
        yield return new NotificationRaised(
            new Recipient(reminder.Person), "reminder", new Content(reminder.Event), reminder.Listed, reminder.ByMail ? [new PlannedDelivery(mail, "email", due)] : [], due, due + Duration.FromMilliseconds(reminder.ListLateMs));
        if (reminder.LateMs is { } late) yield return new DeliverySent(mail, due + Duration.FromMilliseconds(late));
        if (reminder.Outcome == "failed") yield return new DeliveryFailed(mail, null);
        if (reminder.Outcome == "waiting") yield return new DeliveryFailed(mail, due + Duration.FromHours(1));
        if (reminder.Outcome == "withdrawn") yield return new DeliveryWithdrawn(mail);
    }
}
