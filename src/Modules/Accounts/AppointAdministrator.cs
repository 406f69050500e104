namespace VideoConf.Accounts;

internal static class AppointAdministrator
{
    public static Decision Decide(Person? person) => person is { IsAdministrator: true } ? Decision.Nothing : Decision.Accept(new AdministratorAppointed());
}
