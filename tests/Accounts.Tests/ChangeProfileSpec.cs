namespace VideoConf.Accounts.Tests;

public sealed class ChangeProfileSpec(AccountsServer server) : IClassFixture<AccountsServer>
{
    private static readonly Person Ada = new("Ada", Preferences: null, PreferencesRevision: 0);

    [Fact]
    public void The_same_name_changes_nothing() =>
        ChangeProfile.Decide(new("Ada"), Ada).ShouldBe(Decision.Nothing);

    [Fact]
    public void Another_name_is_a_fact() =>
        ChangeProfile.Decide(new("Ada L."), Ada).ShouldBeOfType<Decision.Accepted>().Facts.ShouldBe([new ProfileChanged("Ada L.")]);

    [Fact]
    public async Task A_new_name_is_seen_at_once_on_every_device()
    {
        using var here = await server.NewAccount("ada@example.org");
        using var there = server.NewBrowser();
        await there.SignIn("ada@example.org");
        var changed = await here.Put("/me/profile", new { displayName = " Ada L. " });
        (changed.Status, changed["displayName"], changed["email"]).ShouldBe((HttpStatusCode.OK, "Ada L.", "ada@example.org"));
        (await there.Get("/me"))["displayName"].ShouldBe("Ada L.");
        await here.Put("/me/profile", new { displayName = "Ada L." });
        (await server.Facts(changed.Id)).ShouldBe([new AccountRegistered(changed.Id, "Ada"), new ProfileChanged("Ada L.")]);
    }

    [Fact]
    public async Task Names_given_at_once_are_all_kept_and_the_row_has_the_last()
    {
        using var browser = await server.NewAccount("many@example.org");
        var devices = new List<Browser>();
        for (var i = 0; i < 4; i++)
        {
            devices.Add(server.NewBrowser());
            await devices[i].SignIn("many@example.org");
        }
        var answers = await Task.WhenAll(devices.Select((device, i) => device.Put("/me/profile", new { displayName = "Ada " + i })));
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.OK);
        var facts = await server.Facts(answers[0].Id);
        facts.Count.ShouldBe(5);
        (await browser.Get("/me"))["displayName"].ShouldBe(((ProfileChanged)facts[^1]!).DisplayName);
        devices.ForEach(device => device.Dispose());
    }

    [Fact]
    public async Task Nobody_has_no_profile()
    {
        using var browser = server.NewBrowser();
        (await browser.Put("/me/profile", new { displayName = "Ada" })).ShouldRefuse(HttpStatusCode.Unauthorized, "not_signed_in");
    }
}
