using Microsoft.Playwright;

namespace VideoConf.Benchmarks.Signaling;

/// <summary>
/// From the click on Join to the first picture of the one who is there already, both in one Chromium with the same
/// devices: our page as it is shipped, beside a bare page with a trivial relay, in turns.
/// </summary>
internal static class FirstFrameBench
{
    private const int Times = 10;

    // Sees when a remote picture is first shown, whatever the page does with it.
    private const string Watch =
        """
        addEventListener('click', () => { window.clickedAt = performance.now(); }, true);
        const property = Object.getOwnPropertyDescriptor(HTMLMediaElement.prototype, 'srcObject');
        Object.defineProperty(HTMLMediaElement.prototype, 'srcObject', {
          ...property,
          set(stream) {
            property.set.call(this, stream);
            if (stream?.getVideoTracks().some(track => !track.label.startsWith('fake_device')))
              this.requestVideoFrameCallback(() => { window.shownAt ??= performance.now(); });
          },
        });
        """;

    /// <param name="Meet">Where the two meet: nobody who has just gone is in their way.</param>
    private sealed record Subject(string Name, Func<Task<Uri>> Meet, Func<IPage, Task> Prepare, string Button);

    public static async Task RunAsync(Report report)
    {
        await using var host = await ServerProcess.StartHostAsync();
        await using var bare = await BarePage.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required",
            ],
        });
        using var http = new HttpClient { BaseAddress = host.Address };
        await Seats.PostAsync(http, "/api/v1/guests", new { displayName = "Bench" });
        Subject[] subjects =
        [
            new("ours", async () => new Uri(host.Address, $"/room/{(await Seats.PostAsync(http, "/api/v1/rooms", new { })).GetProperty("code")}"), async page =>
            {
                await page.GetByTestId("prejoin-name").FillAsync("Bench");
                await page.Locator("video").WaitForAsync();
            }, "[data-testid=prejoin-join]"),
            new("bare page", () => Task.FromResult(new Uri(bare.Urls.Single() + "/")), page => page.WaitForFunctionAsync("() => document.getElementById('mirror').videoWidth > 0"), "#join"),
        ];
        var found = subjects.ToDictionary(s => s.Name, _ => new List<double>());
        for (var time = 0; time <= Times; time++)
        {
            foreach (var subject in subjects)
            {
                var took = await MeasureAsync(browser, subject);
                // The first fills the caches
                if (time > 0) found[subject.Name].Add(took);
            }
            if (time > 0) Console.WriteLine($"first frame {time,2}: " + string.Join(", ", found.Select(f => $"{f.Key} {f.Value[^1]:N0} ms")));
        }
        foreach (var (subject, times) in found)
        {
            report.Add("click to first frame", subject, "median", Report.Median(times), "ms");
            report.Add("click to first frame", subject, "least", times.Min(), "ms");
        }
        report.Add("click to first frame", "ours", "of the bare page", report.Value("click to first frame", "ours", "median") / report.Value("click to first frame", "bare page", "median"), "ratio");
    }

    private static async Task<double> MeasureAsync(IBrowser browser, Subject subject)
    {
        var address = await subject.Meet();
        await using var there = await browser.NewContextAsync();
        var waiting = await ComeAsync(there, subject, address);
        await waiting.ClickAsync(subject.Button);
        await using var coming = await browser.NewContextAsync();
        var page = await ComeAsync(coming, subject, address);
        // What the page prepares behind its first picture is prepared when a person has looked at himself.
        await page.WaitForTimeoutAsync(1500);
        await page.ClickAsync(subject.Button);
        await page.WaitForFunctionAsync("() => window.shownAt !== undefined");
        var took = await page.EvaluateAsync<double>("() => window.shownAt - window.clickedAt");
        return took;
    }

    private static async Task<IPage> ComeAsync(IBrowserContext context, Subject subject, Uri address)
    {
        await context.AddInitScriptAsync(Watch);
        var page = await context.NewPageAsync();
        await page.GotoAsync(address.ToString());
        await subject.Prepare(page);
        return page;
    }
}
