using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using VideoConf.Accounts;
using VideoConf.Benchmarks.EventStore;
using VideoConf.Benchmarks.Signaling;
using VideoConf.Calendar;
using VideoConf.EventStore;
using VideoConf.EventStore.Projections;
using VideoConf.Interviews;
using VideoConf.Notifications;
using VideoConf.Reports;
using VideoConf.Rooms;
using EventLog = VideoConf.EventStore.EventLog;

namespace VideoConf.Benchmarks.Reports;

/// <summary>
/// A year of sessions, a million facts, in our host as it is shipped: the first page of the audit with each one filter, the
/// statistics of a month report by report and as the page asks for them, beside the bare rows; and all statistics made again.
/// </summary>
internal static class ReportPages
{
    private const int Requests = 200;
    private const int FactsPerSession = 50;
    private static readonly int Sessions = (int)(1_000_000 * EventStoreBench.Scale) / FactsPerSession;
    private static readonly Instant Start = Instant.FromUtc(2025, 1, 1, 0, 0);
    private static readonly Duration Year = Duration.FromDays(364);
    private static readonly Guid[] People = [.. Enumerable.Range(1, 200).Select(n => new Guid(n, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0))];
    private static readonly Guid[] Rooms = [.. Enumerable.Range(1, 40).Select(n => new Guid(n, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0))];
    private static readonly string[] Reports = ["sessions", "punctuality", "quality", "reminders", "interviews", "scores", "hours"];

    // As Rooms writes them; what no report reads is left out
    private sealed record Started(Guid RoomId, Guid HostId, Instant At);
    private sealed record Joined(Guid ParticipantId, Guid PersonId, string DisplayName, string Role, bool IsGuest, Instant At);
    private sealed record Measured(
        Guid ParticipantId, Guid PersonId, int Seconds, string Grade, double LossPercent, int RoundTripMs, int SendKbps, int ReceiveKbps, int FramesPerSecond, int Width, int Height, string Codec, bool Relayed,
        int SpokeSeconds, int SharedSeconds, int Reconnects, string Browser, IReadOnlyList<string> Troubles, Instant At);
    private sealed record Left(Guid ParticipantId, string Reason, Instant At);
    private sealed record Ended(string Reason, Instant At);

    private sealed record Any : IEvolve<Any>
    {
        public static Any? Evolve(Any? state, object fact) => state ?? new Any();
    }

    public static async Task RunAsync(BenchServer server, Report report)
    {
        var connection = await server.NewConnectionStringAsync("pages");
        await using var host = await ServerProcess.StartHostAsync(connection);
        await using var database = NpgsqlDataSource.Create(EventStoreRegistration.ConnectionString(connection));
        using var administrator = new HttpClient { BaseAddress = new Uri(host.Address, "/api/v1/") };
        (await administrator.PostAsJsonAsync("accounts", new { email = "ada@example.org", password = "correct horse battery", displayName = "Ada" })).EnsureSuccessStatusCode();
        await host.CommandAsync(connection, "people", "appoint", "ada@example.org");
        var facts = await FillAsync(database, host.MasterKey);
        report.Add("pages", "ours", "facts", facts, "");
        await FollowedAsync(database);

        var noon = Start + Duration.FromDays(180);
        foreach (var (name, query) in ((string, Func<int, string>)[])
        [
            ("none", _ => ""), ("person", i => $"person={People[i % 20]}"), ("kind", _ => "kind=session"), ("object", i => $"object={SessionId(i * 37 % Sessions)}"), ("words", _ => "q=joined"), ("rare words", i => $"q=joined+nowhere{i}"),
            ("time", i => $"from={noon + Duration.FromHours(i)}&to={noon + Duration.FromHours(i + 24)}"), ("long ago", i => $"to={Start + Duration.FromHours(i)}"),
        ]) await MeasureAsync($"audit {name}", i => GetAsync(administrator, $"audit?{query(i)}"));
        await MeasureAsync("audit none", _ => ReadAsync(database, "select id, data from events.mt_doc_auditlines order by at desc, tx desc, seq desc limit 51"), "limit");

        foreach (var name in Reports) await MeasureAsync($"month {name}", i => GetAsync(administrator, Month(name, i)));
        // All at once, as the page does
        await MeasureAsync("month page", i => Task.WhenAll(Reports.Select(name => GetAsync(administrator, Month(name, i)))));
        await MeasureAsync("month sessions", i => ReadAsync(database, $"select data from events.mt_doc_statsessions where started_at >= '2025-{i % 12 + 1:00}-01' and started_at < '2025-{i % 12 + 1:00}-28'"), "limit");
        await RebuildAsync(database, host.MasterKey, report, facts);

        async Task MeasureAsync(string name, Func<int, Task> work, string subject = "ours")
        {
            for (var i = 0; i < 20; i++) await work(i);
            var times = new List<double>();
            for (var i = 0; i < Requests; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await work(i);
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
            times.Sort();
            report.Add(name, subject, "p50", EventStore.Measured.Percentile(times, 0.5), "ms");
            report.Add(name, subject, "p99", EventStore.Measured.Percentile(times, 0.99), "ms");
        }
    }

    private static string Month(string report, int i) => $"statistics/{report}?from=2025-{i % 12 + 1:00}-01&to=2025-{i % 12 + 1:00}-28&zone=Europe/Berlin";

    private static async Task GetAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }

    private static async Task ReadAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) reader.GetFieldValue<byte[]>(reader.FieldCount - 1);
    }

    private static async Task RebuildAsync(NpgsqlDataSource database, MasterKey master, Report report, long facts)
    {
        var registry = new EventRegistry().AddAccountFacts().AddRoomFacts().AddCalendarFacts().AddInterviewFacts().AddNotificationFacts().AddReportFacts();
        await using var services = new ServiceCollection().AddLogging().AddSingleton(database).AddSingleton<IClock>(SystemClock.Instance).AddEventStore(registry, master).AddReports(Path.GetTempPath()).BuildServiceProvider();
        var rebuild = services.GetRequiredService<ViewRebuild>();
        var watch = Stopwatch.StartNew();
        foreach (var view in rebuild.Views.Where(v => ReportsModule.StatisticsViews.Contains(v.Alias))) await rebuild.RebuildAsync(view);
        report.Add("rebuild", "ours", "time", watch.Elapsed.TotalSeconds, "s");
        report.Add("rebuild", "ours", "facts per s", facts / watch.Elapsed.TotalSeconds, "1/s");
        watch.Restart();
        await ReadAsync(database, "select data from events.mt_events");
        report.Add("rebuild", "limit", "facts per s", facts / watch.Elapsed.TotalSeconds, "1/s");
    }

    private static Guid SessionId(int session) => new(session, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static async Task<long> FillAsync(NpgsqlDataSource database, MasterKey master)
    {
        var registry = new EventRegistry().AddStream<Any>("session").Add<Started>("rooms.session_started").Add<Joined>("rooms.participant_joined").Add<Measured>("rooms.connection_measured")
            .Add<Left>("rooms.participant_left").Add<Ended>("rooms.session_ended");
        var log = new EventLog(database, registry, [], SystemClock.Instance, master);
        var facts = 0L;
        for (var actor = 0; actor < 20; actor++)
        {
            var first = actor;
            facts += await log.BulkAppendAsync<Any>(Enumerable.Range(0, Sessions / 20).Select(i => NewSession(i * 20 + first)), new EventMetadata(People[actor].ToString(), Client: "web"));
        }
        await using var tidy = database.CreateCommand("vacuum analyze");
        tidy.CommandTimeout = 0;
        await tidy.ExecuteNonQueryAsync();
        return facts;
    }

    private static NewStream NewSession(int number)
    {
        var start = Start + (Year * number / Math.Max(1, Sessions));
        var people = Enumerable.Range(0, 5).Select(i => (Id: new Guid(number, 4, (short)i, 0, 0, 0, 0, 0, 0, 0, 0), Person: People[(number * 7 + i * 31) % People.Length])).ToList();
        var facts = new List<object> { new Started(Rooms[number % Rooms.Length], People[number % Rooms.Length], start) };
        var times = new List<Instant> { start };
        void Add(object fact, Instant at)
        {
            facts.Add(fact);
            times.Add(at);
        }
        foreach (var (id, person) in people) Add(new Joined(id, person, "Ada Lovelace", "participant", false, start), start);
        for (var i = 0; i < FactsPerSession - 12; i++)
        {
            var ((id, person), at) = (people[i % 5], start + Duration.FromMinutes(1 + i / 5));
            Add(new Measured(id, person, 60, i % 9 == 0 ? "poor" : i % 4 == 0 ? "fair" : "good", 0.4, 48, 1180, 2400, 30, 1280, 720, "VP8", false, 12, 0, 0, i % 3 == 0 ? "Firefox 151" : "Chrome 156", [], at), at);
        }
        foreach (var (id, _) in people) Add(new Left(id, "left", start + Duration.FromMinutes(40)), start + Duration.FromMinutes(40));
        Add(new Ended("last_left", start + Duration.FromMinutes(40)), start + Duration.FromMinutes(40));
        return new NewStream(SessionId(number), facts, times);
    }

    /// <summary>Until the host has made lines and rows of all of it.</summary>
    private static async Task FollowedAsync(NpgsqlDataSource database)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            await using var command = database.CreateCommand(
                "select (select count(*) from events.mt_doc_statsessions where ended_at is not null), (select count(*) from events.mt_doc_auditlines where data->>'wireName' = 'rooms.session_ended')");
            command.CommandTimeout = 0;
            await using var reader = await command.ExecuteReaderAsync();
            await reader.ReadAsync();
            if (reader.GetInt64(0) >= Sessions / 20 * 20 && reader.GetInt64(1) >= Sessions / 20 * 20) break;
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
        Console.WriteLine($"  followed after {watch.Elapsed.TotalSeconds.ToString("N0", CultureInfo.InvariantCulture)} s more");
        await using var tidy = database.CreateCommand("vacuum analyze");
        tidy.CommandTimeout = 0;
        await tidy.ExecuteNonQueryAsync();
    }
}
