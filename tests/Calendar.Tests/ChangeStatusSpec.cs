using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

public sealed class ChangeStatusSpec
{
    private static Func<CalendarEvent?, Decision> Decide(string status, LocalDateTime? occurrence = null, Guid? by = null) =>
        state => ChangeStatus.Decide(new ChangeStatus(by ?? Ada, status, occurrence, Later), state);

    [Theory]
    [InlineData("in_progress")]
    [InlineData("completed")]
    [InlineData("scheduled")]
    [InlineData("cancelled")]
    public void What_is_not_there_has_no_status(string status) => Spec.Given().When(Decide(status, First)).ThenRefused("event_not_found");

    [Theory]
    [InlineData("in_progress")]
    [InlineData("completed")]
    [InlineData("scheduled")]
    [InlineData("cancelled")]
    public void Only_the_organizer_says_how_it_stands(string status)
    {
        Spec.Given(Scheduled).When(Decide(status, First, Bob)).ThenRefused("not_organizer");
        Spec.Given(Scheduled, new EventCancelled(Now)).When(Decide(status, First, Bob)).ThenRefused("not_organizer");
    }

    [Fact]
    public void Of_a_series_the_occurrence_must_be_named() => Spec.Given(Scheduled).When(Decide("in_progress")).ThenRefused("occurrence_needed");

    [Fact]
    public void It_starts() => Spec.Given(Scheduled).When(Decide("in_progress", First)).Then(new EventStarted(First, null, Later));

    [Fact]
    public void One_event_needs_no_occurrence() => Spec.Given(With(Once)).When(Decide("in_progress")).Then(new EventStarted(First, null, Later));

    [Fact]
    public void It_starts_once() => Spec.Given(Scheduled, new EventStarted(First, null, Now)).When(Decide("in_progress", First)).ThenNothing();

    [Fact]
    public void It_starts_again_after_its_end() =>
        Spec.Given(Scheduled, new EventStarted(First, null, Now), new EventCompleted(First, Now)).When(Decide("in_progress", First)).Then(new EventStarted(First, null, Later));

    [Fact]
    public void It_is_over_also_when_it_never_started() => Spec.Given(Scheduled).When(Decide("completed", Second)).Then(new EventCompleted(Second, Later));

    [Fact]
    public void It_is_over_once() => Spec.Given(Scheduled, new EventCompleted(First, Now)).When(Decide("completed", First)).ThenNothing();

    [Fact]
    public void What_was_said_can_be_taken_back() => Spec.Given(Scheduled, new EventCompleted(First, Now)).When(Decide("scheduled", First)).Then(new EventReopened(First));

    [Fact]
    public void Where_nothing_was_said_nothing_is_taken_back() => Spec.Given(Scheduled).When(Decide("scheduled", First)).ThenNothing();

    [Fact]
    public void Cancelled_cancels_the_occurrence_or_all()
    {
        Spec.Given(Scheduled).When(Decide("cancelled", Second)).Then(new OccurrenceCancelled(Second));
        Spec.Given(Scheduled).When(Decide("cancelled")).Then(new EventCancelled(Later));
    }

    [Fact]
    public void A_cancelled_event_that_is_scheduled_again_is_what_it_was() => Spec.Given(Scheduled, new EventCancelled(Now))
        .When(Decide("scheduled")).Then(new EventRestored(0, State(Scheduled, new EventCancelled(Now)) with { IsCancelled = false }));
}

public sealed class StatusSpec
{
    private static readonly Instant Start = First.InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).ToInstant();
    private static readonly Instant End = Start + Duration.FromHours(1);
    private static readonly EventScheduled InTheRoom = Scheduled with { Details = Details with { Place = InRoom } };

    private static EventStatus Status(int minutes, params object[] facts) => State(facts).StatusOf(First, Start, End, Start + Duration.FromMinutes(minutes));

    [Theory]
    [InlineData(-1, "Scheduled")]
    [InlineData(0, "InProgress")]
    [InlineData(59, "InProgress")]
    [InlineData(60, "Completed")]
    public void Without_a_room_it_goes_by_the_clock(int minutes, string status) => Status(minutes, Scheduled).ToString().ShouldBe(status);

    [Theory]
    [InlineData(-1, "Scheduled")]
    [InlineData(0, "Scheduled")]
    [InlineData(59, "Scheduled")]
    [InlineData(60, "Completed")]
    public void In_a_room_it_waits_for_somebody_to_come(int minutes, string status) => Status(minutes, InTheRoom).ToString().ShouldBe(status);

    [Fact]
    public void What_happened_goes_before_the_clock()
    {
        Status(-10, InTheRoom, new EventStarted(First, SessionId, Now)).ShouldBe(EventStatus.InProgress);
        Status(90, InTheRoom, new EventStarted(First, SessionId, Now)).ShouldBe(EventStatus.InProgress);
        Status(30, Scheduled, new EventStarted(First, null, Now), new EventCompleted(First, Now)).ShouldBe(EventStatus.Completed);
        Status(30, Scheduled, new EventCompleted(First, Now), new EventReopened(First)).ShouldBe(EventStatus.InProgress);
        Status(-10, Scheduled, new EventStarted(Second, null, Now)).ShouldBe(EventStatus.Scheduled);
    }

    [Fact]
    public void What_is_cancelled_is_that_and_nothing_else()
    {
        Status(30, Scheduled, new EventStarted(First, null, Now), new EventCancelled(Now)).ShouldBe(EventStatus.Cancelled);
        Status(90, Scheduled, new OccurrenceCancelled(First)).ShouldBe(EventStatus.Cancelled);
    }

    [Fact]
    public void An_occurrence_whose_room_was_taken_goes_by_the_clock() => Status(0, InTheRoom, new RoomNotAvailable([First])).ShouldBe(EventStatus.InProgress);

    [Fact]
    public void A_room_that_is_not_available_leaves_the_rest_of_a_change_as_it_was() =>
        State(InTheRoom, new OccurrenceChanged(Moved(Second, Third) with { Details = InTheRoom.Details with { Title = "Retro" } }), new RoomNotAvailable([First, Second])).Changes.ShouldBe(
        [
            new OccurrenceChange(First, IsCancelled: false, Details: Details), Moved(Second, Third) with { Details = Details with { Title = "Retro" } },
        ]);
}
