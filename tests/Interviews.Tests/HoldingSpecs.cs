using static VideoConf.Interviews.Tests.Samples;

namespace VideoConf.Interviews.Tests;

public sealed class ConfirmInterviewSpec
{
    private static Func<Interview?, Decision> Confirms(Asker asker) => i => ConfirmInterview.Decide(new(asker, Now), i!);

    [Fact]
    public void Only_a_side_says_that_it_comes()
    {
        foreach (var asker in new[] { AsOlga, Platform, Stranger }) Given().When(Confirms(asker)).ThenRefused("not_a_side");
    }

    [Fact]
    public void Before_it_begins()
    {
        Spec.Given(Requested).When(Confirms(AsAda)).ThenRefused("wrong_state");
        foreach (var fact in new object[] { Started, Ended, Cancelled }) Given(fact).When(Confirms(AsAda)).ThenRefused("wrong_state");
    }

    [Fact]
    public void Twice_is_nothing() => Given(new InterviewConfirmed(Bob.Id, Now)).When(Confirms(AsBob)).ThenNothing();

    [Fact]
    public void When_both_did_it_is_confirmed()
    {
        Given(new InterviewConfirmed(Bob.Id, Now)).When(Confirms(AsAda)).Then(new InterviewConfirmed(Ada.Id, Now));
        var both = new object[] { Requested, Scheduled, new InterviewConfirmed(Bob.Id, Now), new InterviewConfirmed(Ada.Id, Now) }.Aggregate(default(Interview), Interview.Evolve)!;
        both.State.ShouldBe(InterviewState.Confirmed);
        Interview.Evolve(both, new ConfirmationWithdrawn(Bob.Id, Now))!.State.ShouldBe(InterviewState.Scheduled);
    }
}

public sealed class ChangePhaseSpec
{
    private static Func<Interview?, Decision> GoesOn(Asker asker, Phase phase) => i => ChangePhase.Decide(new(asker, phase, Begin), i!);

    [Fact]
    public void Only_who_leads_it_goes_on() => Given().When(GoesOn(AsBob, Phase.FirstRound)).ThenRefused("not_organizer_or_interviewer");

    [Fact]
    public void The_candidate_asks_in_peer_interviews_alone() => Given(Started).When(GoesOn(AsAda, Phase.SecondRound)).ThenRefused("not_a_peer_interview");

    [Fact]
    public void Where_it_is_already_is_nothing() => Given(Started).When(GoesOn(AsAda, Phase.Introduction)).ThenNothing();

    [Fact]
    public void What_goes_on_has_begun()
    {
        Given(Started).When(GoesOn(AsAda, Phase.Feedback)).Then(new PhaseChanged(Phase.Feedback, AsAda.By, Begin));
        Given().When(GoesOn(AsAda, Phase.Introduction)).Then(Started with { By = AsAda.By });
        Given().When(GoesOn(AsAda, Phase.FirstRound)).Then(Started with { By = AsAda.By }, new PhaseChanged(Phase.FirstRound, AsAda.By, Begin));
    }

    [Fact]
    public void What_is_not_scheduled_or_over_has_no_phase()
    {
        Spec.Given(Requested).When(GoesOn(AsAda, Phase.FirstRound)).ThenRefused("wrong_state");
        foreach (var over in new object[] { Ended, Cancelled }) Given(over).When(GoesOn(AsAda, Phase.FirstRound)).ThenRefused("wrong_state");
    }
}

public sealed class EndInterviewSpec
{
    private static Func<Interview?, Decision> Ends(Asker asker, Instant now) => i => EndInterview.Decide(new(asker, now), i!);

    [Fact]
    public void Only_who_leads_it_ends_it() => Given(Started).When(Ends(AsBob, End)).ThenRefused("not_organizer_or_interviewer");

    [Fact]
    public void Twice_is_nothing() => Given(Started, Ended).When(Ends(AsAda, End)).ThenNothing();

    [Fact]
    public void One_that_goes_on_ends_also_before_its_time() => Given(Started).When(Ends(AsAda, Now)).Then(Ended with { At = Now });

    [Fact]
    public void One_that_nobody_saw_begin_ends_from_its_start_on()
    {
        Given().When(Ends(AsAda, Begin - Duration.Epsilon)).ThenRefused("not_yet");
        Given().When(Ends(AsAda, Begin)).Then(Ended with { At = Begin });
    }

    [Fact]
    public void Others_cannot() => Given(Cancelled).When(Ends(AsAda, End)).ThenRefused("wrong_state");
}

public sealed class RecordNoShowSpec
{
    private static Func<Interview?, Decision> Records(Asker asker, Instant now, params Part[] who) => i => RecordNoShow.Decide(new(asker, who, now), i!);

    [Fact]
    public void Only_who_leads_it_says_so() => Given().When(Records(AsBob, End, Part.Interviewer)).ThenRefused("not_organizer_or_interviewer");

    [Fact]
    public void To_a_cancelled_one_nobody_had_to_come() => Given(Cancelled).When(Records(AsAda, End, Part.Candidate)).ThenRefused("wrong_state");

    [Fact]
    public void Nobody_is_missing_before_it_begins() => Given().When(Records(AsAda, Begin - Duration.Epsilon, Part.Candidate)).ThenRefused("not_yet");

    [Fact]
    public void The_same_once_more_is_nothing() => Given(new NoShowRecorded([Bob.Id], By.Time, End)).When(Records(AsAda, End, Part.Candidate)).ThenNothing();

    [Fact]
    public void What_the_server_thought_is_corrected() =>
        Given(new NoShowRecorded([Bob.Id], By.Time, End)).When(Records(Platform, End, Part.Interviewer, Part.Candidate)).Then(new NoShowRecorded([Ada.Id, Bob.Id], Platform.By, End));
}

public sealed class GiveFeedbackSpec
{
    private static readonly Dictionary<string, int> Scores = new() { ["clarity"] = 5 };

    private static Func<Interview?, Decision> Gives(Asker asker, Instant? now = null, Dictionary<string, int>? scores = null) =>
        i => GiveFeedback.Decide(new(asker, scores ?? Scores, true, "Well done", null, now ?? End), i!);

    private static FeedbackGiven Given_(Member by) => new(new Feedback(by.Id, Scores, true, "Well done", null, End));

    [Fact]
    public void Only_a_side_judges()
    {
        foreach (var asker in new[] { AsOlga, Platform }) Given(Ended).When(Gives(asker)).ThenRefused("not_a_side");
    }

    [Fact]
    public void What_was_held()
    {
        Spec.Given(Requested).When(Gives(AsAda)).ThenRefused("wrong_state");
        Given(Cancelled).When(Gives(AsAda)).ThenRefused("wrong_state");
        Given().When(Gives(AsAda, Begin - Duration.Epsilon)).ThenRefused("not_yet");
    }

    [Fact]
    public void Once() => Given(Ended, Given_(Ada)).When(Gives(AsAda)).ThenRefused("feedback_given");

    [Fact]
    public void By_the_rubric()
    {
        foreach (var scores in new Dictionary<string, int>[] { new() { ["charm"] = 1 }, new() { ["clarity"] = 0 }, new() { ["clarity"] = 6 } })
            Given(Ended).When(Gives(AsAda, scores: scores)).ThenRefused("unknown_criterion");
    }

    [Fact]
    public void Each_side_of_the_other()
    {
        Given(Ended, Given_(Ada)).When(Gives(AsBob)).Then(Given_(Bob));
        Given(Started).When(Gives(AsAda)).Then(Given_(Ada));
    }
}

public sealed class JoinByLinkSpec
{
    private static readonly Duration Opens = Duration.FromMinutes(15), Closes = Duration.FromHours(2);

    private static string? Refusal(Instant now, int version = 1, params object[] since) =>
        (JoinByLink.Refuse(new(new JoinLink(Id, Bob.Id, version), now), new object[] { Requested, Scheduled }.Concat(since).Aggregate(default(Interview), Interview.Evolve), Opens, Closes) as Decision.Refused)?.Code;

    [Fact]
    public void An_old_link_and_that_of_one_who_is_out_hold_no_more()
    {
        Refusal(Begin, 2).ShouldBe("link_not_found");
        Refusal(Begin, 1, new JoinLinkRenewed(Bob.Id, Platform.By, Now)).ShouldBe("link_not_found");
        Refusal(Begin, 1, new CandidateAssigned(Cleo)).ShouldBe("link_not_found");
    }

    [Fact]
    public void It_leads_in_from_a_quarter_of_an_hour_before_to_two_hours_after()
    {
        Refusal(Begin - Opens - Duration.Epsilon).ShouldBe("too_early");
        Refusal(Begin - Opens).ShouldBeNull();
        Refusal(End + Closes).ShouldBeNull();
        Refusal(End + Closes + Duration.Epsilon).ShouldBe("too_late");
        Refusal(Begin, 1, new InterviewRescheduled(Later, Platform.By, Now)).ShouldBe("too_early");
    }

    [Fact]
    public void Not_to_a_cancelled_one() => Refusal(Begin, 1, Cancelled).ShouldBe("wrong_state");
}
