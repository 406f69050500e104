using System.Text.Json;

namespace VideoConf.Notifications.Tests;

public sealed class SettingsSpec(NotificationsServer server) : IClassFixture<NotificationsServer>
{
    private readonly Person ada = server.NewPerson("Ada");
    private readonly Person bob = server.NewPerson("Bob");

    private static object Channels(string kind, bool inApp, bool email, bool push) => new { kind, inApp, email, push };

    private async Task<JsonElement> PutAsync(object body) => (await bob.Put("notifications/settings", body)).As<JsonElement>();

    [Fact]
    public async Task Who_never_chose_has_the_usual()
    {
        var settings = (await bob.Get("notifications/settings")).As<JsonElement>();
        settings.GetProperty("channels").EnumerateArray().Select(c => c.GetProperty("kind").GetString()).ShouldBe(["invitation", "change", "cancellation", "answer", "reminder", "room_started", "interview_scheduled", "interview_changed", "interview_cancelled"]);
        settings.GetProperty("quietHours").ValueKind.ShouldBe(JsonValueKind.Null);
        settings.GetProperty("digest").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task What_was_chosen_is_kept_and_followed()
    {
        await PutAsync(new { channels = new[] { Channels("invitation", false, false, false) }, quietHours = new { from = "22:00", to = "07:00" }, digest = "08:00" });
        var settings = (await bob.Get("notifications/settings")).As<JsonElement>();
        settings.GetProperty("channels")[0].GetProperty("email").GetBoolean().ShouldBeFalse();
        (settings.GetProperty("quietHours").GetProperty("from").GetString(), settings.GetProperty("digest").GetString()).ShouldBe(("22:00", "08:00"));
        await ada.SchedulesAsync(null, bob.Email);
        await server.SettledAsync();
        (await bob.ListsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_again_is_no_change()
    {
        var body = new { channels = new[] { Channels("change", true, false, false) }, quietHours = new { from = "22:00", to = "07:00" } };
        await PutAsync(body);
        var facts = (await server.Log.FetchStreamAsync(RecipientSettings.StreamOf(bob.Id))).Count;
        await PutAsync(body);
        (await server.Log.FetchStreamAsync(RecipientSettings.StreamOf(bob.Id))).Count.ShouldBe(facts);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_with_where_it_stands()
    {
        (await bob.Put("notifications/settings", new { })).ShouldBlame("channels");
        (await bob.Put("notifications/settings", new { channels = new[] { Channels("digest", true, true, true), null } })).ShouldBlame("channels[0].kind", "channels[1].kind");
        (await bob.Put("notifications/settings", new { channels = new[] { new { kind = "change", inApp = true } } })).ShouldBlame("channels[0].email", "channels[0].push");
        (await bob.Put("notifications/settings", new { channels = new[] { Channels("change", true, true, true), Channels("change", true, true, true) } })).ShouldBlame("channels[1].kind");
        (await bob.Put("notifications/settings", new { channels = Array.Empty<object>(), quietHours = new { from = "25:00", to = "7" }, digest = "soon" })).ShouldBlame("quietHours.from", "quietHours.to", "digest");
        (await bob.Put("notifications/settings", new { channels = Array.Empty<object>(), quietHours = new { from = "07:00", to = "07:00" } })).ShouldBlame("quietHours.to");
    }

    [Fact]
    public async Task Guests_and_strangers_have_none()
    {
        using var guest = new TestPerson(server, "Guest", isGuest: true);
        using var stranger = new TestPerson(server, "Stranger") { IsSignedIn = false };
        foreach (var path in (string[])["notifications", "notifications/count", "notifications/settings", $"notifications/reminders/{Guid.CreateVersion7()}", "notifications/push-key"])
        {
            (await guest.Get(path)).ShouldRefuse(403, "account_needed");
            (await stranger.Get(path)).ShouldRefuse(401, "not_signed_in");
        }
        (await guest.Post("notifications/read-all")).ShouldRefuse(403, "account_needed");
        (await stranger.Post($"notifications/{Guid.CreateVersion7()}/read")).ShouldRefuse(401, "not_signed_in");
    }
}
