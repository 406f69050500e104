using System.CommandLine;
using VideoConf.Accounts.Contracts;

namespace VideoConf.Host.Commands;

internal static class PeopleCommand
{
    public static Command New()
    {
        var email = new Argument<string>("email") { Description = "The account's e-mail address" };
        var emailOrId = new Argument<string>("email or id") { Description = "Of an account or a guest, or an address that was invited" };
        return new Command("people", "Look at the accounts, appoint administrators and dismiss them, erase people")
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
            new Command("erase", "Destroy what somebody left here: names, addresses, texts. It cannot be taken back; a run that broke off is finished by the next") { emailOrId }.OnDatabase(async (parsed, services, output, ct) =>
            {
                var who = parsed.GetValue(emailOrId)!;
                Erasure came;
                try
                {
                    came = await services.GetRequiredService<IErasures>().EraseAsync(who, OperatorCommands.Operator, new Reporter(output), ct);
                }
                catch (InvalidOperationException e)
                {
                    throw new SettingException($"{e.Message} Run this again when that is over: it goes on.", e);
                }
                if (came == Erasure.NobodyKnown)
                {
                    await Console.Error.WriteLineAsync($"Nobody is known by {who}: no account, no guest, and nobody was invited by this address.");
                    return 1;
                }
                output.Line(new { erased = true, changed = came != Erasure.AlreadyErased }, came == Erasure.AlreadyErased ? "This person is erased already." : "Erased. Backups that were made before still hold it, with its key.");
                return 0;
            }),
        };
    }

    private sealed class Reporter(Output output) : IProgress<string>
    {
        public void Report(string value) => output.Progress(value);
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
