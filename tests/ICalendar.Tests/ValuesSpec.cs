namespace VideoConf.ICalendar.Tests;

/// <summary>RFC 5545 section 3.3.</summary>
public sealed class ValuesSpec
{
    [Theory]
    [InlineData("20260302", "20260302T000000 date")]
    [InlineData("20260302T093000", "20260302T093000 floating")]
    [InlineData("20260302T093000Z", "20260302T093000 UTC")]
    [InlineData(" 20260302t093000z ", "20260302T093000 UTC")]
    [InlineData("20261231T235960", "20261231T235959 floating")]
    [InlineData("99991231", "99991230T000000 date")]
    [InlineData("20260230", null)]
    [InlineData("20260302T240000", null)]
    [InlineData("20260302T0930", null)]
    [InlineData("2026-03-02", null)]
    [InlineData("", null)]
    public void A_date_or_time_is_told_by_its_shape(string text, string? read) =>
        (TimeText.TryTime(text, null, out var time)
            ? $"{Times.Text(time.Local)} {(time.IsDate ? "date" : time.Zone?.Id ?? "floating")}" : null).ShouldBe(read);

    [Theory]
    [InlineData("P15DT5H0M20S", "P15DT5H20S")]
    [InlineData("P7W", "P49D")]
    [InlineData("-PT15M", "-PT15M")]
    [InlineData("+P1D", "P1D")]
    [InlineData("pt90m", "PT1H30M")]
    [InlineData("P1W2D", "P9D")]
    [InlineData("PT0S", "PT0S")]
    [InlineData("-P1DT1H", "-P1DT1H")]
    [InlineData("P", null)]
    [InlineData("PT", null)]
    [InlineData("PT5", null)]
    [InlineData("P5H", null)]
    [InlineData("PT5D", null)]
    [InlineData("PT1.5H", null)]
    [InlineData("15M", null)]
    [InlineData("P999999999D", null)]
    [InlineData("PT99999999999999999999S", null)]
    public void A_duration_is_days_and_exact_time(string text, string? read) =>
        (ValueText.TryDuration(text, out var length) ? ValueText.OfDuration(length) : null).ShouldBe(read);

    [Theory]
    [InlineData("+0100", 3600)]
    [InlineData("-0330", -12600)]
    [InlineData("-000144", -104)]
    [InlineData("0200", 7200)]
    [InlineData("+1900", null)]
    [InlineData("+01:00", null)]
    [InlineData("", null)]
    public void An_offset_may_have_seconds(string text, int? seconds) =>
        (ValueText.TryOffset(text, out var offset) ? offset.Seconds : default(int?)).ShouldBe(seconds);

    [Theory]
    [InlineData("19970101T180000Z/19970102T070000Z", "19970101T180000Z/PT13H")]
    [InlineData("19970101T180000Z/PT5H30M", "19970101T180000Z/PT5H30M")]
    [InlineData("19970101T180000/P1D", "19970101T180000/P1D")]
    [InlineData("19970101T180000Z/19970101T170000Z", null)]
    [InlineData("19970101T180000Z/-PT1H", null)]
    [InlineData("19970101T180000Z/soon", null)]
    public void A_period_ends_at_a_time_or_after_a_duration(string text, string? read) =>
        (TimeText.TryExtraDate(text, null, out var date) ? TimeText.WritePeriod(date.Start, date.Length!.Value) : null).ShouldBe(read);

    [Theory]
    [InlineData("a,b", "a|b")]
    [InlineData(@"a\,b,c\\,d\;e\n", "a,b|c\\|d;e\n")]
    [InlineData("", "")]
    [InlineData(@"a\", @"a\")]
    public void A_list_of_texts_is_parted_at_its_bare_commas(string value, string texts) =>
        new CalendarProperty("CATEGORIES", value, []).Texts.ShouldBe(texts.Split('|'));
}
