using System.Text.Json;

namespace VideoConf.Notifications.Tests;

/// <summary>With a push service of the tests' own, which lies inside.</summary>
public sealed class PushingServer : NotificationsServer
{
    private Peer service = null!;

    protected override NotificationsOptions Options => new() { SettlingSeconds = 0, AllowPrivateAddresses = true, PushContact = "mailto:operator@example.org" };

    public (string P256dh, string Auth) Keys { get; private set; }

    public override async ValueTask InitializeAsync()
    {
        service = await Peer.Start("push.mjs", new { });
        var keys = await service.Next("keys");
        Keys = (keys.GetProperty("p256dh").GetString()!, keys.GetProperty("auth").GetString()!);
        await base.InitializeAsync();
    }

    public string Endpoint(string answer) => $"http://127.0.0.1:{service.Port}/push/{answer}";

    /// <summary>The next message of a kind; those of other tests in between are passed over.</summary>
    internal async Task<(JsonElement Pushed, JsonElement Message)> PushedAsync(string kind)
    {
        while (true)
        {
            var pushed = await service.Next("push");
            var message = JsonDocument.Parse(pushed.GetProperty("text").GetString()!).RootElement;
            if (message.GetProperty("kind").GetString() == kind && pushed.GetProperty("path").GetString() == "/push/201") return (pushed, message);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await service.DisposeAsync();
    }
}

public sealed class Pushing(PushingServer server) : IClassFixture<PushingServer>
{
    private readonly Person ada = server.NewPerson("Ada");
    private readonly Person bob = server.NewPerson("Boris", "ru", "Europe/Moscow");

    private async Task<Guid> SubscribesAsync(Person person, string answer) =>
        (await person.Post("notifications/devices", new { endpoint = server.Endpoint(answer), keys = new { p256dh = server.Keys.P256dh, auth = server.Keys.Auth }, device = "Chromium on Linux" })).As<JsonElement>().GetProperty("id").GetGuid();

    [Fact]
    public async Task A_subscribed_browser_is_told_in_the_persons_language_with_buttons()
    {
        await SubscribesAsync(bob, "201");
        var start = server.Clock.GetCurrentInstant() + Duration.FromMinutes(20);
        var standup = await ada.SchedulesAsync(new { start = Text(start), end = Text(start + Duration.FromHours(1)), place = new { kind = "link", url = "https://example.org/x" } }, bob.Email);
        (await server.PushedAsync("invitation")).Message.GetProperty("title").GetString().ShouldBe("Приглашение: Standup");
        await server.SettledAsync();
        await server.PassesUntilAsync(start - Duration.FromMinutes(10));
        var (pushed, message) = await server.PushedAsync("reminder");
        (pushed.GetProperty("urgency").GetString(), pushed.GetProperty("vapid").GetProperty("signed").GetBoolean(), pushed.GetProperty("vapid").GetProperty("sub").GetString())
            .ShouldBe(("high", true, "mailto:operator@example.org"));
        // For as long as the event lasts
        pushed.GetProperty("ttl").GetString().ShouldBe("4200");
        (message.GetProperty("title").GetString(), message.GetProperty("join").GetString(), message.GetProperty("url").GetString())
            .ShouldBe(("Через 10 минут: Standup", "https://example.org/x", $"http://localhost:8080/calendar?event={standup}"));
        message.GetProperty("actions").EnumerateArray().Select(a => a.GetProperty("title").GetString()).ShouldBe(["Войти", "Позже"]);
        pushed.GetProperty("topic").GetString().ShouldNotBeNull();
    }

    [Fact]
    public async Task Later_is_five_minutes_later_and_no_longer_when_it_has_begun()
    {
        await SubscribesAsync(ada, "201");
        var start = server.Clock.GetCurrentInstant() + Duration.FromMinutes(20);
        var standup = await ada.SchedulesAsync(new { title = "Later", start = Text(start), end = Text(start + Duration.FromHours(1)) });
        await server.SettledAsync();
        await server.PassesUntilAsync(start - Duration.FromMinutes(10));
        var told = await server.ToldAsync(ada.Id, Kind.Reminder, standup);
        await server.FactAsync(f => f.Data is DeliverySent s && told.Deliveries.Any(d => d.Channel == Channel.Push && d.DeliveryId == s.DeliveryId));
        (await bob.Post($"notifications/{told.NotificationId}/later")).ShouldRefuse(404, "notification_not_found");
        (await ada.Post($"notifications/{told.NotificationId}/later")).As<PostponeReminder.Answer>().Until.ShouldBe(start - Duration.FromMinutes(5));
        (await ada.Post($"notifications/{told.NotificationId}/later")).As<PostponeReminder.Answer>().Until.ShouldBeNull();
        await server.PassesUntilAsync(start - Duration.FromMinutes(5));
        (JsonElement Pushed, JsonElement Message) pushed;
        do pushed = await server.PushedAsync("reminder");
        while (pushed.Message.GetProperty("title").GetString() != "In 5 minutes: Later");
        await server.PassesUntilAsync(start);
        (await ada.Post($"notifications/{told.NotificationId}/later")).ShouldRefuse(409, "nothing_to_postpone");
    }

    [Theory]
    [InlineData("404"), InlineData("410")]
    public async Task A_browser_that_is_gone_is_forgotten(string answer)
    {
        var device = await SubscribesAsync(bob, answer);
        await ada.SchedulesAsync(null, bob.Email);
        await server.FactAsync(f => f.Data is PushUnsubscribed gone && gone.DeviceId == device && gone.IsGone);
        (await bob.Get("notifications/settings")).As<JsonElement>().GetProperty("devices").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task A_service_that_says_later_is_asked_later()
    {
        await SubscribesAsync(bob, "429?retry=600");
        await ada.SchedulesAsync(null, bob.Email);
        var failed = (DeliveryFailed)(await server.FactAsync(f => f.Data is DeliveryFailed { Code: "push_429" })).Data!;
        (failed.RetryAt!.Value - failed.At).ShouldBe(Duration.FromMinutes(10));
    }

    [Fact]
    public async Task The_same_browser_is_one_device_and_can_be_taken_off()
    {
        var device = await SubscribesAsync(bob, "201");
        (await SubscribesAsync(bob, "201")).ShouldBe(device);
        (await bob.Get("notifications/settings")).As<JsonElement>().GetProperty("devices").EnumerateArray().Single().GetProperty("name").GetString().ShouldBe("Chromium on Linux");
        (await ada.Delete($"notifications/devices/{device}")).ShouldRefuse(404, "device_not_found");
        (await bob.Delete($"notifications/devices/{device}")).ShouldBeDone();
        (await bob.Delete($"notifications/devices/{device}")).ShouldRefuse(404, "device_not_found");
    }

    [Fact]
    public async Task What_is_no_subscription_is_refused()
    {
        var keys = new { p256dh = server.Keys.P256dh, auth = server.Keys.Auth };
        foreach (var endpoint in (string?[])[null, "", "file:///etc/passwd", "nowhere", "https://user:secret@push.example.org/x"])
            (await bob.Post("notifications/devices", new { endpoint, keys })).ShouldBlame("endpoint");
        (await bob.Post("notifications/devices", new { endpoint = server.Endpoint("201") })).ShouldBlame("endpoint");
        (await bob.Post("notifications/devices", new { endpoint = server.Endpoint("201"), keys = new { p256dh = keys.auth, keys.auth } })).ShouldBlame("endpoint");
    }

    [Fact]
    public async Task The_key_is_the_same_after_a_restart_and_its_secret_is_not_in_the_open()
    {
        var key = (await bob.Get("notifications/push-key")).As<PushKeys.Answer>().PublicKey;
        await server.StopAsync();
        await server.StartAsync();
        (await bob.Get("notifications/push-key")).As<PushKeys.Answer>().PublicKey.ShouldBe(key);
        Convert.TryFromBase64String(await server.QueryAsync<string>("select sealed from notifications.vapid"), new byte[500], out _).ShouldBeFalse();
        await SubscribesAsync(bob, "201");
        (await server.QueryAsync<string>("select string_agg(data::text, '') from events.mt_events where type = 'notifications.push_subscribed'")).ShouldNotContain("/push/201");
    }

    private static string Text(Instant at) => NodaTime.Text.LocalDateTimePattern.GeneralIso.Format(at.InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).LocalDateTime);
}
