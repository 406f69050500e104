using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace VideoConf.Journeys;

/// <summary>Somebody looks at what happened: at what is his, and as an administrator at everything.</summary>
[Collection(nameof(Stage))]
public sealed class AuditJourney(Stage stage)
{
    private static readonly ViewportSize Phone = new() { Width = 360, Height = 740 };

    /// <summary>Lines follow the facts.</summary>
    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 20_000 };

    [Theory]
    [InlineData("en-US", false), InlineData("ru-RU", true)]
    public async Task The_trail_is_read_searched_and_taken_away_as_a_file(string locale, bool onPhone)
    {
        var russian = locale.StartsWith("ru", StringComparison.Ordinal);
        await using var host = await RunningHost.StartAsync(new Dictionary<string, string>());
        await using var anna = await stage.ComesAsync("Anna", host.Address, onPhone ? Phone : null, locale, touches: onPhone);
        await using var boris = await stage.ComesAsync("Boris", host.Address);
        var email = await anna.GetsAnAccountAsync(russian ? "ru" : "en");
        await boris.GetsAnAccountAsync();
        await OpensRoomAsync(boris, "Quarterly rehearsal");
        await OpensRoomAsync(anna, "Weekly practice");

        await anna.Page.GotoAsync("/");
        await anna.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Anna") }).ClickAsync();
        await anna.Page.GetByRole(AriaRole.Menuitem, new() { Name = russian ? "Журнал изменений" : "Audit trail" }).ClickAsync();
        await SeesAsync(anna, "Weekly practice");
        await Expect(anna.Page.GetByText("Quarterly rehearsal")).ToHaveCountAsync(0);

        await host.CommandAsync("people", "appoint", email);
        await anna.Page.ReloadAsync();
        await SeesAsync(anna, "Quarterly rehearsal");
        await anna.Page.GetByTestId("audit-q").FillAsync("quarterly");
        await anna.Page.GetByTestId("audit-q").PressAsync("Enter");
        await Expect(anna.Page).ToHaveURLAsync(new Regex("q=quarterly"));
        await Expect(anna.Page.GetByTestId("audit-line")).ToHaveCountAsync(1);
        await anna.Page.GetByTestId("audit-person").FillAsync("bor");
        await anna.Page.GetByRole(AriaRole.Option, new() { Name = "Boris" }).ClickAsync();
        await Expect(anna.Page).ToHaveURLAsync(new Regex("person="));
        await Expect(anna.Page.GetByTestId("audit-line")).ToHaveCountAsync(1);
        await anna.HasNoSeriousFindingsAsync();

        var file = await anna.Page.RunAndWaitForDownloadAsync(() => anna.PressesAsync("export-csv"));
        var csv = await File.ReadAllTextAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
        csv.ShouldContain("Quarterly rehearsal");
        csv.ShouldNotContain("Weekly practice");

        await anna.PressesAsync("audit-all");
        await SeesAsync(anna, "Weekly practice");
        await anna.Page.GetByTestId("integrity").ClickAsync();
        await Expect(anna.Page.GetByText(russian ? "Отпечаток ключа" : "Fingerprint of the key")).ToBeVisibleAsync();
        await anna.HasNoSeriousFindingsAsync();
        (await anna.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(onPhone ? Phone.Width : 1280);
        await anna.TakesPictureAsync(russian ? "audit-phone" : "audit");

        await anna.PressesAsync("integrity-check");
        await Expect(anna.Page.GetByTestId("integrity")).ToHaveAttributeAsync("data-state", "intact");
        var key = await anna.Page.RunAndWaitForDownloadAsync(() => anna.PressesAsync("integrity-key"));
        (await File.ReadAllTextAsync(await key.PathAsync(), TestContext.Current.CancellationToken)).ShouldStartWith("-----BEGIN PUBLIC KEY-----");
    }

    [Theory]
    [InlineData("en-US", false), InlineData("ru-RU", true)]
    public async Task One_room_is_looked_at_as_it_was(string locale, bool onPhone)
    {
        var russian = locale.StartsWith("ru", StringComparison.Ordinal);
        await using var host = await RunningHost.StartAsync(new Dictionary<string, string>());
        await using var anna = await stage.ComesAsync("Anna", host.Address, onPhone ? Phone : null, locale, touches: onPhone);
        await anna.GetsAnAccountAsync(russian ? "ru" : "en");
        var room = await OpensRoomAsync(anna, "Weekly practice");
        (await anna.Page.APIRequest.PatchAsync($"/api/v1/rooms/{room}", new() { DataObject = new { name = "Daily practice", maxParticipants = 3 } })).Ok.ShouldBeTrue();

        await anna.Page.GotoAsync("/audit");
        await SeesAsync(anna, "Daily practice");
        await anna.Page.GetByTestId("audit-object").Filter(new() { HasText = "Daily practice" }).First.ClickAsync();
        await Expect(anna.Page).ToHaveURLAsync(new Regex($"/audit/room/{room}$"));
        await Expect(anna.Page.GetByRole(AriaRole.Heading, new() { Name = "Daily practice", Level = 1 })).ToBeVisibleAsync();
        await Expect(anna.Page.GetByTestId("audit-changes").Filter(new() { HasText = "Weekly practice → Daily practice" })).ToBeVisibleAsync();
        await anna.HasNoSeriousFindingsAsync();

        // The last line is how it began
        await anna.Page.GetByTestId("audit-after").Last.ClickAsync();
        await Expect(anna.Page).ToHaveURLAsync(new Regex("at=20"));
        await Expect(anna.Page.GetByTestId("as-of-name")).ToHaveAttributeAsync("data-differs", "true");
        await Expect(anna.Page.GetByTestId("as-of-name")).ToContainTextAsync("Weekly practice");
        await Expect(anna.Page.GetByTestId("as-of-host")).ToHaveAttributeAsync("data-differs", "false");
        await anna.HasNoSeriousFindingsAsync();
        (await anna.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(onPhone ? Phone.Width : 1280);
        await anna.TakesPictureAsync(russian ? "audit-object-phone" : "audit-object", whole: true);

        await anna.Page.ReloadAsync();
        await Expect(anna.Page.GetByTestId("as-of-name")).ToContainTextAsync("Weekly practice");
        await anna.Page.GetByTestId("as-of-at").FillAsync("2026-01-01T09:00");
        await anna.Page.GetByTestId("as-of-at").PressAsync("Enter");
        await Expect(anna.Page.GetByTestId("as-of-not-yet")).ToBeVisibleAsync();
        await anna.PressesAsync("as-of-now");
        await anna.Page.GetByText(russian ? "Открыть" : "Open it", new() { Exact = true }).ClickAsync();
        await Expect(anna.Page.GetByRole(AriaRole.Textbox, new() { Name = russian ? "Название" : "Name" })).ToHaveValueAsync("Daily practice");
    }

    private static Task SeesAsync(Person person, string room) => Expect(person.Page.GetByTestId("audit-line").Filter(new() { HasText = room }).First).ToBeVisibleAsync(Patiently);

    private static async Task<string> OpensRoomAsync(Person person, string name)
    {
        var answer = await person.Page.APIRequest.PostAsync("/api/v1/rooms", new() { DataObject = new { name } });
        answer.Ok.ShouldBeTrue(await answer.TextAsync());
        return (await answer.JsonAsync())!.Value.GetProperty("id").GetString()!;
    }
}
