using System.Globalization;
using Npgsql;
using Shouldly;

namespace VideoConf.EmbeddedPostgres.Tests;

/// <summary>A data folder for one test, and what the test wants to know of it.</summary>
internal sealed class Place : IDisposable
{
    // Not CreateTempSubdirectory: root's would be closed to the account that PostgreSQL runs as
    private readonly string root = Path.Combine(Path.GetTempPath(), $"videoconf-place-{Guid.NewGuid():N}");
    private static readonly Lazy<Task<Place>> Prototype = new(MakePrototype);
    private readonly List<string> lines = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Place(string path = "data") => Folder = Path.Combine(root, path);

    /// <summary>A folder with a database that has been made and stopped; copied, because making one takes seconds.</summary>
    public static async Task<Place> WithDatabase()
    {
        var place = new Place();
        var prototype = await Prototype.Value;
        Directory.CreateDirectory(place.root);
        (await Command.Run(ServerAccount.Plain("cp", ["-a", prototype.Folder, place.Folder]), "", CancellationToken.None)).ExitCode.ShouldBe(0);
        return place;
    }

    public string Folder { get; }

    public string Cluster => Path.Combine(Folder, "postgres", "cluster");

    public EmbeddedPostgresOptions Options => new()
    {
        DataFolder = Folder,
        Log = Hear,
        Settings = new Dictionary<string, string> { ["shared_buffers"] = "16MB" },
    };

    /// <summary>The first line of postmaster.pid.</summary>
    public int Postmaster => int.Parse(File.ReadLines(Path.Combine(Cluster, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>Every process that works in the folder.</summary>
    public IReadOnlyList<string> Processes =>
        [.. from process in Directory.GetDirectories("/proc") where LinkOf(process)?.StartsWith(root, StringComparison.Ordinal) is true select process];

    public Task<PostgresServer> Start() => PostgresServer.StartAsync(Options);

    /// <summary>Done when the text has been logged so many times since the beginning.</summary>
    public async Task Hears(string text, int times = 1)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            Task more;
            lock (lines)
            {
                if (lines.Count(line => line.Contains(text, StringComparison.Ordinal)) >= times)
                    return;
                more = changed.Task;
            }
            await more.WaitAsync(limit.Token);
        }
    }

    public bool Heard(string text)
    {
        lock (lines)
            return lines.Any(line => line.Contains(text, StringComparison.Ordinal));
    }

    public static async Task<object?> Query(string connectionString, string sql)
    {
        // No pool: a test that stops the server must not meet its old connections
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }

    public void Dispose()
    {
        var database = new DirectoryInfo(Path.Combine(Folder, "postgres"));
        if (database.LinkTarget is { } elsewhere)
            Directory.Delete(elsewhere, recursive: true);
        if (Directory.Exists(root))
            Directory.Delete(root, recursive: true);
    }

    private static async Task<Place> MakePrototype()
    {
        var place = new Place();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => place.Dispose();
        await (await place.Start()).DisposeAsync();
        return place;
    }

    private static string? LinkOf(string process)
    {
        try
        {
            return File.ResolveLinkTarget(Path.Combine(process, "cwd"), returnFinalTarget: false)?.FullName;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void Hear(string line)
    {
        lock (lines)
        {
            lines.Add(line);
            changed.SetResult();
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
