using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace VideoConf.Notifications.Tests;

public sealed class LiveInboxSpec(NotificationsServer server) : IClassFixture<NotificationsServer>
{
    private readonly Person ada = server.NewPerson("Ada");
    private readonly Person bob = server.NewPerson("Bob");

    /// <summary>A browser at the hub: SignalR's JSON protocol over a plain WebSocket.</summary>
    private sealed class Browser : IAsyncDisposable
    {
        private readonly ClientWebSocket socket = new();
        private readonly StringBuilder received = new();
        private readonly byte[] buffer = new byte[16_384];

        public static async Task<Browser> OpensAsync(NotificationsServer server, TestPerson? person)
        {
            var browser = new Browser();
            if (person is not null) browser.socket.Options.SetRequestHeader("X-Test-Person", $"{person.Id};{person.Name};{(person.IsGuest ? "guest" : "account")}");
            await browser.socket.ConnectAsync(new Uri(new UriBuilder(server.Address) { Scheme = "ws", Path = "/hubs/notifications" }.ToString()), TestContext.Current.CancellationToken);
            await browser.SaysAsync("""{"protocol":"json","version":1}""");
            return browser;
        }

        public Task SaysAsync(string message) => socket.SendAsync(Encoding.UTF8.GetBytes(message + '\u001e'), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);

        /// <summary>The next call of <c>inboxChanged</c>; null when the server ends the connection.</summary>
        public async Task<(int Unread, JsonElement News)?> HearsAsync()
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(WaitForFacts.Patience);
            while (true)
            {
                var text = received.ToString();
                if (text.IndexOf('\u001e', StringComparison.Ordinal) is var end and >= 0)
                {
                    received.Remove(0, end + 1);
                    var message = JsonDocument.Parse(text[..end]).RootElement;
                    if (message.TryGetProperty("target", out var target) && target.GetString() == "inboxChanged") return (message.GetProperty("arguments")[0].GetInt32(), message.GetProperty("arguments")[1]);
                    if (message.TryGetProperty("type", out var type) && type.GetInt32() == 7) return null;
                    continue;
                }
                var got = await socket.ReceiveAsync(buffer, patience.Token);
                if (got.MessageType == WebSocketMessageType.Close) return null;
                received.Append(Encoding.UTF8.GetString(buffer, 0, got.Count));
            }
        }

        public ValueTask DisposeAsync()
        {
            socket.Dispose();
            return default;
        }
    }

    [Fact]
    public async Task A_browser_hears_what_comes_and_what_was_read_elsewhere()
    {
        await using var phone = await Browser.OpensAsync(server, bob);
        (await phone.HearsAsync())!.Value.Unread.ShouldBe(0);
        await ada.SchedulesAsync(new { title = "Live" }, bob.Email);
        var (unread, news) = (await phone.HearsAsync())!.Value;
        (unread, news.GetProperty("kind").GetString(), news.GetProperty("content").GetProperty("title").GetString()).ShouldBe((1, "invitation", "Live"));
        (await bob.Post($"notifications/{news.GetProperty("id").GetString()}/read")).ShouldBeDone();
        ((await phone.HearsAsync())!.Value is var read ? (read.Unread, read.News.ValueKind) : default).ShouldBe((0, JsonValueKind.Null));
        await ada.SchedulesAsync(new { title = "More" }, bob.Email);
        (await phone.HearsAsync())!.Value.Unread.ShouldBe(1);
        await server.PassesAsync(Duration.FromSeconds(1));
        (await bob.Post("notifications/read-all")).ShouldBeDone();
        (await phone.HearsAsync())!.Value.Unread.ShouldBe(0);
    }

    [Fact]
    public async Task Who_comes_later_hears_what_waits_and_nobody_hears_of_others()
    {
        var standup = await ada.SchedulesAsync(null, bob.Email);
        await server.ToldAsync(bob.Id, Kind.Invitation, standup);
        await using var late = await Browser.OpensAsync(server, bob);
        (await late.HearsAsync())!.Value.Unread.ShouldBe(1);
        await using var other = await Browser.OpensAsync(server, ada);
        (await other.HearsAsync())!.Value.Unread.ShouldBe(0);
    }

    [Fact]
    public async Task Guests_and_strangers_are_shown_out()
    {
        using var guest = new TestPerson(server, "Guest", isGuest: true);
        await using var one = await Browser.OpensAsync(server, guest);
        (await one.HearsAsync()).ShouldBeNull();
        await using var other = await Browser.OpensAsync(server, null);
        (await other.HearsAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task Whatever_a_browser_says_it_goes_on_to_hear()
    {
        await using var odd = await Browser.OpensAsync(server, bob);
        await odd.HearsAsync();
        foreach (var junk in (string[])["""{"type":6}""", """{"type":1,"target":"Nothing","arguments":[]}""", """{"type":1,"target":"inboxChanged","arguments":[5,null]}"""]) await odd.SaysAsync(junk);
        await ada.SchedulesAsync(new { title = "Still" }, bob.Email);
        (await odd.HearsAsync())!.Value.News.GetProperty("content").GetProperty("title").GetString().ShouldBe("Still");
    }
}
