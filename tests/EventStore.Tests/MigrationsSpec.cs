using System.Reflection;
using System.Text;
using Npgsql;
using Shouldly;
using VideoConf.EventStore.Projections;
using VideoConf.EventStore.Schema;
using VideoConf.Testing;
using Xunit;
using static VideoConf.EventStore.Tests.LedgerDatabase;

namespace VideoConf.EventStore.Tests;

public sealed class MigrationsSpec
{
    /// <summary>An assembly that holds these files and nothing else.</summary>
    private sealed class SqlFiles(params (string Name, string Sql)[] files) : Assembly
    {
        public override string[] GetManifestResourceNames() => [.. files.Select(f => "Schema/" + f.Name)];
        public override Stream GetManifestResourceStream(string name) =>
            new MemoryStream(Encoding.UTF8.GetBytes(files.Single(f => "Schema/" + f.Name == name).Sql));
    }

    private static Migrator Of(TestDatabase database, params (string Name, string Sql)[] files) =>
        new(database.DataSource, [new SchemaSource("shop", new SqlFiles(files))], Views(database));

    private static ViewRebuild Views(TestDatabase database, params IInlineView[] views) =>
        new(new EventLog(database.DataSource, new LedgerDatabase().Registry, views, SystemClock.Instance, TestKeys.Master), views);

    private static async Task<T> Query<T>(TestDatabase database, string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<TestDatabase> EmptyDatabase()
    {
        var database = new TestDatabase();
        await database.InitializeAsync();
        return database;
    }

    [Fact]
    public async Task Each_file_runs_once_in_the_order_of_its_number()
    {
        await using var database = await EmptyDatabase();
        (string, string)[] files = [("002_second.sql", "insert into steps values (2)"), ("001_first.sql", "create table steps (n int); insert into steps values (1)")];
        await Of(database, files).MigrateAsync();
        await Of(database, files).MigrateAsync();
        await Of(database, [.. files, ("003_third.sql", "insert into steps values (3)")]).MigrateAsync();

        (await Query<int[]>(database, "select array_agg(n order by n) from steps")).ShouldBe([1, 2, 3]);
        (await Query<string>(database, "select string_agg(module || ' ' || number || ' ' || name, ', ' order by module, number) from public.schema_migrations"))
            .ShouldBe("event-store 1 event_log, event-store 2 view_generation, event-store 3 personal_keys, shop 1 first, shop 2 second, shop 3 third");
    }

    [Fact]
    public async Task Hosts_that_start_at_once_migrate_once()
    {
        await using var database = await EmptyDatabase();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => new Migrator(
            database.DataSource, [new SchemaSource("shop", new SqlFiles(("001_first.sql", "create table steps (n int); insert into steps values (1)")))], Views(database, new Balances())).MigrateAsync())));
        (await Query<long>(database, "select count(*) from steps")).ShouldBe(1);
        (await Query<long>(database, "select count(*) from events.vc_log")).ShouldBe(1);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_left_alone_with_a_sentence()
    {
        await using var database = await EmptyDatabase();
        await Of(database, ("001_first.sql", "create table steps (n int)"), ("002_second.sql", "select 1")).MigrateAsync();
        var error = await Should.ThrowAsync<SchemaException>(() => Of(database, ("001_first.sql", "create table steps (n int)")).MigrateAsync());
        error.Message.ShouldContain("shop is at 2, but this program knows only up to 1");
    }

    [Fact]
    public async Task A_file_that_fails_leaves_nothing_behind_and_can_be_mended()
    {
        await using var database = await EmptyDatabase();
        await Should.ThrowAsync<PostgresException>(() =>
            Of(database, ("001_first.sql", "create table steps (n int)"), ("002_second.sql", "insert into no_such_table values (1)")).MigrateAsync());
        (await Query<bool>(database, "select to_regclass('steps') is null")).ShouldBeTrue();
        await Of(database, ("001_first.sql", "create table steps (n int)"), ("002_second.sql", "insert into steps values (1)")).MigrateAsync();
        (await Query<long>(database, "select count(*) from steps")).ShouldBe(1);
    }

    [Fact]
    public async Task A_log_restored_into_a_younger_cluster_is_read_in_order_old_facts_first()
    {
        await using var database = new LedgerDatabase();
        await database.InitializeAsync();
        var old = new[] { await database.OpenLedgerAsync(), await database.OpenLedgerAsync() };
        await database.ExecuteAsync("update events.mt_events set tx_id = tx_id + 1000000");
        await database.Migrator().MigrateAsync();
        await database.Migrator().MigrateAsync();

        var log = database.OpenLog();
        var before = await log.ReadAllAsync();
        before.Select(f => f.StreamId).ShouldBe(old);
        var head = await log.HeadAsync();
        var fresh = await database.OpenLedgerAsync();
        (await log.ReadAllAsync(before[^1].Cursor)).Select(f => f.StreamId).ShouldBe([fresh]);
        (await log.ReadAllAsync(head)).Select(f => f.StreamId).ShouldBe([fresh]);
        (await log.ReadAllAsync()).Select(f => f.StreamId).ShouldBe([.. old, fresh]);
    }

    [Fact]
    public async Task What_another_host_writes_while_this_one_migrates_does_not_look_like_a_restored_log()
    {
        await using var database = new LedgerDatabase();
        await database.InitializeAsync();
        await using var gate = await database.DataSource.OpenConnectionAsync();
        await using (var shut = new NpgsqlCommand("select pg_advisory_lock(42)", gate)) await shut.ExecuteNonQueryAsync();
        var migrating = Of(database, ("001_slow.sql", "create table slow (); select pg_advisory_xact_lock(42)")).MigrateAsync();
        while (!await database.QueryAsync<bool>("select exists (select 1 from pg_locks where locktype = 'advisory' and objid = 42 and not granted)"))
            migrating.IsCompleted.ShouldBeFalse();

        await database.OpenLedgerAsync();
        await using (var open = new NpgsqlCommand("select pg_advisory_unlock(42)", gate)) await open.ExecuteNonQueryAsync();
        await migrating;
        (await database.QueryAsync<long>("select tx_offset from events.vc_log")).ShouldBe(0);
    }
}
