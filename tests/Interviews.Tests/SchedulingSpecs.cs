using static VideoConf.Interviews.Tests.Samples;

namespace VideoConf.Interviews.Tests;

public sealed class ScheduleInterviewSpec
{
    private static readonly ScheduleInterview Command = new(Id, Event, Platform, Details, [Ada, Bob, Olga], false, [Clarity], "Reverse a list.", Time, InRoom, [10], Now);

    private static Spec.Answer Schedules(ScheduleInterview command) => Spec.Given().When(() => ScheduleInterview.Decide(command));

    private static readonly InterviewRequested InHisWords = Requested with { Details = Details with { OwnerId = Platform.Id } };

    [Fact]
    public void Guests_schedule_nothing() => Schedules(Command with { Asker = AsBob }).ThenRefused("account_needed");

    [Fact]
    public void Nobody_interviews_himself_nor_looks_on_at_it()
    {
        Schedules(Command with { Members = [Ada, Ada with { Id = Bob.Id, Part = Part.Candidate }] }).ThenRefused("candidate_is_interviewer");
        Schedules(Command with { Members = [Ada, Bob with { Email = "ADA@example.org" }] }).ThenRefused("candidate_is_interviewer");
        Schedules(Command with { Members = [Ada, Bob, Olga with { PersonId = Ada.PersonId }] }).ThenRefused("candidate_is_interviewer");
    }

    [Fact]
    public void Without_a_time_it_is_asked_for() => Schedules(Command with { Time = null }).Then(InHisWords);

    [Fact]
    public void A_time_zone_must_be_one() => Schedules(Command with { Time = Time with { TimeZone = "Mars" } }).ThenRefused("unknown_time_zone");

    [Fact]
    public void It_must_not_be_over_already()
    {
        Schedules(Command with { Now = End }).ThenRefused("time_is_past");
        Schedules(Command with { Now = End - Duration.Epsilon }).Then(InHisWords with { At = End - Duration.Epsilon }, Scheduled with { At = End - Duration.Epsilon });
    }

    [Fact]
    public void With_a_time_it_is_scheduled() => Schedules(Command).Then(InHisWords, Scheduled);
}

public sealed class RescheduleInterviewSpec
{
    private static Func<Interview?, Decision> Moves(Asker asker, InterviewTime? to = null, Instant? now = null) => i => RescheduleInterview.Decide(new(asker, to ?? Later, Event, now ?? Now), i!);

    [Fact]
    public void Only_who_leads_it_moves_it() => Given().When(Moves(AsBob)).ThenRefused("not_organizer_or_interviewer");

    [Fact]
    public void To_a_time_zone_that_there_is() => Given().When(Moves(AsAda, Later with { TimeZone = "Mars" })).ThenRefused("unknown_time_zone");

    [Fact]
    public void One_that_was_asked_for_gets_its_first_time()
    {
        Spec.Given(Requested).When(Moves(Platform)).Then(new InterviewScheduled(Later, new Service(ServiceType.Custom, null, null, null), Event, [10, 1440], Now));
        Spec.Given(Requested).When(Moves(Platform, Time, End)).ThenRefused("time_is_past");
    }

    [Fact]
    public void One_that_has_begun_or_is_over_stays_where_it_is()
    {
        foreach (var fact in new object[] { Started, Ended, Cancelled, new NoShowRecorded([Bob.Id], By.Time, End) }) Given(fact).When(Moves(Platform)).ThenRefused("wrong_state");
    }

    [Fact]
    public void To_the_time_that_it_has_is_nothing() => Given().When(Moves(AsAda, Time)).ThenNothing();

    [Fact]
    public void Not_into_the_past() => Given().When(Moves(AsAda, Time with { Start = Time.Start.PlusDays(-2) })).ThenRefused("time_is_past");

    [Fact]
    public void Otherwise_it_moves() => Given(new InterviewConfirmed(Bob.Id, Now)).When(Moves(AsAda)).Then(new InterviewRescheduled(Later, AsAda.By, Now));
}

public sealed class CancelInterviewSpec
{
    private static Func<Interview?, Decision> Cancels(Asker asker) => i => CancelInterview.Decide(new(asker, "Ill", Now), i!);

    [Fact]
    public void An_observer_cannot() => Given().When(Cancels(AsOlga)).ThenRefused("not_a_side");

    [Fact]
    public void Twice_is_nothing() => Given(Cancelled).When(Cancels(Platform)).ThenNothing();

    [Fact]
    public void What_is_over_cannot_be_called_off() => Given(Started, Ended).When(Cancels(Platform)).ThenRefused("wrong_state");

    [Fact]
    public void Both_sides_and_the_platform_can()
    {
        foreach (var asker in new[] { AsAda, AsBob, Platform }) Given(Started).When(Cancels(asker)).Then(Cancelled with { By = asker.By });
    }
}

public sealed class ReopenInterviewSpec
{
    private static Func<Interview?, Decision> Reopens(Asker asker, InterviewTime? at = null, Instant? now = null) => i => ReopenInterview.Decide(new(asker, at, now ?? Now), i!);

    [Fact]
    public void Only_who_leads_it_takes_it_back() => Given(Cancelled).When(Reopens(AsBob)).ThenRefused("not_organizer_or_interviewer");

    [Fact]
    public void One_that_stands_needs_no_reopening() => Given().When(Reopens(AsAda)).ThenRefused("wrong_state");

    [Fact]
    public void One_that_never_had_a_time_cannot_be() => Spec.Given(Requested, Cancelled).When(Reopens(Platform)).ThenRefused("wrong_state");

    [Fact]
    public void At_a_time_zone_that_there_is() => Given(Cancelled).When(Reopens(AsAda, Later with { TimeZone = "Mars" })).ThenRefused("unknown_time_zone");

    [Fact]
    public void One_whose_time_is_past_needs_another()
    {
        Given(Cancelled).When(Reopens(AsAda, now: End)).ThenRefused("time_is_past");
        Given(Cancelled).When(Reopens(AsAda, Later, End)).Then(new InterviewReopened(AsAda.By, End), new InterviewRescheduled(Later, AsAda.By, End));
    }

    [Fact]
    public void Otherwise_it_stands_again_and_who_had_confirmed_has()
    {
        Given(Cancelled).When(Reopens(AsAda)).Then(new InterviewReopened(AsAda.By, Now));
        new object[] { Requested, Scheduled, new InterviewConfirmed(Ada.Id, Now), new InterviewConfirmed(Bob.Id, Now), Cancelled, new InterviewReopened(AsAda.By, Now) }
            .Aggregate(default(Interview), Interview.Evolve)!.State.ShouldBe(InterviewState.Confirmed);
    }
}
