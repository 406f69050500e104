
namespace VideoConf.Interviews.Tests;

public sealed class CodePadSpec
{
    private static readonly Guid Id = Guid.CreateVersion7();
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 10, 0);
    private static readonly Member Ada = new(Guid.CreateVersion7(), Part.Interviewer, "Ada", "ada@example.org", Guid.CreateVersion7());
    private static readonly Member Bob = new(Guid.CreateVersion7(), Part.Candidate, "Bob", "bob@example.org", null);
    private static readonly Member Olga = new(Guid.CreateVersion7(), Part.Observer, "Olga", "olga@example.org", null);
    private static readonly By Organizer = new(Guid.CreateVersion7(), "Organizer");
    private static readonly object[] Scheduled =
    [
        new InterviewRequested(Id, Organizer, new("Mock", null, null, null, null), [Ada, Bob, Olga], false, [], null, Now),
        new InterviewScheduled(new(new LocalDateTime(2026, 11, 24, 9, 0), 60, "Europe/Berlin"), new Service(ServiceType.Custom, null, Guid.CreateVersion7(), "abc-defg-hij"), Guid.CreateVersion7(), [], Now),
    ];

    private static readonly Asker AsAda = new(Ada.PersonId!.Value, "ada", false, false);
    private static readonly Asker AsBob = new(Bob.GuestId, "whoever", false, true);

    private static Spec.Answer Edit(object[] given, Asker asker, params string[] updates) =>
        Spec.Given(given).When<Interview, CodePad>((interview, pad) => EditCodePad.Decide(new(Id, asker, updates, Now), interview, pad));

    private static Spec.Answer Choose(object[] given, Asker asker, string language) =>
        Spec.Given(given).When<Interview, CodePad>((interview, pad) => ChooseCodePadLanguage.Decide(new(Id, asker, language, Now), interview, pad));

    private static CodePadEdited Edited(string update, By? by = null) => new(Id, by ?? new(AsAda.Id, "Ada"), update, Now);

    [Fact]
    public void Both_sides_edit_under_the_names_that_they_have_in_the_interview()
    {
        Edit(Scheduled, AsAda, "AAA=", "BBB=").Then(Edited("AAA="), Edited("BBB="));
        Edit(Scheduled, AsBob, "AAA=").Then(Edited("AAA=", new(Bob.GuestId, "Bob")));
    }

    [Fact]
    public void Nobody_else_does()
    {
        Edit(Scheduled, new(Olga.GuestId, "Olga", false, true), "AAA=").ThenRefused("not_a_side");
        Edit(Scheduled, new(Organizer.Id, "Organizer", false, false), "AAA=").ThenRefused("not_a_side");
        Edit(Scheduled, new(Guid.CreateVersion7(), "Platform", true, false), "AAA=").ThenRefused("not_a_side");
        Edit(Scheduled, new(Guid.CreateVersion7(), "Stranger", false, false), "AAA=").ThenRefused("interview_not_found");
        Edit([], AsAda, "AAA=").ThenRefused("interview_not_found");
        Choose(Scheduled, new(Olga.GuestId, "Olga", false, true), "go").ThenRefused("not_a_side");
    }

    [Fact]
    public void Not_once_it_was_cancelled()
    {
        Edit([.. Scheduled, new InterviewCancelled(Organizer, null, Now)], AsAda, "AAA=").ThenRefused("wrong_state");
        Choose([.. Scheduled, new InterviewCancelled(Organizer, null, Now)], AsAda, "go").ThenRefused("wrong_state");
        Edit([.. Scheduled, new InterviewEnded(Organizer, Now)], AsAda, "AAA=").Then(Edited("AAA="));
    }

    [Fact]
    public void What_was_sent_again_is_kept_once()
    {
        Edit([.. Scheduled, Edited("AAA=")], AsAda, "AAA=", "BBB=", "BBB=").Then(Edited("BBB="));
        Edit([.. Scheduled, Edited("AAA=")], AsAda, "AAA=").ThenNothing();
    }

    [Fact]
    public void It_remembers_the_last_edits_alone()
    {
        object[] many = [.. Scheduled, .. Enumerable.Range(0, CodePad.Remembered + 1).Select(i => Edited(Convert.ToBase64String(BitConverter.GetBytes(i))))];
        Edit(many, AsAda, Convert.ToBase64String(BitConverter.GetBytes(1))).ThenNothing();
        Edit(many, AsAda, Convert.ToBase64String(BitConverter.GetBytes(0))).Then(Edited(Convert.ToBase64String(BitConverter.GetBytes(0))));
    }

    [Fact]
    public void It_takes_ten_MiB_and_no_more()
    {
        var large = new string('A', EditCodePad.LongestUpdate - CodePad.SizeOf(""));
        object[] full = [.. Scheduled, .. Enumerable.Range(0, 159).Select(_ => Edited(large.Replace('A', 'B')))];
        Edit(full, AsAda, large).Then(Edited(large));
        Edit(full, AsAda, large, "AAA=").ThenRefused("pad_full");
    }

    [Fact]
    public void Either_side_chooses_the_language()
    {
        Choose(Scheduled, AsBob, "rust").Then(new CodePadLanguageChosen(Id, "rust", new(Bob.GuestId, "Bob"), Now));
        Choose(Scheduled, AsBob, "plain").ThenNothing();
        Choose([.. Scheduled, new CodePadLanguageChosen(Id, "rust", Organizer, Now)], AsAda, "rust").ThenNothing();
    }
}
