using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

public sealed class CancelEventSpec
{
    private static Func<CalendarEvent?, Decision> Decide(Scope scope, LocalDateTime? occurrence = null, Guid? by = null) =>
        state => CancelEvent.Decide(new CancelEvent(by ?? Ada, scope, occurrence, Later), state);

    [Fact]
    public void What_is_not_there_cannot_be_cancelled() => Spec.Given().When(Decide(Scope.All)).ThenRefused("event_not_found");

    [Fact]
    public void Only_the_organizer_cancels_it() => Spec.Given(Scheduled).When(Decide(Scope.All, by: Bob)).ThenRefused("not_organizer");

    [Fact]
    public void It_is_cancelled_once() => Spec.Given(Scheduled, new EventCancelled(Now)).When(Decide(Scope.All)).ThenRefused("already_cancelled");

    [Fact]
    public void One_of_a_series_must_be_named() => Spec.Given(Scheduled).When(Decide(Scope.This)).ThenRefused("occurrence_needed");

    [Fact]
    public void And_must_be_one_of_its_own() => Spec.Given(Scheduled).When(Decide(Scope.Following, First.PlusDays(1))).ThenRefused("occurrence_not_found");

    [Fact]
    public void All_of_it() => Spec.Given(Scheduled).When(Decide(Scope.All)).Then(new EventCancelled(Later));

    [Fact]
    public void One_occurrence() => Spec.Given(Scheduled).When(Decide(Scope.This, Second)).Then(new OccurrenceCancelled(Second));

    [Fact]
    public void One_that_was_moved_goes_by_the_name_that_the_series_gave_it() =>
        Spec.Given(Scheduled, new OccurrenceChanged(Moved(Second, Third.PlusHours(2)))).When(Decide(Scope.This, Second)).Then(new OccurrenceCancelled(Second));

    [Fact]
    public void The_rest_of_a_series() => Spec.Given(Scheduled).When(Decide(Scope.Following, Second))
        .Then(new SeriesSplit(Rule("FREQ=WEEKLY;UNTIL=20261201T075959Z;BYDAY=TU"), Second, null));

    [Fact]
    public void From_the_first_on_is_all() => Spec.Given(Scheduled).When(Decide(Scope.Following, First)).Then(new EventCancelled(Later));

    [Fact]
    public void Without_its_last_occurrence_nothing_is_left_of_a_series() => Spec.Given(With(Rule("FREQ=WEEKLY;COUNT=2;BYDAY=TU")), new OccurrenceCancelled(First))
        .When(Decide(Scope.This, Second)).Then(new EventCancelled(Later));

    [Fact]
    public void One_event_is_all_of_its_series() => Spec.Given(With(Once)).When(Decide(Scope.This, First)).Then(new EventCancelled(Later));
}
