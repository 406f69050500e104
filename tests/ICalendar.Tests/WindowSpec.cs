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
    [InlineData("FREQ=DAILY", "-")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO,WE", "-")]
    [InlineData("FREQ=MONTHLY;BYDAY=-1FR", "-")]
    [InlineData("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "-")]
    [InlineData("FREQ=DAILY", "Europe/Berlin")]
    [InlineData("FREQ=WEEKLY;BYDAY=SU", "Europe/Berlin")]
    [InlineData("FREQ=MONTHLY;BYDAY=-1SU", "America/New_York")]
    [InlineData("FREQ=HOURLY;INTERVAL=12", "Europe/Berlin")]
    public void An_occurrence_allocates_nothing_also_at_the_changes_of_the_clocks(string text, string zone)
    {
        var rule = Times.Rule(text);
        var start = Times.At("20200105T023000", zone);
        Allocated(rule.Occurrences(start).GetEnumerator(), 2_000);
        var few = Allocated(rule.Occurrences(start).GetEnumerator(), 10);

        Allocated(rule.Occurrences(start).GetEnumerator(), 2_000).ShouldBe(few);
    }

    [Fact]
    public void An_occurrence_of_a_set_allocates_nothing()
    {
        var start = Times.At("20200105T023000", "Europe/Berlin");
        var set = new RecurrenceSet
        {
            Start = start, Length = new(0, Duration.FromHours(1)), Rules = [Times.Rule("FREQ=DAILY"), Times.Rule("FREQ=WEEKLY")],
            ExceptDates = [.. Enumerable.Range(1, 500).Select(day => start with { Local = start.Local.PlusDays(day * 3) })],
            ExtraDates = [.. Enumerable.Range(1, 500).Select(day => new ExtraDate(start with { Local = start.Local.PlusDays(day * 5).PlusHours(2) }))],
        };
        AllocatedBySet(set, 10_000);
        var few = AllocatedBySet(set, 10);

        AllocatedBySet(set, 10_000).ShouldBe(few);
    }

    [Theory]
    [InlineData("FREQ=SECONDLY", 86_400)]
    [InlineData("FREQ=SECONDLY;INTERVAL=7", 12_343)]
    [InlineData("FREQ=SECONDLY;BYMINUTE=0", 1_440)]
    [InlineData("FREQ=MINUTELY;BYSECOND=0,20,40", 4_320)]
    [InlineData("FREQ=HOURLY;INTERVAL=12", 2)]
    [InlineData("FREQ=HOURLY;BYHOUR=9,10;BYMINUTE=0,30;BYSETPOS=-1", 2)]
    [InlineData("FREQ=YEARLY;BYHOUR=9,10;BYMINUTE=0,30", 4)]
    [InlineData("FREQ=WEEKLY", 1)]
    public void A_caller_can_refuse_what_would_flood_a_day(string text, int most)
    {
        var rule = Times.Rule(text);
        var found = rule.Occurrences(Times.At("20200101T000000")).AsEnumerable().Take(200_000).GroupBy(occurrence => occurrence.Local.Date).Max(day => day.Count());

        rule.MostPerDay.ShouldBe(most);
        found.ShouldBe(most);
        new RecurrenceSet { Start = Start, Rules = [rule, rule] }.MostPerDay.ShouldBe(2 * most);
    }

    [Fact]
    public void A_window_ends_a_rule_that_never_matches() =>
        Times.Rule("FREQ=SECONDLY;INTERVAL=60;BYSECOND=7").Between(Start, Start.ToInstant(), Start.ToInstant() + Duration.FromDays(366)).AsEnumerable().ShouldBeEmpty();

    private static long Allocated(RecurrenceEnumerator walk, int count)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        while (count-- > 0 && walk.MoveNext())
        {
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static long AllocatedBySet(RecurrenceSet set, int count)
    {
        using var walk = set.Occurrences().GetEnumerator();
        walk.MoveNext();
        var before = GC.GetAllocatedBytesForCurrentThread();
        while (count-- > 0 && walk.MoveNext())
        {
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
