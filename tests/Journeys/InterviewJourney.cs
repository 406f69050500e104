using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace VideoConf.Journeys;

/// <summary>Mock interviews as people have them: by the pages alone, from the form to the feedback.</summary>
[Collection(nameof(Stage))]
public sealed partial class InterviewJourney(Stage stage)
{
    private static readonly ViewportSize Phone = new() { Width = 360, Height = 740 };

    /// <summary>News of an event wait some seconds for the next change of it.</summary>
    private static readonly LocatorAssertionsToHaveTextOptions Patiently = new() { Timeout = 20_000 };

    [Fact]
    public async Task A_peer_interview_is_scheduled_by_its_page_held_by_personal_links_judged_and_played_back()
    {
        await using var ada = await stage.ComesAsync("Ada");
        await using var bob = await stage.ComesAsync("Bob", size: Phone, locale: "ru-RU", touches: true);
        await ada.GetsAnAccountAsync(timeZone: "Etc/UTC");
        await SchedulesAsync(ada, $"bob-{Guid.NewGuid():N}@example.com", isPeer: true);
        var page = new Uri(ada.Page.Url).AbsolutePath;
        await ada.TakesPictureAsync("interview-scheduled");
        await ada.HasNoSeriousFindingsAsync();
        var link = await LinkAsync(ada, "candidate");
        await ComesByLinkAsync(ada, await LinkAsync(ada, "interviewer"));
        await ComesByLinkAsync(bob, link);
        await ada.SeesPeopleAsync(2);
        await bob.Page.GetByText("Рабочее место", new() { Exact = true }).ClickAsync();

        await SeePhaseAsync("introduction", ada, bob);
        foreach (var person in new[] { ada, bob }) await SeesTheClockRunAsync(person);
        await Expect(bob.Page.GetByTestId("next-phase")).ToHaveCountAsync(0);
        await ada.PressesAsync("next-phase");
        await SeePhaseAsync("first_round", ada, bob);
        await Expect(PhasesOf(bob)).ToContainTextAsync("Спрашивает: Ada");

        await ada.WritesInPadAsync("let total = 0;");
        await Expect(bob.Pad()).ToContainTextAsync("let total = 0;");
        await bob.Pad().ClickAsync();
        await bob.Page.Keyboard.PressAsync("Control+End");
        await bob.Page.Keyboard.TypeAsync("\ntotal += 1;", new() { Delay = 60 });
        await Expect(ada.Pad()).ToContainTextAsync("total += 1;");
        (await bob.ReadsPadAsync()).ShouldBe(await ada.ReadsPadAsync());
        await ada.TakesPictureAsync("interview-room");
        await bob.TakesPictureAsync("interview-room-phone");
        await bob.HasNoSeriousFindingsAsync();

        // The parts are swapped: from here on the candidate asks
        await ada.PressesAsync("next-phase");
        await SeePhaseAsync("second_round", ada, bob);
        await Expect(PhasesOf(ada)).ToContainTextAsync("Bob asks");
        await Expect(PhasesOf(bob)).ToContainTextAsync("Спрашивает: Bob");

        foreach (var person in new[] { ada, bob }) await Expect(person.Page.GetByTestId("pad-saving")).ToHaveAttributeAsync("data-saving", "saved");
        await ada.PressesAsync("end-interview");
        await ada.PressesAsync("end-go");
        var (hers, his) = (FeedbackOf(ada), FeedbackOf(bob));
        await Expect(his).ToBeVisibleAsync();
        await bob.TakesPictureAsync("interview-feedback-phone");
        await bob.HasNoSeriousFindingsAsync();
        await hers.GetByRole(AriaRole.Radiogroup).First.GetByText("4", new() { Exact = true }).ClickAsync();
        await hers.GetByLabel("For Bob").FillAsync("You asked before you wrote");
        await hers.GetByLabel("Not for the other side").FillAsync("Ready for the real one");
        await ada.TakesPictureAsync("interview-feedback");
        await ada.HasNoSeriousFindingsAsync();
        await hers.GetByTestId("give-feedback").ClickAsync();
        await Expect(hers).ToHaveCountAsync(0);
        await his.GetByLabel("Для участника: Ada").FillAsync("Хорошее задание");
        await his.GetByTestId("give-feedback").ClickAsync();
        await Expect(his).ToHaveCountAsync(0);
        foreach (var person in new[] { ada, bob }) await person.LeavesAsync();

        await bob.Page.GotoAsync(page);
        await Expect(bob.Page.GetByTestId("feedback")).ToHaveCountAsync(2);
        await Expect(bob.Page.Locator("body")).ToContainTextAsync("You asked before you wrote");
        await Expect(bob.Page.Locator("body")).ToContainTextAsync("4 из 5");
        await Expect(bob.Page.Locator("body")).Not.ToContainTextAsync("Ready for the real one");
        await bob.HasNoSeriousFindingsAsync();
        await FitsAsync(bob);
        await bob.TakesPictureAsync("interview-over-phone");

        await ada.Page.GotoAsync(page);
        await Expect(ada.Page.Locator("body")).ToContainTextAsync("Ready for the real one");
        await Expect(ada.Page.Locator("body")).ToContainTextAsync("Хорошее задание");
        await ada.PressesAsync("show-code");
        var shown = ada.Page.GetByTestId("pad-playback-text");
        await Expect(shown).ToContainTextAsync("total += 1;");
        await ada.Page.GetByRole(AriaRole.Slider).PressAsync("Home");
        await Expect(shown).Not.ToContainTextAsync("total += 1;");
        await ada.Page.GetByText("16×").ClickAsync();
        await ada.PressesAsync("pad-play");
        await Expect(shown).ToContainTextAsync("total += 1;");
        await ada.HasNoSeriousFindingsAsync();
        await ada.TakesPictureAsync("interview-over");
    }

    [Fact]
    public async Task It_is_moved_to_Google_Meet_before_its_start_the_old_links_lead_on_and_people_are_told_and_back()
    {
        const string Meet = "https://meet.google.com/abc-defg-hij";
        await using var ada = await stage.ComesAsync("Ada");
        await using var bob = await stage.ComesAsync("Bob", locale: "ru-RU");
        await ada.GetsAnAccountAsync(timeZone: "Etc/UTC");
        await SchedulesAsync(ada, await bob.GetsAnAccountAsync("ru"), isPeer: false);
        var link = await LinkAsync(ada, "candidate");
        await bob.Page.GotoAsync("/interviews");
        await Expect(bob.Page.GetByTestId("bell-count")).ToHaveTextAsync("1", Patiently);
        await bob.Page.GotoAsync(new Uri(ada.Page.Url).AbsolutePath);
        var room = await bob.Page.GetByTestId("enter").GetAttributeAsync("href");

        await ada.PressesAsync("manage-service");
        var dialog = ada.Page.GetByRole(AriaRole.Dialog);
        await dialog.GetByText("Google Meet", new() { Exact = true }).ClickAsync();
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Link" }).FillAsync("https://meet.google.com/abc-defg");
        await dialog.GetByTestId("edit-go").ClickAsync();
        await Expect(dialog).ToContainTextAsync("A Google Meet link looks like");
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Link" }).FillAsync(Meet);
        await ada.TakesPictureAsync("interview-place");
        await ada.HasNoSeriousFindingsAsync();
        await dialog.GetByTestId("edit-go").ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(ada.Page.Locator("dl")).ToContainTextAsync(Meet);

        await Expect(bob.Page.GetByTestId("bell-count")).ToHaveTextAsync("2", Patiently);
        await bob.PressesAsync("bell");
        await Expect(bob.Page.GetByTestId("notification").First).ToContainTextAsync("Новое место");
        await bob.TakesPictureAsync("interview-moved-bell");
        await bob.Page.GotoAsync(room!);
        await Expect(bob.Page.GetByTestId("moved-to")).ToHaveAttributeAsync("href", Meet);
        await bob.HasNoSeriousFindingsAsync();
        await bob.TakesPictureAsync("interview-moved");
        await LeadsToMeetAsync(bob, link, Meet);

        await ada.PressesAsync("manage-service");
        await dialog.GetByText("VideoConf", new() { Exact = true }).ClickAsync();
        await dialog.GetByTestId("edit-go").ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await bob.Page.GotoAsync("/interviews");
        await Expect(bob.Page.GetByTestId("bell-count")).ToHaveTextAsync("3", Patiently);
        await ComesByLinkAsync(bob, link);
        new Uri(bob.Page.Url).AbsolutePath.ShouldBe(room);
        await ada.JoinsAsync(room!);
        await ada.SeesPeopleAsync(2);
    }

    [Theory]
    [InlineData("en-US", false), InlineData("ru-RU", true)]
    public async Task The_form_takes_criteria_of_ones_own_and_reminders(string locale, bool onPhone)
    {
        var russian = locale.StartsWith("ru", StringComparison.Ordinal);
        await using var ada = await stage.ComesAsync("Ada", size: onPhone ? Phone : null, locale: locale, touches: onPhone);
        await ada.GetsAnAccountAsync(russian ? "ru" : "en");
        await ada.Page.GotoAsync("/interviews/new");
        await ada.Page.GetByTestId("own-rubric").CheckAsync();
        await ada.PressesAsync("add-criterion");
        var added = ada.Page.GetByTestId("criterion-title").Last;
        await Expect(added).ToBeFocusedAsync();
        await ada.PressesAsync("schedule");
        await Expect(added).ToHaveAttributeAsync("aria-invalid", "true");
        await FitsAsync(ada);
        await ada.HasNoSeriousFindingsAsync();
        await ada.TakesPictureAsync(russian ? "interview-form-phone" : "interview-form", whole: true);
        await ada.Page.GetByTestId("interview-title").FillAsync("Trees");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = russian ? "Я интервьюер" : "I am the interviewer" }).ClickAsync();
        await ada.Page.GetByTestId("candidate-email").FillAsync($"bob-{Guid.NewGuid():N}@example.com");
        await added.FillAsync("Speed");
        await ada.PressesAsync("schedule");
        await Expect(ada.Page).ToHaveURLAsync(InterviewPage());
        await Expect(ada.Page.Locator("dl")).ToContainTextAsync(russian ? "за 10 минут; за 1 день" : "10 minutes before; 1 day before");
        var shown = (await (await ada.Page.APIRequest.GetAsync($"/api/v1{new Uri(ada.Page.Url).AbsolutePath}")).JsonAsync()).GetValueOrDefault();
        shown.GetProperty("rubric").EnumerateArray().Select(c => c.GetProperty("title").GetString()).ShouldBe(["Problem solving", "Communication", "Code quality", "Speed"]);
    }

    /// <summary>By the form; the interviewer is who fills it in, and it begins in some minutes, so that the links are open.</summary>
    private static async Task SchedulesAsync(Person interviewer, string candidate, bool isPeer)
    {
        var page = interviewer.Page;
        var start = DateTime.UtcNow.AddMinutes(5);
        await page.GotoAsync("/interviews/new");
        await page.GetByTestId("interview-title").FillAsync("Two pointers");
        await page.GetByRole(AriaRole.Button, new() { Name = "I am the interviewer" }).ClickAsync();
        await Expect(page.GetByTestId("interviewer-name")).ToHaveValueAsync(interviewer.Name);
        await page.GetByTestId("candidate-name").FillAsync("Bob");
        await page.GetByTestId("candidate-email").FillAsync(candidate);
        if (isPeer) await page.GetByRole(AriaRole.Switch, new() { Name = "Peer interview" }).CheckAsync();
        await page.GetByTestId("interview-date").FillAsync(start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await page.GetByTestId("interview-time").FillAsync(start.ToString("HH:mm", CultureInfo.InvariantCulture));
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Question" }).FillAsync("Is it a palindrome?");
        await page.GetByTestId("schedule").ClickAsync();
        await Expect(page).ToHaveURLAsync(InterviewPage());
        await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Two pointers");
    }

    [GeneratedRegex("/interviews/[0-9a-f-]{36}$", RegexOptions.None, 1000)]
    private static partial Regex InterviewPage();

    /// <summary>As it stands on the page, to be passed on. The host does not know the address that it is asked by here.</summary>
    private static async Task<string> LinkAsync(Person person, string part) =>
        new Uri(await person.Page.GetByTestId($"member-{part}").GetByRole(AriaRole.Textbox).InputValueAsync()).AbsolutePath;

    private static async Task ComesByLinkAsync(Person person, string link)
    {
        await person.Page.GotoAsync(link);
        await Expect(person.Page.GetByTestId("join-link")).ToHaveAttributeAsync("data-state", "open");
        await person.HasNoSeriousFindingsAsync();
        await person.PressesAsync("join");
        await Expect(person.Page.GetByTestId("prejoin-name")).ToHaveValueAsync(person.Name);
        await person.PressesAsync("prejoin-join");
        await person.Page.GetByTestId("btn-leave").WaitForAsync();
    }

    private static async Task LeadsToMeetAsync(Person person, string link, string meet)
    {
        await person.Page.RouteAsync(meet, route => route.FulfillAsync(new() { Body = "Meet" }));
        await person.Page.GotoAsync(link);
        await person.PressesAsync("join");
        await Expect(person.Page).ToHaveURLAsync(meet);
    }

    private static ILocator PhasesOf(Person person) => person.Page.GetByTestId("phase-bar");

    private static ILocator FeedbackOf(Person person) => person.Page.GetByRole(AriaRole.Dialog).GetByTestId("feedback-form");

    private static async Task SeePhaseAsync(string phase, params Person[] people)
    {
        foreach (var person in people) await Expect(PhasesOf(person)).ToHaveAttributeAsync("data-phase", phase);
    }

    private static async Task SeesTheClockRunAsync(Person person)
    {
        var clock = PhasesOf(person).Locator("strong").First;
        await Expect(clock).ToHaveTextAsync(ClockText());
        var before = await clock.InnerTextAsync();
        await Expect(clock).Not.ToHaveTextAsync(before);
    }

    [GeneratedRegex(@"^\d+:\d\d$", RegexOptions.None, 1000)]
    private static partial Regex ClockText();

    private static async Task FitsAsync(Person person) =>
        (await person.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")).ShouldBeTrue();
}
