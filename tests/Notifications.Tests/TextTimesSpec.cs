using VideoConf.Calendar.Contracts;
using VideoConf.Notifications.Mail;
using VideoConf.Notifications.Texts;

namespace VideoConf.Notifications.Tests;

/// <summary>Times, plurals, and what people write.</summary>
public sealed class TextTimesSpec
{
    private static string When(Content content, string zone = "Europe/Berlin", string language = "en") => new Times(Words.Of(language), TextsSpec.In(language, zone)).Whole(content)!;

    private static string? There(Content content, string zone = "Europe/Berlin") => new Times(Words.Of("en"), TextsSpec.In("en", zone)).AtTheEvent(content);

    private static Content At(Instant start, Instant? end = null, string? zone = null) => TextsSpec.Meeting with { Start = start, End = end, TimeZone = zone };

    [Theory]
    [InlineData(0, "Now", "Сейчас"), InlineData(1, "In 1 minute", "Через 1 минуту"), InlineData(2, "In 2 minutes", "Через 2 минуты"), InlineData(5, "In 5 minutes", "Через 5 минут")]
    [InlineData(11, "In 11 minutes", "Через 11 минут"), InlineData(12, "In 12 minutes", "Через 12 минут"), InlineData(21, "In 21 minutes", "Через 21 минуту"), InlineData(34, "In 34 minutes", "Через 34 минуты")]
    [InlineData(60, "In 1 hour", "Через 1 час"), InlineData(120, "In 2 hours", "Через 2 часа"), InlineData(90, "In 1 hour 30 minutes", "Через 1 час 30 минут"), InlineData(720, "In 12 hours", "Через 12 часов"), InlineData(1260, "In 21 hours", "Через 21 час")]
    [InlineData(1440, "In 1 day", "Через 1 день"), InlineData(2880, "In 2 days", "Через 2 дня"), InlineData(10080, "In 7 days", "Через 7 дней"), InlineData(1500, "In 1 day 1 hour", "Через 1 день 1 час"), InlineData(40320, "In 28 days", "Через 28 дней")]
    [InlineData(159840, "In 111 days", "Через 111 дней"), InlineData(145440, "In 101 days", "Через 101 день")]
    public void How_long_it_is_to_the_start(int minutes, string english, string russian) =>
        (Words.Of("en").In(Lead.Of(minutes)), Words.Of("ru").In(Lead.Of(minutes))).ShouldBe((english, russian));

    [Fact]
    public void The_same_hour_before_and_after_the_clocks_change_is_the_same_hour()
    {
        When(At(Instant.FromUtc(2027, 3, 26, 9, 0))).ShouldBe("Friday, 26 March 2027, 10:00 (Europe/Berlin, UTC+1)");
        When(At(Instant.FromUtc(2027, 3, 29, 8, 0))).ShouldBe("Monday, 29 March 2027, 10:00 (Europe/Berlin, UTC+2)");
        // The hour that comes twice
        When(At(Instant.FromUtc(2026, 10, 25, 0, 30))).ShouldBe("Sunday, 25 October 2026, 02:30 (Europe/Berlin, UTC+2)");
        When(At(Instant.FromUtc(2026, 10, 25, 1, 30))).ShouldBe("Sunday, 25 October 2026, 02:30 (Europe/Berlin, UTC+1)");
    }

    [Fact]
    public void Where_the_events_clock_shows_something_else_it_stands_beside()
    {
        var meeting = At(Instant.FromUtc(2026, 11, 24, 22, 30), Instant.FromUtc(2026, 11, 24, 23, 30), "Asia/Kolkata");
        When(meeting).ShouldBe("Tuesday, 24 November 2026, 23:30 – Wednesday, 25 November 2026, 00:30 (Europe/Berlin, UTC+1)");
        There(meeting).ShouldBe("Wednesday, 25 November 2026, 04:00–05:00 (Asia/Kolkata, UTC+5:30)");
        There(meeting, "Asia/Colombo").ShouldBeNull();
        There(meeting with { TimeZone = null }).ShouldBeNull();
    }

    [Fact]
    public void In_the_weeks_between_two_countries_changes_the_difference_is_told()
    {
        There(At(Instant.FromUtc(2026, 10, 28, 14, 0), null, "America/New_York"), "Europe/Berlin").ShouldBe("Wednesday, 28 October 2026, 10:00 (America/New_York, UTC-4)");
        When(At(Instant.FromUtc(2026, 10, 28, 14, 0)), "America/New_York").ShouldBe("Wednesday, 28 October 2026, 10:00 (America/New_York, UTC-4)");
    }

    [Theory]
    [InlineData("UTC"), InlineData("Nowhere/Land"), InlineData("")]
    public void A_zone_that_is_not_known_is_UTC(string zone) => When(At(Instant.FromUtc(2026, 1, 1, 0, 0)), zone, "ru").ShouldBe("четверг, 1 января 2026 г., 00:00 (UTC)");

    [Theory]
    [InlineData("Pacific/Honolulu"), InlineData("Pacific/Auckland"), InlineData("Europe/Berlin")]
    public void A_day_is_the_events_day_wherever_the_reader_is(string zone)
    {
        var day = At(Instant.FromUtc(2026, 11, 23, 15, 0), Instant.FromUtc(2026, 11, 24, 15, 0), "Asia/Tokyo") with { AllDay = true };
        When(day, zone).ShouldBe("Tuesday, 24 November 2026");
        There(day, zone).ShouldBeNull();
    }

    [Fact]
    public void Every_day_of_the_year_has_its_name()
    {
        foreach (var language in new[] { "en", "ru" })
        {
            var days = Enumerable.Range(0, 365).Select(i => Words.Of(language).Day(new LocalDate(2027, 1, 1).PlusDays(i))).ToList();
            days.Distinct().Count().ShouldBe(365);
        }
        Words.Of("ru").Day(new LocalDate(2026, 5, 9)).ShouldBe("суббота, 9 мая 2026 г.");
    }

    public static TheoryData<string> Evil => ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onclick='x", "a & b &lt;", "</td></table><h1>"];

    [Theory]
    [MemberData(nameof(Evil))]
    public void What_people_write_is_never_markup(string text)
    {
        var content = TextsSpec.Meeting with { Title = text, By = text, Comment = text, Response = Participation.Accepted, Place = text, MinutesBefore = 10, What = [Changed.Time] };
        var clean = TextsSpec.Meeting with { Title = "x", By = "x", Comment = "x", Response = Participation.Accepted, Place = "x", MinutesBefore = 10, What = [Changed.Time] };
        foreach (var kind in Enum.GetValues<Kind>())
        {
            var written = TextsSpec.Write(kind, Around(kind, content));
            Tags(written.Html).ShouldBe(Tags(TextsSpec.Write(kind, Around(kind, clean)).Html));
            written.Text.ShouldContain(text);
        }

        static Content Around(Kind kind, Content content) => kind == Kind.Digest ? new Content(null, null, "", content.Start, Lines: [new(null, content), new(Kind.Answer, content)]) : content;

        static IReadOnlyList<string> Tags(string html) => [.. System.Text.RegularExpressions.Regex.Matches(html, "<[^>]*>").Select(tag => tag.Value)];
    }

    [Theory]
    [InlineData("javascript:alert(1)"), InlineData("//evil.example/x"), InlineData("data:text/html,x"), InlineData("Room 5"), InlineData("/\\evil"), InlineData("\" onclick=\"x")]
    public void A_place_that_is_no_link_is_no_link(string place) =>
        TextsSpec.Write(Kind.Reminder, TextsSpec.Meeting with { Place = place, MinutesBefore = 1 }).Html.Split("href=\"").Skip(1).ShouldAllBe(link => link.StartsWith("https://videoconf.example/"));

    [Fact]
    public void A_title_of_ten_thousand_characters_is_cut_everywhere()
    {
        foreach (var kind in Enum.GetValues<Kind>())
        {
            var content = TextsSpec.Meeting with { Title = new string('я', 10_000), By = new string('б', 10_000), Comment = new string('в', 10_000), Response = Participation.Accepted, MinutesBefore = 1 };
            var written = TextsSpec.Write(kind, kind == Kind.Digest ? content with { Lines = [new(null, content), new(Kind.Change, content)] } : content, "ru");
            (written.Subject.Length, written.Text.Length, written.Html.Length).ShouldSatisfyAllConditions(
                size => size.Item1.ShouldBeLessThan(300), size => size.Item2.ShouldBeLessThan(5000), size => size.Item3.ShouldBeLessThan(10_000));
            System.Text.Encoding.UTF8.GetByteCount(written.Short.Title + written.Short.Body).ShouldBeLessThan(1500);
        }
    }

    [Fact]
    public void Titles_of_several_lines_are_one() => TextsSpec.Write(Kind.Invitation, TextsSpec.Meeting with { Title = "a\r\nb\0c" }).Subject.ShouldBe("Invitation: a b c (24 November, 14:00)");

    [Fact]
    public void One_without_an_account_gets_no_links_to_settings_and_the_calendar()
    {
        var written = TextsSpec.Write(Kind.Invitation, TextsSpec.Meeting, links: new Links("https://videoconf.example", "https://videoconf.example/invitation/t", Unsubscribe: "https://videoconf.example/stop/t"));
        written.Text.ShouldContain("https://videoconf.example/invitation/t?answer=declined");
        written.Text.ShouldContain("this address was invited");
        written.Text.ShouldNotContain("Open in the calendar");
        written.Text.ShouldNotContain("Change what");
    }

    [Fact]
    public async Task A_mail_of_it_arrives_as_it_was_written()
    {
        await using var server = await MailServer.Start("none");
        var written = TextsSpec.Write(Kind.Invitation, TextsSpec.Meeting, "ru");
        var got = await server.SendAndGet(Mails.To("ada@example.org", written.Subject, calendar: Mails.Invitation) with { Text = written.Text, Html = written.Html });
        (got.Subject, got.Text.TrimEnd(), got.Html!.TrimEnd()).ShouldBe((written.Subject, written.Text.TrimEnd(), written.Html.TrimEnd()));
        got.Files.Count.ShouldBe(2);
    }
}
