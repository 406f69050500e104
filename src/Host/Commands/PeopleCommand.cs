using System.CommandLine;
using VideoConf.Accounts.Contracts;

namespace VideoConf.Host.Commands;

internal static class PeopleCommand
{
    public static Command New()
    {
        var email = new Argument<string>("email") { Description = "The account's e-mail address" };
        return new Command("people", "Look at the accounts, appoint administrators and dismiss them")
        {
            new Command("list", "Every account, and whether it is an administrator's").OnDatabase(async (_, services, output, ct) =>
            {
                foreach (var account in await services.GetRequiredService<IAdministrators>().ListAccountsAsync(ct))
                    output.Line(account, $"{account.PersonId}  {(account.IsAdministrator ? "administrator" : ""),-13}  {account.Email}  {account.DisplayName}");
                return 0;
            }),
            new Command("appoint", "Make somebody an administrator; it holds from the next request on") { email }.OnDatabase(async (parsed, services, output, ct) =>
            {
                var who = parsed.GetValue(email)!;
                var came = await services.GetRequiredService<IAdministrators>().AppointAsync(who, OperatorCommands.Operator, ct);
                return Say(came, who, output, $"{who} is an administrator now.", $"{who} is an administrator already.");
            }),
            new Command("dismiss", "Let somebody be an administrator no more") { email }.OnDatabase(async (parsed, services, output, ct) =>
            {
                var who = parsed.GetValue(email)!;
                var came = await services.GetRequiredService<IAdministrators>().DismissAsync(who, OperatorCommands.Operator, ct);
                return Say(came, who, output, $"{who} is no administrator any more.", $"{who} is no administrator.");
            }),
        };
    }

    private static int Say(Appointment came, string who, Output output, string done, string alreadySo)
    {
        if (came == Appointment.NoSuchAccount)
        {
            Console.Error.WriteLine($"There is no account {who}.");
            return 1;
        }
        output.Line(new { email = who, changed = came == Appointment.Done }, came == Appointment.Done ? done : alreadySo);
        return 0;
    }
}
