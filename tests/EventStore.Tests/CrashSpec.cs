using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Shouldly;
using VideoConf.EmbeddedPostgres;
using VideoConf.Testing;
using Xunit;
using static VideoConf.EventStore.Tests.LedgerDatabase;

namespace VideoConf.EventStore.Tests;

/// <summary>Writers are killed, connections are cut, the server goes down: what was acknowledged is there, once.</summary>
public sealed class CrashSpec
{
    [Fact]
    public async Task After_50_kills_of_writers_every_acknowledged_fact_is_there_once_and_every_view_is_what_the_log_says()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        var recorder = new Recorder("recorder", node, typeof(PutIn));
        await node.SubscribeAsync(recorder);
        await node.FollowAsync();
        var acknowledged = new ConcurrentBag<(Guid, long)>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 50), new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (_, _) =>
        {
            using var writer = new WriterProcess(database.ConnectionString);
            foreach (var one in await writer.KillAfterAsync(Random.Shared.Next(1, 60))) acknowledged.Add(one);
        });
        acknowledged.Count.ShouldBeGreaterThanOrEqualTo(50);
        await IsWholeAsync(node, acknowledged);
        await node.HasReactedOnceToAllAsync(recorder);
        await node.ViewsAreAsTheLogSaysAsync();
    }

    [Fact]
    public async Task A_line_that_is_cut_at_any_byte_loses_no_acknowledged_append_and_repeats_none()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var near = database.Node();
        var socket = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        await using var line = new BadLine($"{socket.Host}/.s.PGSQL.{socket.Port}");
        await using var far = new Node(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Host = "127.0.0.1", Port = line.Port, SslMode = SslMode.Disable, GssEncryptionMode = GssEncryptionMode.Disable }.ConnectionString, "far");
        var recorder = new Recorder("recorder", far, typeof(PutIn));
        await far.SubscribeAsync(recorder);
        await far.FollowAsync();
        line.Break();
        var acknowledged = new ConcurrentBag<(Guid, long)>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 40; i++)
            {
                var id = Guid.CreateVersion7();
                try
                {
                    await far.Log.DecideAsync<Ledger>(id, Anybody, _ => Decision.Accept(new Opened($"{id}"), new PutIn(i)));
                    acknowledged.Add((id, (await far.Log.DecideAsync<Ledger>(id, Anybody, _ => Decision.Accept(new PutIn(1)))).Version));
                }
                catch (Exception e) when (e is NpgsqlException or IOException)
                {
                    // Not acknowledged: there or not, but never half of it.
                }
            }
        })));
        line.Mend();
        line.Cuts.ShouldBeGreaterThan(10);
        acknowledged.Count.ShouldBeGreaterThan(10);
        await IsWholeAsync(near, acknowledged);
        (await near.QueryAsync<long>("select count(*) from events.mt_streams where version not in (2, 3)")).ShouldBe(0);
        await near.HasReactedOnceToAllAsync(recorder);
        await near.ViewsAreAsTheLogSaysAsync();
    }

    [Fact]
    public async Task After_5_restarts_of_the_server_under_load_nothing_acknowledged_is_lost_nothing_is_repeated_and_nothing_is_dead()
    {
        await using var server = await OwnServer.StartAsync();
        await using var node = new Node(server.ConnectionString);
        await node.MigrateAsync();
        await node.ExecuteAsync(StoreDatabase.Tables);
        var recorder = new Recorder("recorder", node, typeof(PutIn)) { Also = (fact, session) => { session.SetTimer("alarm", fact.Id.ToString(), NodaConstants.UnixEpoch, new { }); return Task.CompletedTask; } };
        await node.RunAsync(node.Feed, new Timers.TimerRunner(node.Log, [new Alarm("alarm")], new Lines<Timers.TimerRunner>()));
        await node.SubscribeAsync(recorder);
        await node.FollowAsync();

        var acknowledged = new ConcurrentBag<(Guid, long)>();
        using var end = new CancellationTokenSource();
        var writing = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                var id = Guid.CreateVersion7();
                try
                {
                    acknowledged.Add((id, (await node.Log.DecideAsync<Ledger>(id, Anybody, _ => Decision.Accept(new Opened($"{id}"), new PutIn(1)))).Version));
                }
                catch (NpgsqlException)
                {
                    // The server is away.
                }
            }
        })));
        for (var i = 0; i < 5; i++)
        {
            var enough = acknowledged.Count + 20;
            await Eventually.IsSoAsync(() => Task.FromResult(acknowledged.Count >= enough));
            await server.RestartAsync(i % 2 == 0 ? "-INT" : "-KILL");
        }
        await end.CancelAsync();
        await writing;

        await IsWholeAsync(node, acknowledged);
        await node.HasReactedOnceToAllAsync(recorder);
        await node.ViewsAreAsTheLogSaysAsync();
        await Eventually.IsSoAsync(async () => await node.QueryAsync<long>("select count(*) from events.vc_timers") == 0);
        (await node.QueryAsync<bool>("select count(*) = count(distinct key) and count(*) = (select count(*) from effects) from fired")).ShouldBeTrue();
        (await node.Control(recorder).ListAsync()).ShouldAllBe(s => s.Progress.State == Subscriptions.SubscriptionState.Running);
    }

    private static async Task IsWholeAsync(Node node, IEnumerable<(Guid Stream, long Version)> acknowledged)
    {
        var facts = await node.Log.ReadAllAsync();
        facts.Select(f => f.Id).Distinct().Count().ShouldBe(facts.Count);
        var versions = facts.GroupBy(f => f.StreamId).ToDictionary(s => s.Key, s => s.Select(f => f.Version).ToArray());
        foreach (var stream in versions.Values) stream.ShouldBe(Enumerable.Range(1, stream.Length).Select(v => (long)v));
        acknowledged.Where(a => !versions.TryGetValue(a.Stream, out var there) || there.Length < a.Version).ShouldBeEmpty();
        (await new LogCheck(node.Log).RunAsync()).Faults.ShouldBeEmpty();
    }

    /// <summary>A PostgreSQL of this test's own, with everything that makes it survive a power cut.</summary>
    private sealed class OwnServer : IAsyncDisposable
    {
        private readonly string folder = Path.Combine(Path.GetTempPath(), $"videoconf-store-{Guid.NewGuid():N}");
        private PostgresServer? server;

        public string ConnectionString => server!.ConnectionString;

        public static async Task<OwnServer> StartAsync()
        {
            var own = new OwnServer();
            own.server = await PostgresServer.StartAsync(new EmbeddedPostgresOptions { DataFolder = own.folder, Settings = new Dictionary<string, string> { ["shared_buffers"] = "32MB" } });
            return own;
        }

        /// <summary>Ended by a signal (INT: cleanly, KILL: not at all), it is started again by its supervisor.</summary>
        public async Task RestartAsync(string signal)
        {
            var pidFile = Path.Combine(folder, "postgres", "cluster", "postmaster.pid");
            var postmaster = (await File.ReadAllLinesAsync(pidFile))[0];
            using (var kill = Process.Start("kill", [signal, int.Parse(postmaster, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
            await Eventually.IsSoAsync(async () => File.Exists(pidFile) && await File.ReadAllLinesAsync(pidFile) is [var pid, _, _, _, _, _, _, var state, ..] && pid != postmaster && state.Trim() == "ready", 60);
        }

        public async ValueTask DisposeAsync()
        {
            await server!.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
