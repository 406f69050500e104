using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace VideoConf.EmbeddedPostgres;

/// <summary>PostgreSQL's own data directory: made once, and cleared of what a killed host or server left running.</summary>
internal static class Cluster
{
    public const string User = "videoconf";
    public const string Database = "videoconf";
    private const int Interrupt = 2;
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(60);

    /// <summary>The major version that made the cluster; null when there is none yet.</summary>
    public static int? MajorOf(string cluster) =>
        Directory.Exists(cluster) ? int.Parse(File.ReadAllText(Path.Combine(cluster, "PG_VERSION")), CultureInfo.InvariantCulture) : null;

    /// <summary>Makes the cluster beside its place and moves it there when it is whole: half a cluster is never seen.</summary>
    public static async Task Make(string cluster, PostgresBinaries binaries, CancellationToken cancel)
    {
        foreach (var abandoned in Directory.GetDirectories(Path.GetDirectoryName(cluster)!, "unfinished-*"))
            Directory.Delete(abandoned, recursive: true);
        var half = Path.Combine(Path.GetDirectoryName(cluster)!, "unfinished-" + RandomNumberGenerator.GetHexString(8, lowercase: true));
        await ServerAccount.MakePrivateFolder(half, cancel);
        try
        {
            // "trust": there is no network port, and whoever can enter the socket's folder (mode 0700) is root or the
            // account itself, which can read and write the data files anyway; a password would guard nothing
            await Run(binaries.Initdb, ["-D", half, "-U", User, "-A", "trust", "-E", "UTF8", "--locale=C", "--data-checksums"], "");
            await Run(binaries.Postgres, ["--single", "-D", half, "-c", "exit_on_error=on", "postgres"], $"CREATE DATABASE {Database};\n");
            Directory.Move(half, cluster);
        }
        catch
        {
            Directory.Delete(half, recursive: true);
            throw;
        }

        async Task Run(string program, string[] arguments, string input)
        {
            var ran = await Command.Run(ServerAccount.Program(program, arguments), input, cancel);
            if (ran.ExitCode != 0)
                throw new EmbeddedPostgresException($"The database could not be made in {cluster}: {ran.Output}");
        }
    }

    /// <summary>
    /// Stops the server that a killed host left, and waits for the processes that a killed server left: they end by
    /// themselves, and two generations on one folder would destroy it.
    /// </summary>
    public static void EndLeftovers(string cluster, Action<string> log, CancellationToken cancel)
    {
        var pidFile = Path.Combine(cluster, "postmaster.pid");
        if (!File.Exists(pidFile))
            return;
        var started = Environment.TickCount64;
        var named = int.TryParse(File.ReadLines(pidFile).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid) ? pid : 0;
        if (WorksIn(cluster, named))
        {
            log($"A PostgreSQL that an earlier host left (process {named}) is stopped.");
            Signal(named, Interrupt);
        }
        else if (Directory.Exists($"/proc/{named}"))
        {
            // After a restart of the machine the number may be another program's, and PostgreSQL would refuse to start.
            // In no other case: a file that PostgreSQL itself takes for stale may be replaced by a live one meanwhile
            File.Delete(pidFile);
        }
        while (Processes().FirstOrDefault(process => WorksIn(cluster, process)) is var remaining and not 0)
        {
            if (Environment.TickCount64 - started > LongestStop.TotalMilliseconds)
                throw new EmbeddedPostgresException($"An earlier PostgreSQL (process {remaining}) still works in {cluster} and does not end. End it by hand.");
            if (cancel.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(20)))
                cancel.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Whether this very process is the postmaster and takes connections: line 1 is its id, line 8 its status.</summary>
    public static bool IsReady(string cluster, int postmaster)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(cluster, "postmaster.pid"));
            return lines.Length >= 8 && lines[0] == postmaster.ToString(CultureInfo.InvariantCulture) && lines[7].TrimEnd() == "ready";
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Sends a Unix signal; a process that is gone is no error.</summary>
    public static void Signal(int process, int signal) => _ = Kill(process, signal);

    private static IEnumerable<int> Processes() =>
        from entry in Directory.EnumerateDirectories("/proc")
        let name = Path.GetFileName(entry)
        where int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _)
        select int.Parse(name, CultureInfo.InvariantCulture);

    /// <summary>Every process of a running cluster has the cluster as its working directory; a number in a file proves nothing.</summary>
    private static bool WorksIn(string cluster, int process)
    {
        try
        {
            return File.ResolveLinkTarget($"/proc/{process}/cwd", returnFinalTarget: false)?.FullName == cluster;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Kill(int process, int signal);
}
