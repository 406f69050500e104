using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace VideoConf.Journeys;

[Collection(nameof(Stage))]
public sealed class AccessibilityJourney(Stage stage)
{
    private static readonly ViewportSize Phone = new() { Width = 360, Height = 740 };
    private static readonly AxeRunOptions Wcag22AA = new() { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } };

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
            await CheckAsync(person);
        }
    }

    [Fact]
    public async Task The_pages_of_a_call_have_no_serious_findings()
    {
        await using var anna = await stage.ComesAsync("Anna");
        var room = await anna.StartsACallAsync();
        await CheckAsync(anna);
        await anna.PressesAsync("btn-people");
        await anna.Page.GetByTestId("people-panel").WaitForAsync();
        await CheckAsync(anna);

        await using var boris = await stage.ComesAsync("Boris", size: Phone);
        await boris.Page.GotoAsync(room);
        await boris.Page.GetByTestId("prejoin-join").WaitForAsync();
        await CheckAsync(boris);
        await boris.JoinsAsync(room);
        await boris.SeesPeopleAsync(2);
        await CheckAsync(boris);

        await anna.PressesAsync("btn-leave");
        await anna.Page.WaitForURLAsync("**/left**");
        await CheckAsync(anna);
        await anna.Page.GotoAsync(room + "/sessions");
        await anna.Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).WaitForAsync();
        await CheckAsync(anna);
    }

    private static async Task CheckAsync(Person person)
    {
        var result = await person.Page.RunAxe(Wcag22AA);
        result.Violations.Where(v => v.Impact is "serious" or "critical")
            .Select(v => $"{person.Page.Url}: {v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}").ShouldBeEmpty();
    }
}
