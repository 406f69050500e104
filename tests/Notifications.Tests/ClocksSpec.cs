namespace VideoConf.Notifications.Tests;

public sealed class ClocksSpec
{
    private static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];

    private static Instant At(int month, int day, int hour, int minute = 0, int year = 2027) => new LocalDateTime(year, month, day, hour, minute).InZoneLeniently(Berlin).ToInstant();

    [Fact]
    public void The_next_time_is_today_or_tomorrow()
    {
        Clocks.Next("08:00", Berlin, At(1, 5, 7, 59)).ShouldBe(At(1, 5, 8));
        Clocks.Next("08:00", Berlin, At(1, 5, 8)).ShouldBe(At(1, 6, 8));
    }

    [Fact]
    public void It_stays_at_its_hour_when_the_clocks_change() => Clocks.Next("08:00", Berlin, At(3, 27, 9)).ShouldBe(Instant.FromUtc(2027, 3, 28, 6, 0));

    [Fact]
    public void A_time_that_the_clocks_skip_is_the_first_moment_behind_the_gap() => Clocks.Next("02:30", Berlin, At(3, 27, 12)).ShouldBe(Instant.FromUtc(2027, 3, 28, 1, 0));

    [Fact]
    public void A_time_that_comes_twice_is_taken_once_and_the_first_time()
    {
        var first = Clocks.Next("02:30", Berlin, At(10, 30, 12));
        first.ShouldBe(Instant.FromUtc(2027, 10, 31, 0, 30));
        Clocks.Next("02:30", Berlin, first).ShouldBe(Instant.FromUtc(2027, 11, 1, 1, 30));
    }

    [Theory]
    [InlineData("22:00", "07:00", 21, 59, null), InlineData("22:00", "07:00", 22, 0, 7), InlineData("22:00", "07:00", 6, 59, 7), InlineData("22:00", "07:00", 7, 0, null),
     InlineData("12:00", "14:00", 13, 0, 14), InlineData("12:00", "14:00", 11, 59, null), InlineData("09:00", "09:00", 9, 0, null)]
    public void Quiet_hours_end_at_the_next_end(string from, string to, int hour, int minute, int? ends)
    {
        var now = At(1, 5, hour, minute);
        var end = Clocks.EndOfQuiet(new QuietHours(from, to), Berlin, now);
        if (ends is { } e) end.InZone(Berlin).TimeOfDay.ShouldBe(new LocalTime(e, 0));
        else end.ShouldBe(now);
    }

    [Theory]
    [InlineData("07:00", true), InlineData("24:00", false), InlineData("7:00", false), InlineData("", false), InlineData(null, false), InlineData("07:00:00", false)]
    public void A_time_is_two_digits_twice(string? text, bool isTime) => Clocks.IsTime(text).ShouldBe(isTime);
}
