using System.Text.Json;
using Microsoft.Playwright;

namespace VideoConf.Journeys;

/// <summary>
/// A push message in a real browser: what the server makes is handed to the browser as its push service would, because
/// none can be reached from here. That it is encrypted for the browser is tested with the module.
/// </summary>
[Collection(nameof(Stage))]
public sealed class PushJourney(Stage stage)
{
    [Fact]
    public async Task A_push_message_is_shown_with_its_buttons()
    {
        await using var anna = await stage.ComesAsync("Anna");
        await anna.GetsAnAccountAsync();
        await anna.Page.Context.GrantPermissionsAsync(["notifications"], new() { Origin = stage.Host.Address.GetLeftPart(UriPartial.Authority) });
        await anna.Page.GotoAsync("/notifications");
        await anna.Page.EvaluateAsync("navigator.serviceWorker.register('/push-worker.js').then(() => navigator.serviceWorker.ready).then(() => true)");

        var browser = await anna.Page.Context.NewCDPSessionAsync(anna.Page);
        var registered = new TaskCompletionSource<string>();
        browser.Event("ServiceWorker.workerRegistrationUpdated").OnEvent += (_, update) =>
        {
            if (update?.GetProperty("registrations").EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } first) registered.TrySetResult(first.GetProperty("registrationId").GetString()!);
        };
        await browser.SendAsync("ServiceWorker.enable");
        var id = Guid.CreateVersion7();
        await browser.SendAsync("ServiceWorker.deliverPushMessage", new()
        {
            ["origin"] = stage.Host.Address.GetLeftPart(UriPartial.Authority),
            ["registrationId"] = await registered.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken),
            ["data"] = JsonSerializer.Serialize(new
            {
                id, kind = "reminder", title = "Через 10 минут: Standup", body = "24 ноября, 09:00–10:00", tag = id, url = new Uri(stage.Host.Address, "/calendar"), join = new Uri(stage.Host.Address, "/room/abc"),
                actions = new[] { new { action = "join", title = "Войти" }, new { action = "later", title = "Позже" } },
            }),
        });

        var shown = await anna.Page.WaitForFunctionAsync(
            """
            async () => {
              const [first] = await (await navigator.serviceWorker.ready).getNotifications();
              return first && JSON.stringify({ title: first.title, body: first.body, tag: first.tag, actions: first.actions.map((a) => a.title) });
            }
            """, null, new() { Timeout = 20_000 });
        var notification = JsonDocument.Parse(await shown.JsonValueAsync<string>()).RootElement;
        (notification.GetProperty("title").GetString(), notification.GetProperty("body").GetString(), notification.GetProperty("tag").GetString()).ShouldBe(("Через 10 минут: Standup", "24 ноября, 09:00–10:00", id.ToString()));
        notification.GetProperty("actions").EnumerateArray().Select(a => a.GetString()).ShouldBe(["Войти", "Позже"]);
    }
}
