using System.Diagnostics;
using VideoConf.EventStore;
using EventLog = VideoConf.EventStore.EventLog;

namespace VideoConf.Benchmarks.EventStore;

/// <summary>New streams of 5 facts, one transaction each.</summary>
internal static class AppendBench
{
    private const string Ceiling = "bare Npgsql";
    private const string Ours = "ours";
    private const string WithView = "ours, inline view";

    public static async Task RunAsync(BenchServer server, Report report)
    {
        var subjects = new Dictionary<string, Func<BenchDatabase, int, Task<Measured>>>(StringComparer.Ordinal)
        {
            [Ceiling] = BareAsync,
            [Ours] = (database, sessions) => OursAsync(database.OpenLog(), sessions),
            [WithView] = (database, sessions) => OursAsync(database.OpenLog(Domain.Roster), sessions),
        };
        var fsync = new List<double>();
        var found = new List<(int Sessions, string Subject, Measured Measured)>();
        var cpu = new List<(int Sessions, string Subject, Cpu Used)>();
        // A database each: a pool that has held 32 connections hands out all of them in turns, also to one session.
        var databases = new Dictionary<int, BenchDatabase>();
        foreach (var sessions in (int[])[1, 8, 32])
        {
            databases.Add(sessions, await server.NewDatabaseAsync($"append_{sessions}"));
            foreach (var subject in subjects.Values) await subject(databases[sessions], sessions); // to warm up
        }
        for (var round = 0; round < EventStoreBench.Rounds; round++)
        {
            fsync.Add(FsyncRate(server.Folder));
            foreach (var (sessions, database) in databases)
                foreach (var (name, run) in subjects)
                {
                    var before = Cpu.Used(server.Folder);
                    var measured = await run(database, sessions);
                    var used = (Cpu.Used(server.Folder) - before) / measured.Count;
                    Console.WriteLine($"  round {round + 1}, {sessions,2} sessions, {name,-17} {measured.PerSecond,7:N0}/s, CPU {used.Client * 1e6:N0} us here and {used.Server * 1e6:N0} us in PostgreSQL each");
                    found.Add((sessions, name, measured));
                    cpu.Add((sessions, name, used));
                }
        }

        foreach (var database in databases.Values) await database.DisposeAsync();
        report.Add("append", "limit", "fsync per s", Report.Median(fsync), "1/s");
        foreach (var sessions in found.GroupBy(f => f.Sessions))
        {
            var bySubject = sessions.ToLookup(f => f.Subject, f => f.Measured);
            foreach (var subject in bySubject)
            {
                var @case = $"append {sessions.Key} sessions";
                var perSecond = Report.Median(subject.Select(m => m.PerSecond));
                report.Add(@case, subject.Key, "streams per s", perSecond, "1/s");
                report.Add(@case, subject.Key, "facts per s", perSecond * Domain.FactsPerStream, "1/s");
                report.Add(@case, subject.Key, "p50", Report.Median(subject.Select(m => m.P50)), "ms");
                report.Add(@case, subject.Key, "p99", Report.Median(subject.Select(m => m.P99)), "ms");
                var used = cpu.Where(c => c.Sessions == sessions.Key && c.Subject == subject.Key).Select(c => c.Used).ToList();
                report.Add(@case, subject.Key, "CPU of the client", Report.Median(used.Select(u => u.Client * 1e6)), "us each");
                report.Add(@case, subject.Key, "CPU of PostgreSQL", Report.Median(used.Select(u => u.Server * 1e6)), "us each");
                if (subject.Key != Ceiling)
                    report.Add(@case, subject.Key, "of the ceiling", Report.Median(subject.Zip(bySubject[Ceiling], (a, b) => a.PerSecond / b.PerSecond)), "ratio");
            }
        }
    }

    public static Task<Measured> OursAsync(EventLog log, int sessions)
    {
        var facts = Domain.FactsOfStream(1, 1000);
        return Load.RunAsync(sessions, EventStoreBench.Round, async _ =>
        {
            await using var session = log.OpenSession(Domain.Metadata);
            session.StartStream<Seats>(Guid.CreateVersion7(), facts);
            await session.SaveChangesAsync();
        });
    }

    private static async Task<Measured> BareAsync(BenchDatabase database, int sessions)
    {
        var bare = new BareNpgsql[sessions];
        for (var i = 0; i < sessions; i++) bare[i] = await BareNpgsql.OpenAsync(database.DataSource, Domain.FactsOfStream(1, 1000));
        var measured = await Load.RunAsync(sessions, EventStoreBench.Round, session => bare[session].AppendAsync());
        foreach (var one in bare) await one.DisposeAsync();
        return measured;
    }

    /// <summary>How often the disk takes 8 kB for good in a second, one after the other.</summary>
    private static double FsyncRate(string folder)
    {
        var path = Path.Combine(folder, "fsync");
        var (page, count) = (new byte[8192], 0);
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(file, new byte[16 << 20], 0);
            RandomAccess.FlushToDisk(file);
            var clock = Stopwatch.StartNew();
            for (; clock.ElapsedMilliseconds < 500; count++)
            {
                RandomAccess.Write(file, page, count % 2048 * page.Length);
                RandomAccess.FlushToDisk(file);
            }
        }
        File.Delete(path);
        return count * 2;
    }
}
