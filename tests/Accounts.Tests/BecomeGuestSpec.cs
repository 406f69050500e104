namespace VideoConf.Accounts.Tests;

public sealed class BecomeGuestSpec(AccountsServer server) : IClassFixture<AccountsServer>
{
    [Fact]
    public async Task A_guest_has_an_identity_of_his_own_by_his_name()
    {
        using var browser = server.NewBrowser();
        var guest = await browser.Post("/guests", new { displayName = " Грейс " });
        guest.Status.ShouldBe(HttpStatusCode.Created);
        (guest["kind"], guest["displayName"], guest["email"]).ShouldBe(("guest", "Грейс", ""));
        (await browser.Get("/me")).Text.ShouldBe(guest.Text);

        using var other = server.NewBrowser();
        (await other.Post("/guests", new { displayName = "Грейс" })).Id.ShouldNotBe(guest.Id);
    }

    [Theory]
    [InlineData("ru-RU,ru;q=0.9,en;q=0.8", "Гость")]
    [InlineData("de,en;q=0.5,ru;q=0.4", "Guest")]
    [InlineData("fr", "Guest")]
    [InlineData(";;q=x,,*", "Guest")]
    public async Task A_guest_without_a_name_is_called_one_in_his_language(string languages, string name)
    {
        using var browser = server.NewBrowser();
        browser.Headers.TryAddWithoutValidation("Accept-Language", languages);
        (await browser.Post("/guests", new { }))["displayName"].ShouldBe(name);
    }

    [Fact]
    public async Task A_guest_stays_the_same_guest_and_may_say_another_name()
    {
        using var browser = server.NewBrowser();
        var first = await browser.Post("/guests", new { displayName = "Grace" });
        var again = await browser.Post("/guests", new { });
        (again.Status, again.Text).ShouldBe((HttpStatusCode.OK, first.Text));
        var renamed = await browser.Post("/guests", new { displayName = "Grace H." });
        (renamed.Status, renamed.Id, renamed["displayName"]).ShouldBe((HttpStatusCode.OK, first.Id, "Grace H."));
        (await browser.Put("/me/profile", new { displayName = "G. Hopper" }))["displayName"].ShouldBe("G. Hopper");
        var me = await browser.Get("/me");
        (me.Id, me["displayName"]).ShouldBe((first.Id, "G. Hopper"));
    }

    [Fact]
    public async Task An_account_stays_an_account_under_its_own_name()
    {
        using var browser = await server.NewAccount("ada@example.org");
        var answer = await browser.Post("/guests", new { displayName = "Somebody" });
        (answer.Status, answer["kind"], answer["displayName"], answer["email"]).ShouldBe((HttpStatusCode.OK, "account", "Ada", "ada@example.org"));
    }

    [Fact]
    public async Task A_guest_s_identity_ends_after_twelve_hours_however_it_is_used()
    {
        using var browser = server.NewBrowser();
        await browser.Post("/guests", new { displayName = "Grace" });
        server.Clock.Advance(Duration.FromHours(11));
        (await browser.Get("/me")).SetCookie.ShouldBeEmpty();
        await browser.Put("/me/profile", new { displayName = "Grace H." });
        server.Clock.Advance(Duration.FromMinutes(59));
        (await browser.Get("/me")).Status.ShouldBe(HttpStatusCode.OK);
        server.Clock.Advance(Duration.FromMinutes(2));
        (await browser.Get("/me")).ShouldRefuse(HttpStatusCode.Unauthorized, "not_signed_in");
    }
}
