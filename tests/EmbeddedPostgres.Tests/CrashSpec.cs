using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;
using Shouldly;
using Xunit;

namespace VideoConf.EmbeddedPostgres.Tests;

public sealed class CrashSpec
{
    private const string Ready = "PostgreSQL is ready.";

    [Fact]
    public async Task A_killed_server_comes_back_with_every_committed_row()
    {
        using var place = await Place.WithDatabase();
        await using var server = await place.Start();
        await Place.Query(server.ConnectionString, "CREATE TABLE log (id int PRIMARY KEY)");
        var committed = new ConcurrentBag<int>();
        var enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var writers = Enumerable.Range(0, 4).Select(writer => WriteUntilCutOff(server.ConnectionString, writer, committed, enough)).ToList();

        await enough.Task;
        Process.GetProcessById(place.Postmaster).Kill();
        await Task.WhenAll(writers);
        await place.Hears(Ready, times: 2);

        var kept = await Place.Query(server.ConnectionString, "SELECT array_agg(id) FROM log");
        committed.Except(kept.ShouldBeOfType<int[]>()).ShouldBeEmpty();
        place.Heard("PostgreSQL ended unexpectedly (exit code 137) and is started again.").ShouldBeTrue();
    }

    [Fact]
    public async Task A_server_killed_again_and_again_comes_back_every_time()
    {
        using var place = await Place.WithDatabase();
        await using var server = await place.Start();
        for (var kill = 1; kill <= 3; kill++)
        {
            Process.GetProcessById(place.Postmaster).Kill();
            await place.Hears(Ready, times: 1 + kill);
        }
        (await Place.Query(server.ConnectionString, "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_killed_host_takes_its_server_along_and_the_next_one_finds_the_data()
    {
        using var place = await Place.WithDatabase();
        await using var host = await HostProcess.Start(place.Folder);
        await Place.Query(host.ConnectionString, "CREATE TABLE kept AS SELECT 42 AS answer");
        using var postmaster = Process.GetProcessById(place.Postmaster);
        await host.Kill();
        await postmaster.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));

        await using var next = await place.Start();
        (await Place.Query(next.ConnectionString, "SELECT answer FROM kept")).ShouldBe(42);
    }

    [Fact]
    public async Task Host_and_server_killed_together_leave_a_folder_that_starts_at_once()
    {
        using var place = await Place.WithDatabase();
        await using var host = await HostProcess.Start(place.Folder);
        await Place.Query(host.ConnectionString, "CREATE TABLE kept AS SELECT 42 AS answer");
        Process.GetProcessById(place.Postmaster).Kill();
        await host.Kill();

        await using var next = await place.Start();
        (await Place.Query(next.ConnectionString, "SELECT answer FROM kept")).ShouldBe(42);
    }

    [Fact]
    public async Task A_server_that_still_runs_without_a_host_is_replaced()
    {
        using var place = await Place.WithDatabase();
        await (await place.Start()).DisposeAsync();
        var binaries = await PostgresBinaries.Find(null, Cluster.MajorOf(place.Cluster), CancellationToken.None);
        using var orphan = Process.Start(ServerAccount.Program(binaries.Postgres, ["-D", place.Cluster, "-k", ""]))!;
        while (await orphan.StandardError.ReadLineAsync() is { } line && !line.Contains("ready to accept connections", StringComparison.Ordinal))
            line.ShouldNotContain("FATAL");

        await using var server = await place.Start();
        await orphan.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
        place.Heard($"A PostgreSQL that an earlier host left (process {orphan.Id}) is stopped.").ShouldBeTrue();
        (await Place.Query(server.ConnectionString, "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_stale_process_number_that_now_is_another_program_does_not_hinder_the_start()
    {
        using var place = await Place.WithDatabase();
        await (await place.Start()).DisposeAsync();
        using var innocent = Process.Start(ServerAccount.Program("cat", []))!;
        await File.WriteAllTextAsync(Path.Combine(place.Cluster, "postmaster.pid"), $"{innocent.Id}\n{place.Cluster}\n0\n5432\n\n\n\nready\n");

        await using (var server = await place.Start())
            (await Place.Query(server.ConnectionString, "SELECT 1")).ShouldBe(1);
        innocent.HasExited.ShouldBeFalse();
        innocent.StandardInput.Close();
        await innocent.WaitForExitAsync();
    }

    private static async Task WriteUntilCutOff(string connectionString, int writer, ConcurrentBag<int> committed, TaskCompletionSource enough)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        try
        {
            for (var id = writer; ; id += 4)
            {
                await using var insert = new NpgsqlCommand($"INSERT INTO log VALUES ({id})", connection);
                await insert.ExecuteNonQueryAsync();
                committed.Add(id);
                if (committed.Count == 200)
                    enough.TrySetResult();
            }
        }
        catch (NpgsqlException)
        {
            // Cut off: what was not confirmed may be there or not
        }
    }
}
