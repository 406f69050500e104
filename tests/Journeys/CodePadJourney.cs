using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace VideoConf.Journeys;

[Collection(nameof(Stage))]
public sealed class CodePadJourney(Stage stage)
{
    private static readonly ViewportSize Phone = new() { Width = 360, Height = 740 };

    [Fact]
    public async Task Two_people_write_code_in_an_interview_one_comes_back_and_afterwards_it_is_played_back()
    {
        await using var ada = await stage.ComesAsync("Ada");
        await using var bob = await stage.ComesAsync("Bob");
        var (id, room) = await SchedulesAsync(ada, await ada.GetsAnAccountAsync(), await bob.GetsAnAccountAsync());
        await ada.JoinsAsync(room);
        await bob.JoinsAsync(room);

        await ada.WritesInPadAsync("function add(a, b) {\nreturn a + b;");
        await Expect(bob.Pad()).ToContainTextAsync("return a + b;");
        await Expect(bob.Page.Locator(".cm-ySelectionInfo")).ToHaveTextAsync("Ada");
        await bob.Pad().ClickAsync();
        await bob.Page.Keyboard.PressAsync("Control+Home");
        await bob.Page.Keyboard.InsertTextAsync("// both may\n");
        await Expect(ada.Pad()).ToContainTextAsync("// both may");
        await bob.Page.GetByTestId("pad-language").SelectOptionAsync("javascript");
        await Expect(ada.Page.GetByTestId("pad-language")).ToHaveValueAsync("javascript");
        await Expect(ada.Pad().Locator(".tok-keyword").First).ToHaveTextAsync("function");
        await ada.TakesPictureAsync("pad");
        await ada.HasNoSeriousFindingsAsync();

        // Undo takes back one's own alone
        await bob.Pad().PressAsync("Control+z");
        await Expect(ada.Pad()).Not.ToContainTextAsync("// both may");
        await Expect(ada.Pad()).ToContainTextAsync("return a + b;");

        // The way out by keyboard
        await ada.Pad().FocusAsync();
        await ada.Page.Keyboard.PressAsync("Escape");
        await ada.Page.Keyboard.PressAsync("Tab");
        await Expect(ada.Pad()).Not.ToBeFocusedAsync();

        var written = await ada.ReadsPadAsync();
        (await bob.ReadsPadAsync()).ShouldBe(written);
        foreach (var person in new[] { ada, bob }) await Expect(person.Page.GetByTestId("pad-saving")).ToHaveAttributeAsync("data-saving", "saved");
        await bob.Page.ReloadAsync();
        await Expect(bob.Pad()).ToContainTextAsync("return a + b;");
        (await bob.ReadsPadAsync()).ShouldBe(written);
        await bob.SeesPeopleAsync(2);
        await bob.LeavesAsync();
        await bob.JoinsAsync(room);
        await Expect(bob.Pad()).ToContainTextAsync("return a + b;");
        (await bob.ReadsPadAsync()).ShouldBe(written);
        await Expect(bob.Page.GetByTestId("pad-language")).ToHaveValueAsync("javascript");

        await ada.PressesAsync("btn-leave");
        await ada.Page.GotoAsync($"/interviews/{id}/code");
        var shown = ada.Page.GetByTestId("pad-playback-text").Locator(".cm-content");
        await Expect(shown).ToContainTextAsync("return a + b;");
        await ada.HasNoSeriousFindingsAsync();
        await ada.TakesPictureAsync("pad-playback");
        await ada.Page.GetByRole(AriaRole.Slider).PressAsync("Home");
        await Expect(shown).Not.ToContainTextAsync("return a + b;");
        await ada.Page.GetByText("16×").ClickAsync();
        await ada.PressesAsync("pad-play");
        await Expect(shown).ToContainTextAsync("return a + b;");
    }

    [Fact]
    public async Task On_a_phone_faces_and_workspace_share_the_screen()
    {
        await using var ada = await stage.ComesAsync("Ada", size: Phone, locale: "ru-RU", touches: true);
        var (id, room) = await SchedulesAsync(ada, await ada.GetsAnAccountAsync("ru"), $"bob-{Guid.NewGuid():N}@example.com");
        await ada.JoinsAsync(room);
        await Expect(ada.Page.GetByTestId("workspace")).ToBeHiddenAsync();
        await ada.Page.GetByText("Рабочее место", new() { Exact = true }).ClickAsync();
        await ada.WritesInPadAsync("select 1");
        await Expect(ada.Page.GetByTestId("pad-saving")).ToHaveAttributeAsync("data-saving", "saved");
        await FitsAsync(ada);
        await ada.HasNoSeriousFindingsAsync();
        await ada.TakesPictureAsync("pad-phone");
        await ada.Page.GetByText("Видео", new() { Exact = true }).ClickAsync();
        await Expect(ada.Pad()).ToBeHiddenAsync();

        await ada.Page.GotoAsync($"/interviews/{id}/code");
        await Expect(ada.Page.GetByTestId("pad-playback-text")).ToContainTextAsync("select 1");
        await FitsAsync(ada);
        await ada.HasNoSeriousFindingsAsync();
        await ada.TakesPictureAsync("pad-playback-phone");
    }

    private static async Task<(string Id, string Room)> SchedulesAsync(Person interviewer, string email, string candidate)
    {
        var answer = await interviewer.Page.APIRequest.PostAsync("/api/v1/interviews", new()
        {
            DataObject = new
            {
                title = "Mock interview", interviewer = new { email, name = interviewer.Name }, candidate = new { email = candidate, name = "Bob" },
                start = $"{DateTime.UtcNow.AddMinutes(5):s}", durationMinutes = 60, timeZone = "Etc/UTC",
            },
        });
        answer.Ok.ShouldBeTrue(await answer.TextAsync());
        var shown = (await answer.JsonAsync()).GetValueOrDefault();
        return (shown.GetProperty("id").GetString()!, $"/room/{shown.GetProperty("roomCode").GetString()}");
    }

    private static async Task FitsAsync(Person person) =>
        (await person.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")).ShouldBeTrue();
}
