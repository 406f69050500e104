using Microsoft.Extensions.DependencyInjection;
using VideoConf.Accounts.Contracts;

namespace VideoConf.Accounts.Tests;

public sealed class DismissAdministratorSpec(AccountsServer server) : IClassFixture<AccountsServer>
{
    private IAdministrators Administrators => server.Services.GetRequiredService<IAdministrators>();

    [Fact]
    public void Who_is_one_is_none_any_more() =>
        DismissAdministrator.Decide(new Person("Ada", null, 0, IsAdministrator: true)).ShouldBeOfType<Decision.Accepted>().Facts.ShouldBe([new AdministratorDismissed()]);

    [Fact]
    public void Who_is_none_stays_none() => DismissAdministrator.Decide(new Person("Ada", null, 0)).ShouldBe(Decision.Nothing);

    [Fact]
    public async Task It_holds_from_the_next_request_on()
    {
        using var ada = await server.NewAdministrator("ada@example.org");
        (await ada.Get("/api-keys")).Status.ShouldBe(HttpStatusCode.OK);
        (await Administrators.DismissAsync("ada@example.org", EventMetadata.System, default)).ShouldBe(Appointment.Done);
        (await ada.Get("/api-keys")).ShouldRefuse(HttpStatusCode.Forbidden, "not_administrator");
        var me = await ada.Get("/me");
        me.Body.GetProperty("isAdministrator").GetBoolean().ShouldBeFalse();
        (await Administrators.DismissAsync("ada@example.org", EventMetadata.System, default)).ShouldBe(Appointment.AlreadySo);
        (await server.Facts(me.Id)).ShouldBe([new AccountRegistered(me.Id, "Ada"), new AdministratorAppointed(), new AdministratorDismissed()]);
    }

    [Fact]
    public async Task Nobody_is_dismissed_who_has_no_account() =>
        (await Administrators.DismissAsync("nobody@example.org", EventMetadata.System, default)).ShouldBe(Appointment.NoSuchAccount);
}
