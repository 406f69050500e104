using static VideoConf.Interviews.Tests.Samples;

namespace VideoConf.Interviews.Tests;

public sealed class ChangeDetailsSpec
{
    private static Func<Interview?, Decision> Changes(Asker asker, string title = "Other") => i => ChangeDetails.Decide(new(asker, Details with { Title = title }), i!);

    [Fact]
    public void Only_who_leads_it_words_it() => Given().When(Changes(AsBob)).ThenRefused("not_organizer_or_interviewer");

    [Fact]
    public void A_cancelled_one_keeps_its_words() => Given(Cancelled).When(Changes(AsAda)).ThenRefused("wrong_state");

    [Fact]
    public void The_same_words_are_nothing() => Given().When(Changes(AsAda, Details.Title)).ThenNothing();

    [Fact]
    public void Others_are_taken_and_are_the_organizers_whoever_says_them() =>
        Given(Started, Ended).When(Changes(AsAda)).Then(new InterviewDetailsChanged(Details with { Title = "Other", OwnerId = Platform.Id }));
}

public sealed class ChooseServiceSpec
{
    private static readonly Service Meet = new(ServiceType.GoogleMeet, "https://meet.google.com/abc-defg-hij", null, null);

    private static Func<Interview?, Decision> Chooses(Asker asker, Service service) => i => ChooseService.Decide(new(asker, service, Now), i!);

    [Fact]
    public void Only_who_leads_it_chooses() => Given().When(Chooses(AsBob, Meet)).ThenRefused("not_organizer_or_interviewer");

    [Fact]
    public void One_without_a_time_or_that_is_over_has_no_place()
    {
        Spec.Given(Requested).When(Chooses(AsAda, Meet)).ThenRefused("wrong_state");
        foreach (var over in new object[] { Ended, Cancelled }) Given(over).When(Chooses(AsAda, Meet)).ThenRefused("wrong_state");
    }

    [Fact]
    public void The_same_place_is_nothing() => Given().When(Chooses(AsAda, InRoom with { RoomId = null, RoomCode = null })).ThenNothing();

    [Fact]
    public void Its_own_room_waits_for_it() =>
        Given(Started).When(Chooses(AsAda, Meet)).Then(new ServiceChosen(Meet with { RoomId = Room, RoomCode = "abc-defg-hij" }, AsAda.By, Now));
}

public sealed class AssignMembersSpec
{
    private static Func<Interview?, Decision> Assigns(Asker asker, Member interviewer, Member candidate, params Member[] observers) => i => AssignMembers.Decide(new(asker, interviewer, candidate, observers), i!);

    [Fact]
    public void Only_who_leads_it_says_who_is_in_it() => Given().When(Assigns(AsBob, Ada, Cleo)).ThenRefused("not_organizer_or_interviewer");

    [Fact]
    public void Not_once_it_has_begun()
    {
        foreach (var fact in new object[] { Started, Cancelled }) Given(fact).When(Assigns(AsAda, Ada, Cleo)).ThenRefused("wrong_state");
    }

    [Fact]
    public void They_must_be_different_people() => Given().When(Assigns(AsAda, Ada, Cleo with { Email = Ada.Email })).ThenRefused("candidate_is_interviewer");

    [Fact]
    public void The_same_people_are_nothing() => Given().When(Assigns(AsAda, Ada, Bob, Olga)).ThenNothing();

    [Fact]
    public void Who_is_new_is_assigned_and_what_the_other_said_holds_no_more()
    {
        Given().When(Assigns(AsAda, Ada, Cleo)).Then(new CandidateAssigned(Cleo), new ObserversChanged([]));
        var after = new object[] { Requested, Scheduled, new InterviewConfirmed(Ada.Id, Now), new InterviewConfirmed(Bob.Id, Now), new CandidateAssigned(Cleo) }.Aggregate(default(Interview), Interview.Evolve)!;
        (after.State, after.Confirmed.Keys.Single(), after.Candidate).ShouldBe((InterviewState.Scheduled, Ada.Id, Cleo));
    }
}

public sealed class RenewJoinLinkSpec
{
    private static Func<Interview?, Decision> Renews(Asker asker, Guid member) => i => RenewJoinLink.Decide(new(asker, member, Now), i!);

    [Fact]
    public void Only_who_leads_it_renews_links() => Given().When(Renews(AsBob, Bob.Id)).ThenRefused("not_organizer_or_interviewer");

    [Fact]
    public void Of_somebody_who_is_in_it() => Given().When(Renews(AsAda, Cleo.Id)).ThenRefused("interview_not_found");

    [Fact]
    public void The_old_link_is_somebody_elses_then()
    {
        Given().When(Renews(AsAda, Bob.Id)).Then(new JoinLinkRenewed(Bob.Id, AsAda.By, Now));
        new object[] { Requested, Scheduled, new JoinLinkRenewed(Bob.Id, AsAda.By, Now) }.Aggregate(default(Interview), Interview.Evolve)!.MemberOf(AsBob.Id).ShouldBeNull();
    }
}

public sealed class WriteSheetSpec
{
    private static readonly Sheet Sheet = new("Reverse a list.", "Quick");

    private static Func<Interview?, Decision> Writes(Asker asker, Sheet? sheet = null) => i => WriteSheet.Decide(new(asker, sheet ?? Sheet), i!);

    [Fact]
    public void Only_one_who_asks_has_a_sheet()
    {
        foreach (var asker in new[] { AsBob, AsOlga, Platform }) Given().When(Writes(asker)).ThenRefused("not_a_side");
        Spec.Given(Requested with { IsPeer = true }, Scheduled).When(Writes(AsBob)).Then(new SheetWritten(Bob.Id, Sheet));
    }

    [Fact]
    public void Of_a_cancelled_interview_it_stays_as_it_is() => Given(Cancelled).When(Writes(AsAda)).ThenRefused("wrong_state");

    [Fact]
    public void The_question_stands_there_from_the_start() => Given().When(Writes(AsAda, new Sheet("Reverse a list.", null))).ThenNothing();

    [Fact]
    public void Afterwards_too_it_is_written() => Given(Ended).When(Writes(AsAda)).Then(new SheetWritten(Ada.Id, Sheet));
}
