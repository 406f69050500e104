using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace VideoConf.Journeys;

/// <summary>A call is looked at afterwards: who came, what happened when, and how the connection of one person was.</summary>
[Collection(nameof(Stage))]
public sealed class SessionReportJourney(Stage stage)
{
    private static readonly ViewportSize Phone = new() { Width = 360, Height = 740 };

    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 20_000 };

    [Theory]
    [InlineData("en", false), InlineData("ru", true)]
    public async Task A_call_tells_its_host_how_it_went(string language, bool onPhone)
    {
        var russian = language == "ru";
        await using var anna = await stage.ComesAsync("Anna", size: onPhone ? Phone : null, touches: onPhone);
        await using var boris = await stage.ComesAsync("Boris");
        await anna.GetsAnAccountAsync();
        var room = await anna.StartsACallAsync();
        await boris.JoinsAsync(room);
        await anna.SeesMovingPicturesAsync(anna.TileOf(boris));
        await boris.SeesMovingPicturesAsync(boris.TileOf(anna));
        // Two readings of a link make numbers, and what was measured is told on leaving
        await Expect(boris.TileOf(anna).Locator("[data-bars='3']")).ToBeVisibleAsync(Patiently);
        await Expect(anna.TileOf(boris).Locator("[data-bars='3']")).ToBeVisibleAsync(Patiently);
        await boris.LeavesAsync();
        await anna.LeavesAsync();
        (await boris.Page.APIRequest.GetAsync($"/api/v1/rooms/{room.Split('/')[^1]}/sessions/{Guid.CreateVersion7()}/attendance")).Status.ShouldBe(403);

        if (russian) await anna.Page.EvaluateAsync("localStorage.setItem('videoconf.language', 'ru')");
        await anna.Page.GotoAsync(room + "/sessions");
        await anna.Page.GetByTestId("session-report").ClickAsync();
        await Expect(anna.Page.GetByTestId("attendee")).ToHaveCountAsync(2);
        await LooksGoodAsync(anna, "attendance");
        var file = await anna.Page.RunAndWaitForDownloadAsync(() => anna.PressesAsync("attendance-csv"));
        (await File.ReadAllTextAsync(await file.PathAsync(), TestContext.Current.CancellationToken)).ShouldContain(",Boris,guest,true,");

        await anna.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Expect(anna.Page.GetByTestId("attendance-csv")).ToBeHiddenAsync();
        await Expect(anna.Page.Locator("header")).ToBeHiddenAsync();
        await anna.TakesPictureAsync($"attendance-print{(onPhone ? "-phone" : "")}");
        await anna.Page.EmulateMediaAsync(new() { Media = Media.Null });

        await anna.PressesAsync("to-timeline");
        var slider = anna.Page.GetByTestId("replay-slider");
        await slider.FocusAsync();
        await anna.Page.Keyboard.PressAsync("End");
        await Expect(anna.Page.GetByTestId("replay-present").GetByText("Anna")).ToBeVisibleAsync();
        await slider.FillAsync(await HalfOfBorisAsync(anna, room));
        await Expect(slider).ToHaveAttributeAsync("aria-valuetext", new Regex("2"));
        await Expect(anna.Page.GetByTestId("replay-present").GetByText(russian ? "Хорошо" : "Good").First).ToBeVisibleAsync();
        await anna.PressesAsync("replay-numbers");
        await LooksGoodAsync(anna, "replay");

        await anna.Page.GetByTestId("replay-lanes").GetByRole(AriaRole.Link, new() { Name = "Boris" }).ClickAsync();
        await Expect(anna.Page.GetByTestId("story").Locator("[data-kind=measured]")).ToBeVisibleAsync();
        await Expect(anna.Page.GetByTestId("story").Locator("[data-kind=path]")).ToHaveTextAsync(new Regex(russian ? "напрямую" : "directly"));
        await Expect(anna.Page.GetByTestId("story")).ToContainTextAsync("Chrome");
        await LooksGoodAsync(anna, "story");

        async Task LooksGoodAsync(Person person, string picture)
        {
            await person.HasNoSeriousFindingsAsync();
            (await person.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(onPhone ? Phone.Width : 1280);
            await person.TakesPictureAsync($"{picture}{(onPhone ? "-phone" : "")}", whole: true);
        }
    }

    /// <summary>The middle of what was measured of Boris, in the slider's steps of a second.</summary>
    private static async Task<string> HalfOfBorisAsync(Person person, string room)
    {
        var session = person.Page.Url.Split('/')[^2];
        var told = (await (await person.Page.APIRequest.GetAsync($"/api/v1/rooms/{room.Split('/')[^1]}/sessions/{session}/timeline")).JsonAsync())!.Value;
        var measured = told.GetProperty("items").EnumerateArray().Where(i => i.GetProperty("what").GetString() == "measured").ToList();
        measured.Count.ShouldBe(2, told.GetRawText());
        var boris = told.GetProperty("people").EnumerateArray().Single(p => p.GetProperty("displayName").GetString() == "Boris").GetProperty("personId").GetString();
        var minute = measured.Single(i => i.GetProperty("personId").GetString() == boris);
        var begin = told.GetProperty("startedAt").GetDateTimeOffset();
        var middle = (minute.GetProperty("at").GetDateTimeOffset() - begin).TotalMilliseconds - (minute.GetProperty("minute").GetProperty("seconds").GetInt32() * 500);
        return (Math.Floor(middle / 1_000) * 1_000).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
