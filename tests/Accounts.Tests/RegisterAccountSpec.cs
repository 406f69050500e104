namespace VideoConf.Accounts.Tests;

public sealed class RegisterAccountSpec(AccountsServer server) : IClassFixture<AccountsServer>
{
    private static readonly Guid Id = Guid.CreateVersion7();

    [Fact]
    public void An_account_is_registered_with_its_name() =>
        RegisterAccount.Decide(new(Id, "Ada", Preferences: null))
            .ShouldBeOfType<Decision.Accepted>().Facts.ShouldBe([new AccountRegistered(Id, "Ada")]);

    [Fact]
    public void Language_and_time_zone_chosen_with_it_are_its_first_preferences()
    {
        var preferences = UserPreferences.Default("ru") with { TimeZone = "Europe/Moscow" };
        RegisterAccount.Decide(new(Id, "Ada", preferences))
            .ShouldBeOfType<Decision.Accepted>().Facts.ShouldBe([new AccountRegistered(Id, "Ada"), new PreferencesChanged(preferences)]);
    }

    [Fact]
    public async Task Whoever_registers_is_signed_in()
    {
        using var browser = server.NewBrowser();
        var registered = await browser.Post("/accounts", new { email = " ada@example.org ", password = Browser.Password, displayName = " Ада Лавлейс " });
        registered.Status.ShouldBe(HttpStatusCode.Created);
        (registered["kind"], registered["displayName"], registered["email"]).ShouldBe(("account", "Ада Лавлейс", "ada@example.org"));
        (await browser.Get("/me")).Text.ShouldBe(registered.Text);
    }

    [Fact]
    public async Task The_facts_name_the_person_and_the_trace_but_never_the_address()
    {
        using var browser = server.NewBrowser();
        var registered = await browser.Post("/accounts", new { email = "facts@example.org", password = Browser.Password, displayName = "Ada", language = "ru", timeZone = "Europe/Moscow" });

        var stored = await server.Log.FetchStreamAsync(registered.Id);
        stored.Select(fact => fact.WireName).ShouldBe(["accounts.account_registered", "accounts.preferences_changed"]);
        stored.ShouldAllBe(fact => fact.Metadata.Actor == registered.Id.ToString() && fact.Metadata.CorrelationId != null);
        (await server.Scalar<long>("select count(*) from events.mt_events where data::text ilike '%example.org%' or headers::text ilike '%example.org%'")).ShouldBe(0);
        (await browser.Get("/me/preferences"))["timeZone"].ShouldBe("Europe/Moscow");
    }

    [Fact]
    public async Task An_address_has_one_account_whatever_its_case()
    {
        using var first = await server.NewAccount("taken@example.org");
        using var second = server.NewBrowser();
        var refused = await second.Post("/accounts", new { email = "TAKEN@Example.org", password = Browser.Password, displayName = "Eve" });
        refused.ShouldRefuse(HttpStatusCode.Conflict, "email_taken");
        refused["field"].ShouldBe("email");
        refused.SetCookie.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_those_who_take_one_address_at_the_same_moment_one_gets_it()
    {
        var browsers = Enumerable.Range(0, 6).Select(_ => server.NewBrowser()).ToList();
        var answers = await Task.WhenAll(browsers.Select(browser =>
            browser.Post("/accounts", new { email = "race@example.org", password = Browser.Password, displayName = "Ada" })));
        answers.Count(answer => answer.Status == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.Created).ShouldAllBe(answer => answer.Code == "email_taken");
        browsers.ForEach(browser => browser.Dispose());
    }

    [Theory]
    [InlineData("short", "too_short")]
    [InlineData("aaaaaaaaaaaa", "too_weak")]
    [InlineData("abababababab", "too_weak")]
    [InlineData("1234567890", "too_weak")]
    [InlineData("QwertyUiop", "too_weak")]
    [InlineData("пароль123456", "too_weak")]
    [InlineData("weak-one@example.org", "too_weak")]
    [InlineData("with\tcontrol character", "invalid_characters")]
    public async Task A_password_that_is_easily_guessed_is_refused(string password, string code)
    {
        using var browser = server.NewBrowser();
        var refused = await browser.Post("/accounts", new { email = "weak-one@example.org", password, displayName = "Ada" });
        refused.ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request");
        refused.Errors.ShouldBe([("password", code)]);
    }

    [Fact]
    public async Task Addresses_and_passwords_never_reach_the_log()
    {
        using var browser = await server.NewAccount("secret@example.org", "a very secret password");
        await browser.Post("/accounts", new { email = "secret@example.org", password = "a very secret password", displayName = "Ada" });
        await browser.SignIn("secret@example.org", "a very secret wrong password");
        server.Logged.ShouldContain(line => line.Contains("accounts.users", StringComparison.Ordinal));
        server.Logged.ShouldAllBe(line => !line.Contains("secret", StringComparison.OrdinalIgnoreCase));
    }
}

public sealed class RegisterAccountWithoutALogSpec(AccountsServer server) : IClassFixture<AccountsServer>
{
    [Fact]
    public async Task Without_the_fact_there_is_no_account_either()
    {
        using var browser = server.NewBrowser();
        await using (var command = server.DataSource.CreateCommand("alter table events.mt_events rename to mt_events_gone"))
            await command.ExecuteNonQueryAsync();

        var answer = await browser.Post("/accounts", new { email = "nobody@example.org", password = Browser.Password, displayName = "Ada" });
        answer.ShouldRefuse(HttpStatusCode.InternalServerError, "internal_error");
        answer.Text.ShouldNotContain("mt_events");
        answer.SetCookie.ShouldBeEmpty();
        (await server.Scalar<long>("select count(*) from accounts.users")).ShouldBe(0);
    }
}
