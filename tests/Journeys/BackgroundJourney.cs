using System.Text.Json.Nodes;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace VideoConf.Journeys;

[Collection(nameof(Stage))]
public sealed class BackgroundJourney(Stage stage)
{
    [Fact]
    public async Task A_preferred_picture_stands_behind_the_person_in_the_mirror_and_in_the_call_until_switched_off_and_nothing_is_fetched_elsewhere()
    {
        await using var anna = await stage.ComesAsync("Anna");
        await using var boris = await stage.ComesAsync("Boris");
        var elsewhere = new List<string>();
        anna.Page.Context.Request += (_, request) =>
        {
            if (request.Url.StartsWith("http", StringComparison.Ordinal) && !request.Url.StartsWith(stage.Host.Address.ToString(), StringComparison.Ordinal))
                elsewhere.Add(request.Url);
        };
        await anna.GetsAnAccountAsync();
        await PreferAsync(anna, p => p["virtualBackground"] = "office");

        await OpenPreJoinAsync(anna);
        await Expect(Choice(anna)).ToHaveValueAsync("office");
        var mirror = anna.Page.GetByTestId("prejoin-preview");
        await anna.SeesMovingPicturesAsync(mirror);
        await WaitForCornerAsync(anna, mirror, IsOffice);
        await TakePictureAsync(anna, "prejoin-background");
        await Choice(anna).SelectOptionAsync("none");
        await WaitForCornerAsync(anna, mirror, IsCamera);
        await Choice(anna).SelectOptionAsync("office");
        await WaitForCornerAsync(anna, mirror, IsOffice);

        await anna.PressesAsync("prejoin-join");
        await anna.Page.GetByTestId("btn-leave").WaitForAsync();
        await boris.JoinsAsync(new Uri(anna.Page.Url).AbsolutePath);
        await boris.SeesMovingPicturesAsync(boris.TileOf(anna));
        await WaitForCornerAsync(boris, boris.TileOf(anna), IsOffice);
        await TakePictureAsync(boris, "call-background");

        await anna.PressesAsync("btn-camera");
        await Expect(boris.TileOf(anna).Locator("video")).ToHaveCountAsync(0);
        await anna.PressesAsync("btn-camera");
        await boris.SeesMovingPicturesAsync(boris.TileOf(anna));
        await WaitForCornerAsync(boris, boris.TileOf(anna), IsOffice);

        await OpenDeviceSettingsAsync(anna);
        await Choice(anna).FocusAsync();
        await anna.Page.Keyboard.PressAsync("Home");
        await Expect(Choice(anna)).ToHaveValueAsync("none");
        await WaitForCornerAsync(boris, boris.TileOf(anna), IsCamera);
        await boris.SeesMovingPicturesAsync(boris.TileOf(anna));
        elsewhere.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("// as it is")]
    [InlineData("delete globalThis.MediaStreamTrackProcessor")]
    public async Task A_blurred_picture_moves_on_also_where_tracks_have_no_streams_and_a_page_loaded_anew_stays_blurred(string without)
    {
        await using var anna = await stage.ComesAsync("Anna");
        await anna.Page.AddInitScriptAsync(without);
        await anna.GetsAnAccountAsync();
        await PreferAsync(anna, p => p["backgroundBlur"] = true);
        await OpenPreJoinAsync(anna);
        var mirror = anna.Page.GetByTestId("prejoin-preview");
        await anna.SeesMovingPicturesAsync(mirror);
        await WaitForCornerAsync(anna, mirror, IsSoft);
        await Choice(anna).SelectOptionAsync("none");
        await Expect(anna.Page.GetByTestId("background-hint")).ToBeEmptyAsync();
        await WaitForCornerAsync(anna, mirror, IsHard);

        await Choice(anna).SelectOptionAsync("blur");
        await Expect(anna.Page.GetByTestId("background-hint")).ToBeEmptyAsync();
        await anna.PressesAsync("prejoin-join");
        await anna.Page.GetByTestId("btn-leave").WaitForAsync();
        await anna.Page.ReloadAsync();
        await OpenDeviceSettingsAsync(anna);
        await Expect(Choice(anna)).ToHaveValueAsync("blur");
    }

    [Fact]
    public async Task Whoever_cannot_have_it_is_seen_as_he_is_and_told_so()
    {
        await using var anna = await stage.ComesAsync("Anna", size: new() { Width = 360, Height = 740 }, locale: "ru-RU", touches: true);
        await anna.Page.RouteAsync("**/*.tflite", route => route.AbortAsync());
        await anna.GetsAnAccountAsync("ru");
        await PreferAsync(anna, p => p["backgroundBlur"] = true);
        await OpenPreJoinAsync(anna);
        await Expect(anna.Page.GetByTestId("background-hint")).ToHaveAttributeAsync("data-problem", "failed");
        await Expect(anna.Page.GetByTestId("background-hint")).ToContainTextAsync("Вас видно как есть");
        await Expect(Choice(anna)).ToHaveValueAsync("none");
        await anna.SeesMovingPicturesAsync(anna.Page.GetByTestId("prejoin-preview"));
        await Expect(anna.Page.GetByTestId("prejoin-preview").GetByText("Вас видно как есть")).ToBeInViewportAsync();
        (await anna.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(360);
        await TakePictureAsync(anna, "prejoin-background-360");
    }

    [Fact]
    public async Task Scripts_may_compile_WebAssembly_and_nothing_else()
    {
        using var client = stage.Host.NewClient();
        using var answer = await client.GetAsync(new Uri(stage.Host.Address, "/"));
        var policy = string.Join(' ', answer.Headers.GetValues("Content-Security-Policy"));
        policy.ShouldContain("script-src 'self' 'wasm-unsafe-eval';");
        policy.ShouldContain("connect-src 'self' ws: wss:;");
    }

    // Chromium's false camera is plain green; the office has a pale wall
    private const string IsCamera = "([r, g, b]) => g > r + 60 && g > b + 60";
    private const string IsOffice = "([r, g, b]) => Math.max(r, g, b) - Math.min(r, g, b) < 50 && r > 150";

    // In its corners are bright squares
    private const string IsHard = "(_, edge) => edge > 60";
    private const string IsSoft = "(_, edge) => edge < 30";

    private static ILocator Choice(Person person) => person.Page.GetByTestId("background");

    private static async Task OpenPreJoinAsync(Person person)
    {
        await person.Page.GotoAsync("/");
        await person.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("Start a call|Начать звонок") }).ClickAsync();
        await person.Page.WaitForURLAsync("**/room/**");
        await person.Page.GetByTestId("prejoin-name").FillAsync(person.Name);
    }

    private static async Task OpenDeviceSettingsAsync(Person person)
    {
        await person.PressesAsync("btn-more");
        await person.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Devices" }).ClickAsync();
    }

    private static async Task PreferAsync(Person person, Action<JsonNode> change)
    {
        var preferences = JsonNode.Parse(await (await person.Page.APIRequest.GetAsync("/api/v1/me/preferences")).TextAsync())!;
        change(preferences);
        var headers = new Dictionary<string, string> { ["Content-Type"] = "application/json" };
        var answer = await person.Page.APIRequest.PutAsync("/api/v1/me/preferences", new() { DataString = preferences.ToJsonString(), Headers = headers });
        answer.Ok.ShouldBeTrue(await answer.TextAsync());
    }

    /// <summary>Waits until the picture's upper right corner is as it should be: its mean colour, and the hardest edge in it.</summary>
    private static async Task WaitForCornerAsync(Person viewer, ILocator tile, string isRight)
    {
        var element = await tile.ElementHandleAsync();
        try
        {
            await viewer.Page.WaitForFunctionAsync($"tile => ({isRight})(...({Corner})(tile))", element, new() { Timeout = 40_000 });
        }
        catch (TimeoutException)
        {
            var corner = await viewer.Page.EvaluateAsync<string>($"tile => JSON.stringify(({Corner})(tile))", element);
            throw new TimeoutException($"The corner is {corner}, and not {isRight}. On the page: {await viewer.Page.Locator("body").InnerTextAsync()}");
        }
    }

    private const string Corner =
        """
        tile => {
          const video = tile.querySelector('video');
          if (!video?.videoWidth) return [[0, 0, 0], NaN];
          const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 36 });
          const context = canvas.getContext('2d');
          context.drawImage(video, 0, 0, 64, 36);
          const { data } = context.getImageData(58, 1, 5, 4);
          const mean = channel => data.filter((_, i) => i % 4 === channel).reduce((sum, value) => sum + value) / (data.length / 4);
          canvas.width = Math.round(video.videoWidth / 8);
          canvas.height = Math.round(video.videoHeight / 5);
          context.drawImage(video, canvas.width - video.videoWidth, 0);
          const green = context.getImageData(0, 0, canvas.width, canvas.height).data.filter((_, i) => i % 4 === 1);
          const edge = green.reduce((most, value, i) => i % canvas.width ? Math.max(most, Math.abs(value - green[i - 1])) : most, 0);
          return [[mean(0), mean(1), mean(2)], edge];
        }
        """;

    private static async Task TakePictureAsync(Person person, string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "VideoConf.sln"))) folder = folder.Parent!;
        await person.Page.ScreenshotAsync(new() { Path = Path.Combine(folder.FullName, "artifacts", "pictures", name + ".png") });
    }
}
