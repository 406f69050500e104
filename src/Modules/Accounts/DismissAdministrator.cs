namespace VideoConf.Accounts;

internal static class DismissAdministrator
{
    // Also the last one: who has the server's console appoints another
    public static Decision Decide(Person? person) => person is { IsAdministrator: true } ? Decision.Accept(new AdministratorDismissed()) : Decision.Nothing;
}
