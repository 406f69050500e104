using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace VideoConf.Journeys;

/// <summary>
/// A trainer's day at the platform, by the pages alone: the pictures of docs/tour.md. They go to <c>TOUR_PICTURES</c> where that
/// names a folder, a folder of each language in it.
/// </summary>
[Collection(nameof(Stage))]
public sealed partial class TourJourney(Stage stage)
{
    private static readonly ViewportSize Phone = new() { Width = 390, Height = 780 };

    /// <summary>What the people of one language are called and write.</summary>
    private sealed record Cast(
        string Language, string Trainer, string Candidate, string Zone, string ZoneName, string Training, string TrainingName, string Today, string Later, string Question,
        string TheirZone, string Save, string IsInterviewer, string IsPeer, string QuestionLabel, string Accepted, string Reminded, string Asks, string Workspace, string WellDone);

    private static readonly Cast English = new(
        "en", "Maya", "Leo", "Europe/Berlin", "Berlin", "Training", "Algorithms, every week", "Two pointers", "System design", "Is this word a palindrome? Say what your answer costs.",
        "Time zone", "Save the settings", "I am the interviewer", "Peer interview", "Question", "You said that you will come.", "Begins in", "Leo asks", "Workspace", "You asked before you wrote: keep that.");

    private static readonly Cast Russian = new(
        "ru", "Марина", "Лев", "Europe/Moscow", "Moscow", "Тренировка", "Алгоритмы, каждую неделю", "Два указателя", "Проектирование систем", "Палиндром ли это слово? Во что обойдётся ваше решение?",
        "Часовой пояс", "Сохранить настройки", "Я интервьюер", "Взаимное собеседование", "Задание", "Вы ответили, что придёте.", "Начало через", "Спрашивает: Лев", "Рабочее место", "Сначала вопросы, потом код: так держать.");

    [Theory]
    [InlineData("en-US"), InlineData("ru-RU")]
    public async Task A_day_of_a_trainer(string locale)
    {
        var cast = locale == "en-US" ? English : Russian;
        await using var host = await RunningHost.StartAsync(new Dictionary<string, string> { ["Notifications__PublicUrl"] = "http://localhost:8080" });
        using var cable = new CuttableProxy(host.Address);
        await using var trainer = await stage.ComesAsync(cast.Trainer, cable.Address, locale: locale);
        await using var candidate = await stage.ComesAsync(cast.Candidate, host.Address, Phone, locale, touches: true);
        await candidate.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        var day = new Day(cast, trainer, candidate);

        await day.RegistersAsync();
        await day.SetsTimeZoneAsync();
        await day.PlansTrainingAsync();
        // The reminder of ten minutes before comes in the course of what follows, and the links are open
        var soon = DateTime.UtcNow.AddSeconds(40);
        var today = await day.SchedulesInterviewAsync(cast.Today, soon.AddSeconds(-soon.Second).AddMinutes(11), "04-interview");
        var later = await day.SchedulesInterviewAsync(cast.Later, DateTime.UtcNow.Date.AddDays(2).AddHours(12), null);
        await day.MovesInterviewAsync(later);
        await day.AnswersInvitationAsync();
        await day.SeesCalendarAsync();
        await day.IsRemindedAsync();

        var room = await day.MeetAsync(today);
        await day.SharesScreenAsync();
        await day.IsCutOffAsync(cable);
        await day.WriteCodeAsync();
        await day.SwapPartsAsync();
        await day.GiveFeedbackAsync(today);

        await day.LooksAtCallAsync(room);
        await day.LooksAtStatisticsAsync();
        await host.CommandAsync("people", "appoint", day.Trainer);
        await day.LooksAtTrailAsync();
    }

    private sealed partial class Day(Cast cast, Person trainer, Person candidate)
    {
        private const string Candidate = "leo@example.com";
        private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 90_000 };
        private readonly TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(cast.Zone);

        public string Trainer { get; } = "maya@example.com";

        public async Task RegistersAsync()
        {
            var page = trainer.Page;
            await page.GotoAsync("/register");
            await page.Locator("input[autocomplete=name]").FillAsync(trainer.Name);
            await page.Locator("input[autocomplete=username]").FillAsync(Trainer);
            await page.Locator("input[autocomplete=new-password]").FillAsync("correct horse battery");
            await ShowsAsync(trainer, "01-register");
            await page.Locator("main button[type=submit]").ClickAsync();
            await Expect(page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex(trainer.Name) })).ToBeVisibleAsync();
        }

        public async Task SetsTimeZoneAsync()
        {
            var page = trainer.Page;
            await page.GotoAsync("/settings");
            var field = ZoneField;
            await field.FillAsync(cast.ZoneName);
            await page.GetByRole(AriaRole.Option, new() { Name = cast.Zone }).ClickAsync();
            await field.EvaluateAsync("shown => shown.scrollIntoView({ block: 'center' })");
            await ShowsAsync(trainer, "02-settings");
            await page.RunAndWaitForResponseAsync(() => page.GetByRole(AriaRole.Button, new() { Name = cast.Save }).ClickAsync(), answer => answer.Request.Method == "PUT" && answer.Ok);
        }

        public async Task PlansTrainingAsync()
        {
            var page = trainer.Page;
            var start = Here(DateTime.UtcNow).Date.AddDays(1);
            await page.GotoAsync("/calendar");
            await trainer.PressesAsync("calendar-new");
            await page.GetByTestId("event-title").FillAsync(cast.TrainingName);
            await page.GetByTestId("event-editor").GetByText(cast.Training, new() { Exact = true }).ClickAsync();
            await page.GetByTestId("event-start-date").FillAsync(DateText(start));
            await page.GetByTestId("event-start-time").FillAsync("10:00");
            await page.GetByTestId("event-people").FillAsync(Candidate);
            await page.GetByTestId("event-people").PressAsync("Enter");
            await page.GetByTestId("event-repeat").ClickAsync();
            // None, every day, every working day, every week on the day of the start
            await page.GetByRole(AriaRole.Option).Nth(3).ClickAsync();
            await Expect(page.GetByTestId("repeat-dates").GetByRole(AriaRole.Listitem)).ToHaveCountAsync(10);
            await page.GetByTestId("event-title").ScrollIntoViewIfNeededAsync();
            await ShowsAsync(trainer, "03-training");
            await trainer.PressesAsync("event-save");
            await Expect(page.GetByTestId("event-editor")).ToHaveCountAsync(0);
        }

        /// <returns>The path of its page.</returns>
        public async Task<string> SchedulesInterviewAsync(string title, DateTime start, string? picture)
        {
            var page = trainer.Page;
            var here = Here(start);
            await page.GotoAsync("/interviews/new");
            await page.GetByTestId("interview-title").FillAsync(title);
            await page.GetByRole(AriaRole.Button, new() { Name = cast.IsInterviewer }).ClickAsync();
            await Expect(page.GetByTestId("interviewer-email")).ToHaveValueAsync(Trainer);
            await page.GetByTestId("candidate-name").FillAsync(candidate.Name);
            await page.GetByTestId("candidate-email").FillAsync(Candidate);
            await page.GetByRole(AriaRole.Switch, new() { Name = cast.IsPeer }).CheckAsync();
            await Expect(ZoneField).ToHaveValueAsync(new Regex(cast.Zone));
            await page.GetByTestId("interview-date").FillAsync(DateText(here));
            await page.GetByTestId("interview-time").FillAsync(here.ToString("HH:mm", CultureInfo.InvariantCulture));
            await page.GetByRole(AriaRole.Textbox, new() { Name = cast.QuestionLabel, Exact = true }).FillAsync(cast.Question);
            await trainer.PressesAsync("schedule");
            await Expect(page).ToHaveURLAsync(InterviewPage());
            await Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(title);
            await Expect(page.Locator("dl")).ToContainTextAsync(here.ToString("HH:mm", CultureInfo.InvariantCulture));
            if (picture is not null) await ShowsAsync(trainer, picture);
            return new Uri(page.Url).AbsolutePath;
        }

        public async Task MovesInterviewAsync(string interview)
        {
            var page = trainer.Page;
            await page.GotoAsync(interview);
            await trainer.PressesAsync("manage-time");
            var dialog = page.GetByTestId("edit-interview");
            await dialog.GetByTestId("interview-time").FillAsync("16:45");
            await ShowsAsync(trainer, "05-move");
            await dialog.GetByTestId("edit-go").ClickAsync();
            await Expect(dialog).ToHaveCountAsync(0);
            await Expect(page.Locator("dl")).ToContainTextAsync("16:45");
        }

        public async Task AnswersInvitationAsync()
        {
            var letter = await OpensMailAsync(cast.TrainingName);
            await ShowsAsync(trainer, "06-mail");
            var link = await letter.Locator("a[href*='/invitation/'][href*='answer=accepted']").GetAttributeAsync("href");
            await candidate.Page.GotoAsync(new Uri(link!).PathAndQuery);
            await Expect(candidate.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(cast.TrainingName);
            await candidate.PressesAsync("confirm-answer");
            await Expect(candidate.Page.GetByTestId("present-answer")).ToHaveTextAsync(cast.Accepted);
            await ShowsAsync(candidate, "07-answer", "present-answer");
        }

        public async Task SeesCalendarAsync()
        {
            var page = trainer.Page;
            await page.GotoAsync("/calendar?view=month");
            foreach (var title in (string[])[cast.TrainingName, cast.Today, cast.Later])
                await Expect(page.GetByTestId("calendar-event").GetByText(title).First).ToBeVisibleAsync();
            await ShowsAsync(trainer, "08-calendar");
        }

        public async Task IsRemindedAsync()
        {
            var page = trainer.Page;
            await trainer.PressesAsync("bell");
            await Expect(page.GetByTestId("notification").Filter(new() { HasText = cast.Reminded }).First).ToBeVisibleAsync(Patiently);
            await Expect(page.GetByTestId("notification").Filter(new() { HasText = Candidate }).First).ToBeVisibleAsync(Patiently);
            await ShowsAsync(trainer, "09-bell");
        }

        /// <returns>The path of the room in which they meet.</returns>
        public async Task<string> MeetAsync(string interview)
        {
            var letter = await OpensMailAsync(cast.Today);
            var link = new Uri((await letter.Locator("a[href*='/join/']").First.GetAttributeAsync("href"))!).AbsolutePath;
            await candidate.Page.GotoAsync(link);
            await Expect(candidate.Page.GetByTestId("join-link")).ToHaveAttributeAsync("data-state", "open");
            await candidate.PressesAsync("join");
            await Expect(candidate.Page.GetByTestId("prejoin-name")).ToHaveValueAsync(candidate.Name);
            await candidate.SeesMovingPicturesAsync(candidate.Page.GetByTestId("prejoin-preview"));
            await ShowsAsync(candidate, "10-before-the-call");
            await candidate.PressesAsync("prejoin-join");

            await trainer.Page.GotoAsync(interview);
            await trainer.PressesAsync("enter");
            await trainer.PressesAsync("prejoin-join");
            await SeeOneAnotherAsync();
            return new Uri(trainer.Page.Url).AbsolutePath;
        }

        public async Task SharesScreenAsync()
        {
            await trainer.PressesAsync("btn-share");
            await candidate.SeesMovingPicturesAsync(candidate.ScreenOf(trainer));
            await ShowsAsync(candidate, "11-shared-screen");
            await trainer.PressesAsync("btn-share");
            await Expect(candidate.ScreenOf(trainer)).ToHaveCountAsync(0);
        }

        /// <summary>For twenty seconds: who is away for fifteen has left for the others, and comes back by himself.</summary>
        public async Task IsCutOffAsync(CuttableProxy cable)
        {
            var cut = Stopwatch.StartNew();
            cable.Cut();
            await Expect(trainer.Page.GetByTestId("banner-reconnecting")).ToBeVisibleAsync();
            await trainer.SeesMovingPicturesAsync(trainer.TileOf(candidate));
            await ShowsAsync(trainer, "12-cut-off");
            while (cut.Elapsed < TimeSpan.FromSeconds(20)) await candidate.SeesPeopleAsync(1);
            cable.Mend();
            await Expect(trainer.Page.GetByTestId("banner-reconnecting")).ToBeHiddenAsync(new() { Timeout = 30_000 });
            await SeeOneAnotherAsync();
        }

        public async Task WriteCodeAsync()
        {
            await trainer.PressesAsync("next-phase");
            foreach (var person in (Person[])[trainer, candidate]) await SeesPhaseAsync(person, "first_round");
            await candidate.Page.GetByText(cast.Workspace, new() { Exact = true }).ClickAsync();
            await trainer.Page.GetByTestId("pad-language").SelectOptionAsync("javascript");
            await trainer.WritesInPadAsync("const same = (a, b) => a === b;\n");
            await Expect(candidate.Pad()).ToContainTextAsync("a === b;");
            await candidate.Pad().ClickAsync();
            await candidate.Page.Keyboard.PressAsync("Control+End");
            await candidate.Page.Keyboard.TypeAsync("let left = 0;", new() { Delay = 60 });
            await Expect(trainer.Pad()).ToContainTextAsync("let left = 0;");
            (await candidate.ReadsPadAsync()).ShouldBe(await trainer.ReadsPadAsync());
            await ShowsAsync(trainer, "13-code");
        }

        public async Task SwapPartsAsync()
        {
            await trainer.PressesAsync("next-phase");
            foreach (var person in (Person[])[trainer, candidate])
            {
                await SeesPhaseAsync(person, "second_round");
                await Expect(person.Page.GetByTestId("phase-bar")).ToContainTextAsync(cast.Asks);
            }
            await ShowsAsync(candidate, "14-swapped");
        }

        public async Task GiveFeedbackAsync(string interview)
        {
            foreach (var person in (Person[])[trainer, candidate]) await Expect(person.Page.GetByTestId("pad-saving")).ToHaveAttributeAsync("data-saving", "saved");
            await trainer.PressesAsync("end-interview");
            await trainer.PressesAsync("end-go");
            foreach (var (person, words) in ((Person, string)[])[(trainer, cast.WellDone), (candidate, "👍")])
            {
                var form = person.Page.GetByRole(AriaRole.Dialog).GetByTestId("feedback-form");
                await form.GetByRole(AriaRole.Radiogroup).First.GetByText("4", new() { Exact = true }).ClickAsync();
                await form.GetByRole(AriaRole.Textbox).First.FillAsync(words);
                if (person == trainer) await ShowsAsync(trainer, "15-feedback");
                await form.GetByTestId("give-feedback").ClickAsync();
                await Expect(form).ToHaveCountAsync(0);
            }
            foreach (var person in (Person[])[candidate, trainer]) await person.LeavesAsync();

            await candidate.Page.GotoAsync(interview);
            await Expect(candidate.Page.GetByTestId("feedback")).ToHaveCountAsync(2);
            await Expect(candidate.Page.Locator("body")).ToContainTextAsync(cast.WellDone);
        }

        public async Task LooksAtCallAsync(string room)
        {
            var page = trainer.Page;
            await page.GotoAsync(room + "/sessions");
            await trainer.PressesAsync("session-report");
            await Expect(page.GetByTestId("attendee")).ToHaveCountAsync(2);
            await ShowsAsync(trainer, "16-attendance");
            await trainer.PressesAsync("to-timeline");
            await page.GetByTestId("replay-slider").PressAsync("End");
            await Expect(page.GetByTestId("replay-lanes").GetByRole(AriaRole.Link, new() { Name = candidate.Name })).ToBeVisibleAsync();
            await ShowsAsync(trainer, "17-timeline");
        }

        public async Task LooksAtStatisticsAsync()
        {
            var page = trainer.Page;
            await page.GotoAsync("/statistics");
            await Expect(page.GetByTestId("figure-sessions-sessions").GetByText("1", new() { Exact = true })).ToBeVisibleAsync(Patiently);
            await ShowsAsync(trainer, "18-statistics");
        }

        public async Task LooksAtTrailAsync()
        {
            var page = trainer.Page;
            await page.GotoAsync("/audit");
            await Expect(page.GetByTestId("audit-line").Filter(new() { HasText = cast.Later }).First).ToBeVisibleAsync(Patiently);
            await ShowsAsync(trainer, "19-audit");
            await page.GetByTestId("audit-q").FillAsync(cast.Later);
            await page.GetByTestId("audit-q").PressAsync("Enter");
            await Expect(page).ToHaveURLAsync(new Regex("q="));
            await page.Locator("[data-testid=audit-object][href*='/audit/interview/']").First.ClickAsync();
            await Expect(page).ToHaveURLAsync(new Regex("/audit/interview/"));
            // The last line is how it began
            await page.GetByTestId("audit-after").Last.ClickAsync();
            await Expect(page.GetByTestId("as-of-start")).ToHaveAttributeAsync("data-differs", "true");
            await ShowsAsync(trainer, "20-as-it-was", "as-of");
        }

        /// <summary>The newest mail to the candidate about that; its HTML.</summary>
        private async Task<IFrameLocator> OpensMailAsync(string title)
        {
            var page = trainer.Page;
            var mail = page.GetByRole(AriaRole.Row).Filter(new() { HasText = Candidate }).Filter(new() { HasText = title });
            var waited = Stopwatch.StartNew();
            do
            {
                waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60), $"no mail about {title}");
                await page.GotoAsync("/dev/mail");
            }
            while (await mail.CountAsync() == 0);
            await mail.First.GetByRole(AriaRole.Link).ClickAsync();
            var letter = page.FrameLocator("iframe");
            await Expect(letter.Locator("a").First).ToBeVisibleAsync();
            return letter;
        }

        private async Task SeeOneAnotherAsync()
        {
            // The faces move aside for the workspace of the interview
            foreach (var person in (Person[])[trainer, candidate]) await SeesPhaseAsync(person, "introduction");
            foreach (var (one, other) in ((Person, Person)[])[(trainer, candidate), (candidate, trainer)])
            {
                await one.SeesPeopleAsync(2);
                await one.SeesMovingPicturesAsync(one.TileOf(other));
            }
        }

        private static Task SeesPhaseAsync(Person person, string phase) => Expect(person.Page.GetByTestId("phase-bar")).ToHaveAttributeAsync("data-phase", phase);

        private ILocator ZoneField => trainer.Page.GetByRole(AriaRole.Combobox, new() { Name = cast.TheirZone }).Or(trainer.Page.GetByRole(AriaRole.Textbox, new() { Name = cast.TheirZone }));

        private DateTime Here(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, zone);

        private static string DateText(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        private async Task ShowsAsync(Person person, string picture, string? about = null)
        {
            if (about is not null) await person.Page.GetByTestId(about).First.EvaluateAsync("shown => shown.scrollIntoView({ block: 'center' })");
            // What lies under the mouse tells its name
            await person.Page.Mouse.MoveAsync(0, 0);
            await person.IsDrawnAsync();
            await person.TakesPictureAsync(Path.Combine(Environment.GetEnvironmentVariable("TOUR_PICTURES") ?? "tour", cast.Language, picture));
        }

        [GeneratedRegex("/interviews/[0-9a-f-]{36}$", RegexOptions.None, 1000)]
        private static partial Regex InterviewPage();
    }
}
