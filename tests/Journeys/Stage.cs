using Microsoft.Playwright;

namespace VideoConf.Journeys;

/// <summary>One host and one browser for all journeys; they run one after the other, for two cores carry no more.</summary>
public sealed class Stage : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    public RunningHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await RunningHost.StartAsync();
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required",
            ],
        });
    }

    /// <summary>Somebody with a browser of his own, at the size of a desktop unless said otherwise.</summary>
    public async Task<Person> ComesAsync(string name, Uri? address = null, ViewportSize? size = null, string locale = "en-US", bool touches = false)
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = (address ?? Host.Address).ToString(),
            Locale = locale,
            ViewportSize = size ?? new ViewportSize { Width = 1280, Height = 800 },
            ReducedMotion = ReducedMotion.Reduce,
            HasTouch = touches,
        });
        context.SetDefaultTimeout(20_000);
        return new Person(name, await context.NewPageAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        await Host.DisposeAsync();
    }
}

[CollectionDefinition(nameof(Stage), DisableParallelization = true)]
public sealed class StageCollection : ICollectionFixture<Stage>;
