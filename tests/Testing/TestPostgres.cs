using System.Globalization;
using VideoConf.EmbeddedPostgres;

namespace VideoConf.Testing;

/// <summary>One private PostgreSQL a test process: started at the first use, stopped and removed at the process's end.</summary>
public static class TestPostgres
{
    private const string Prefix = "videoconf-test-";
    private static readonly Lazy<Task<PostgresServer>> Server = new(Start);

    public static Task<PostgresServer> Get() => Server.Value;

    private static async Task<PostgresServer> Start()
    {
        RemoveWhatKilledProcessesLeft();
        // Not CreateTempSubdirectory: root's would be closed to the account that PostgreSQL runs as
        var folder = Path.Combine(Path.GetTempPath(), $"{Prefix}{Environment.ProcessId}-{Guid.NewGuid():N}");
        var server = await PostgresServer.StartAsync(new EmbeddedPostgresOptions
        {
            DataFolder = folder,
            // Nothing here outlives the process, so nothing need survive a power cut; what was first can be asked
            Settings = new Dictionary<string, string> { ["shared_buffers"] = "32MB", ["fsync"] = "off", ["track_commit_timestamp"] = "on" },
        });
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            server.DisposeAsync().AsTask().GetAwaiter().GetResult();
            Directory.Delete(folder, recursive: true);
        };
        return server;
    }

    private static void RemoveWhatKilledProcessesLeft()
    {
        foreach (var folder in Directory.GetDirectories(Path.GetTempPath(), Prefix + "*"))
        {
            var process = Path.GetFileName(folder)[Prefix.Length..].Split('-')[0];
            if (!int.TryParse(process, CultureInfo.InvariantCulture, out _) || Directory.Exists("/proc/" + process))
                continue;
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
            {
                // Another user's, or another test process is at it
            }
        }
    }
}
