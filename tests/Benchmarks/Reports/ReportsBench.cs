using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using VideoConf.Benchmarks.EventStore;
using VideoConf.EventStore;
using VideoConf.EventStore.Schema;
using VideoConf.Reports;
using VideoConf.Reports.Contracts;

namespace VideoConf.Benchmarks.Reports;

/// <summary>A million facts are chained, verified in the database and in an exported file, beside a scan that hashes nothing; and read as audit trail and statistics.</summary>
/// <remarks><c>SCALE</c> shrinks the log for trying out; <c>PARTS</c> picks parts by name (verify, pages), separated by commas.</remarks>
internal static class ReportsBench
{
    private const int Rounds = 3;
    private static readonly int Facts = (int)(1_000_000 * EventStoreBench.Scale);

    public static async Task RunAsync(Report report)
    {
        var wanted = Environment.GetEnvironmentVariable("PARTS")?.Split(',');
        await using var server = await BenchServer.StartAsync();
        if (wanted is null || wanted.Contains("verify")) await VerifyAsync(server, report);
        if (wanted is null || wanted.Contains("pages")) await ReportPages.RunAsync(server, report);
    }

    private static async Task VerifyAsync(BenchServer server, Report report)
    {
        await using var database = await BenchDatabase.MakeAsync(await server.NewConnectionStringAsync("reports"));
        var folder = Directory.CreateTempSubdirectory("videoconf-bench-audit-");
        await using var services = new ServiceCollection().AddLogging().AddSingleton(database.DataSource).AddSingleton<IClock>(SystemClock.Instance)
            .AddEventStore(Domain.Registry(), new MasterKey(new byte[32])).AddReports(folder.FullName).BuildServiceProvider();
        await services.GetRequiredService<Migrator>().MigrateAsync();
        await database.FillAsync(Facts);
        var chain = services.GetRequiredService<IAuditChain>();

        Add("chaining", await TimeAsync(() => chain.SealAsync("bench", default)));
        await database.ExecuteAsync("vacuum analyze");
        var file = Path.Combine(folder.FullName, "export");
        Add("export", await TimeAsync(async () =>
        {
            await using var stream = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
            return await chain.ExportAsync(stream, default);
        }));
        var (live, offline, limit) = (new List<Took>(), new List<Took>(), new List<Took>());
        for (var round = 0; round < Rounds; round++)
        {
            live.Add(await TimeAsync(async () => Intact(await chain.VerifyAsync(1, long.MaxValue, [], "tests", default))));
            offline.Add(await TimeAsync(async () =>
            {
                await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
                return Intact((await ReportsModule.VerifyFileAsync(stream, [], default)).Report);
            }));
            limit.Add(await TimeAsync(() => ScanAsync(database)));
        }
        Add("verify", Middle(live));
        Add("verify file", Middle(offline));
        Add("verify", Middle(limit), "limit");
        report.Add("chain", "ours", "bytes per fact", (double)await database.QueryAsync<long>("select pg_total_relation_size('reports.chain')") / Facts, "B");
        report.Add("export", "ours", "bytes per fact", (double)new FileInfo(file).Length / Facts, "B");
        folder.Delete(recursive: true);

        void Add(string name, Took took, string subject = "ours")
        {
            report.Add(name, subject, "facts per s", Facts / took.Seconds, "1/s");
            report.Add(name, subject, "facts per s of own CPU", Facts / took.Cpu, "1/s");
        }
    }

    private sealed record Took(double Seconds, double Cpu);

    private static Took Middle(List<Took> all) => new(Report.Median(all.Select(t => t.Seconds)), Report.Median(all.Select(t => t.Cpu)));

    private static async Task<Took> TimeAsync<T>(Func<Task<T>> work)
    {
        var (watch, cpu) = (Stopwatch.StartNew(), Process.GetCurrentProcess().TotalProcessorTime);
        await work();
        return new Took(watch.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
    }

    private static ChainReport Intact(ChainReport report) => report.Faults.Count == 0 && report.To == Facts ? report : throw new InvalidOperationException($"Not intact: {report}");

    /// <summary>The same rows by the same COPY, thrown away.</summary>
    private static async Task<int> ScanAsync(BenchDatabase database)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var copy = await connection.BeginRawBinaryCopyAsync(
            """
            copy (select seq_id, tx_id, id, stream_id, version, type, timestamp, tenant_id, correlation_id, causation_id, user_name, mt_dotnet_type, headers, data, bdata
                  from events.mt_events where (tx_id, seq_id) > (0, 0) order by tx_id, seq_id) to stdout (format binary)
            """);
        await copy.CopyToAsync(Stream.Null, 1 << 20);
        return 0;
    }
}
