using Npgsql;
using VideoConf.EventStore;
using VideoConf.EventStore.Projections;
using VideoConf.EventStore.Schema;

namespace VideoConf.Testing;

/// <summary>
/// A database with an empty log for a test class. A subclass names the facts, views and further schemas; the template
/// is made by the migrator that makes them in production.
/// </summary>
public abstract class EventStoreDatabase : TestDatabase
{
    private EventLog? log;

    public abstract EventRegistry Registry { get; }

    public virtual IReadOnlyList<IInlineView> InlineViews => [];

    public virtual IReadOnlyList<IView> AsyncViews => [];

    protected virtual IReadOnlyList<SchemaSource> Schemas => [];

    public EventLog Log => log ??= OpenLog();

    public Views Views => new(DataSource);

    /// <summary>A log as another process would have it: the same database, signals of its own.</summary>
    public EventLog OpenLog(IClock? clock = null) => OpenLog(DataSource, clock);

    private EventLog OpenLog(NpgsqlDataSource dataSource, IClock? clock = null) => new(dataSource, Registry, InlineViews, clock ?? SystemClock.Instance, TestKeys.Master);

    /// <summary>As a host would run it on this database at its start.</summary>
    public Migrator Migrator() => Migrator(DataSource);

    private Migrator Migrator(NpgsqlDataSource dataSource) =>
        new(dataSource, Schemas, new ViewRebuild(OpenLog(dataSource), [.. InlineViews, .. AsyncViews]));

    protected override Task Migrate(NpgsqlDataSource empty) => Migrator(empty).MigrateAsync();

    protected override void Configure(NpgsqlDataSourceBuilder builder) =>
        builder.ConnectionStringBuilder.ConnectionString = EventStoreRegistration.ConnectionString(builder.ConnectionString);

    /// <summary>Runs SQL past the log, as an operator or another program would.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> QueryAsync<T>(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
