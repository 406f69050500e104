using VideoConf.Calendar.Contracts;
using VideoConf.Notifications.Texts;

namespace VideoConf.Notifications.Tests;

/// <summary>
/// What people read, each kind in each language: golden files in the folder Texts, to be read by a person. One that is missing is
/// written, for a person to look at and commit.
/// </summary>
public sealed class TextsSpec
{
    private static readonly Guid EventId = Guid.Parse("019ab000-0000-7000-8000-000000000001");
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 24, 13, 0);

    internal static readonly Links Links = new(
        "https://videoconf.example", "https://videoconf.example/invitation/t0k3n", "https://videoconf.example/calendar/1", "https://videoconf.example/settings/notifications", "https://videoconf.example/unsubscribe/u");

    internal static readonly Content Meeting = new(
        EventId, null, "Планёрка & review", Start, Start + Duration.FromMinutes(90), TimeZone: "Europe/Moscow", Place: "/rooms/abc-defg", By: "Ада Лавлейс");

    internal static Reader In(string language, string zone = "Europe/Berlin") => new("Bob", language, zone);

    internal static Written Write(Kind kind, Content content, string language = "en", string zone = "Europe/Berlin", Links? links = null) => NotificationTexts.Write(kind, content, In(language, zone), links ?? Links);

    private static readonly Dictionary<string, (Kind Kind, Content Content)> Cases = new()
    {
        ["invitation"] = (Kind.Invitation, Meeting),
        ["invitation-series"] = (Kind.Invitation, Meeting with { IsSeries = true, By = null }),
        ["invitation-all-day"] = (Kind.Invitation, Meeting with { AllDay = true, Start = Instant.FromUtc(2026, 11, 23, 21, 0), End = Instant.FromUtc(2026, 11, 25, 21, 0), Place = null }),
        ["change"] = (Kind.Change, Meeting with { What = [Changed.Time, Changed.Place], PreviousStart = Start - Duration.FromHours(3) }),
        ["change-one-of-series"] = (Kind.Change, Meeting with { What = [Changed.Title, Changed.Dates, Changed.Description], IsSeries = true, Occurrence = new LocalDateTime(2026, 11, 24, 16, 0) }),
        ["cancellation"] = (Kind.Cancellation, Meeting),
        ["answer-yes"] = (Kind.Answer, Meeting with { By = "Боб", Response = Participation.Accepted, Comment = "С радостью!\nПриду < вовремя >." }),
        ["answer-maybe"] = (Kind.Answer, Meeting with { By = "Боб", Response = Participation.Tentative }),
        ["answer-no"] = (Kind.Answer, Meeting with { By = null, Response = Participation.Declined }),
        ["answer-none"] = (Kind.Answer, Meeting with { By = "Боб", Response = Participation.NeedsAction }),
        ["reminder"] = (Kind.Reminder, Meeting with { MinutesBefore = 10 }),
        ["reminder-all-day"] = (Kind.Reminder, Meeting with { MinutesBefore = 900, AllDay = true, Start = Instant.FromUtc(2026, 11, 23, 21, 0), End = Instant.FromUtc(2026, 11, 24, 21, 0), Place = "https://meet.example/x?a=1&b=2" }),
        ["interview-scheduled"] = (Kind.InterviewScheduled, Meeting),
        ["interview-changed"] = (Kind.InterviewChanged, Meeting with { What = [Changed.Place] }),
        ["interview-cancelled"] = (Kind.InterviewCancelled, Meeting),
        ["room-started"] = (Kind.RoomStarted, Meeting),
        ["room-started-by-nobody"] = (Kind.RoomStarted, Meeting with { By = null }),
        ["digest"] = (Kind.Digest, new Content(null, null, "", Instant.FromUtc(2026, 11, 24, 6, 0), Lines:
        [
            new(null, new Content(EventId, null, "Holiday", Instant.FromUtc(2026, 11, 23, 23, 0), Instant.FromUtc(2026, 11, 24, 23, 0), AllDay: true)),
            new(null, Meeting), new(null, Meeting with { Title = "Night shift", Start = Instant.FromUtc(2026, 11, 24, 21, 0), End = Instant.FromUtc(2026, 11, 25, 5, 0), Place = null }),
            new(Kind.Change, Meeting with { What = [Changed.Time] }), new(Kind.Answer, Meeting with { By = "Боб", Response = Participation.Accepted, Comment = "Да!" }), new(Kind.Reminder, Meeting with { MinutesBefore = 10 }),
        ])),
        ["digest-empty"] = (Kind.Digest, new Content(null, null, "", Instant.FromUtc(2026, 11, 24, 6, 0))),
    };

    public static TheoryData<string, string> All => [.. from name in Cases.Keys from language in new[] { "en", "ru" } select (name, language)];

    [Fact]
    public void There_is_one_of_each_kind() => Enum.GetValues<Kind>().Except(Cases.Values.Select(c => c.Kind)).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(All))]
    public void It_reads_as_a_person_has_read_it(string name, string language)
    {
        var written = Write(Cases[name].Kind, Cases[name].Content, language);
        ShouldBeAsIn($"{name}.{language}.txt", $"Subject: {written.Subject}\nShort: {written.Short.Title}\n       {written.Short.Body}\n\n{written.Text}");
    }

    [Theory]
    [InlineData("invitation", "en"), InlineData("digest", "ru")]
    public void Its_markup_is_as_a_person_has_seen_it(string name, string language) => ShouldBeAsIn($"{name}.{language}.html", Write(Cases[name].Kind, Cases[name].Content, language).Html);

    [Theory]
    [MemberData(nameof(All))]
    public void Both_forms_say_the_same(string name, string language)
    {
        var written = Write(Cases[name].Kind, Cases[name].Content, language);
        var plain = System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Replace(written.Html, "<a href=\"([^\"]*)\"[^>]*>|<[^>]+>", " $1 "));
        var said = string.Join(' ', plain.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        foreach (var word in written.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => word.TrimEnd(':')).Where(word => word is not ("--" or ">" or "*")))
            said.ShouldContain(word, Case.Sensitive);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Nothing_is_asked_of_anybody_when_it_is_opened(string name, string language)
    {
        var html = Write(Cases[name].Kind, Cases[name].Content, language).Html;
        html.ShouldContain($"<html lang=\"{language}\">");
        foreach (var asks in new[] { "<img", "<link", "<script", "src=", "url(", "@import", "<iframe", "<form" }) html.ShouldNotContain(asks);
    }

    private static void ShouldBeAsIn(string file, string text)
    {
        var path = Path.Combine(Peer.SourceFolder(), "Texts", file);
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
            throw new ShouldAssertException($"{file} was missing; it is written now, look at it and commit it.");
        }
        text.ShouldBe(File.ReadAllText(path));
    }
}
