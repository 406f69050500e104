using Npgsql;
using VideoConf.EventStore;
using VideoConf.EventStore.Projections;
using VideoConf.EventStore.Schema;

namespace VideoConf.Benchmarks.EventStore;

/// <summary>A database with a log, made by the migrator as in production.</summary>
internal sealed class BenchDatabase : IAsyncDisposable
{
    private BenchDatabase(NpgsqlDataSource dataSource) => DataSource = dataSource;

    public static async Task<BenchDatabase> MakeAsync(string connectionString)
    {
        var database = new BenchDatabase(NpgsqlDataSource.Create(EventStoreRegistration.ConnectionString(connectionString)));
        IView[] views = [Domain.Roster, Domain.Snapshot, new Visits(), new People()];
        await new Migrator(database.DataSource, [], new ViewRebuild(database.OpenLog(Domain.Roster, Domain.Snapshot), views)).MigrateAsync();
        return database;
    }

    public NpgsqlDataSource DataSource { get; }

    /// <summary>A log as a process of its own would have it, with these views kept inline.</summary>
    public EventLog OpenLog(params IEnumerable<IInlineView> inline) => new(DataSource, Domain.Registry(), inline, SystemClock.Instance, new MasterKey(new byte[32]));

    /// <summary>Imports streams of 5 facts, by two writers, and leaves the tables as autovacuum would in time.</summary>
    /// <returns>The streams' ids.</returns>
    public async Task<Guid[]> FillAsync(int facts)
    {
        var started = System.Diagnostics.Stopwatch.StartNew();
        var log = OpenLog();
        var halves = await Task.WhenAll(Enumerable.Range(0, 2).Select(half => Task.Run(async () =>
        {
            var ids = new List<Guid>(facts / 10);
            await log.BulkAppendAsync<Seats>(Enumerable.Range(0, facts / 10).Select(i =>
            {
                var stream = new NewStream(Guid.CreateVersion7(), Domain.FactsOfStream(half * (facts / 10) + i, facts));
                ids.Add(stream.Id);
                return stream;
            }), Domain.Metadata);
            return ids;
        })));
        await ExecuteAsync("vacuum analyze");
        await ExecuteAsync("checkpoint");
        Console.WriteLine($"  filled with {facts:N0} facts in {started.Elapsed.TotalSeconds:N1} s");
        return [.. halves[0], .. halves[1]];
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T?> QueryAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync() is T found ? found : default;
    }

    public ValueTask DisposeAsync() => DataSource.DisposeAsync();
}
