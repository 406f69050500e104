namespace VideoConf.ICalendar.Tests;

public sealed class EventSeriesSpec
{
    private const string Master = "BEGIN:VEVENT|UID:a|DTSTART;TZID=Europe/Berlin:20260302T090000|DURATION:PT1H|SUMMARY:Weekly|RRULE:FREQ=WEEKLY;COUNT=3|END:VEVENT|";

    [Fact]
    public void A_UID_is_a_master_with_its_changed_occurrences()
    {
        var series = Events.Calendar(
            "BEGIN:VEVENT|UID:a|RECURRENCE-ID;TZID=Europe/Berlin:20260309T090000|DTSTART;TZID=Europe/Berlin:20260310T110000|DURATION:PT2H|SUMMARY:Moved|END:VEVENT|"
            + Master + "BEGIN:VEVENT|UID:b|DTSTART:20260302T090000Z|END:VEVENT").Series();

        series.Select(one => (one.Uid, one.Overrides.Count)).ShouldBe([("a", 1), ("b", 0)]);
        series[0].ToRecurrenceSet().Occurrences()
            .Select(occurrence => $"{Times.Text(occurrence.Start.Local)} {Times.Text(occurrence.End.Local)} {series[0].ComponentOf(occurrence).Summary}").ShouldBe([
                "20260302T090000 20260302T100000 Weekly", "20260310T110000 20260310T130000 Moved", "20260316T090000 20260316T100000 Weekly",
            ]);
    }

    [Theory]
    [InlineData("RECURRENCE-ID:20260309T080000Z")]
    [InlineData("RECURRENCE-ID:20260309T090000")]
    [InlineData("RECURRENCE-ID;VALUE=DATE:20260309")]
    public void A_changed_occurrence_may_be_named_in_several_ways(string name)
    {
        var series = Events.Calendar(Master + $"BEGIN:VEVENT|UID:a|{name}|DTSTART;TZID=Europe/Berlin:20260310T110000|SUMMARY:Moved|END:VEVENT").Series().Single();

        series.ToRecurrenceSet().Occurrences().Select(occurrence => series.ComponentOf(occurrence).Summary).ShouldBe(["Weekly", "Moved", "Weekly"]);
    }

    [Fact]
    public void A_range_moves_this_and_the_following()
    {
        var series = Events.Calendar(Master + "BEGIN:VEVENT|UID:a|RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260309T090000|DTSTART;TZID=Europe/Berlin:20260309T103000|DURATION:PT1H|END:VEVENT").Series().Single();

        series.ToRecurrenceSet().Occurrences().Select(occurrence => Times.Text(occurrence.Start.Local)).ShouldBe(["20260302T090000", "20260309T103000", "20260316T103000"]);
    }

    [Fact]
    public void Of_two_revisions_the_later_counts()
    {
        var series = Events.Calendar(Master.Replace("SUMMARY:Weekly", "SUMMARY:New|SEQUENCE:2") + Master).Series().Single();

        series.Master!.Summary.ShouldBe("New");
    }

    [Fact]
    public void Changed_occurrences_without_their_master_stand_alone() =>
        Events.Calendar("BEGIN:VEVENT|UID:a|RECURRENCE-ID:20260309T090000Z|DTSTART:20260310T110000Z|END:VEVENT|BEGIN:VEVENT|UID:a|RECURRENCE-ID:20260316T090000Z|DTSTART:20260317T110000Z|END:VEVENT")
            .Series().Single().ToRecurrenceSet().Occurrences().Select(occurrence => Times.Text(occurrence.Start.Local)).ShouldBe(["20260310T110000", "20260317T110000"]);
}
