using System.Net;
using System.Net.Sockets;
using static VideoConf.Interviews.Tests.Requests;

namespace VideoConf.Interviews.Tests;

/// <summary>Who may have webhooks, and where they may be.</summary>
public sealed class ManagingWebhooks(InterviewsServer server) : IClassFixture<InterviewsServer>
{
    private readonly Person platform = server.NewPlatform();

    private static object Webhook(string url = "https://example.org/hooks", params string[] kinds) => new { url, kinds = kinds.Length > 0 ? kinds : ["*"] };

    [Fact]
    public async Task A_key_has_its_own_and_an_administrator_sees_all()
    {
        using var other = server.NewPlatform();
        using var administrator = new Person(server, "Ada", "") { IsAdministrator = true };
        var answer = await platform.Post("webhooks", Webhook("https://EXAMPLE.org/hooks", "interview.ended", "interview.requested", "interview.ended"));
        var made = answer.As<MadeWebhook>(HttpStatusCode.Created);
        answer.Headers["Location"].ShouldBe($"/api/v1/webhooks/{made.Webhook.Id}");
        (made.Webhook.Url, made.Webhook.CreatedBy, made.Webhook.CreatedAt).ShouldBe(("https://example.org/hooks", "Platform", server.Clock.GetCurrentInstant()));
        made.Webhook.Kinds.ShouldBe(["interview.requested", "interview.ended"]);
        Convert.FromBase64String(made.Secret["whsec_".Length..]).Length.ShouldBe(32);
        (await platform.Get($"webhooks/{made.Webhook.Id}")).Text.ShouldNotContain("ecret\":\"");
        (await platform.Get("webhooks")).As<ShownWebhooks>().Items.Select(w => w.Id).ShouldBe([made.Webhook.Id]);
        (await other.Get("webhooks")).As<ShownWebhooks>().Items.ShouldBeEmpty();
        var one = $"webhooks/{made.Webhook.Id}";
        foreach (var refused in new[]
        {
            await other.Get(one), await other.Put(one, Webhook()), await other.Post(one + "/secret"), await other.Get(one + "/deliveries"), await other.Delete(one),
            await other.Post($"{one}/deliveries/{Guid.CreateVersion7()}/redeliver"), await platform.Get($"webhooks/{Guid.CreateVersion7()}"),
        }) refused.ShouldRefuse(404, "webhook_not_found");
        (await administrator.Get("webhooks")).As<ShownWebhooks>().Items.Select(w => w.Id).ShouldContain(made.Webhook.Id);
        (await administrator.Put(one, Webhook("https://example.org/others", "*", "interview.ended"))).As<ShownWebhook>().Kinds.ShouldBe(["*"]);
        (await administrator.Post("webhooks", Webhook())).As<MadeWebhook>(HttpStatusCode.Created).Webhook.CreatedBy.ShouldBe("Ada");
        (await platform.Get(one)).As<ShownWebhook>().Url.ShouldBe("https://example.org/others");
        (await platform.Get(one + "/deliveries")).As<ShownDeliveries>().Items.ShouldBeEmpty();
        (await platform.Delete(one)).ShouldBeDone();
        (await platform.Delete(one)).ShouldRefuse(404, "webhook_not_found");
        (await server.QueryAsync<long>($"select count(*) from events.mt_events where data::text like '%{made.Secret[6..]}%'")).ShouldBe(0);
    }

    [Fact]
    public async Task Nobody_else_has_any()
    {
        using var reader = server.NewPlatform("interviews:read");
        using var person = server.NewPerson("Bob");
        using var guest = new Person(server, "Guest", "", isGuest: true);
        using var nobody = new Person(server, "Nobody", "") { IsSignedIn = false };
        (await reader.Get("webhooks")).ShouldRefuse(403, "missing_scope");
        (await person.Get("webhooks")).ShouldRefuse(403, "not_administrator");
        (await person.Post("webhooks", Webhook())).ShouldRefuse(403, "not_administrator");
        (await person.Get($"webhooks/{Guid.CreateVersion7()}")).ShouldRefuse(403, "not_administrator");
        (await guest.Post("webhooks", Webhook())).ShouldRefuse(403, "not_administrator");
        (await nobody.Get("webhooks")).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("GET", "webhooks"), InlineData("POST", "webhooks")]
    [InlineData("GET", "webhooks/{0}"), InlineData("PUT", "webhooks/{0}"), InlineData("DELETE", "webhooks/{0}")]
    [InlineData("POST", "webhooks/{0}/secret"), InlineData("GET", "webhooks/{0}/deliveries"), InlineData("POST", "webhooks/{0}/deliveries/{1}/redeliver")]
    public async Task Every_route_turns_away_whoever_may_not(string method, string route)
    {
        var made = (await platform.Post("webhooks", Webhook())).As<MadeWebhook>(HttpStatusCode.Created).Webhook.Id;
        using var person = server.NewPerson("Bob");
        using var guest = new Person(server, "Guest", "", isGuest: true);
        using var reader = server.NewPlatform("interviews:read");
        using var nobody = new Person(server, "Nobody", "") { IsSignedIn = false };
        using var administrator = new Person(server, "Ada", "") { IsAdministrator = true };
        (await AskAsync(nobody, made)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await AskAsync(person, made)).ShouldRefuse(403, "not_administrator");
        (await AskAsync(guest, made)).ShouldRefuse(403, "not_administrator");
        (await AskAsync(reader, made)).ShouldRefuse(403, "missing_scope");
        if (route.Contains("{0}")) (await AskAsync(administrator, Guid.CreateVersion7())).ShouldRefuse(404, "webhook_not_found");
        if (route.Contains("{1}")) (await AskAsync(administrator, made)).ShouldRefuse(404, "webhook_delivery_not_found");

        Task<Answer> AskAsync(Person asker, Guid id)
        {
            var path = string.Format(System.Globalization.CultureInfo.InvariantCulture, route, id, Guid.CreateVersion7());
            return method switch { "GET" => asker.Get(path), "PUT" => asker.Put(path, Webhook()), "DELETE" => asker.Delete(path), _ => asker.Post(path, Webhook()) };
        }
    }

    [Theory]
    [InlineData("http://example.org/hooks", "invalid_webhook_url")]
    [InlineData("ftp://example.org/hooks", "invalid_webhook_url")]
    [InlineData("https://ada:secret@example.org/hooks", "invalid_webhook_url")]
    [InlineData("https://example.org/hooks#here", "invalid_webhook_url")]
    [InlineData("https://example.org:25/", "invalid_webhook_url")]
    [InlineData("/hooks", "invalid_webhook_url")]
    [InlineData("hooks", "invalid_webhook_url")]
    [InlineData("https://127.0.0.1/hooks", "webhook_address_not_allowed")]
    [InlineData("https://2130706433/hooks", "webhook_address_not_allowed")]
    [InlineData("https://10.1.2.3:8443/hooks", "webhook_address_not_allowed")]
    [InlineData("https://[::1]/hooks", "webhook_address_not_allowed")]
    [InlineData("https://[::ffff:192.168.1.1]/hooks", "webhook_address_not_allowed")]
    public async Task An_address_that_may_not_be_is_refused(string url, string code) => (await platform.Post("webhooks", Webhook(url))).ShouldRefuse(400, code);

    [Fact]
    public async Task Bad_input_is_named()
    {
        (await platform.Post("webhooks", new { })).ShouldBlame("url", "kinds");
        (await platform.Post("webhooks", new { url = "https://example.org/" + new string('a', 2000), kinds = Array.Empty<string>() })).ShouldBlame("url", "kinds");
        (await platform.Post("webhooks", new { url = 5 })).ShouldBlame("url");
        (await platform.Post("webhooks", new { url = "https://example.org", kinds = new string?[] { null } })).ShouldRefuse(400, "unknown_webhook_kind");
        (await platform.Post("webhooks", Webhook(kinds: "interview.sheet_written"))).ShouldRefuse(400, "unknown_webhook_kind");
        (await platform.Post("webhooks", "[]")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_name_that_leads_inside_is_not_connected_to()
    {
        using var inside = new TcpListener(IPAddress.Loopback, 0);
        inside.Start();
        var made = (await platform.Post("webhooks", Webhook($"https://localhost:{((IPEndPoint)inside.LocalEndpoint).Port}/", "interview.requested"))).As<MadeWebhook>(HttpStatusCode.Created);
        await platform.SchedulesAsync(Interview(server.NewAddress("ada"), server.NewAddress("bob"), "2027-01-11T09:00:00"));
        var deadline = Environment.TickCount64 + 60_000;
        IReadOnlyList<ShownDelivery> shown;
        while ((shown = (await platform.Get($"webhooks/{made.Webhook.Id}/deliveries")).As<ShownDeliveries>().Items) is not [{ Last: not null }] && Environment.TickCount64 < deadline) await Task.Delay(100);
        (shown.Single().Last, shown.Single().State).ShouldBe(("address_not_allowed", "waiting"));
        inside.Pending().ShouldBeFalse();
    }
}
