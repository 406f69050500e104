using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using VideoConf.Benchmarks.EventStore;
using VideoConf.Benchmarks.Signaling;

namespace VideoConf.Benchmarks.Interviews;

/// <summary>
/// Scheduling interviews by the command API of our host as it is shipped, one by one from eight clients and in batches of a
/// thousand, durable, each with room, event, people and reminders; beside the same rows in bare tables. And a page of what
/// changed since, out of a million.
/// </summary>
/// <remarks><c>SCALE</c> shrinks sizes for trying out; <c>PARTS</c> picks parts by name (schedule, pages), separated by commas.</remarks>
internal static class InterviewsBench
{
    private const int Clients = 8;
    private const int Batch = 1000;
    private const int Pages = 300;
    private const int Rounds = 3;
    private const int WarmUp = 3000;
    private const int WarmUpPages = 1000;
    private static readonly int Singles = (int)(2000 * EventStoreBench.Scale);
    private static readonly int Batches = Math.Max(1, (int)(8 * EventStoreBench.Scale));
    private static readonly int Many = (int)(1_000_000 * EventStoreBench.Scale);
    private static int numbers;

    public static async Task RunAsync(Report report)
    {
        await using var server = await BenchServer.StartAsync();
        var connection = await server.NewConnectionStringAsync("interviews");
        await using var host = await ServerProcess.StartHostAsync(connection);
        await using var database = NpgsqlDataSource.Create(connection);
        using var platform = await PlatformAsync(host, connection);

        var wanted = Environment.GetEnvironmentVariable("PARTS")?.Split(',');
        if (wanted is null || wanted.Contains("schedule")) await ScheduleAsync(host, server, platform, report);
        if (wanted is null || wanted.Contains("pages")) await PagesAsync(host, database, platform, report);
    }

    private static async Task ScheduleAsync(ServerProcess host, BenchServer server, HttpClient platform, Report report)
    {
        // The runtime compiles for a while what is used often
        await SinglesAsync(platform, WarmUp);
        await BatchAsync(platform);
        await SettledAsync(host);
        var limit = await BareTables.MakeAsync(await server.NewConnectionStringAsync("bare"));
        // In turns: the machine is not always as fast
        var (singles, bareSingles) = (new List<(double PerSecond, List<double> Times)>(), new List<(double PerSecond, List<double> Times)>());
        for (var round = 0; round < Rounds; round++)
        {
            singles.Add(await SinglesAsync(platform, Singles));
            await SettledAsync(host);
            bareSingles.Add(await limit.SinglesAsync(Clients, Singles));
        }
        AddSingles("ours", singles);
        AddSingles("limit", bareSingles);
        var (ours, bare) = (new List<double>(), new List<double>());
        var (all, scheduled) = (Stopwatch.StartNew(), 0);
        for (var round = 0; round < Batches; round++)
        {
            ours.Add(Batch / await TimeAsync(() => BatchAsync(platform)));
            scheduled += Batch;
            bare.Add(Batch / await TimeAsync(() => limit.BatchAsync(Batch)));
        }
        report.Add("schedule/batch", "ours", "interviews per s", Report.Median(ours), "1/s");
        report.Add("schedule/batch", "limit", "interviews per s", Report.Median(bare), "1/s");
        await SettledAsync(host);
        report.Add("schedule/batch", "ours", "until reminders stand", scheduled / all.Elapsed.TotalSeconds, "1/s");
        await limit.DisposeAsync();

        void AddSingles(string subject, List<(double PerSecond, List<double> Times)> measured)
        {
            report.Add("schedule/single", subject, "interviews per s", Report.Median([.. measured.Select(m => m.PerSecond)]), "1/s");
            foreach (var (name, share) in new[] { ("p50", 0.5), ("p99", 0.99) })
                report.Add("schedule/single", subject, name, Report.Median([.. measured.Select(m => Percentile(m.Times, share))]), "ms");
        }
    }

    private static async Task PagesAsync(ServerProcess host, NpgsqlDataSource database, HttpClient platform, Report report)
    {
        // What is copied below
        await SinglesAsync(platform, Clients);
        await FillAsync(database);
        await SettledAsync(host);
        List<double> pages = await PagesAsync(platform);
        report.Add("updatedSince", "ours", "interviews", await CountAsync(database, "select count(*) from events.mt_doc_interview"), "");
        report.Add("updatedSince", "ours", "page p50", Percentile(pages, 0.5), "ms");
        report.Add("updatedSince", "ours", "page p99", Percentile(pages, 0.99), "ms");
    }

    private static async Task<HttpClient> PlatformAsync(ServerProcess host, string connection)
    {
        var http = new HttpClient { BaseAddress = new Uri(host.Address, "/api/v1/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await host.MakeKeyAsync(connection));
        return http;
    }

    private static object Interview()
    {
        var number = Interlocked.Increment(ref numbers);
        return new
        {
            title = $"Interview {number}", level = "senior", topic = "Algorithms", language = "C#", interviewer = new { email = $"interviewer{number}@example.org", name = "Ada Lovelace" },
            candidate = new { email = $"candidate{number}@example.org", name = "Bob Kahn" }, start = "2035-01-01T09:00:00", durationMinutes = 60, timeZone = "Europe/Berlin",
        };
    }

    private static async Task<(double PerSecond, List<double> Times)> SinglesAsync(HttpClient platform, int count)
    {
        var (watch, times) = (Stopwatch.StartNew(), new List<double>());
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(async client =>
        {
            var own = new List<double>();
            for (var i = client; i < count; i += Clients)
            {
                own.Add(1000 * await TimeAsync(async () =>
                {
                    using var answer = await platform.PostAsJsonAsync("interviews", Interview());
                    answer.EnsureSuccessStatusCode();
                }));
            }
            lock (times) times.AddRange(own);
        }));
        return (count / watch.Elapsed.TotalSeconds, times);
    }

    private static async Task BatchAsync(HttpClient platform)
    {
        using var answer = await platform.PostAsJsonAsync("commands", new { commands = Enumerable.Range(0, Batch).Select(_ => new { type = "schedule", body = Interview() }) });
        answer.EnsureSuccessStatusCode();
        var results = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("results").EnumerateArray();
        if (results.Any(r => r.GetProperty("status").GetInt32() != 201)) throw new InvalidOperationException("Not all of a batch were scheduled.");
    }

    // Behind the log readers still take in what came before: what is measured next is not that
    private static async Task SettledAsync(ServerProcess host)
    {
        using var http = new HttpClient { BaseAddress = host.Address };
        while ((await http.GetFromJsonAsync<JsonElement>("/health/ready")).GetProperty("subscriptions").EnumerateArray().Any(s => s.GetProperty("lagFacts").GetInt64() > 0)) await Task.Delay(500);
    }

    /// <summary>Copies of what stands there, under other ids, until there are a million; their rooms and events lie between them as they do.</summary>
    private static async Task FillAsync(NpgsqlDataSource database)
    {
        var watch = Stopwatch.StartNew();
        var wanted = Many - await CountAsync(database, "select count(*) from events.mt_doc_interview");
        await using var fill = database.CreateCommand(
            $"""
             create temporary table one as
             select stream_id, version, data, type, row_number() over (order by seq_id) as place from events.mt_events
             where stream_id in (select i.id from events.mt_doc_interview i order by i.id desc limit 1)
                or stream_id in (select i.event_id from events.mt_doc_interview i order by i.id desc limit 1)
                or stream_id in (select i.room_id from events.mt_doc_interview i order by i.id desc limit 1);
             create temporary table doc as select id, data from events.mt_doc_interview order by id desc limit 1;
             create temporary table ids as select n, gen_random_uuid() as id, gen_random_uuid() as room, gen_random_uuid() as event from generate_series(1, {wanted}) n;
             insert into events.mt_streams (id, type, version, timestamp, created)
             select u.id, u.type, 2, now(), now() from ids, lateral (values (ids.id, 'interview'), (ids.room, 'room'), (ids.event, 'calendar_event')) u (id, type);
             insert into events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, tx_id)
             select nextval('events.mt_events_sequence'), gen_random_uuid(), case split_part(one.type, '.', 1) when 'interviews' then ids.id when 'rooms' then ids.room else ids.event end, one.version, one.data, one.type, now(),
                 (select pg_current_xact_id()::text::bigint + tx_offset from events.vc_log)
             from ids cross join one order by ids.n, one.place;
             insert into events.mt_doc_interview (id, data, mt_version, interviewer, starts_at)
             select ids.id, jsonb_set(doc.data, array['id'], to_jsonb(ids.id)), 2, 'somebody ' || ids.n, now() from ids cross join doc;
             """);
        fill.CommandTimeout = 1800;
        await fill.ExecuteNonQueryAsync();
        await using var tidy = database.CreateCommand("vacuum analyze");
        tidy.CommandTimeout = 1800;
        await tidy.ExecuteNonQueryAsync();
        Console.WriteLine($"filled in {watch.Elapsed.TotalSeconds:N0} s");
    }

    // From the beginning on, as one who has everything still to fetch
    private static async Task<List<double>> PagesAsync(HttpClient platform)
    {
        var (times, cursor) = (new List<double>(), "");
        for (var page = -WarmUpPages; page < Pages; page++)
        {
            JsonElement answer = default;
            var took = await TimeAsync(async () => answer = await platform.GetFromJsonAsync<JsonElement>($"interviews?limit=100&updatedSince={cursor}"));
            if (page >= 0) times.Add(1000 * took);
            cursor = answer.GetProperty("nextCursor").GetString();
        }
        return times;
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalSeconds;
    }

    private static double Percentile(List<double> values, double share) => values.Order().ElementAt((int)Math.Min(values.Count - 1, Math.Ceiling(values.Count * share) - 1));

    private static async Task<long> CountAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 300;
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
