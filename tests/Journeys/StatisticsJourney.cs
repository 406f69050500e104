using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace VideoConf.Journeys;

/// <summary>Somebody held a session, and looks at what it came to: as figures, as charts, as tables and as a file.</summary>
[Collection(nameof(Stage))]
public sealed class StatisticsJourney(Stage stage)
{
    private static readonly ViewportSize Phone = new() { Width = 360, Height = 740 };

    private static readonly LocatorAssertionsToBeVisibleOptions Patiently = new() { Timeout = 20_000 };

    [Theory]
    [InlineData("en-US", false), InlineData("ru-RU", true)]
    public async Task A_host_sees_what_was_held_and_takes_it_away_as_a_file(string locale, bool onPhone)
    {
        var russian = locale.StartsWith("ru", StringComparison.Ordinal);
        await using var host = await RunningHost.StartAsync(new Dictionary<string, string>());
        await using var anna = await stage.ComesAsync("Anna", host.Address, onPhone ? Phone : null, locale, touches: onPhone);
        await anna.GetsAnAccountAsync(russian ? "ru" : "en");
        await HoldsASessionAsync(anna);

        await anna.Page.GotoAsync("/");
        await anna.Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("Anna") }).ClickAsync();
        await anna.Page.GetByRole(AriaRole.Menuitem, new() { Name = russian ? "Статистика" : "Statistics" }).ClickAsync();
        await Expect(anna.Page).ToHaveURLAsync(new Regex("/statistics"));
        await Expect(anna.Page.GetByTestId("figure-sessions-sessions").GetByText("1", new() { Exact = true })).ToBeVisibleAsync(Patiently);
        foreach (var report in (string[])["punctuality", "quality", "hours", "reminders", "interviews", "scores"]) await Expect(anna.Page.GetByTestId($"report-{report}")).ToBeVisibleAsync(Patiently);
        await anna.Page.GetByTestId("figure-sessions-peak").GetByRole(AriaRole.Button).ClickAsync();
        await Expect(anna.Page.GetByText(russian ? "Наибольшее число людей" : "The most people who were in sessions")).ToBeVisibleAsync();
        await anna.Page.Keyboard.PressAsync("Escape");
        await anna.PressesAsync("table-sessions");
        await Expect(anna.Page.GetByRole(AriaRole.Region, new() { Name = russian ? "Таблица: Сеансы" : "Table: Sessions" })).ToBeVisibleAsync();
        await anna.HasNoSeriousFindingsAsync();
        (await anna.Page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(onPhone ? Phone.Width : 1280);
        await anna.TakesPictureAsync(russian ? "statistics-phone" : "statistics", whole: true);

        await anna.Page.GetByTestId("by-sessions").SelectOptionAsync("room");
        await Expect(anna.Page.GetByTestId("report-sessions").GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Weekly practice" })).ToBeVisibleAsync(Patiently);
        var file = await anna.Page.RunAndWaitForDownloadAsync(() => anna.PressesAsync("csv-sessions"));
        var csv = await File.ReadAllTextAsync(await file.PathAsync(), TestContext.Current.CancellationToken);
        csv.ShouldContain("Weekly practice,1,1,1,");
        await anna.PressesAsync("span-year");
        await Expect(anna.Page).ToHaveURLAsync(new Regex("from="));
        await Expect(anna.Page.GetByTestId("statistics-by")).ToHaveValueAsync("month");
        await host.CommandAsync("reports", "verify");
    }

    private static async Task HoldsASessionAsync(Person person)
    {
        var opened = await PostAsync(person, "rooms", new { name = "Weekly practice" });
        var code = opened!.Value.GetProperty("code").GetString();
        await PostAsync(person, $"rooms/{code}/join", new { displayName = person.Name });
        await PostAsync(person, $"rooms/{code}/end", null);
        // Rows follow the facts
        var today = DateTime.UtcNow;
        for (var deadline = Environment.TickCount64 + 20_000; Environment.TickCount64 < deadline;)
        {
            var answer = await person.Page.APIRequest.GetAsync($"/api/v1/statistics/sessions?from={today.AddDays(-1):yyyy-MM-dd}&to={today:yyyy-MM-dd}");
            var figures = (await answer.JsonAsync())!.Value.GetProperty("total").GetProperty("figures");
            if (figures.GetProperty("sessions").GetDouble() == 1 && figures.GetProperty("averageMinutes").ValueKind == JsonValueKind.Number) return;
        }
        throw new TimeoutException("The session did not become a figure.");
    }

    private static async Task<JsonElement?> PostAsync(Person person, string path, object? body)
    {
        var answer = await person.Page.APIRequest.PostAsync($"/api/v1/{path}", new() { DataObject = body });
        answer.Ok.ShouldBeTrue(await answer.TextAsync());
        return answer.Status == 204 ? null : await answer.JsonAsync();
    }
}
