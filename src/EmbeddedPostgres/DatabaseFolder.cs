using System.Security.Cryptography;
using System.Text;

namespace VideoConf.EmbeddedPostgres;

/// <summary>
/// <c>DATA/postgres</c>: <c>host.lock</c> and <c>host.pid</c> belong to the host, <c>cluster</c> and <c>socket</c> to the
/// server's account. The host writes nothing into what the account owns, so that a broken-into server cannot lay it a link.
/// </summary>
internal sealed class DatabaseFolder : IDisposable
{
    private const UnixFileMode Enterable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    // The name ".s.PGSQL.5432.lock" is added to it, and sockaddr_un ends at 108 bytes
    private const int LongestSocketFolder = 85;
    private readonly HostLock hostLock;
    private string? temporary;

    private DatabaseFolder(HostLock hostLock) => this.hostLock = hostLock;

    public string Cluster => Path.Combine(hostLock.Folder, "cluster");

    public string Socket => temporary ?? Path.Combine(hostLock.Folder, "socket");

    /// <summary>Finds or makes the folder, takes its lock, and makes sure that the server's account can get there.</summary>
    public static async Task<DatabaseFolder> Open(string dataFolder, Action<string> log, CancellationToken cancel)
    {
        dataFolder = Path.GetFullPath(dataFolder);
        try
        {
            Directory.CreateDirectory(dataFolder);
            var place = Path.Combine(dataFolder, "postgres");
            if (!Path.Exists(place) && new FileInfo(place).LinkTarget is null)
                await Make(place, log, cancel);
            var folder = new DatabaseFolder(HostLock.Take(place, dataFolder));
            try
            {
                await folder.MakeSocketFolder(cancel);
                return folder;
            }
            catch
            {
                folder.Dispose();
                throw;
            }
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            throw new EmbeddedPostgresException($"The data folder {dataFolder} cannot be used: {refused.Message}", refused);
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(temporary))
            Directory.Delete(temporary, recursive: true);
        hostLock.Dispose();
    }

    private static async Task Make(string place, Action<string> log, CancellationToken cancel)
    {
        MakeEnterable(place);
        if (await AccountCanEnter(place, cancel))
            return;
        // A link and not a rule: whoever deletes or moves the data folder gets what he expects
        Directory.Delete(place);
        var elsewhere = Path.Combine("/var/lib/videoconf", RandomNumberGenerator.GetHexString(16, lowercase: true));
        MakeEnterable(Path.GetDirectoryName(elsewhere)!);
        MakeEnterable(elsewhere);
        Directory.CreateSymbolicLink(place, elsewhere);
        log($"PostgreSQL does not run as root, and its account cannot enter {place}: the database is kept in {elsewhere}.");
    }

    /// <summary>Whatever the umask.</summary>
    private static void MakeEnterable(string path)
    {
        Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, Enterable);
    }

    private static async Task<bool> AccountCanEnter(string place, CancellationToken cancel) =>
        (await Command.Run(ServerAccount.Program("test", ["-x", place]), "", cancel)).ExitCode == 0;

    private async Task MakeSocketFolder(CancellationToken cancel)
    {
        if (Directory.Exists(Cluster) && !await ServerAccount.Owns(Cluster, cancel))
            throw new EmbeddedPostgresException(
                $"The database in {hostLock.Folder} belongs to another user, or the account of PostgreSQL cannot get there. Start the host as the user who made it, or choose another data folder.");
        // A comma separates hosts in a connection string, and a colon the port
        if (Encoding.UTF8.GetByteCount(Socket) > LongestSocketFolder || Socket.AsSpan().ContainsAny(',', ':'))
            temporary = Path.Combine("/tmp", "videoconf-" + RandomNumberGenerator.GetHexString(16, lowercase: true));
        else if (Directory.Exists(Socket))
            Directory.Delete(Socket, recursive: true); // it may name a process that now is another program
        await ServerAccount.MakePrivateFolder(Socket, cancel);
    }
}
