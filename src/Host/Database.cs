using Npgsql;
using VideoConf.EmbeddedPostgres;
using VideoConf.EventStore;

namespace VideoConf.Host;

/// <summary>
/// The database: the one that the configuration names, else a private PostgreSQL in the data folder that lives as
/// long as the host.
/// </summary>
internal sealed class Database : IAsyncDisposable
{
    private readonly PostgresServer? embedded;

    private Database(string connectionString, PostgresServer? embedded)
    {
        this.embedded = embedded;
        DataSource = new NpgsqlDataSourceBuilder(EventStoreRegistration.ConnectionString(connectionString)).Build();
    }

    public NpgsqlDataSource DataSource { get; }

    /// <summary>None: for a program that is started only to be asked what it would offer.</summary>
    public static Database Nowhere() => new("Host=nowhere.invalid", null);

    /// <param name="configuration">Names a database, or none.</param>
    /// <param name="data">Where the private one lies.</param>
    /// <param name="logger">Takes what the private one says.</param>
    /// <param name="isBesideTheHost">A command of the operator's: the private database may be running already.</param>
    /// <exception cref="EmbeddedPostgresException">The private PostgreSQL cannot serve; the message is for the operator.</exception>
    public static async Task<Database> OpenAsync(IConfiguration configuration, DataFolder data, ILogger logger, bool isBesideTheHost = false)
    {
        if (configuration.GetConnectionString("VideoConf") is { Length: > 0 } given) return new Database(given, null);
        if (isBesideTheHost && PostgresServer.ConnectionStringOfRunning(data.Path) is { } running) return new Database(running, null);
        var server = await PostgresServer.StartAsync(new EmbeddedPostgresOptions
        {
            DataFolder = data.Path,
            BinariesFolder = configuration["Postgres:Binaries"],
            // Its everyday talk is of no use to who starts a host; its warnings and errors are.
            Log = line => logger.Log(line.Contains(" LOG: ", StringComparison.Ordinal) ? LogLevel.Debug : LogLevel.Information, "{Line}", line),
        });
        return new Database(server.ConnectionString, server);
    }

    public async ValueTask DisposeAsync()
    {
        await DataSource.DisposeAsync();
        if (embedded is not null) await embedded.DisposeAsync();
    }
}
