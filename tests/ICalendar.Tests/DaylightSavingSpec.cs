namespace VideoConf.ICalendar.Tests;

/// <summary>Decision 7.</summary>
public sealed class DaylightSavingSpec
{
    [Fact]
    public void A_weekly_meeting_in_Berlin_stays_at_nine_through_both_changes()
    {
        var weekly = Times.Rule("FREQ=WEEKLY");

        weekly.Occurrences(Times.At("20260323T090000", "Europe/Berlin")).Shown(2)
            .ShouldBe(["20260323 0900+01", "20260330 0900+02"]);
        weekly.Between(Times.At("20260323T090000", "Europe/Berlin"), Instant.FromUtc(2026, 10, 19, 0, 0), Instant.FromUtc(2026, 10, 27, 0, 0)).Shown(9)
            .ShouldBe(["20261019 0900+02", "20261026 0900+01"]);
    }

    [Fact]
    public void A_meeting_in_Moscow_stays_at_nine_across_the_years_of_changed_law() =>
        Times.Rule("FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=15;UNTIL=20150801").Occurrences(Times.At("20100115T090000", "Europe/Moscow")).Shown(20)
            .ShouldBe([
                "20100115 0900+03", "20100715 0900+04", "20110115 0900+03", "20110715 0900+04", "20120115 0900+04", "20120715 0900+04",
                "20130115 0900+04", "20130715 0900+04", "20140115 0900+04", "20140715 0900+04", "20150115 0900+03", "20150715 0900+03",
            ]);

    [Fact]
    public void A_time_that_does_not_exist_takes_the_offset_before_the_gap_and_the_next_day_is_as_ever() =>
        Times.Rule("FREQ=DAILY;COUNT=3").Occurrences(Times.At("20260328T023000", "Europe/Berlin")).Shown(9)
            .ShouldBe(["20260328 0230+01", "20260329 0330+02", "20260330 0230+02"]);

    [Fact]
    public void A_time_that_comes_twice_is_the_first_of_the_two() =>
        Times.Rule("FREQ=DAILY;COUNT=3").Occurrences(Times.At("20261024T023000", "Europe/Berlin")).Shown(9)
            .ShouldBe(["20261024 0230+02", "20261025 0230+02", "20261026 0230+01"]);

    [Fact]
    public void A_rule_that_repeats_within_the_day_leaves_out_what_does_not_exist_uncounted() =>
        Times.Rule("FREQ=HOURLY;COUNT=4").Occurrences(Times.At("20260329T003000", "Europe/Berlin")).Shown(9)
            .ShouldBe(["20260329 0030+01", "20260329 0130+01", "20260329 0330+02", "20260329 0430+02"]);

    [Fact]
    public void A_rule_that_repeats_within_the_day_visits_the_doubled_hour_once() =>
        Times.Rule("FREQ=MINUTELY;INTERVAL=30;COUNT=4").Occurrences(Times.At("20261025T020000", "Europe/Berlin")).Shown(9)
            .ShouldBe(["20261025 0200+02", "20261025 0230+02", "20261025 0300+01", "20261025 0330+01"]);

    [Fact]
    public void A_day_that_a_country_skipped_is_left_out() =>
        Times.Rule("FREQ=DAILY;COUNT=3").Occurrences(Times.At("20111229T090000", "Pacific/Apia")).Shown(9)
            .ShouldBe(["20111229 0900-10", "20111231 0900+14", "20120101 0900+14"]);

    [Fact]
    public void A_count_reached_by_arithmetic_knows_of_the_skipped_day()
    {
        var start = Times.At("20111201T090000", "Pacific/Apia");
        var rule = Times.Rule("FREQ=DAILY;COUNT=60");
        var last = rule.Occurrences(start).AsEnumerable().Last();

        rule.Nth(start, 60).ShouldBe(last);
        rule.Between(start, last.Instant, Instant.MaxValue).AsEnumerable().ShouldBe([last]);
    }

    [Fact]
    public void Until_in_UTC_is_compared_on_the_time_line() =>
        Times.Rule("FREQ=DAILY;UNTIL=20260330T070000Z").Occurrences(Times.At("20260328T090000", "Europe/Berlin")).Shown(9)
            .ShouldBe(["20260328 0900+01", "20260329 0900+02", "20260330 0900+02"]);

    [Fact]
    public void A_whole_day_has_no_offset() =>
        Times.Rule("FREQ=WEEKLY;UNTIL=20260405T220000Z").Occurrences(CalendarTime.OfDate(new LocalDate(2026, 3, 29))).Shown(9)
            .ShouldBe(["20260329 0000+00", "20260405 0000+00"]);
}
