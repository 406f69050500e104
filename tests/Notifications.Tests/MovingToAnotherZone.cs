using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VideoConf.Accounts;
using VideoConf.Calendar;
using VideoConf.Rooms;

namespace VideoConf.Notifications.Tests;

/// <summary>With real accounts, whose preferences are facts.</summary>
public sealed class ServerOfAccounts : NotificationsServer
{
    protected override EventRegistry Registry => new EventRegistry().AddAccountFacts().AddRoomFacts().AddCalendarFacts().AddNotificationFacts();

    protected override void AddTo(IServiceCollection services)
    {
        base.AddTo(services);
        // The last who is registered is asked
        services.AddAccounts(new AccountsOptions());
    }

    protected override void Map(WebApplication host, RouteGroupBuilder api)
    {
        base.Map(host, api);
        api.MapAccounts();
    }
}

public sealed class MovingToAnotherZone(ServerOfAccounts server) : IClassFixture<ServerOfAccounts>
{
    private static object Preferences(string timeZone) => new
    {
        videoEnabled = true, audioEnabled = true, screenShareEnabled = true, preferredVideoQuality = "720p", preferredAudioQuality = "medium", autoJoinAudio = true, autoJoinVideo = true,
        backgroundBlur = false, virtualBackground = (string?)null, notificationsEnabled = true, language = "en", timeZone,
    };

    [Fact]
    public async Task The_digest_comes_at_the_same_hour_there()
    {
        using var stranger = new TestPerson(server, "Nobody") { IsSignedIn = false };
        var id = (await stranger.Post("accounts", new { email = "bob@example.org", password = "correct horse battery", displayName = "Bob", language = "en", timeZone = "Europe/Berlin" })).As<JsonElement>(HttpStatusCode.Created).GetProperty("id").GetGuid();
        using var bob = new TestPerson(server, "Bob") { Id = id };
        (await bob.Put("notifications/settings", new { channels = Array.Empty<object>(), digest = "08:00", quietHours = new { from = "22:00", to = "07:00" } })).Status.ShouldBe(HttpStatusCode.OK);
        await DigestIsDueAsync(id, "Europe/Berlin");
        (await bob.Put("me/preferences", Preferences("Asia/Tokyo"))).Status.ShouldBe(HttpStatusCode.OK);
        await DigestIsDueAsync(id, "Asia/Tokyo");
    }

    private async Task DigestIsDueAsync(Guid personId, string zone)
    {
        var wanted = Clocks.Next("08:00", DateTimeZoneProviders.Tzdb[zone], server.Clock.GetCurrentInstant());
        var deadline = Environment.TickCount64 + (long)WaitForFacts.Patience.TotalMilliseconds;
        DateTime due;
        while ((due = await server.QueryAsync<DateTime>($"select due from events.vc_timers where kind = 'notifications.send_digest' and key = '{personId}'")) != wanted.ToDateTimeUtc())
        {
            Environment.TickCount64.ShouldBeLessThan(deadline, $"The digest is due at {due:O}, not {wanted}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
