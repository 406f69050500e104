using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

public sealed class ScheduleEventSpec
{
    [Fact]
    public void An_event_is_scheduled_as_planned() => Spec.Given()
        .When(() => ScheduleEvent.Decide(new ScheduleEvent(EventId, "standup@videoconf", new Organizer(Ada, "Ada", "ada@example.org"), Plan(), Now)))
        .Then(Scheduled);

    [Fact]
    public void Its_uid_is_the_same_for_ever() => ScheduleEvent.UidOf(EventId).ShouldBe("01a203db-0000-7000-8000-0000000000e1@videoconf");

    [Theory]
    [InlineData("Europe/Atlantis", "unknown_time_zone")]
    [InlineData("", "unknown_time_zone")]
    [InlineData("Etc/Nowhere", "unknown_time_zone")]
    public void A_time_zone_must_be_one(string zone, string code) => Refusal(Once with { TimeZone = zone }).ShouldBe(code);

    [Theory]
    [InlineData(0)]
    [InlineData(-30)]
    public void It_must_end_after_its_start(int minutes) => Refusal(Once with { End = First.PlusMinutes(minutes) }).ShouldBe("ends_before_start");

    [Theory]
    [InlineData("FREQ=SOMETIMES")]
    [InlineData("FREQ=WEEKLY;BYDAY=XX")]
    [InlineData("FREQ=WEEKLY;COUNT=3;UNTIL=20270101T000000Z")]
    [InlineData("BYDAY=TU")]
    [InlineData("TU")]
    public void A_rule_must_be_one(string rule) => Refusal(Rule(rule)).ShouldBe("invalid_rule");

    [Fact]
    public void The_refusal_of_a_rule_says_which_part_and_where()
    {
        var refused = EventPlan.Refuse(Rule("FREQ=WEEKLY;BYDAY=TU,XX"), "recurrence.rule").ShouldBeOfType<Decision.Refused>();
        refused.Field.ShouldBe("recurrence.rule");
        refused.Reason.ShouldStartWith("BYDAY at character 22");
    }

    [Theory]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")]
    [InlineData("FREQ=DAILY;UNTIL=20200101T000000Z")]
    public void A_repetition_that_never_comes_to_pass_is_refused(string rule) => Refusal(Rule(rule)).ShouldBe("no_occurrences");

    [Fact]
    public void So_is_one_whose_only_dates_are_excepted() => Refusal(Rule("FREQ=WEEKLY;BYDAY=TU;COUNT=2", First, Second)).ShouldBe("no_occurrences");

    [Theory]
    [InlineData("FREQ=SECONDLY")]
    [InlineData("FREQ=MINUTELY;INTERVAL=5")]
    [InlineData("FREQ=HOURLY")]
    [InlineData("FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16")]
    public void More_than_5000_occurrences_in_two_years_are_refused(string rule) => Refusal(Rule(rule)).ShouldBe("too_many_occurrences");

    [Theory]
    [InlineData("FREQ=DAILY;BYHOUR=9,10,11,12,13,14")]
    [InlineData("FREQ=HOURLY;COUNT=5000")]
    [InlineData("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")]
    [InlineData("FREQ=WEEKLY")]
    public void Up_to_that_they_are_not(string rule) => EventPlan.Refuse(Rule(rule), "recurrence.rule").ShouldBeNull();

    private static string Refusal(EventTime time) => EventPlan.Refuse(time, "recurrence.rule").ShouldBeOfType<Decision.Refused>().Code;
}
