using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

/// <summary>Who may change what; each scope has a spec of its own.</summary>
public sealed class ChangeEventSpec
{
    private static Func<CalendarEvent?, Decision> Decide(Guid by, Scope scope, LocalDateTime? occurrence, EventPlan? plan = null) =>
        state => ChangeEvent.Decide(new ChangeEvent(by, scope, occurrence, plan ?? Plan(details: Details with { Title = "Retro" }), OtherEventId, Now), state);

    [Fact]
    public void What_is_not_there_cannot_be_changed() => Spec.Given().When(Decide(Ada, Scope.All, null)).ThenRefused("event_not_found");

    [Fact]
    public void Only_the_organizer_changes_it() => Spec.Given(Scheduled).When(Decide(Bob, Scope.All, null)).ThenRefused("not_organizer");

    [Theory]
    [InlineData("This")]
    [InlineData("Following")]
    [InlineData("All")]
    public void What_is_cancelled_stays_as_it_is(string scope) =>
        Spec.Given(Scheduled, new EventCancelled(Now)).When(Decide(Ada, Enum.Parse<Scope>(scope), First)).ThenRefused("already_cancelled");

    [Theory]
    [InlineData("This")]
    [InlineData("Following")]
    public void One_of_a_series_must_be_named(string scope) => Spec.Given(Scheduled).When(Decide(Ada, Enum.Parse<Scope>(scope), null)).ThenRefused("occurrence_needed");

    [Theory]
    [InlineData("This", "2026-11-25T09:00:00")]
    [InlineData("This", "2026-11-24T09:00:01")]
    [InlineData("This", "2026-11-17T09:00:00")]
    [InlineData("Following", "2026-11-24T10:00:00")]
    [InlineData("All", "1970-01-01T00:00:00")]
    [InlineData("This", "0001-01-01T00:00:00")]
    [InlineData("This", "9999-12-31T23:59:59")]
    public void And_must_be_one_of_its_own(string scope, string occurrence) =>
        Spec.Given(Scheduled).When(Decide(Ada, Enum.Parse<Scope>(scope), Local(occurrence))).ThenRefused("occurrence_not_found");

    [Fact]
    public void One_that_was_cancelled_is_none_of_its_own_any_more() =>
        Spec.Given(Scheduled, new OccurrenceCancelled(Second)).When(Decide(Ada, Scope.This, Second)).ThenRefused("occurrence_not_found");

    [Theory]
    [InlineData("This")]
    [InlineData("Following")]
    [InlineData("All")]
    public void An_event_that_is_no_series_is_changed_as_a_whole_whatever_the_scope(string scope) => Spec.Given(With(Once))
        .When(Decide(Ada, Enum.Parse<Scope>(scope), null, Plan(Once, Details with { Title = "Retro" })))
        .Then(new EventDetailsChanged(Details with { Title = "Retro" }));

    private static LocalDateTime Local(string text) => NodaTime.Text.LocalDateTimePattern.GeneralIso.Parse(text).Value;
}

public sealed class ChangeOneOccurrenceSpec
{
    private static Func<CalendarEvent?, Decision> Decide(EventPlan plan, LocalDateTime? occurrence = null) =>
        state => ChangeEvent.Decide(new ChangeEvent(Ada, Scope.This, occurrence ?? Second, plan, OtherEventId, Now), state);

    [Fact]
    public void A_day_that_is_dragged_elsewhere_keeps_its_name() => Spec.Given(Scheduled)
        .When(Decide(Plan(At(Second.PlusDays(1).PlusHours(2), 90))))
        .Then(new OccurrenceChanged(new OccurrenceChange(Second, IsCancelled: false, Second.PlusDays(1).PlusHours(2), Second.PlusDays(1).PlusHours(2).PlusMinutes(90))));

    [Fact]
    public void Its_details_alone_may_differ() => Spec.Given(Scheduled)
        .When(Decide(Plan(At(Second), Details with { Title = "Retro" })))
        .Then(new OccurrenceChanged(new OccurrenceChange(Second, IsCancelled: false, Details: Details with { Title = "Retro" })));

    [Fact]
    public void What_was_changed_of_it_before_stays() => Spec.Given(Scheduled, new OccurrenceChanged(Moved(Second, Second.PlusHours(3))))
        .When(Decide(Plan(At(Second.PlusHours(3)), Details with { Title = "Retro" })))
        .Then(new OccurrenceChanged(Moved(Second, Second.PlusHours(3)) with { Details = Details with { Title = "Retro" } }));

    [Fact]
    public void Details_that_are_those_of_the_series_again_are_no_change_of_its_own() => Spec
        .Given(Scheduled, new OccurrenceChanged(Moved(Second, Second.PlusHours(3)) with { Details = Details with { Title = "Retro" } }))
        .When(Decide(Plan(At(Second.PlusHours(3))))).Then(new OccurrenceChanged(Moved(Second, Second.PlusHours(3))));

    [Fact]
    public void What_is_so_already_is_nothing_to_do() => Spec.Given(Scheduled).When(Decide(Plan(At(Second)))).ThenNothing();

    [Fact]
    public void The_order_in_which_attendees_are_named_is_no_change() => Spec.Given(Scheduled).When(Decide(Plan(At(Second), null, CleoInvited, BobInvited))).ThenNothing();

    [Fact]
    public void Attendees_repetition_zone_and_whole_days_are_the_series_own()
    {
        foreach (var time in new[] { At(Second) with { Recurrence = null }, At(Second) with { TimeZone = "Europe/London" }, At(Second) with { AllDay = true } })
            Spec.Given(Scheduled).When(Decide(Plan(time))).ThenRefused("scope_not_possible");
        Spec.Given(Scheduled).When(Decide(Plan(At(Second), null, BobInvited))).ThenRefused("scope_not_possible");
    }
}

public sealed class ChangeAllOccurrencesSpec
{
    private static Func<CalendarEvent?, Decision> Decide(EventPlan plan, LocalDateTime? occurrence = null) =>
        state => ChangeEvent.Decide(new ChangeEvent(Ada, Scope.All, occurrence, plan, OtherEventId, Now), state);

    [Fact]
    public void Details_alone_leave_the_time() => Spec.Given(Scheduled)
        .When(Decide(Plan(details: Details with { Description = null }))).Then(new EventDetailsChanged(Details with { Description = null }));

    [Fact]
    public void What_is_so_already_is_nothing_to_do() => Spec.Given(Scheduled).When(Decide(Plan())).ThenNothing();

    [Fact]
    public void The_series_goes_as_far_as_the_occurrence_that_was_dragged() => Spec.Given(Scheduled)
        .When(Decide(Plan(At(Third.PlusDays(2).PlusHours(1), 30)), Third))
        .Then(new EventRescheduled(
            Weekly with { Start = First.PlusDays(2).PlusHours(1), End = First.PlusDays(2).PlusMinutes(90), Recurrence = new Recurrence("FREQ=WEEKLY;BYDAY=TH", [], []) }, []));

    [Theory]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,TU", 1, "FREQ=WEEKLY;BYDAY=TU,WE")]
    [InlineData("FREQ=WEEKLY;BYDAY=TU,SU", 1, "FREQ=WEEKLY;BYDAY=WE,MO")]
    [InlineData("FREQ=WEEKLY;BYDAY=TU,MO", -1, "FREQ=WEEKLY;BYDAY=MO,SU")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", 7, "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU")]
    [InlineData("FREQ=WEEKLY", 1, "FREQ=WEEKLY")]
    [InlineData("FREQ=DAILY;BYDAY=TU,WE", -8, "FREQ=DAILY;BYDAY=MO,TU")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=24", 2, "FREQ=MONTHLY;BYMONTHDAY=26")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=24", 7, "FREQ=MONTHLY;BYMONTHDAY=1")]
    [InlineData("FREQ=MONTHLY;BYMONTHDAY=1,24", 1, "FREQ=MONTHLY;BYMONTHDAY=1,24")]
    [InlineData("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=24", 7, "FREQ=YEARLY;BYMONTHDAY=1;BYMONTH=12")]
    [InlineData("FREQ=MONTHLY;BYDAY=4TU", 1, "FREQ=MONTHLY;BYDAY=4WE")]
    [InlineData("FREQ=MONTHLY;BYDAY=4TU", -7, "FREQ=MONTHLY;BYDAY=3TU")]
    [InlineData("FREQ=MONTHLY;BYDAY=-1TU", -7, "FREQ=MONTHLY;BYDAY=-2TU")]
    [InlineData("FREQ=MONTHLY;BYDAY=-1TU", 3, "FREQ=MONTHLY;BYDAY=-1FR")]
    [InlineData("FREQ=YEARLY;BYDAY=4TU;BYMONTH=11", 1, "FREQ=YEARLY;BYDAY=4WE;BYMONTH=11")]
    [InlineData("FREQ=WEEKLY;UNTIL=20261222T080000Z;BYDAY=TU", 1, "FREQ=WEEKLY;UNTIL=20261223T080000Z;BYDAY=WE")]
    [InlineData("FREQ=WEEKLY;COUNT=4;BYDAY=TU", 1, "FREQ=WEEKLY;COUNT=4;BYDAY=WE")]
    public void The_days_that_a_rule_names_turn_with_the_start(string rule, int days, string turned)
    {
        var moved = First.PlusDays(days);
        Spec.Given(With(Rule(rule))).When(Decide(Plan(Rule(rule) with { Start = moved, End = moved.PlusHours(1) })))
            .Then(new EventRescheduled(Rule(turned) with { Start = moved, End = moved.PlusHours(1) }, []));
    }

    [Fact]
    public void Excepted_and_extra_dates_go_along()
    {
        var time = Weekly with { Recurrence = new Recurrence("FREQ=WEEKLY;BYDAY=TU", [Second], [Third.PlusDays(1)]) };
        Spec.Given(With(time)).When(Decide(Plan(time with { Start = First.PlusHours(2), End = First.PlusHours(3) })))
            .Then(new EventRescheduled(
                time with { Start = First.PlusHours(2), End = First.PlusHours(3), Recurrence = new Recurrence("FREQ=WEEKLY;BYDAY=TU", [Second.PlusHours(2)], [Third.PlusDays(1).PlusHours(2)]) }, []));
    }

    [Fact]
    public void Changes_of_single_occurrences_go_along_under_their_new_names_and_keep_their_own_times() => Spec
        .Given(Scheduled, new OccurrenceChanged(Moved(Second, Second.PlusHours(5))), new OccurrenceCancelled(Third))
        .When(Decide(Plan(At(First.PlusHours(1)))))
        .Then(new EventRescheduled(At(First.PlusHours(1)), [Moved(Second.PlusHours(1), Second.PlusHours(5)), Dropped(Third.PlusHours(1))]));

    [Fact]
    public void Changes_of_occurrences_that_the_new_rule_does_not_give_are_lost() => Spec
        .Given(Scheduled, new OccurrenceChanged(Moved(Second, Second.PlusHours(5))), new OccurrenceChanged(Moved(Third, Third.PlusHours(5))))
        .When(Decide(Plan(Rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"))))
        .Then(new EventRescheduled(Rule("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"), [Moved(Third, Third.PlusHours(5))]));

    [Fact]
    public void A_series_that_is_made_one_event_loses_them() => Spec.Given(Scheduled, new OccurrenceChanged(Moved(Second, Second.PlusHours(5))))
        .When(Decide(Plan(Once))).Then(new EventRescheduled(Once, []));

    [Fact]
    public void Another_time_zone_keeps_the_wall_clock() => Spec.Given(Scheduled)
        .When(Decide(Plan(Weekly with { TimeZone = "Europe/London" }))).Then(new EventRescheduled(Weekly with { TimeZone = "Europe/London" }, []));

    [Fact]
    public void Who_is_new_is_invited_and_who_is_missing_removed()
    {
        var dan = CleoInvited with { Id = SessionId, Email = "dan@example.org", PersonId = null };
        Spec.Given(Scheduled).When(Decide(Plan(null, null, BobInvited, dan))).Then(new AttendeesRemoved([CleoInvited.Id]), new AttendeesInvited([dan]));
    }

    [Fact]
    public void An_occurrence_that_was_moved_by_itself_moves_the_series_by_the_difference_to_where_it_stood() => Spec
        .Given(Scheduled, new OccurrenceChanged(Moved(Second, Second.PlusHours(3))))
        .When(Decide(Plan(At(Second.PlusHours(4))), Second))
        .Then(new EventRescheduled(At(First.PlusHours(1)), [Moved(Second.PlusHours(1), Second.PlusHours(3))]));

    [Fact]
    public void An_answer_for_one_occurrence_goes_along_when_the_series_is_moved()
    {
        var state = State(Scheduled, new InvitationAnswered(BobInvited.Id, Answer.Declined, null, Second, Now), new EventRescheduled(At(First.PlusHours(1)), []));
        state.AttendeeOf(Bob)!.AnswerFor(Second.PlusHours(1)).ShouldBe(Answer.Declined);
        state.AttendeeOf(Bob)!.AnswerFor(Second).ShouldBe(Answer.NeedsAction);
    }
}

public sealed class ChangeFollowingOccurrencesSpec
{
    private static Func<CalendarEvent?, Decision> Decide(EventPlan plan, LocalDateTime occurrence) =>
        state => ChangeEvent.Decide(new ChangeEvent(Ada, Scope.Following, occurrence, plan, OtherEventId, Now), state);

    private static EventScheduled Rest(EventTime time, params OccurrenceChange[] changes) =>
        Scheduled with { EventId = OtherEventId, Uid = ScheduleEvent.UidOf(OtherEventId), Time = time, Changes = changes, SplitFrom = EventId };

    private static EventTime Until(string until) => Rule($"FREQ=WEEKLY;UNTIL={until};BYDAY=TU");

    [Fact]
    public void The_series_ends_before_and_another_goes_on() => Spec.Given(Scheduled)
        .When(Decide(Plan(At(Third), Details with { Title = "Retro" }), Third))
        .Then(Rest(At(Third)) with { Details = Details with { Title = "Retro" } }, new SeriesSplit(Until("20261208T075959Z"), Third, OtherEventId));

    [Fact]
    public void The_rest_goes_where_the_occurrence_was_dragged() => Spec.Given(Scheduled)
        .When(Decide(Plan(At(Third.PlusDays(2).PlusHours(1), 90)), Third))
        .Then(Rest(At(Third.PlusDays(2).PlusHours(1), 90) with { Recurrence = new Recurrence("FREQ=WEEKLY;BYDAY=TH", [], []) }), new SeriesSplit(Until("20261208T075959Z"), Third, OtherEventId));

    [Fact]
    public void An_end_by_count_is_shared_out() => Spec.Given(With(Rule("FREQ=WEEKLY;COUNT=10;BYDAY=TU")))
        .When(Decide(Plan(Rule("FREQ=WEEKLY;COUNT=10;BYDAY=TU") with { Start = Third, End = Third.PlusHours(1) }, Details with { Title = "Retro" }), Third))
        .Then(Rest(Rule("FREQ=WEEKLY;COUNT=8;BYDAY=TU") with { Start = Third, End = Third.PlusHours(1) }) with { Details = Details with { Title = "Retro" } },
            new SeriesSplit(Rule("FREQ=WEEKLY;COUNT=2;BYDAY=TU"), Third, OtherEventId));

    [Fact]
    public void An_excepted_date_counts_as_one_of_them() => Spec.Given(With(Rule("FREQ=WEEKLY;COUNT=10;BYDAY=TU", Second)))
        .When(Decide(Plan(Rule("FREQ=WEEKLY;COUNT=10;BYDAY=TU", Second) with { Start = Third, End = Third.PlusMinutes(30) }), Third))
        .Then(Rest(Rule("FREQ=WEEKLY;COUNT=8;BYDAY=TU") with { Start = Third, End = Third.PlusMinutes(30) }),
            new SeriesSplit(Rule("FREQ=WEEKLY;COUNT=2;BYDAY=TU", Second), Third, OtherEventId));

    [Fact]
    public void An_end_by_date_stays_with_the_rest_and_moves_with_it() => Spec.Given(With(Until("20261222T080000Z")))
        .When(Decide(Plan(Until("20261222T080000Z") with { Start = Third.PlusDays(1), End = Third.PlusDays(1).PlusHours(1) }), Third))
        .Then(Rest(Rule("FREQ=WEEKLY;UNTIL=20261223T080000Z;BYDAY=WE") with { Start = Third.PlusDays(1), End = Third.PlusDays(1).PlusHours(1) }),
            new SeriesSplit(Until("20261208T075959Z"), Third, OtherEventId));

    [Fact]
    public void The_end_of_a_series_of_whole_days_is_a_day()
    {
        var days = new EventTime(First.Date.AtMidnight(), First.Date.PlusDays(1).AtMidnight(), "Europe/Berlin", AllDay: true, new Recurrence("FREQ=WEEKLY;BYDAY=TU", [], []));
        var third = Third.Date.AtMidnight();
        Spec.Given(With(days)).When(Decide(Plan(days with { Start = third, End = third.PlusDays(2) }), third))
            .Then(Rest(days with { Start = third, End = third.PlusDays(2) }),
                new SeriesSplit(days with { Recurrence = new Recurrence("FREQ=WEEKLY;UNTIL=20261207;BYDAY=TU", [], []) }, third, OtherEventId));
    }

    [Fact]
    public void Dates_and_changes_go_with_the_half_that_they_lie_in()
    {
        var fourth = First.PlusWeeks(3);
        var time = Weekly with { Recurrence = new Recurrence("FREQ=WEEKLY;BYDAY=TU", [Second, fourth], [First.PlusDays(1), fourth.PlusDays(1)]) };
        Spec.Given(With(time), new OccurrenceChanged(Moved(First, First.PlusHours(3))), new OccurrenceChanged(Moved(fourth.PlusWeeks(1), fourth.PlusWeeks(1).PlusHours(3))))
            .When(Decide(Plan(time with { Start = Third, End = Third.PlusMinutes(30) }), Third))
            .Then(
                Rest(time with { Start = Third, End = Third.PlusMinutes(30), Recurrence = new Recurrence("FREQ=WEEKLY;BYDAY=TU", [fourth], [fourth.PlusDays(1)]) },
                    Moved(fourth.PlusWeeks(1), fourth.PlusWeeks(1).PlusHours(3))),
                new SeriesSplit(time with { Recurrence = new Recurrence("FREQ=WEEKLY;UNTIL=20261208T075959Z;BYDAY=TU", [Second], [First.PlusDays(1)]) }, Third, OtherEventId));
    }

    [Fact]
    public void What_is_left_keeps_the_changes_before_the_cut_and_no_others() =>
        State(Scheduled, new OccurrenceChanged(Moved(First, First.PlusHours(3))), new OccurrenceCancelled(Third), new SeriesSplit(Until("20261201T075959Z"), Second, OtherEventId))
            .Changes.ShouldBe([Moved(First, First.PlusHours(3))]);

    [Fact]
    public void From_the_first_on_is_all() => Spec.Given(Scheduled).When(Decide(Plan(At(First.PlusHours(1))), First)).Then(new EventRescheduled(At(First.PlusHours(1)), []));

    [Fact]
    public void From_the_first_that_is_left_on_is_all() => Spec.Given(Scheduled, new OccurrenceCancelled(First))
        .When(Decide(Plan(At(Second), Details with { Title = "Retro" }), Second)).Then(new EventDetailsChanged(Details with { Title = "Retro" }));

    [Fact]
    public void An_earlier_one_that_was_moved_behind_it_is_still_earlier() => Spec.Given(Scheduled, new OccurrenceChanged(Moved(First, Second.PlusDays(1))))
        .When(Decide(Plan(At(Second), Details with { Title = "Retro" }), Second))
        .Then(Rest(At(Second)) with { Details = Details with { Title = "Retro" } }, new SeriesSplit(Until("20261201T075959Z"), Second, OtherEventId));

    [Fact]
    public void Who_was_invited_comes_along_with_his_answer()
    {
        var bob = BobInvited with { Answer = Answer.Accepted, Answers = [new OccurrenceAnswer(Third, Answer.Declined)] };
        Spec.Given(Scheduled with { Attendees = [bob, CleoInvited] })
            .When(Decide(Plan(At(Second.PlusHours(1)), null, bob), Second))
            .Then(Rest(At(Second.PlusHours(1))) with { Attendees = [bob with { Answers = [new OccurrenceAnswer(Third.PlusHours(1), Answer.Declined)] }] },
                new SeriesSplit(Until("20261201T075959Z"), Second, OtherEventId));
    }
}
