namespace VideoConf.ICalendar.Tests;

public sealed class WindowSpec
{
    private static readonly CalendarTime Start = Times.At("20200106T090000", "Europe/Berlin");

    [Theory]
    [InlineData("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=MINUTELY;INTERVAL=1440;BYHOUR=5")]
    [InlineData("FREQ=SECONDLY;INTERVAL=60;BYSECOND=7")]
    [InlineData("FREQ=MINUTELY;BYSECOND=1;BYSETPOS=2")]
    public void A_rule_that_never_matches_ends(string rule) =>
        Times.Rule(rule).Occurrences(Start).AsEnumerable().ShouldBeEmpty();

    [Theory]
    [InlineData("FREQ=YEARLY;INTERVAL=2147483647")]
    [InlineData("FREQ=WEEKLY;INTERVAL=2000000000")]
    [InlineData("FREQ=SECONDLY;INTERVAL=2147483647;COUNT=1")]
    public void An_interval_beyond_the_calendar_leaves_the_first(string rule) =>
        Times.Rule(rule).Occurrences(Start).AsEnumerable().Count().ShouldBe(1);

    [Theory]
    [InlineData("FREQ=DAILY", "20200106")]
    [InlineData("FREQ=DAILY;COUNT=2000000", "20200106")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=320000", "20200106")]
    [InlineData("FREQ=SECONDLY;BYSECOND=0", "20200106")]
    public void A_window_far_from_the_start_is_what_the_rule_says(string rule, string date)
    {
        var from = Instant.FromUtc(4000, 1, 3, 0, 0);
        var found = Times.Rule(rule).Between(Times.At(date + "T090000"), from, from + Duration.FromDays(7)).AsEnumerable().Take(100).ToArray();

        found.ShouldNotBeEmpty();
        found.ShouldAllBe(occurrence => occurrence.Instant >= from && occurrence.Instant < from + Duration.FromDays(7));
    }

    [Fact]
    public void The_nth_is_counted_from_one_and_null_past_the_end()
    {
        var rule = Times.Rule("FREQ=WEEKLY;BYDAY=MO,TH;COUNT=5");

        Times.Show(rule.Nth(Start, 1)!.Value).ShouldBe("20200106 0900+01");
        Times.Show(rule.Nth(Start, 5)!.Value).ShouldBe("20200120 0900+01");
        rule.Nth(Start, 6).ShouldBeNull();
    }

    [Theory]
    [InlineData("FREQ=DAILY")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,WE")]
    [InlineData("FREQ=MONTHLY;BYDAY=-1FR")]
    [InlineData("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1")]
    public void An_occurrence_allocates_nothing(string text)
    {
        var rule = Times.Rule(text);
        var few = Allocated(rule, 10);

        Allocated(rule, 1_000).ShouldBe(few);
    }

    private static long Allocated(RecurrenceRule rule, int count)
    {
        var start = Times.At("20200106T090000");
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var _ in rule.Occurrences(start))
        {
            if (--count == 0)
            {
                break;
            }
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
