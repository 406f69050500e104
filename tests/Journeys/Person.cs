using System.Globalization;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace VideoConf.Journeys;

/// <summary>Somebody at a browser: does what a person does, sees what a person sees.</summary>
public sealed partial class Person(string name, IPage page) : IAsyncDisposable
{
    private static readonly float Patience = 20_000;
    private static readonly AxeRunOptions Wcag22AA = new() { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } };

    public string Name { get; } = name;
    public IPage Page { get; } = page;

    /// <summary>Opens the start page, presses "Start a call", joins; the address of the room.</summary>
    public async Task<string> StartsACallAsync()
    {
        await Page.GotoAsync("/");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Start a call" }).ClickAsync();
        await Page.WaitForURLAsync("**/room/**");
        await PassesPreJoinAsync();
        return new Uri(Page.Url).AbsolutePath;
    }

    public async Task JoinsAsync(string room)
    {
        await Page.GotoAsync(room);
        await PassesPreJoinAsync();
    }

    private async Task PassesPreJoinAsync()
    {
        await Page.GetByTestId("prejoin-name").FillAsync(Name);
        await Page.GetByTestId("prejoin-join").ClickAsync();
        await Page.GetByTestId("btn-leave").WaitForAsync();
    }

    public async Task SeesPeopleAsync(int count, float? within = null) =>
        await Assertions.Expect(Page.GetByTestId("people-count")).ToHaveTextAsync(count.ToString(CultureInfo.InvariantCulture), new() { Timeout = within ?? Patience });

    /// <summary>Registers under an address of his own, and is signed in from then on.</summary>
    public async Task<string> GetsAnAccountAsync(string language = "en", string timeZone = "Europe/Berlin")
    {
        var email = $"{Name.ToLowerInvariant()}-{Guid.NewGuid():N}@example.com";
        var answer = await Page.APIRequest.PostAsync("/api/v1/accounts", new() { DataObject = new { email, password = "correct horse battery", displayName = Name, language, timeZone } });
        answer.Ok.ShouldBeTrue(await answer.TextAsync());
        return email;
    }

    /// <summary>The tile of somebody else (not his screen).</summary>
    public ILocator TileOf(Person other) => Page.Locator($"[data-testid^=tile-]:not([data-screen])[aria-label^=\"{other.Name}\"]");

    public ILocator ScreenOf(Person other) => Page.Locator("[data-testid^=tile-][data-screen]").Filter(new() { HasText = other.Name });

    /// <summary>New pictures arrive in this tile: its decoded frames rise by ten.</summary>
    public async Task SeesMovingPicturesAsync(ILocator tile)
    {
        var video = tile.Locator("video");
        await video.WaitForAsync(new() { State = WaitForSelectorState.Attached });
        var handle = await video.ElementHandleAsync();
        var before = await Page.EvaluateAsync<int>("video => video.getVideoPlaybackQuality().totalVideoFrames", handle);
        await Page.WaitForFunctionAsync(
            "([video, frames]) => video.getVideoPlaybackQuality().totalVideoFrames > frames", new object[] { handle, before + 10 }, new() { Timeout = Patience });
    }

    /// <summary>axe finds nothing serious on the page as it stands: once what is being drawn is drawn.</summary>
    public async Task HasNoSeriousFindingsAsync()
    {
        await IsDrawnAsync();
        var result = await Page.RunAxe(Wcag22AA);
        result.Violations.Where(v => v.Impact is "serious" or "critical")
            .Select(v => $"{Page.Url}: {v.Id}: {v.Help}: {string.Join(" | ", v.Nodes.Select(n => n.Html))}").ShouldBeEmpty();
    }

    public Task IsDrawnAsync() => Page.EvaluateAsync("() => document.fonts.ready.then(() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn))))");

    /// <summary>What he sees, or the whole page, in <c>artifacts/pictures</c>, or where the path leads when it is a whole one.</summary>
    public async Task TakesPictureAsync(string picture, bool whole = false)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "VideoConf.sln"))) folder = folder.Parent!;
        await Page.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, "artifacts", "pictures", picture + ".png"), FullPage = whole });
    }

    /// <summary>Goes, and sees that he has. The address is looked at again and again: to wait for the navigation misses one that was faster.</summary>
    public async Task LeavesAsync()
    {
        await PressesAsync("btn-leave");
        await Assertions.Expect(Page).ToHaveURLAsync(LeftPage(), new() { Timeout = Patience });
    }

    [GeneratedRegex("/left\\?", RegexOptions.None, 1000)]
    private static partial Regex LeftPage();

    public Task PressesAsync(string testId) => Page.GetByTestId(testId).ClickAsync();

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();
}
