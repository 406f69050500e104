using System.CommandLine;
using VideoConf.Reports;
using VideoConf.Reports.Contracts;

namespace VideoConf.Host.Commands;

/// <summary>Exit codes: 0 intact or done, 1 it could not be looked at, 2 something is not as it was written.</summary>
internal static class AuditCommand
{
    public static Command New()
    {
        var from = new Option<long>("--from") { Description = "First place of the chain to look at", DefaultValueFactory = _ => 1 };
        var to = new Option<long>("--to") { Description = "Last place of the chain to look at", DefaultValueFactory = _ => long.MaxValue };
        var export = new Option<FileInfo?>("--export") { Description = "Look at an exported file instead, without any database" };
        var keys = new Option<FileInfo[]>("--key") { Description = "A public key (PEM) that seals may be of; for a database beside this server's own", AllowMultipleArgumentsPerToken = true };
        var file = new Argument<FileInfo>("file") { Description = "Written anew; 0600" };
        var verify = new Command("verify", "Look whether every fact stands as it was written; exit code 2 when one does not") { from, to, export, keys }.OnDatabase(async (parsed, services, output, ct) =>
            Tell(await services.GetRequiredService<IAuditChain>().VerifyAsync(parsed.GetValue(from), parsed.GetValue(to), Read(parsed.GetValue(keys)), Environment.UserName, ct), output));
        // Offline there is no database to open, and none is started
        var live = verify.Action!;
        verify.SetAction(async (parsed, ct) => parsed.GetValue(export) is { } exported
            ? await VerifyFileAsync(exported, Read(parsed.GetValue(keys)), new Output(parsed.GetValue(OperatorCommands.AsJson)), ct)
            : await ((System.CommandLine.Invocation.AsynchronousCommandLineAction)live).InvokeAsync(parsed, ct));
        return new Command("audit", "Prove that the log of facts is as it was written")
        {
            verify,
            new Command("seal", "Seal the chain's head now, beside the seal of every hour").OnDatabase(async (_, services, output, ct) =>
            {
                if (await services.GetRequiredService<IAuditChain>().SealAsync(Environment.UserName, ct) is not { } seal)
                {
                    output.Progress("The log is empty.");
                    return 0;
                }
                output.Line(seal, $"Seal {seal.Number} of {seal.SealedAt} vouches for {seal.Place} facts, head {seal.Hash}, key {seal.Fingerprint}");
                return 0;
            }),
            new Command("export", "Write all facts with their chain and seals into a file that can be checked offline") { file }.OnDatabase(async (parsed, services, output, ct) =>
            {
                var made = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 1 << 20, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite };
                await using var stream = new FileStream(parsed.GetValue(file)!.FullName, OperatingSystem.IsWindows() ? new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write } : made);
                return Tell(await services.GetRequiredService<IAuditChain>().ExportAsync(stream, ct), output);
            }),
            new Command("key", "Print the public key of this server's seals, to be kept elsewhere").OnDatabase((_, services, output, _) =>
            {
                var pem = services.GetRequiredService<IAuditChain>().PublicKey;
                output.Line(new { publicKey = pem }, pem);
                return Task.FromResult(0);
            }),
        };
    }

    private static async Task<int> VerifyFileAsync(FileInfo file, IReadOnlyList<string> keys, Output output, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = file.OpenRead();
            var (report, fingerprint) = await ReportsModule.VerifyFileAsync(stream, keys, cancellationToken);
            if (keys.Count == 0) output.Progress($"The seals were checked with the key in the file itself. Is {fingerprint} your server's? Name the key with --key, and this checks it.");
            return Tell(report, output);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"{file.FullName}: {e.Message}", e);
        }
    }

    private static List<string> Read(FileInfo[]? keys)
    {
        try
        {
            return [.. (keys ?? []).Select(key => File.ReadAllText(key.FullName))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException(e.Message, e);
        }
    }

    private static int Tell(ChainReport report, Output output)
    {
        foreach (var fault in report.Faults) output.Line(fault, $"{fault.Kind}  place {fault.Place}  {(fault.Position is { } position ? $"fact {position}" : "")}  {fault.Detail}");
        output.Line(new { report.From, report.To, report.Head, report.SealedTo, report.Seals, faults = report.Faults.Count },
            $"{(report.Faults.Count == 0 ? "Intact" : "As written")}: places {report.From} to {report.To}, head {report.Head}; sealed to {report.SealedTo} by {report.Seals} seals.");
        return report.Faults.Count == 0 ? 0 : 2;
    }
}
