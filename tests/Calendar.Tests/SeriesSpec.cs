using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

public sealed class SeriesSpec
{
    private static readonly Instant Whenever = Instant.FromUtc(2026, 11, 1, 0, 0);

    private static List<Held> Of(EventTime time, int most, params OccurrenceChange[] changes) => [.. new Series(time, changes).All.Take(most)];

    private static EventTime In(string zone, LocalDateTime start, string? rule, int minutes = 60) =>
        new(start, start.PlusMinutes(minutes), zone, AllDay: false, rule is null ? null : new Recurrence(rule, [], []));

    private static string Utc(Instant at) => at.ToString("uuuu-MM-dd HH:mm", null);

    [Fact]
    public void One_event_happens_once() => Of(Once, 2).Single().ShouldBe(new Held(First, First, First.PlusHours(1), Instant.FromUtc(2026, 11, 24, 8, 0), Instant.FromUtc(2026, 11, 24, 9, 0)));

    [Fact]
    public void Extra_dates_alone_are_a_series_with_the_start() =>
        Of(Once with { Recurrence = new Recurrence(null, [], [Second.PlusDays(1)]) }, 3).Select(o => o.Key).ShouldBe([First, Second.PlusDays(1)]);

    [Fact]
    public void Excepted_and_cancelled_ones_do_not_happen() => Of(Rule("FREQ=WEEKLY;BYDAY=TU", Second), 2, Dropped(First)).Select(o => o.Key).ShouldBe([Third, Third.PlusWeeks(1)]);

    [Fact]
    public void One_that_was_moved_keeps_its_name_and_stands_where_it_is_held()
    {
        var moved = Of(Weekly, 3, new OccurrenceChange(First, IsCancelled: false, Second.PlusDays(1), Second.PlusDays(1).PlusHours(4)));
        moved.Select(o => (o.Key, o.StartLocal)).ShouldBe([(Second, Second), (First, Second.PlusDays(1)), (Third, Third)]);
        (moved[1].End - moved[1].Start).ShouldBe(Duration.FromHours(4));
    }

    [Fact]
    public void A_change_of_details_alone_moves_nothing() =>
        Of(Weekly, 2, new OccurrenceChange(First, IsCancelled: false, Details: Details)).ShouldBe(Of(Weekly, 2));

    [Fact]
    public void It_is_found_by_its_name_wherever_it_was_moved()
    {
        foreach (var to in new[] { First.PlusYears(-1), Second, First.PlusYears(1) })
            new Series(Weekly, [Moved(Third, to)]).Find(Third)!.Value.StartLocal.ShouldBe(to);
        new Series(Weekly, [Moved(Third, First.PlusDays(1))]).Find(First.PlusDays(1)).ShouldBeNull();
    }

    [Theory]
    [InlineData(8, 59, 0)]
    [InlineData(9, 0, 0)]
    [InlineData(9, 1, 1)]
    public void A_window_takes_in_what_lasts_into_it_and_not_what_only_touches_it(int hour, int minute, int count) =>
        new Series(Once, []).Between(Whenever, new LocalDateTime(2026, 11, 24, hour, minute).InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).ToInstant()).Count().ShouldBe(count);

    [Fact]
    public void Weekly_at_nine_in_Berlin_is_nine_in_Berlin_through_both_changes_of_the_clocks()
    {
        var all = new Series(In("Europe/Berlin", new LocalDateTime(2026, 3, 24, 9, 0), "FREQ=WEEKLY;COUNT=33"), []).All.ToList();
        all.ShouldAllBe(o => o.StartLocal.TimeOfDay == new LocalTime(9, 0) && o.EndLocal.TimeOfDay == new LocalTime(10, 0) && o.End - o.Start == Duration.FromHours(1));
        all.Select(o => Utc(o.Start)).Where((_, i) => i is 0 or 1 or 30 or 31).ShouldBe(["2026-03-24 08:00", "2026-03-31 07:00", "2026-10-20 07:00", "2026-10-27 08:00"]);
    }

    [Fact]
    public void Noon_in_Moscow_is_noon_in_Moscow_through_the_years_in_which_the_law_was_changed()
    {
        var years = new Series(In("Europe/Moscow", new LocalDateTime(2010, 1, 15, 12, 0), "FREQ=MONTHLY;BYMONTH=1,7;COUNT=14"), []).All.ToList();
        years.ShouldAllBe(o => o.StartLocal.TimeOfDay == LocalTime.Noon);
        // +3 and +4 in turn until 2010, +4 for good in 2011, +3 for good in October 2014
        years.Select(o => o.Start.InUtc().Hour).ShouldBe([9, 8, 9, 8, 8, 8, 8, 8, 8, 8, 9, 9, 9, 9]);
    }

    [Fact]
    public void A_time_that_does_not_exist_is_held_an_hour_later_that_day_alone()
    {
        var gap = Of(In("Europe/Berlin", new LocalDateTime(2026, 3, 28, 2, 30), "FREQ=DAILY"), 3);
        gap.Select(o => o.StartLocal).ShouldBe([new(2026, 3, 28, 2, 30), new(2026, 3, 29, 3, 30), new(2026, 3, 30, 2, 30)]);
        gap.Select(o => Utc(o.Start)).ShouldBe(["2026-03-28 01:30", "2026-03-29 01:30", "2026-03-30 00:30"]);
    }

    [Fact]
    public void Each_one_in_a_gap_is_found_by_the_name_that_it_was_given()
    {
        var series = new Series(In("Europe/Berlin", new LocalDateTime(2026, 3, 28, 2, 30), "FREQ=DAILY"), []);
        foreach (var held in series.All.Take(3)) series.Find(held.Key).ShouldBe(held);
    }

    [Fact]
    public void One_event_in_a_gap_is_named_by_the_start_that_was_given()
    {
        var start = new LocalDateTime(2026, 3, 29, 2, 30);
        var held = new Series(In("Europe/Berlin", start, null, 30), []).Find(start).ShouldNotBeNull();
        (held.Key, Utc(held.Start), Utc(held.End)).ShouldBe((start, "2026-03-29 01:30", "2026-03-29 02:00"));
    }

    [Fact]
    public void A_time_that_comes_twice_is_the_first() => Utc(Of(In("Europe/Berlin", new LocalDateTime(2026, 10, 25, 2, 30), null), 1)[0].Start).ShouldBe("2026-10-25 00:30");

    [Fact]
    public void A_whole_day_is_a_day_of_the_wall_clock_however_long_it_is()
    {
        var days = new EventTime(new(2026, 3, 28, 0, 0), new(2026, 3, 29, 0, 0), "Europe/Berlin", AllDay: true, new Recurrence("FREQ=DAILY", [], []));
        Of(days, 3).Select(o => (o.End - o.Start).TotalHours).ShouldBe([24, 23, 24]);
        Of(days, 3).ShouldAllBe(o => o.EndLocal == o.StartLocal.PlusDays(1));
    }

    [Fact]
    public void Another_event_is_as_long_as_it_was_planned_also_over_a_change_of_the_clocks() =>
        Of(In("Europe/Berlin", new LocalDateTime(2026, 3, 21, 22, 0), "FREQ=WEEKLY", 480), 2).ShouldAllBe(o => o.End - o.Start == Duration.FromHours(8));
}

public sealed class RuleEditSpec
{
    /// <summary>What a cut must never do: lose or repeat an occurrence.</summary>
    [Theory]
    [InlineData("FREQ=WEEKLY;BYDAY=TU")]
    [InlineData("FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,FR")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO,TU;WKST=SU")]
    [InlineData("FREQ=WEEKLY;COUNT=30;BYDAY=TU,SU")]
    [InlineData("FREQ=DAILY;INTERVAL=5;COUNT=40")]
    [InlineData("FREQ=MONTHLY;BYDAY=-1FR")]
    [InlineData("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=24,31")]
    [InlineData("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1,1")]
    [InlineData("FREQ=YEARLY;BYMONTH=11,2;BYMONTHDAY=24,29;COUNT=20")]
    [InlineData("FREQ=WEEKLY;UNTIL=20280101T000000Z;BYDAY=TU")]
    [InlineData("FREQ=DAILY;BYHOUR=9,15;COUNT=50")]
    public void The_two_halves_of_a_series_are_the_series(string rule)
    {
        var time = Rule(rule);
        var whole = new Series(time, []).All.Take(60).ToList();
        for (var cut = 1; cut < Math.Min(12, whole.Count); cut++)
        {
            var at = whole[cut].Key;
            var before = new Series(time.Before(at), []).All.Take(60);
            var rest = new Series(time with { Start = at, End = at.PlusHours(1), Recurrence = time.From(at, at) }, []).All.Take(60);
            before.Concat(rest).Take(whole.Count).ShouldBe(whole, $"cut at {cut}");
        }
    }

    [Fact]
    public void What_does_not_move_is_the_same()
    {
        var recurrence = new Recurrence("FREQ=WEEKLY;BYDAY=TU", [Second], []);
        recurrence.Moved(First, First).ShouldBe(recurrence);
    }

    [Fact]
    public void One_event_has_nothing_to_cut()
    {
        Once.Before(First).ShouldBe(Once);
        Once.From(First, Second).ShouldBeNull();
    }
}
