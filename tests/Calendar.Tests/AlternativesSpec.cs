namespace VideoConf.Calendar.Tests;

public sealed class AlternativesSpec
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 24, 12, 0);
    private static readonly Instant LongAgo = Noon - Duration.FromDays(30);

    private static Interval At(double hours, double length = 1) => new(Noon + Duration.FromHours(hours), Noon + Duration.FromHours(hours + length));

    [Fact]
    public void The_three_nearest_by_half_hours_in_the_order_of_the_day() => Alternatives.Near([At(0)], [At(0)], LongAgo).ShouldBe([At(-1), At(1), At(1.5)]);

    [Fact]
    public void What_touches_is_free() => Alternatives.Near([At(0)], [At(-1, 2), At(2)], LongAgo).ShouldBe([At(-2.5), At(-2), At(1)]);

    [Fact]
    public void What_has_begun_already_is_none() => Alternatives.Near([At(0)], [At(0)], Noon - Duration.FromHours(1)).ShouldBe([At(1), At(1.5), At(2)]);

    [Fact]
    public void A_series_needs_all_its_dates() => Alternatives.Near([At(0), At(24)], [At(0), At(25), At(22)], LongAgo).ShouldBe([At(-1), At(2), At(2.5)]);

    [Fact]
    public void A_day_that_is_full_has_none() => Alternatives.Near([At(0)], [At(-14, 28)], LongAgo).ShouldBeEmpty();

    [Fact]
    public void None_overlaps_what_is_held_and_all_are_as_long_as_was_wanted()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var held = Enumerable.Range(-12, 24).Where(_ => random.Next(2) == 0).Select(h => At(h, 0.75)).ToArray();
            var found = Alternatives.Near([At(0.25, 0.5)], held, LongAgo);
            found.ShouldAllBe(f => f.Duration == Duration.FromMinutes(30) && held.All(h => h.End <= f.Start || h.Start >= f.End));
            found.Count.ShouldBeLessThanOrEqualTo(3);
        }
    }
}

public sealed class FreeTimesSpec
{
    private static readonly Instant From = Instant.FromUtc(2026, 11, 24, 8, 0);
    private static readonly Instant To = From + Duration.FromHours(10);

    private static Interval At(int from, int to) => new(From + Duration.FromMinutes(from), From + Duration.FromMinutes(to));

    private static Interval[] Gaps(int minutes, params Interval[] busy) => [.. FindFreeTimes.Gaps(busy, From, To, Duration.FromMinutes(minutes))];

    [Fact]
    public void A_day_without_anything_is_free() => Gaps(30).ShouldBe([At(0, 600)]);

    [Fact]
    public void Between_busy_times_in_whatever_order_they_come() => Gaps(30, At(300, 360), At(60, 120)).ShouldBe([At(0, 60), At(120, 300), At(360, 600)]);

    [Fact]
    public void What_is_too_short_is_none() => Gaps(60, At(59, 100), At(160, 600)).ShouldBe([At(100, 160)]);

    [Fact]
    public void Busy_times_that_overlap_or_lie_within_one_another_count_once() => Gaps(30, At(60, 300), At(100, 120), At(200, 400)).ShouldBe([At(0, 60), At(400, 600)]);

    [Fact]
    public void What_reaches_over_the_edges_is_cut_off() => Gaps(30, At(-60, 60), At(570, 700)).ShouldBe([At(60, 570)]);

    [Fact]
    public void What_lies_outside_does_not_matter() => Gaps(30, At(-60, -30), At(620, 700)).ShouldBe([At(0, 600)]);

    [Fact]
    public void A_window_that_is_all_taken_has_none() => Gaps(5, At(-60, 700)).ShouldBeEmpty();
}
