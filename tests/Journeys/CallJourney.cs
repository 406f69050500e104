using System.Net.Http.Json;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace VideoConf.Journeys;

[Collection(nameof(Stage))]
public sealed class CallJourney(Stage stage)
{
    [Fact]
    public async Task Three_people_see_one_another_mute_switch_off_and_leave_and_the_facts_tell_of_it()
    {
        await using var anna = await stage.ComesAsync("Anna");
        await using var boris = await stage.ComesAsync("Boris");
        await using var clara = await stage.ComesAsync("Clara");
        var room = await anna.StartsACallAsync();
        await boris.JoinsAsync(room);
        await clara.JoinsAsync(room);

        Person[] all = [anna, boris, clara];
        foreach (var person in all) await person.SeesPeopleAsync(3);
        foreach (var person in all)
            foreach (var other in all.Where(o => o != person)) await person.SeesMovingPicturesAsync(person.TileOf(other));
        await anna.TakesPictureAsync("call");

        await boris.PressesAsync("btn-mic");
        await Expect(anna.TileOf(boris)).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("microphone off"));
        await Expect(clara.TileOf(boris)).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("microphone off"));
        await boris.PressesAsync("btn-camera");
        await Expect(anna.TileOf(boris).Locator("video")).ToHaveCountAsync(0);

        await clara.LeavesAsync();
        await anna.SeesPeopleAsync(2);
        await boris.SeesPeopleAsync(2);
        await boris.PressesAsync("btn-leave");
        await anna.SeesPeopleAsync(1);

        var sessions = await anna.Page.APIRequest.GetAsync($"/api/v1/rooms/{room.Split('/')[^1]}/sessions");
        var session = (await sessions.JsonAsync())!.Value.GetProperty("items")[0];
        session.GetProperty("peak").GetInt32().ShouldBe(3);
        session.GetProperty("participants").EnumerateArray()
            .Select(p => $"{p.GetProperty("displayName").GetString()} {p.GetProperty("role").GetString()} {p.GetProperty("stays")[0].GetProperty("reason").GetString()}")
            .ShouldBe(["Anna host ", "Boris guest left", "Clara guest left"]);
    }

    [Fact]
    public async Task A_shared_screen_is_seen_by_the_other_and_goes_when_sharing_stops()
    {
        await using var anna = await stage.ComesAsync("Anna");
        await using var boris = await stage.ComesAsync("Boris");
        await boris.JoinsAsync(await anna.StartsACallAsync());
        await anna.SeesPeopleAsync(2);

        await anna.PressesAsync("btn-share");
        await boris.SeesMovingPicturesAsync(boris.ScreenOf(anna));
        await anna.PressesAsync("btn-share");
        await Expect(boris.ScreenOf(anna)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_page_loaded_anew_is_back_in_the_call_within_five_seconds()
    {
        await using var anna = await stage.ComesAsync("Anna");
        await using var boris = await stage.ComesAsync("Boris");
        await boris.JoinsAsync(await anna.StartsACallAsync());
        await boris.SeesMovingPicturesAsync(boris.TileOf(anna));

        await boris.Page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit });
        await boris.SeesPeopleAsync(2, within: 5_000);
        await boris.SeesMovingPicturesAsync(boris.TileOf(anna));
        await anna.SeesPeopleAsync(2);
        await anna.SeesMovingPicturesAsync(anna.TileOf(boris));
    }

    [Fact]
    public async Task Signalling_cut_for_ten_seconds_comes_back_and_the_picture_was_never_lost()
    {
        using var cable = new CuttableProxy(stage.Host.Address);
        await using var anna = await stage.ComesAsync("Anna");
        await using var boris = await stage.ComesAsync("Boris", cable.Address);
        var room = await anna.StartsACallAsync();
        await boris.JoinsAsync(room);
        await boris.SeesMovingPicturesAsync(boris.TileOf(anna));

        var cut = System.Diagnostics.Stopwatch.StartNew();
        cable.Cut();
        await Expect(boris.Page.GetByTestId("banner-reconnecting")).ToBeVisibleAsync(new() { Timeout = 10_000 });
        while (cut.Elapsed < TimeSpan.FromSeconds(10)) await boris.SeesMovingPicturesAsync(boris.TileOf(anna));
        cable.Mend();
        await Expect(boris.Page.GetByTestId("banner-reconnecting")).ToBeHiddenAsync(new() { Timeout = 10_000 });
        await boris.SeesMovingPicturesAsync(boris.TileOf(anna));
        await anna.SeesPeopleAsync(2);

        var sessions = await anna.Page.APIRequest.GetAsync($"/api/v1/rooms/{room.Split('/')[^1]}/sessions");
        var borisStays = (await sessions.JsonAsync())!.Value.GetProperty("items")[0].GetProperty("participants").EnumerateArray()
            .Single(p => p.GetProperty("displayName").GetString() == "Boris").GetProperty("stays");
        borisStays.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task A_fourth_person_is_refused_from_a_room_for_three_and_told_why()
    {
        using var host = await stage.Host.NewGuestAsync("Anna");
        var room = await host.PostAsJsonAsync("rooms", new { name = "For three", maxParticipants = 3 }).JsonAsync();
        var code = room.GetProperty("code").GetString();
        foreach (var name in (string[])["Anna", "Boris", "Clara"])
        {
            using var guest = await stage.Host.NewGuestAsync(name);
            await guest.PostAsJsonAsync($"rooms/{code}/join", new { displayName = name }).JsonAsync();
        }

        await using var dmitri = await stage.ComesAsync("Dmitri");
        await dmitri.Page.GotoAsync($"/room/{code}");
        await dmitri.Page.GetByTestId("prejoin-name").FillAsync("Dmitri");
        await dmitri.Page.GetByTestId("prejoin-join").ClickAsync();
        await Expect(dmitri.Page.GetByTestId("cannot-enter")).ToContainTextAsync("full");
    }
}
