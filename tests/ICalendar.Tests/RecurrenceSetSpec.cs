namespace VideoConf.ICalendar.Tests;

public sealed class RecurrenceSetSpec
{
    private static readonly EventLength Hour = new(0, Duration.FromHours(1));

    [Fact]
    public void An_event_without_rules_is_its_start_and_its_extra_dates() =>
        Starts(new RecurrenceSet { Start = At("20260302T090000"), Length = Hour, ExtraDates = [new(At("20260301T080000")), new(At("20260302T090000"))] })
            .ShouldBe(["20260301T080000", "20260302T090000"]);

    [Fact]
    public void Rules_and_dates_meet_once_and_exceptions_take_out() =>
        Starts(new RecurrenceSet
        {
            Start = At("20260302T090000"), Length = Hour,
            Rules = [Times.Rule("FREQ=WEEKLY;COUNT=3"), Times.Rule("FREQ=WEEKLY;INTERVAL=2;COUNT=3")],
            ExtraDates = [new(At("20260310T090000"))],
            ExceptDates = [At("20260309T090000"), CalendarTime.OfInstant(Instant.FromUtc(2026, 3, 30, 7, 0))],
        }).ShouldBe(["20260302T090000", "20260310T090000", "20260316T090000"]);

    [Fact]
    public void An_extra_date_may_have_a_length_of_its_own() =>
        new RecurrenceSet { Start = At("20260302T090000"), Length = Hour, ExtraDates = [new(At("20260303T090000"), new(0, Duration.FromHours(5)))] }
            .Occurrences().Select(occurrence => Times.Text(occurrence.End.Local)).ShouldBe(["20260302T100000", "20260303T140000"]);

    [Fact]
    public void A_changed_occurrence_stands_where_it_was_moved_and_keeps_its_name()
    {
        var moved = new OccurrenceOverride(At("20260309T090000"), At("20260320T110000"), Hour);
        var set = Set("FREQ=WEEKLY;COUNT=4", moved);

        Starts(set).ShouldBe(["20260302T090000", "20260316T090000", "20260320T110000", "20260323T090000"]);
        set.Occurrences().Single(occurrence => occurrence.Override == moved).RecurrenceId.ShouldBe(At("20260309T090000"));
    }

    [Fact]
    public void This_and_the_following_move_by_as_much() =>
        Starts(Set("FREQ=WEEKLY;COUNT=5", new OccurrenceOverride(At("20260316T090000"), At("20260317T103000"), Hour, AndFollowing: true)))
            .ShouldBe(["20260302T090000", "20260309T090000", "20260317T103000", "20260324T103000", "20260331T103000"]);

    [Fact]
    public void A_window_sees_what_is_under_way_and_what_was_moved_into_it()
    {
        var set = Set("FREQ=WEEKLY", new OccurrenceOverride(At("20260309T090000"), At("20280103T120000"), Hour));
        var from = At("20280103T093000").ToInstant();

        set.Between(from, from + Duration.FromHours(4)).Select(occurrence => Times.Text(occurrence.Start.Local))
            .ShouldBe(["20280103T090000", "20280103T120000"]);
        set.Between(from + Duration.FromHours(4), from + Duration.FromDays(6)).ShouldBeEmpty();
    }

    [Fact]
    public void An_all_day_event_ends_at_a_midnight() =>
        new RecurrenceSet { Start = CalendarTime.OfDate(new LocalDate(2026, 3, 28)), Length = new(2, Duration.Zero), Rules = [Times.Rule("FREQ=YEARLY;COUNT=2")] }
            .Occurrences().Select(occurrence => Times.Text(occurrence.End.Local)).ShouldBe(["20260330T000000", "20270330T000000"]);

    [Fact]
    public void An_endless_set_is_lazy() =>
        Set("FREQ=WEEKLY").Occurrences().Take(2).Count().ShouldBe(2);

    [Fact]
    public void A_length_is_exact_through_a_change_of_the_clocks() =>
        Times.Text(new EventLength(0, Duration.FromHours(3)).After(At("20260329T010000")).Local).ShouldBe("20260329T050000");

    private static CalendarTime At(string local) => Times.At(local, "Europe/Berlin");

    private static RecurrenceSet Set(string rule, params OccurrenceOverride[] overrides) =>
        new() { Start = At("20260302T090000"), Length = Hour, Rules = [Times.Rule(rule)], Overrides = overrides };

    private static IEnumerable<string> Starts(RecurrenceSet set) =>
        set.Occurrences().Select(occurrence => Times.Text(occurrence.Start.Local));
}
