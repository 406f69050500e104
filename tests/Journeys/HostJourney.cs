using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace VideoConf.Journeys;

/// <summary>What the host may do with others, from the list of people.</summary>
[Collection(nameof(Stage))]
public sealed class HostJourney(Stage stage)
{
    [Fact]
    public async Task The_host_mutes_one_makes_another_the_host_who_then_removes_the_first_and_he_is_told_and_kept_out()
    {
        await using var anna = await stage.ComesAsync("Anna");
        await using var boris = await stage.ComesAsync("Boris");
        await using var clara = await stage.ComesAsync("Clara");
        var room = await anna.StartsACallAsync();
        await boris.JoinsAsync(room);
        await clara.JoinsAsync(room);
        await anna.SeesPeopleAsync(3);

        await ChoosesAsync(anna, boris, "Mute");
        await Expect(anna.TileOf(boris)).ToHaveAttributeAsync("aria-label", new Regex("microphone off"));
        await Expect(boris.Page.GetByTestId("btn-mic")).ToHaveAttributeAsync("aria-pressed", "false");

        await ChoosesAsync(anna, clara, "Make host");
        await anna.PressesAsync("confirm-go");
        await Expect(clara.Page.GetByTestId("btn-people")).ToBeVisibleAsync();

        await ChoosesAsync(clara, boris, "Remove from the call");
        await clara.PressesAsync("confirm-go");
        await boris.Page.WaitForURLAsync("**/left**");
        await Expect(boris.Page.GetByRole(AriaRole.Heading, new() { Name = "You were removed from the call" })).ToBeVisibleAsync();
        await anna.SeesPeopleAsync(2);

        await boris.Page.GotoAsync(room);
        await boris.Page.GetByTestId("prejoin-name").FillAsync("Boris");
        await boris.Page.GetByTestId("prejoin-join").ClickAsync();
        await Expect(boris.Page.GetByText("You cannot come back into this call")).ToBeVisibleAsync();
    }

    private static async Task ChoosesAsync(Person who, Person whom, string action)
    {
        if (!await who.Page.GetByTestId("people-panel").IsVisibleAsync()) await who.PressesAsync("btn-people");
        await who.Page.GetByRole(AriaRole.Button, new() { Name = $"Actions: {whom.Name}" }).ClickAsync();
        await who.Page.GetByRole(AriaRole.Menuitem, new() { Name = action }).ClickAsync();
    }
}
