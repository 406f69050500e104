using Microsoft.Playwright;

namespace VideoConf.Journeys;

[Collection(nameof(Stage))]
public sealed class AccessibilityJourney(Stage stage)
{
    private static readonly ViewportSize Phone = new() { Width = 360, Height = 740 };

    [Theory]
    [InlineData("/"), InlineData("/video-conference/create"), InlineData("/video-conference/join"), InlineData("/sign-in"), InlineData("/register")]
    [InlineData("/settings"), InlineData("/no/such/page"), InlineData("/room/aaa-aaaa-aaa"), InlineData("/room/aaa-aaaa-aaa/left?reason=removed")]
    public async Task A_page_has_no_serious_findings(string path)
    {
        foreach (var size in (ViewportSize?[])[null, Phone])
        {
            await using var person = await stage.ComesAsync("Anna", size: size);
            await person.Page.GotoAsync(path);
            await person.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).First.WaitForAsync();
            await person.HasNoSeriousFindingsAsync();
        }
    }

    [Fact]
    public async Task The_pages_of_a_call_have_no_serious_findings()
    {
        await using var anna = await stage.ComesAsync("Anna");
        var room = await anna.StartsACallAsync();
        await anna.HasNoSeriousFindingsAsync();
        await anna.PressesAsync("btn-people");
        await anna.Page.GetByTestId("people-panel").WaitForAsync();
        await anna.HasNoSeriousFindingsAsync();

        await using var boris = await stage.ComesAsync("Boris", size: Phone);
        await boris.Page.GotoAsync(room);
        await boris.Page.GetByTestId("prejoin-join").WaitForAsync();
        await boris.HasNoSeriousFindingsAsync();
        await boris.JoinsAsync(room);
        await boris.SeesPeopleAsync(2);
        await boris.HasNoSeriousFindingsAsync();

        await anna.LeavesAsync();
        await anna.HasNoSeriousFindingsAsync();
        await anna.Page.GotoAsync(room + "/sessions");
        await anna.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
        await anna.HasNoSeriousFindingsAsync();
    }
}
