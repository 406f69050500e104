using System.Diagnostics;

namespace VideoConf.EmbeddedPostgres;

/// <summary>
/// The account PostgreSQL runs as. It refuses to run as root, so root hands it to the system's "nobody";
/// everybody else runs it as himself.
/// </summary>
internal static class ServerAccount
{
    private const string Nobody = "65534";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static bool IsRoot => Environment.IsPrivilegedProcess;

    /// <summary>A program to be run as the account, away from the terminal, all three streams redirected.</summary>
    public static ProcessStartInfo Program(string file, IEnumerable<string> arguments, bool endWithThread = false)
    {
        List<string> command = ["setsid", "setpriv"]; // a session of its own: the terminal's Ctrl+C is for the host alone
        if (endWithThread)
            command.Add("--pdeathsig=INT");
        if (IsRoot)
            command.AddRange(["--reuid=" + Nobody, "--regid=" + Nobody, "--clear-groups"]);
        command.AddRange(["--", file, .. arguments]);
        return Plain(command[0], command.Skip(1));
    }

    /// <summary>Makes a folder that belongs to the account and that nobody else can enter.</summary>
    public static async Task MakePrivateFolder(string path, CancellationToken cancel)
    {
        if (!IsRoot)
            Directory.CreateDirectory(path, OwnerOnly);
        else if (await Command.Run(Plain("install", ["-d", "-m", "700", "-o", Nobody, "-g", Nobody, "--", path]), "", cancel) is { ExitCode: not 0 } failed)
            throw new EmbeddedPostgresException($"The folder {path} could not be made: {failed.Output}");
    }

    /// <summary>Whether the account owns the folder and can get to it: only the kernel knows all modes and lists on the way.</summary>
    public static async Task<bool> Owns(string path, CancellationToken cancel) =>
        (await Command.Run(Program("test", ["-O", path]), "", cancel)).ExitCode == 0;

    /// <summary>A program to be run as the host's own user.</summary>
    public static ProcessStartInfo Plain(string file, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = "/", // the host's own may be closed to the account
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // PGPORT, PGDATA, PGOPTIONS and the like belong to another server; messages are read by this code
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(name);
        start.Environment["LC_ALL"] = "C";
        return start;
    }
}
