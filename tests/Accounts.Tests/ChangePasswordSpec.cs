namespace VideoConf.Accounts.Tests;

public sealed class ChangePasswordSpec(AccountsServer server) : IClassFixture<AccountsServer>
{
    private const string NewPassword = "staple battery horse";

    [Fact]
    public void A_guest_has_no_password() =>
        ChangePassword.Decide(new(IsGuest: true, IsLocked: true, CurrentPasswordIsRight: false)).ShouldBe(Refusal.AccountRequired);

    [Fact]
    public void A_locked_account_is_refused_even_with_the_right_password() =>
        ChangePassword.Decide(new(IsGuest: false, IsLocked: true, CurrentPasswordIsRight: true)).ShouldBe(Refusal.LockedOut);

    [Fact]
    public void A_wrong_present_password_is_refused() =>
        ChangePassword.Decide(new(IsGuest: false, IsLocked: false, CurrentPasswordIsRight: false)).ShouldBe(Refusal.WrongPassword);

    [Fact]
    public void The_right_present_password_lets_it_change() =>
        ChangePassword.Decide(new(IsGuest: false, IsLocked: false, CurrentPasswordIsRight: true))
            .ShouldBeOfType<Decision.Accepted>().Facts.ShouldBe([new PasswordChanged()]);

    [Fact]
    public async Task A_changed_password_signs_every_other_device_out_and_not_this_one()
    {
        using var here = await server.NewAccount("ada@example.org");
        using var there = server.NewBrowser();
        await there.SignIn("ada@example.org", remember: true);

        (await here.Put("/me/password", new { currentPassword = Browser.Password, newPassword = NewPassword })).Status.ShouldBe(HttpStatusCode.NoContent);
        var me = await here.Get("/me");
        me.Status.ShouldBe(HttpStatusCode.OK);
        (await there.Get("/me")).ShouldRefuse(HttpStatusCode.Unauthorized, "not_signed_in");

        (await there.SignIn("ada@example.org")).ShouldRefuse(HttpStatusCode.Unauthorized, "wrong_credentials");
        (await there.SignIn("ada@example.org", NewPassword)).Status.ShouldBe(HttpStatusCode.OK);
        (await server.Facts(me.Id)).ShouldBe([new AccountRegistered(me.Id, "Ada"), new PasswordChanged()]);
    }

    [Fact]
    public async Task A_remembered_device_stays_remembered()
    {
        using var registered = await server.NewAccount("remembered@example.org");
        using var browser = server.NewBrowser();
        await browser.SignIn("remembered@example.org", remember: true);
        var changed = await browser.Put("/me/password", new { currentPassword = Browser.Password, newPassword = NewPassword });
        changed.SetCookie.ShouldContain("expires=", Case.Insensitive);
    }

    [Fact]
    public async Task Wrong_present_passwords_lock_the_account_out_as_wrong_ones_at_sign_in_do()
    {
        using var browser = await server.NewAccount("locked@example.org");
        for (var i = 0; i < 5; i++)
        {
            var wrong = await browser.Put("/me/password", new { currentPassword = "not the password", newPassword = NewPassword });
            wrong.ShouldRefuse(HttpStatusCode.Forbidden, "wrong_password");
            wrong["field"].ShouldBe("currentPassword");
        }
        (await browser.Put("/me/password", new { currentPassword = Browser.Password, newPassword = NewPassword })).ShouldRefuse(HttpStatusCode.TooManyRequests, "locked_out");
        (await browser.SignIn("locked@example.org")).ShouldRefuse(HttpStatusCode.TooManyRequests, "locked_out");
    }

    [Fact]
    public async Task A_guest_is_told_to_register()
    {
        using var browser = server.NewBrowser();
        await browser.Post("/guests", new { });
        (await browser.Put("/me/password", new { currentPassword = Browser.Password, newPassword = NewPassword })).ShouldRefuse(HttpStatusCode.Forbidden, "account_required");
    }

    [Theory]
    [InlineData("short", "too_short")]
    [InlineData("aaaaaaaaaaaa", "too_weak")]
    [InlineData("WEAK@example.org", "too_weak")]
    public async Task A_new_password_is_as_strong_as_a_first_one(string password, string code)
    {
        using var browser = server.NewBrowser();
        if ((await browser.SignIn("weak@example.org")).Status != HttpStatusCode.OK)
            await browser.Post("/accounts", new { email = "weak@example.org", password = Browser.Password, displayName = "Ada" });
        var refused = await browser.Put("/me/password", new { currentPassword = Browser.Password, newPassword = password });
        refused.ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request");
        refused.Errors.ShouldBe([("newPassword", code)]);
    }

    [Fact]
    public async Task Passwords_changed_at_once_leave_one_that_works()
    {
        using var browser = await server.NewAccount("race@example.org");
        using var other = server.NewBrowser();
        await other.SignIn("race@example.org");
        var answers = await Task.WhenAll(
            browser.Put("/me/password", new { currentPassword = Browser.Password, newPassword = "first new password" }),
            other.Put("/me/password", new { currentPassword = Browser.Password, newPassword = "second new password" }));
        answers.Count(answer => answer.Status == HttpStatusCode.NoContent).ShouldBe(1);
        answers.Where(answer => answer.Status != HttpStatusCode.NoContent)
            .ShouldAllBe(answer => answer.Code == "conflict" || answer.Code == "wrong_password" || answer.Code == "not_signed_in");
        var winner = answers[0].Status == HttpStatusCode.NoContent ? "first new password" : "second new password";
        (await browser.SignIn("race@example.org", winner)).Status.ShouldBe(HttpStatusCode.OK);
    }
}
