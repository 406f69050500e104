namespace VideoConf.ICalendar.Tests;

public sealed class RuleErrorsSpec
{
    [Theory]
    [InlineData("", "empty_rule", "", 0)]
    [InlineData("COUNT=3", "missing_freq", "FREQ", 0)]
    [InlineData("FREQ=FORTNIGHTLY", "bad_value", "FREQ", 5)]
    [InlineData("FREQ=DAILY;FREQ=WEEKLY", "duplicate_part", "FREQ", 11)]
    [InlineData("FREQ=DAILY;BYEASTER=1", "unknown_part", "BYEASTER", 11)]
    [InlineData("FREQ=DAILY;INTERVAL", "bad_value", "INTERVAL", 11)]
    [InlineData("FREQ=DAILY;INTERVAL=0", "out_of_range", "INTERVAL", 20)]
    [InlineData("FREQ=DAILY;COUNT=1e3", "bad_value", "COUNT", 17)]
    [InlineData("FREQ=DAILY;COUNT=99999999999", "bad_value", "COUNT", 17)]
    [InlineData("FREQ=DAILY;UNTIL=20260230", "bad_value", "UNTIL", 17)]
    [InlineData("FREQ=DAILY;COUNT=3;UNTIL=20260228", "count_and_until", "UNTIL", 25)]
    [InlineData("FREQ=YEARLY;BYMONTH=1,13", "out_of_range", "BYMONTH", 22)]
    [InlineData("FREQ=MONTHLY;BYDAY=MO,,TU", "bad_value", "BYDAY", 22)]
    [InlineData("FREQ=MONTHLY;BYDAY=MO,0TU", "out_of_range", "BYDAY", 22)]
    [InlineData("FREQ=MONTHLY;BYDAY=6MO", "out_of_range", "BYDAY", 19)]
    [InlineData("FREQ=WEEKLY;BYDAY=2MO", "part_not_allowed", "BYDAY", 18)]
    [InlineData("FREQ=WEEKLY;BYMONTHDAY=2", "part_not_allowed", "BYMONTHDAY", 23)]
    [InlineData("FREQ=MONTHLY;BYWEEKNO=2", "part_not_allowed", "BYWEEKNO", 22)]
    [InlineData("FREQ=MONTHLY;BYYEARDAY=2", "part_not_allowed", "BYYEARDAY", 23)]
    [InlineData("FREQ=MONTHLY;BYSETPOS=2", "part_not_allowed", "BYSETPOS", 22)]
    [InlineData("FREQ=MONTHLY;SKIP=FORWARD", "part_not_allowed", "SKIP", 18)]
    [InlineData("RSCALE=HEBREW;FREQ=YEARLY", "bad_value", "RSCALE", 7)]
    public void A_refusal_names_the_part_and_the_character(string text, string code, string part, int position)
    {
        RecurrenceRule.TryParse(text, out _, out var error).ShouldBeFalse();

        (error!.Code, error.Part, error.Position).ShouldBe((code, part, position));
    }

    [Theory]
    [InlineData("freq=weekly;byday=mo", "FREQ=WEEKLY;BYDAY=MO")]
    [InlineData("FREQ=WEEKLY;BYDAY=MO;", "FREQ=WEEKLY;BYDAY=MO")]
    [InlineData("FREQ=WEEKLY;X-KIND=7", "FREQ=WEEKLY")]
    [InlineData("FREQ=DAILY;UNTIL=20260101T000000ZZ", "FREQ=DAILY;UNTIL=20260101T000000Z")]
    [InlineData("FREQ=DAILY;BYWEEKNO=20", "FREQ=DAILY;BYWEEKNO=20")]
    public void The_lenient_reading_takes_what_programs_write(string text, string read)
    {
        RecurrenceRule.TryParse(text, out var rule, out _, RuleReading.Lenient).ShouldBeTrue();

        rule!.ToString().ShouldBe(read);
    }
}
