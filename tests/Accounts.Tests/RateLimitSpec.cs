namespace VideoConf.Accounts.Tests;

public sealed class StrictServer : AccountsServer
{
    protected override AccountsOptions Options { get; } = new()
    {
        SignInsPerMinutePerAddress = 2,
        RegistrationsPerHourPerAddress = 2,
        GuestsPerMinutePerAddress = 2,
    };
}

public sealed class RateLimitSpec(StrictServer server) : IClassFixture<StrictServer>
{
    [Theory]
    [InlineData("/session", 30)]
    [InlineData("/accounts", 1800)]
    [InlineData("/guests", 30)]
    public async Task Too_many_requests_from_one_address_are_told_when_to_come_again(string path, int seconds)
    {
        using var browser = server.NewBrowser();
        for (var i = 0; i < 2; i++)
            (await browser.Post(path, new { })).Code.ShouldNotBe("too_many_requests");
        var refused = await browser.Post(path, new { });
        refused.ShouldRefuse(HttpStatusCode.TooManyRequests, "too_many_requests");
        refused.RetryAfter.ShouldNotBeNull().TotalSeconds.ShouldBeInRange(1, seconds);
    }

    [Fact]
    public void A_setting_out_of_its_range_stops_the_host_with_its_name() =>
        Should.Throw<System.ComponentModel.DataAnnotations.ValidationException>(() => new AccountsOptions { LockOutAfter = 0 }.Validated())
            .Message.ShouldContain(nameof(AccountsOptions.LockOutAfter));
}
