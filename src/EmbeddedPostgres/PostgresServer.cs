using System.Data.Common;

namespace VideoConf.EmbeddedPostgres;

/// <summary>A private PostgreSQL below the host's data folder, alive as long as this object.</summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private readonly DatabaseFolder folder;
    private readonly Supervisor supervisor;
    private bool disposed;

    private PostgresServer(DatabaseFolder folder, PostgresBinaries binaries, Supervisor supervisor)
    {
        this.folder = folder;
        this.supervisor = supervisor;
        BinariesVersion = binaries.Version;
    }

    /// <summary>To the host's database, in Npgsql's form.</summary>
    public string ConnectionString => ConnectionStringFor(Cluster.Database);

    /// <summary>PostgreSQL's version, such as "15.17".</summary>
    public string BinariesVersion { get; }

    /// <summary>
    /// Finds the binaries, takes the folder's lock, makes the database at the first time, starts the server and waits
    /// until it takes connections. A server that dies later is started again at once; one that the host leaves by dying
    /// itself stops.
    /// </summary>
    /// <exception cref="EmbeddedPostgresException">It cannot serve, and nothing is left running.</exception>
    public static async Task<PostgresServer> StartAsync(EmbeddedPostgresOptions options, CancellationToken ct = default)
    {
        var log = options.Log ?? (_ => { });
        var place = await DatabaseFolder.Open(options.DataFolder, log, ct);
        try
        {
            var binaries = await PostgresBinaries.Find(options.BinariesFolder, Cluster.MajorOf(place.Cluster), ct);
            if (!Directory.Exists(place.Cluster))
            {
                log($"A new database is made in {place.Cluster} with PostgreSQL {binaries.Version}.");
                await Cluster.Make(place.Cluster, binaries, ct);
            }
            var settings = ServerSettings.For(place.Socket, options.Settings);
            return await Supervise(place, binaries, settings, log, ct);
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    /// <summary>
    /// To the host's database when another process of this machine runs it from this data folder; null when none does.
    /// For the operator's commands beside a running host.
    /// </summary>
    public static string? ConnectionStringOfRunning(string dataFolder)
    {
        var pidFile = Path.Combine(dataFolder, "postgres", "cluster", "postmaster.pid");
        if (!File.Exists(pidFile) || File.ReadAllLines(pidFile) is not [var pid, _, _, var port, var socket, ..] || !Directory.Exists("/proc/" + pid.Trim()))
            return null;
        return new DbConnectionStringBuilder { ["Host"] = socket.Trim(), ["Port"] = port.Trim(), ["Username"] = Cluster.User, ["Database"] = Cluster.Database }.ConnectionString;
    }

    /// <summary>To any database of this server, in Npgsql's form.</summary>
    public string ConnectionStringFor(string database) => new DbConnectionStringBuilder
    {
        ["Host"] = folder.Socket,
        ["Port"] = ServerSettings.Port,
        ["Username"] = Cluster.User,
        ["Database"] = database,
    }.ConnectionString;

    /// <summary>Stops the server cleanly, waits for its end and frees the data folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        disposed = true;
        await supervisor.Stop();
        supervisor.Dispose();
        folder.Dispose();
    }

    private static async Task<PostgresServer> Supervise(
        DatabaseFolder place, PostgresBinaries binaries, IReadOnlyList<string> settings, Action<string> log, CancellationToken ct)
    {
        var running = new Supervisor(
            cancel =>
            {
                Cluster.EndLeftovers(place.Cluster, log, cancel);
                return new Postmaster(place.Cluster, binaries, settings, log);
            },
            log);
        try
        {
            await running.Ready.WaitAsync(ct);
            return new PostgresServer(place, binaries, running);
        }
        catch
        {
            await running.Stop();
            running.Dispose();
            throw;
        }
    }
}
