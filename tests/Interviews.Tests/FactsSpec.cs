using System.Runtime.CompilerServices;
using VideoConf.Interviews.Views;
using VideoConf.Interviews.Webhooks;

namespace VideoConf.Interviews.Tests;

public sealed class FactsSpec
{
    private static readonly EventRegistry Registry = new EventRegistry().AddInterviewFacts();
    private static readonly Guid Id = new("0199c2b4-0000-7000-8000-0000000000a1");
    private static readonly Guid Event = new("0199c2b4-0000-7000-8000-0000000000a2");
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 10, 0);
    private static readonly By Platform = new(new Guid("0199c2b4-0000-7000-8000-0000000000b1"), "Platform");
    private static readonly Member Ada = new(new Guid("0199c2b4-0000-7000-8000-0000000000c1"), Part.Interviewer, "Ada", "ada@example.org", new Guid("0199c2b4-0000-7000-8000-0000000000d1"));
    private static readonly Member Bob = new(new Guid("0199c2b4-0000-7000-8000-0000000000c2"), Part.Candidate, "Bob", "bob@example.org", null, 2);
    private static readonly InterviewDetails Details = new("Mock", "First one", "senior", "Graphs", "C#");
    private static readonly InterviewTime Time = new(new LocalDateTime(2026, 11, 24, 9, 0), 60, "Europe/Berlin");

    [Fact]
    public void Every_fact_is_written_and_read_as_it_was_the_first_time() => GoldenJson.ShouldHold(Registry, "interviews.", Samples, Folder());

    private static readonly object[] Samples =
    [
        new InterviewRequested(Id, Platform, Details, [Ada, Bob], true, [new Criterion("clarity", "Clarity", 5)], "Reverse a list.", Now),
        new InterviewScheduled(Time, new Service(ServiceType.Custom, null, Event, "abc-defg-hij"), Event, [10], Now),
        new InterviewDetailsChanged(Details),
        new InterviewRescheduled(Time, Platform, Now),
        new ServiceChosen(new Service(ServiceType.GoogleMeet, "https://meet.google.com/abc-defg-hij", Event, "abc-defg-hij"), Platform, Now),
        new InterviewerAssigned(Ada),
        new CandidateAssigned(Bob),
        new ObserversChanged([Ada with { Part = Part.Observer }]),
        new InterviewConfirmed(Ada.Id, Now),
        new ConfirmationWithdrawn(Ada.Id, Now),
        new InterviewStarted(Platform, Now),
        new PhaseChanged(Phase.SecondRound, Platform, Now),
        new InterviewEnded(Platform, Now),
        new NoShowRecorded([Bob.Id], Platform, Now),
        new FeedbackGiven(new Feedback(Ada.Id, new Dictionary<string, int> { ["clarity"] = 4 }, true, "Well done", "Slow start", Now)),
        new InterviewCancelled(Platform, "Ill", Now),
        new InterviewReopened(Platform, Now),
        new JoinLinkRenewed(Bob.Id, Platform, Now),
        new SheetWritten(Ada.Id, new Sheet("Reverse a list.", "Knows his lists")),
        new WebhookSubscribed(Id, "https://example.org/hooks", ["interview.scheduled", "interview.cancelled"], "sealed", Platform, Now),
        new WebhookChanged("https://example.org/others", ["*"]),
        new WebhookSecretRotated("sealed anew", Now),
        new WebhookRemoved(Platform, Now),
        new CodePadEdited(Id, Platform, "AQHf5ZgPAAQBBGNvZGUFaGVsbG8A", Now),
        new CodePadLanguageChosen(Id, "csharp", Platform, Now),
    ];

    [Fact]
    public void The_views_name_every_fact_of_their_streams() =>
        new InterviewDirectory().Facts.Concat(new WebhookDirectory().Facts).Concat([typeof(CodePadEdited), typeof(CodePadLanguageChosen)]).ShouldBe(Registry.Facts.Keys.Where(f => f.Assembly == typeof(InterviewsModule).Assembly), ignoreOrder: true);

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Golden");
}
