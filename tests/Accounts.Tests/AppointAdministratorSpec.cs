using Microsoft.Extensions.DependencyInjection;
using VideoConf.Accounts.Contracts;

namespace VideoConf.Accounts.Tests;

public sealed class AppointAdministratorSpec(AccountsServer server) : IClassFixture<AccountsServer>
{
    private static readonly EventMetadata Operator = new(Actor: "root", Client: "system");

    private IAdministrators Administrators => server.Services.GetRequiredService<IAdministrators>();

    [Fact]
    public void Who_is_one_already_is_not_appointed_again() =>
        AppointAdministrator.Decide(new Person("Ada", null, 0, IsAdministrator: true)).ShouldBe(Decision.Nothing);

    [Fact]
    public void Anybody_else_is() =>
        AppointAdministrator.Decide(new Person("Ada", null, 0)).ShouldBeOfType<Decision.Accepted>().Facts.ShouldBe([new AdministratorAppointed()]);

    [Fact]
    public async Task It_holds_from_the_next_request_on_and_the_log_says_who_did_it()
    {
        using var ada = await server.NewAccount("ada@example.org");
        var me = await ada.Get("/me");
        me.Body.GetProperty("isAdministrator").GetBoolean().ShouldBeFalse();
        (await Administrators.AppointAsync("ADA@example.org", Operator, default)).ShouldBe(Appointment.Done);
        (await Administrators.AppointAsync("ada@example.org", Operator, default)).ShouldBe(Appointment.AlreadySo);

        (await ada.Get("/me")).Body.GetProperty("isAdministrator").GetBoolean().ShouldBeTrue();
        (await ada.Put("/me/profile", new { displayName = "Ada L." })).Body.GetProperty("isAdministrator").GetBoolean().ShouldBeTrue();
        (await ada.Get("/api-keys")).Status.ShouldBe(HttpStatusCode.OK);
        using var elsewhere = server.NewBrowser();
        (await elsewhere.SignIn("ada@example.org")).Body.GetProperty("isAdministrator").GetBoolean().ShouldBeTrue();
        var fact = (await server.Log.FetchStreamAsync(me.Id)).Single(stored => stored.Data is AdministratorAppointed);
        (fact.Metadata.Actor, fact.Metadata.Client).ShouldBe(("root", "system"));
    }

    [Fact]
    public async Task Nobody_is_appointed_who_has_no_account() =>
        (await Administrators.AppointAsync("nobody@example.org", Operator, default)).ShouldBe(Appointment.NoSuchAccount);

    [Fact]
    public async Task The_accounts_are_listed_by_address()
    {
        using var zoe = await server.NewAccount("zoe@example.org");
        using var bob = await server.NewAdministrator("bob@example.org");
        var listed = (await Administrators.ListAccountsAsync(default)).Where(account => account.Email is "zoe@example.org" or "bob@example.org");
        listed.Select(account => (account.Email, account.DisplayName, account.IsAdministrator)).ShouldBe([("bob@example.org", "Ada", true), ("zoe@example.org", "Ada", false)]);
    }
}
