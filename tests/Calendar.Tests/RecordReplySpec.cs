using VideoConf.ICalendar;
using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

public sealed class RecordReplySpec
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    private static readonly DateTimeZone Tokyo = DateTimeZoneProviders.Tzdb["Asia/Tokyo"];
    private static readonly EventTime WholeDays = new(First.Date.AtMidnight(), First.Date.AtMidnight().PlusDays(1), "Europe/Berlin", AllDay: true, new Recurrence("FREQ=WEEKLY", [], []));

    private static Func<CalendarEvent?, Decision> Decide(Answer? answer, CalendarTime? occurrence = null, string? comment = null, string? by = "bob@example.org", Instant? at = null) =>
        state => RecordReply.Decide(new RecordReply(by, answer, occurrence, comment, at ?? Later), state);

    private static InvitationAnswered Answered(Answer answer, LocalDateTime? occurrence = null, string? comment = null, Instant? at = null) =>
        new(BobInvited.Id, answer, comment, occurrence, at ?? Later);

    [Fact]
    public void What_is_none_of_the_three_answers_or_of_nobody_is_not_understood()
    {
        Spec.Given(Scheduled).When(Decide(null)).ThenRefused("not_understood");
        Spec.Given(Scheduled).When(Decide(Answer.Accepted, by: null)).ThenRefused("not_understood");
    }

    [Fact]
    public void What_is_not_there_has_no_answer() => Spec.Given().When(Decide(Answer.Accepted)).ThenRefused("event_not_found");

    [Fact]
    public void Only_who_was_invited_answers() => Spec.Given(Scheduled).When(Decide(Answer.Accepted, by: "ada@example.org")).ThenRefused("not_attendee");

    [Fact]
    public void Letter_case_of_the_address_does_not_matter() => Spec.Given(Scheduled).When(Decide(Answer.Accepted, by: "Bob@Example.ORG")).Then(Answered(Answer.Accepted));

    [Fact]
    public void What_is_cancelled_needs_none()
    {
        Spec.Given(Scheduled, new EventCancelled(Now)).When(Decide(Answer.Accepted)).ThenRefused("already_cancelled");
        Spec.Given(Scheduled, new OccurrenceCancelled(Second)).When(Decide(Answer.Accepted, new CalendarTime(Second, Berlin))).ThenRefused("already_cancelled");
    }

    [Fact]
    public void An_occurrence_must_be_one_of_the_series() =>
        Spec.Given(Scheduled).When(Decide(Answer.Accepted, new CalendarTime(Second.PlusDays(1), Berlin))).ThenRefused("occurrence_not_found");

    public static TheoryData<CalendarTime> Names() => new(
        new CalendarTime(Second, Berlin),
        CalendarTime.OfInstant(Instant.FromUtc(2026, 12, 1, 8, 0)),
        new CalendarTime(new LocalDateTime(2026, 12, 1, 17, 0), Tokyo),
        new CalendarTime(Second),
        CalendarTime.OfDate(Second.Date));

    [Theory]
    [MemberData(nameof(Names), DisableDiscoveryEnumeration = true)]
    public void However_an_occurrence_is_named_it_is_that_one(CalendarTime name) =>
        Spec.Given(Scheduled).When(Decide(Answer.Declined, name)).Then(Answered(Answer.Declined, Second));

    public static TheoryData<CalendarTime> NamesOfDays() => new(
        CalendarTime.OfDate(Second.Date),
        CalendarTime.OfInstant(Instant.FromUtc(2026, 11, 30, 23, 0)),
        new CalendarTime(Second.Date.AtMidnight(), Tokyo),
        new CalendarTime(Second.Date.AtMidnight()));

    [Theory]
    [MemberData(nameof(NamesOfDays), DisableDiscoveryEnumeration = true)]
    public void A_whole_day_is_named_by_its_date_or_somebodys_midnight(CalendarTime name) =>
        Spec.Given(With(WholeDays)).When(Decide(Answer.Declined, name)).Then(Answered(Answer.Declined, Second.Date.AtMidnight()));

    [Fact]
    public void A_moved_one_is_still_named_by_where_the_series_had_it() =>
        Spec.Given(Scheduled, new OccurrenceChanged(Moved(Second, Second.PlusDays(2)))).When(Decide(Answer.Accepted, new CalendarTime(Second, Berlin))).Then(Answered(Answer.Accepted, Second));

    [Fact]
    public void Of_an_event_that_is_held_once_it_is_the_answer_to_all() =>
        Spec.Given(With(Once)).When(Decide(Answer.Accepted, new CalendarTime(Second, Berlin))).Then(Answered(Answer.Accepted));

    [Fact]
    public void It_is_kept_with_the_moment_when_it_was_given_so_that_the_next_one_is_not_taken_for_older()
    {
        var minute = Duration.FromMinutes(1);
        Spec.Given(Scheduled, Answered(Answer.Accepted, at: Now)).When(Decide(Answer.Declined, at: Now + minute)).Then(Answered(Answer.Declined, at: Now + minute));
        State(Scheduled, Answered(Answer.Accepted, at: Now)).Invited("bob@example.org")!.AnsweredAt.ShouldBe(Now);
    }

    [Fact]
    public void An_older_one_does_not_take_the_place_of_a_newer() =>
        Spec.Given(Scheduled, Answered(Answer.Accepted)).When(Decide(Answer.Declined, at: Later - Duration.FromSeconds(1))).ThenRefused("stale");

    [Fact]
    public void One_of_the_same_second_does() =>
        Spec.Given(Scheduled, Answered(Answer.Accepted, at: Later + Duration.FromMilliseconds(900))).When(Decide(Answer.Declined)).Then(Answered(Answer.Declined));

    [Fact]
    public void An_older_one_for_another_date_is_no_older_answer_to_this_one()
    {
        var before = Later - Duration.FromMinutes(1);
        Spec.Given(Scheduled, Answered(Answer.Accepted, Second)).When(Decide(Answer.Declined, new CalendarTime(Third, Berlin), at: before)).Then(Answered(Answer.Declined, Third, at: before));
        Spec.Given(Scheduled, Answered(Answer.Accepted, Second)).When(Decide(Answer.Declined, new CalendarTime(Second, Berlin), at: before)).ThenRefused("stale");
        // It would wipe the newer one away
        Spec.Given(Scheduled, Answered(Answer.Accepted, Second)).When(Decide(Answer.Declined, at: before)).ThenRefused("stale");
        Spec.Given(Scheduled, Answered(Answer.Accepted)).When(Decide(Answer.Declined, new CalendarTime(Second, Berlin), at: before)).ThenRefused("stale");
    }

    [Fact]
    public void The_same_again_is_nothing_to_do() => Spec.Given(Scheduled, Answered(Answer.Accepted, comment: "Late")).When(Decide(Answer.Accepted, comment: "Late")).ThenNothing();

    [Fact]
    public void When_answers_were_given_is_kept_where_a_series_is_moved_and_forgotten_with_the_answer()
    {
        var moved = State(Scheduled, Answered(Answer.Accepted, Second), new EventRescheduled(At(First.PlusHours(1)), []));
        moved.Invited("bob@example.org")!.LastAnswered(Second.PlusHours(1)).ShouldBe(Later);
        moved.Invited("bob@example.org")!.LastAnswered(Second).ShouldBeNull();
        moved.Invited("cleo@example.org")!.LastAnswered(null).ShouldBeNull();
    }
}
