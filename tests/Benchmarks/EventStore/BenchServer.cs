using Npgsql;
using VideoConf.EmbeddedPostgres;

namespace VideoConf.Benchmarks.EventStore;

/// <summary>The repository's own PostgreSQL with its own settings in a temporary folder.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly string folder;
    private readonly PostgresServer postgres;

    private BenchServer(string folder, PostgresServer postgres) => (this.folder, this.postgres) = (folder, postgres);

    public static async Task<BenchServer> StartAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        // Not CreateTempSubdirectory: root's would be closed to the account that PostgreSQL runs as
        var folder = Path.Combine(Path.GetTempPath(), $"videoconf-bench-{Environment.ProcessId}-{Guid.NewGuid():N}");
        var server = new BenchServer(folder, await PostgresServer.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = folder, Settings = settings ?? new Dictionary<string, string>() }));
        Console.WriteLine($"PostgreSQL {server.postgres.BinariesVersion} in {folder}");
        return server;
    }

    public string Folder => folder;

    public async Task<BenchDatabase> NewDatabaseAsync(string name) => await BenchDatabase.MakeAsync(await NewConnectionStringAsync(name));

    public async Task<string> NewConnectionStringAsync(string name)
    {
        await using var administration = NpgsqlDataSource.Create(postgres.ConnectionString + ";Pooling=false");
        await using (var create = administration.CreateCommand($"create database {name}")) await create.ExecuteNonQueryAsync();
        return postgres.ConnectionStringFor(name);
    }

    public async ValueTask DisposeAsync()
    {
        await postgres.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
