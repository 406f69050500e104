using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

public sealed class AnswerInvitationSpec
{
    private static Func<CalendarEvent?, Decision> Decide(Answer answer, LocalDateTime? occurrence = null, string? comment = null, Guid? by = null) =>
        state => AnswerInvitation.Decide(new AnswerInvitation(by ?? BobInvited.Id, answer, comment, occurrence, Later), state);

    private static InvitationAnswered Answered(Answer answer, LocalDateTime? occurrence = null, string? comment = null) => new(BobInvited.Id, answer, comment, occurrence, Later);

    [Fact]
    public void What_is_not_there_has_no_answer() => Spec.Given().When(Decide(Answer.Accepted)).ThenRefused("event_not_found");

    [Fact]
    public void Only_who_was_invited_answers() => Spec.Given(Scheduled).When(Decide(Answer.Accepted, by: Ada)).ThenRefused("not_attendee");

    [Fact]
    public void What_is_cancelled_needs_none() => Spec.Given(Scheduled, new EventCancelled(Now)).When(Decide(Answer.Accepted)).ThenRefused("already_cancelled");

    [Fact]
    public void An_occurrence_must_be_one_of_the_series() => Spec.Given(Scheduled).When(Decide(Answer.Accepted, First.PlusDays(1))).ThenRefused("occurrence_not_found");

    [Fact]
    public void For_the_whole_series() => Spec.Given(Scheduled).When(Decide(Answer.Tentative, comment: "Perhaps")).Then(Answered(Answer.Tentative, comment: "Perhaps"));

    [Fact]
    public void For_one_occurrence() => Spec.Given(Scheduled, Answered(Answer.Accepted)).When(Decide(Answer.Declined, Second)).Then(Answered(Answer.Declined, Second));

    [Fact]
    public void The_answer_to_one_event_is_the_answer_to_all_of_its_series() => Spec.Given(With(Once)).When(Decide(Answer.Accepted, First)).Then(Answered(Answer.Accepted));

    [Fact]
    public void The_same_answer_again_is_nothing_to_do() => Spec.Given(Scheduled, Answered(Answer.Accepted)).When(Decide(Answer.Accepted)).ThenNothing();

    [Fact]
    public void Another_comment_is_another_answer() => Spec.Given(Scheduled, Answered(Answer.Accepted)).When(Decide(Answer.Accepted, comment: "Late")).Then(Answered(Answer.Accepted, comment: "Late"));

    [Fact]
    public void An_answer_for_one_goes_before_that_for_all_and_a_new_one_for_all_takes_its_place()
    {
        var one = State(Scheduled, Answered(Answer.Accepted), Answered(Answer.Declined, Second)).AttendeeOf(Bob)!;
        (one.AnswerFor(First), one.AnswerFor(Second), one.AnswerFor(null)).ShouldBe((Answer.Accepted, Answer.Declined, Answer.Accepted));
        Spec.Given(Scheduled, Answered(Answer.Accepted), Answered(Answer.Declined, Second)).When(Decide(Answer.Accepted)).Then(Answered(Answer.Accepted));
        State(Scheduled, Answered(Answer.Declined, Second), Answered(Answer.Accepted)).AttendeeOf(Bob)!.AnswerFor(Second).ShouldBe(Answer.Accepted);
    }

    [Fact]
    public void It_raises_no_sequence_because_nobody_must_hear_of_a_change() => State(Scheduled, Answered(Answer.Accepted)).Sequence.ShouldBe(0);

    [Fact]
    public void Whoever_declined_has_his_time_free_for_that_one()
    {
        var state = State(Scheduled, Answered(Answer.Declined, Second));
        (state.TakesUp(Bob, First), state.TakesUp(Bob, Second), state.TakesUp(Ada, Second)).ShouldBe((true, false, true));
        State(Scheduled, new EventCancelled(Now)).TakesUp(Ada, First).ShouldBeFalse();
    }
}
