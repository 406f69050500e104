using System.Globalization;
namespace VideoConf.Accounts.Tests;

public sealed class SignInSpec(AccountsServer server) : IClassFixture<AccountsServer>
{
    [Fact]
    public void A_locked_address_is_refused_even_with_the_right_password() =>
        SignIn.Decide(new(IsLocked: true, PasswordIsRight: true)).ShouldBe(Refusal.LockedOut);

    [Fact]
    public void A_wrong_password_is_refused() =>
        SignIn.Decide(new(IsLocked: false, PasswordIsRight: false)).ShouldBe(Refusal.WrongCredentials);

    [Fact]
    public void Signing_in_is_no_fact() =>
        SignIn.Decide(new(IsLocked: false, PasswordIsRight: true)).ShouldBe(Decision.Nothing);

    [Fact]
    public async Task The_right_password_signs_in_whatever_the_address_s_case()
    {
        using var registered = await server.NewAccount("ada@example.org");
        using var browser = server.NewBrowser();
        (await browser.Get("/me")).ShouldRefuse(HttpStatusCode.Unauthorized, "not_signed_in");
        var answer = await browser.SignIn("Ada@Example.org");
        answer.Status.ShouldBe(HttpStatusCode.OK);
        (await browser.Get("/me")).Text.ShouldBe((await registered.Get("/me")).Text);
    }

    [Fact]
    public async Task An_unknown_address_is_answered_as_a_wrong_password_after_the_same_work()
    {
        using var browser = await server.NewAccount("known@example.org");
        var before = server.Hasher.Verified;
        var wrong = await browser.SignIn("known@example.org", "not the password");
        server.Hasher.Verified.ShouldBe(before + 1);
        var unknown = await browser.SignIn("unknown@example.org", "not the password");
        server.Hasher.Verified.ShouldBe(before + 2);

        wrong.ShouldRefuse(HttpStatusCode.Unauthorized, "wrong_credentials");
        (unknown.Status, unknown.Text, unknown.SetCookie).ShouldBe((wrong.Status, wrong.Text, wrong.SetCookie));
    }

    [Theory]
    [InlineData("locked@example.org", true)]
    [InlineData("locked-but-unknown@example.org", false)]
    public async Task Five_wrong_passwords_lock_an_address_for_five_minutes_whether_it_is_known_or_not(string email, bool known)
    {
        using var browser = known ? await server.NewAccount(email) : server.NewBrowser();
        for (var i = 0; i < 5; i++)
            (await browser.SignIn(email, "not the password")).ShouldRefuse(HttpStatusCode.Unauthorized, "wrong_credentials");
        var locked = await browser.SignIn(email);
        locked.ShouldRefuse(HttpStatusCode.TooManyRequests, "locked_out");
        locked.RetryAfter.ShouldBe(TimeSpan.FromMinutes(5));

        server.Clock.Advance(Duration.FromSeconds(299));
        (await browser.SignIn(email)).RetryAfter.ShouldBe(TimeSpan.FromSeconds(1));
        server.Clock.Advance(Duration.FromSeconds(1));
        (await browser.SignIn(email)).Status.ShouldBe(known ? HttpStatusCode.OK : HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Being_locked_out_is_a_fact()
    {
        using var browser = await server.NewAccount("locked-fact@example.org");
        var id = (await browser.Get("/me")).Id;
        for (var i = 0; i < 5; i++)
            await browser.SignIn("locked-fact@example.org", "not the password");
        // Answered on the same connection, hence after the fact
        await browser.Get("/me");
        (await server.Facts(id)).ShouldBe([
            new AccountRegistered(id, "Ada"), new LockedOut(server.Clock.GetCurrentInstant() + Duration.FromMinutes(5))]);
    }

    [Fact]
    public async Task Guesses_made_at_once_are_counted_one_by_one()
    {
        using var owner = await server.NewAccount("guessed@example.org");
        var before = server.Hasher.Verified;
        var browsers = Enumerable.Range(0, 20).Select(_ => server.NewBrowser()).ToList();
        var answers = await Task.WhenAll(browsers.Select(browser => browser.SignIn("guessed@example.org", "not the password")));
        answers.Count(answer => answer.Code == "wrong_credentials").ShouldBe(5);
        answers.Count(answer => answer.Code == "locked_out").ShouldBe(15);
        server.Hasher.Verified.ShouldBe(before + 5);
        browsers.ForEach(browser => browser.Dispose());
    }

    [Fact]
    public async Task The_right_password_forgives_the_wrong_ones_before()
    {
        using var browser = await server.NewAccount("forgiven@example.org");
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++)
                await browser.SignIn("forgiven@example.org", "not the password");
            (await browser.SignIn("forgiven@example.org")).Status.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Attempts_of_long_ago_are_not_kept()
    {
        using var browser = server.NewBrowser();
        await browser.SignIn("long-ago@example.org", "not the password");
        server.Clock.Advance(Duration.FromMinutes(6));
        await browser.SignIn("now@example.org", "not the password");
        (await server.Scalar<long>("select count(*) from accounts.sign_in_attempts")).ShouldBe(1);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        using var browser = await server.NewAccount("cookie@example.org");
        var plain = (await browser.SignIn("cookie@example.org")).SetCookie.ToLowerInvariant();
        plain.ShouldStartWith("videoconf=");
        plain.ShouldContain("httponly");
        plain.ShouldContain("samesite=lax");
        plain.ShouldNotContain("expires=");
        plain.ShouldNotContain("secure");

        var inThirtyDays = (server.Clock.GetCurrentInstant() + Duration.FromDays(30)).ToDateTimeUtc().ToString("ddd, dd MMM yyyy", CultureInfo.InvariantCulture);
        (await browser.SignIn("cookie@example.org", remember: true)).SetCookie.ShouldContain($"expires={inThirtyDays}", Case.Insensitive);
        browser.Headers.Add("X-Test-Scheme", "https");
        (await browser.SignIn("cookie@example.org")).SetCookie.ToLowerInvariant().ShouldContain("secure");
    }

    [Fact]
    public async Task A_session_in_use_goes_on_and_one_that_is_not_ends()
    {
        using var browser = await server.NewAccount("sliding@example.org");
        for (var i = 0; i < 4; i++)
        {
            server.Clock.Advance(Duration.FromDays(4));
            (await browser.Get("/me")).Status.ShouldBe(HttpStatusCode.OK);
        }
        server.Clock.Advance(Duration.FromDays(8));
        (await browser.Get("/me")).ShouldRefuse(HttpStatusCode.Unauthorized, "not_signed_in");
    }

    [Fact]
    public async Task A_cookie_of_an_account_that_is_gone_is_nobody_s()
    {
        using var browser = await server.NewAccount("gone@example.org");
        await using (var command = server.DataSource.CreateCommand("delete from accounts.users where email = 'gone@example.org'"))
            await command.ExecuteNonQueryAsync();
        (await browser.Get("/me")).ShouldRefuse(HttpStatusCode.Unauthorized, "not_signed_in");
    }

    [Fact]
    public async Task A_forged_cookie_is_nobody_s()
    {
        using var browser = server.NewBrowser();
        browser.Headers.Add("Cookie", "videoconf=CfDJ8forged");
        (await browser.Get("/me")).ShouldRefuse(HttpStatusCode.Unauthorized, "not_signed_in");
    }

    [Fact]
    public async Task Signing_out_ends_it_and_may_be_repeated()
    {
        using var browser = await server.NewAccount("out@example.org");
        (await browser.Delete("/session")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await browser.Get("/me")).ShouldRefuse(HttpStatusCode.Unauthorized, "not_signed_in");
        (await browser.Delete("/session")).Status.ShouldBe(HttpStatusCode.NoContent);
    }
}
