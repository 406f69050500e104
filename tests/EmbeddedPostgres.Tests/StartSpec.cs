using Shouldly;
using Xunit;

namespace VideoConf.EmbeddedPostgres.Tests;

public sealed class StartSpec
{
    [Fact]
    public async Task From_nothing_it_answers_a_query()
    {
        using var place = new Place();
        await using var server = await place.Start();
        (await Place.Query(server.ConnectionString, "SELECT current_database()")).ShouldBe("videoconf");
        (await Place.Query(server.ConnectionString, "SHOW server_version")).ShouldBeOfType<string>().ShouldStartWith(server.BinariesVersion);
    }

    [Fact]
    public async Task It_is_set_to_be_durable_and_private()
    {
        using var place = await Place.WithDatabase();
        await using var server = await place.Start();
        var settings = await Place.Query(server.ConnectionString, """
            SELECT string_agg(name || '=' || setting, ' ' ORDER BY lower(name)) FROM pg_settings
            WHERE name IN ('fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'listen_addresses', 'server_encoding', 'TimeZone')
            """);
        settings.ShouldBe("data_checksums=on fsync=on full_page_writes=on listen_addresses= server_encoding=UTF8 synchronous_commit=on TimeZone=UTC");
        File.GetUnixFileMode(Path.Combine(place.Folder, "postgres", "socket")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task Settings_of_the_caller_win()
    {
        using var place = await Place.WithDatabase();
        await using var server = await PostgresServer.StartAsync(
            place.Options with { Settings = new Dictionary<string, string> { ["work_mem"] = "7MB", ["application_name"] = "it's me" } });
        (await Place.Query(server.ConnectionString, "SHOW work_mem")).ShouldBe("7MB");
        (await Place.Query(server.ConnectionString, "SHOW application_name")).ShouldBe("it's me");
    }

    [Fact]
    public async Task A_second_start_on_the_folder_keeps_the_data()
    {
        using var place = new Place();
        await using (var first = await place.Start())
            await Place.Query(first.ConnectionString, "CREATE TABLE kept AS SELECT 42 AS answer");
        await using var second = await place.Start();
        (await Place.Query(second.ConnectionString, "SELECT answer FROM kept")).ShouldBe(42);
    }

    [Fact]
    public async Task The_end_leaves_no_process_and_no_lock()
    {
        using var place = await Place.WithDatabase();
        var server = await place.Start();
        place.Processes.ShouldNotBeEmpty();
        await server.DisposeAsync();
        place.Processes.ShouldBeEmpty();
        place.Heard("database system is shut down").ShouldBeTrue();
        await (await place.Start()).DisposeAsync();
    }

    [Fact]
    public async Task A_second_host_on_the_folder_is_refused_by_name()
    {
        using var place = await Place.WithDatabase();
        await using var first = await HostProcess.Start(place.Folder);
        var refused = await Should.ThrowAsync<EmbeddedPostgresException>(place.Start);
        refused.Message.ShouldBe($"The data folder {place.Folder} is in use by another VideoConf host (process {first.Id}).");
        (await Place.Query(first.ConnectionString, "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_start_that_fails_tells_why_and_leaves_nothing_behind()
    {
        using var place = await Place.WithDatabase();
        var wrong = place.Options with { Settings = new Dictionary<string, string> { ["shared_buffers"] = "plenty" } };
        var failed = await Should.ThrowAsync<EmbeddedPostgresException>(() => PostgresServer.StartAsync(wrong));
        failed.Message.ShouldContain("invalid value for parameter \"shared_buffers\": \"plenty\"");
        place.Processes.ShouldBeEmpty();
        await (await place.Start()).DisposeAsync();
    }

    [Theory]
    [InlineData("A new database is made")]
    [InlineData("PostgreSQL: ")]
    public async Task A_start_that_is_cancelled_leaves_nothing_behind(string moment)
    {
        using var place = new Place();
        using var cancel = new CancellationTokenSource();
        var options = place.Options with
        {
            Log = line =>
            {
                if (line.StartsWith(moment, StringComparison.Ordinal))
                    cancel.Cancel();
            },
        };
        await Should.ThrowAsync<OperationCanceledException>(() => PostgresServer.StartAsync(options, cancel.Token));
        place.Processes.ShouldBeEmpty();
        await (await place.Start()).DisposeAsync();
        Directory.GetDirectories(Path.GetDirectoryName(place.Cluster)!, "unfinished-*").ShouldBeEmpty();
    }
}
