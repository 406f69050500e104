using System.Collections.Concurrent;
using Npgsql;
using Xunit;

namespace VideoConf.Testing;

/// <summary>
/// An empty database of its own for a test class (<c>IClassFixture&lt;TestDatabase&gt;</c>). A subclass that overrides
/// <see cref="Migrate"/> gets its schema: it is made once a process, in a template, and copied for every class.
/// </summary>
public class TestDatabase : IAsyncLifetime
{
    private static readonly ConcurrentDictionary<Type, Lazy<Task<string>>> Templates = new();
    private static readonly Lazy<Task<NpgsqlDataSource>> Administration = new(async () =>
        NpgsqlDataSource.Create((await TestPostgres.Get()).ConnectionString));

    private static int count;
    private NpgsqlDataSource? dataSource;
    private string? name;

    public NpgsqlDataSource DataSource => dataSource ?? throw new InvalidOperationException("The database is made by InitializeAsync.");

    /// <summary>In Npgsql's form; the database lives as long as this object.</summary>
    public string ConnectionString { get; private set; } = "";

    public virtual async ValueTask InitializeAsync()
    {
        var template = GetType() == typeof(TestDatabase)
            ? "template1"
            : await Templates.GetOrAdd(GetType(), _ => new Lazy<Task<string>>(MakeTemplate)).Value;
        name = await Create(template);
        ConnectionString = await ConnectionStringFor(name);
        var builder = new NpgsqlDataSourceBuilder(ConnectionString);
        Configure(builder);
        dataSource = builder.Build();
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (dataSource is not null)
            await dataSource.DisposeAsync();
        if (name is not null)
            await Administer($"DROP DATABASE {name} WITH (FORCE)");
    }

    /// <summary>Makes the schema in an empty database; runs once a process for each subclass.</summary>
    protected virtual Task Migrate(NpgsqlDataSource empty) => Task.CompletedTask;

    /// <summary>Settings of the data source, for <see cref="Migrate"/> and for the tests.</summary>
    protected virtual void Configure(NpgsqlDataSourceBuilder builder) { }

    private async Task<string> MakeTemplate()
    {
        var template = await Create("template1");
        // No pool: a database with a connection left open cannot be copied
        var builder = new NpgsqlDataSourceBuilder(await ConnectionStringFor(template) + ";Pooling=false");
        Configure(builder);
        await using var empty = builder.Build();
        await Migrate(empty);
        return template;
    }

    private static async Task<string> Create(string template)
    {
        var created = $"test_{Interlocked.Increment(ref count)}";
        await Administer($"CREATE DATABASE {created} TEMPLATE {template}");
        return created;
    }

    private static async Task<string> ConnectionStringFor(string database) => (await TestPostgres.Get()).ConnectionStringFor(database);

    private static async Task Administer(string sql)
    {
        await using var command = (await Administration.Value).CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
