using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using VideoConf.Benchmarks.EventStore;
using VideoConf.Benchmarks.Signaling;
using Seats = VideoConf.Benchmarks.Signaling.Seats;

namespace VideoConf.Benchmarks.Calendar;

/// <summary>
/// One person's month out of a thousand and out of a million occurrences, and booking a room every week for two years,
/// over HTTP at our host as it is shipped; beside the same month as a bare query of its index.
/// </summary>
internal static class CalendarBench
{
    private const int Reads = 1000;
    private const int Bookings = 200;
    private const int PerSeries = 760;
    private const string From = "2027-03-01T00:00:00Z";
    private const string To = "2027-04-01T00:00:00Z";
    private static readonly int Many = int.Parse(Environment.GetEnvironmentVariable("OCCURRENCES") ?? "1000000");

    private sealed record Subject(string Name, ServerProcess Host, HttpClient Person, NpgsqlDataSource Database, Guid PersonId) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            Person.Dispose();
            await Host.DisposeAsync();
            await Database.DisposeAsync();
        }
    }

    public static async Task RunAsync(Report report)
    {
        await using var server = await BenchServer.StartAsync();
        await using var few = await StartAsync(server, "few", 0);
        await using var many = await StartAsync(server, "many", Many / PerSeries);
        Subject[] subjects = [few, many];
        foreach (var subject in subjects) report.Add("month", subject.Name, "occurrences in the database", await CountAsync(subject), "");

        var reads = subjects.ToDictionary(s => s.Name, _ => new List<double>());
        var bare = subjects.ToDictionary(s => s.Name, _ => new List<double>());
        for (var i = -100; i < Reads; i++)
        {
            foreach (var subject in subjects)
            {
                var (read, query) = (await TimeAsync(() => ReadAsync(subject)), await TimeAsync(() => QueryAsync(subject)));
                if (i < 0) continue;
                reads[subject.Name].Add(read);
                bare[subject.Name].Add(query);
            }
        }
        foreach (var subject in subjects)
        {
            Add("month", subject.Name, reads[subject.Name]);
            Add("month", $"{subject.Name}, bare query", bare[subject.Name]);
        }
        report.Add("month", "many / few", "p50", Percentile(reads["many"], 0.5) / Percentile(reads["few"], 0.5), "ratio");
        report.Add("month", "many / few", "p99", Percentile(reads["many"], 0.99) / Percentile(reads["few"], 0.99), "ratio");
        Add("weekly series of two years", "ours", await BookAsync(many));

        void Add(string @case, string subject, List<double> times)
        {
            report.Add(@case, subject, "p50", Percentile(times, 0.5), "ms");
            report.Add(@case, subject, "p99", Percentile(times, 0.99), "ms");
        }
    }

    private static async Task<Subject> StartAsync(BenchServer server, string name, int series)
    {
        var connection = await server.NewConnectionStringAsync($"calendar_{name}");
        var host = await ServerProcess.StartHostAsync(connection);
        var person = await RegisterAsync(host.Address, "Person");
        var id = (await person.GetFromJsonAsync<JsonElement>("me")).GetProperty("id").GetGuid();
        await ScheduleAsync(person, "09:00", "09:15", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR");
        await ScheduleAsync(person, "14:00", "15:00", "FREQ=WEEKLY;BYDAY=TU");
        await ScheduleAsync(person, "16:00", "16:30", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR");
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async writer =>
        {
            using var other = await RegisterAsync(host.Address, $"Other {writer}");
            for (var i = writer; i < series; i += 4) await ScheduleAsync(other, $"{i % 23:00}:{i % 60:00}", $"{i % 23 + 1:00}:{i % 60:00}", "FREQ=DAILY");
        }));
        var database = NpgsqlDataSource.Create(connection);
        await using (var tidy = database.CreateCommand("vacuum analyze")) await tidy.ExecuteNonQueryAsync();
        Console.WriteLine($"{name}: {series + 3} series in {watch.Elapsed.TotalSeconds:N0} s");
        return new Subject(name, host, person, database, id);
    }

    private static async Task<HttpClient> RegisterAsync(Uri address, string name)
    {
        var http = new HttpClient { BaseAddress = new Uri(address, "/api/v1/") };
        await Seats.PostAsync(http, "accounts", new { email = $"{Guid.CreateVersion7():N}@example.org", password = "correct horse battery staple", displayName = name });
        return http;
    }

    private static async Task ScheduleAsync(HttpClient http, string start, string end, string rule) => await Seats.PostAsync(http, "calendar-events", new
    {
        title = "Something", start = $"2026-12-01T{start}:00", end = $"2026-12-01T{end}:00", timeZone = "Europe/Berlin", recurrence = new { rule },
    });

    private static async Task<List<double>> BookAsync(Subject subject)
    {
        var times = new List<double>();
        var room = "";
        for (var i = 0; i < Bookings; i++)
        {
            // Each slot of a week once, then the next room
            var slot = i % 100;
            if (slot == 0) room = (await Seats.PostAsync(subject.Person, "rooms", new { })).GetProperty("code").GetString()!;
            var start = new DateTime(2026, 12, 7).AddDays(slot % 5).AddMinutes(480 + 30 * (slot / 5));
            times.Add(await TimeAsync(() => Seats.PostAsync(subject.Person, "calendar-events", new
            {
                title = "Weekly", start = start.ToString("s"), end = start.AddMinutes(30).ToString("s"), timeZone = "Europe/Berlin",
                recurrence = new { rule = "FREQ=WEEKLY;COUNT=104" }, place = new { kind = "room", room },
            })));
        }
        return times;
    }

    private static async Task<int> ReadAsync(Subject subject)
    {
        using var answer = await subject.Person.GetAsync($"calendar-events?from={From}&to={To}");
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    private static async Task<int> QueryAsync(Subject subject)
    {
        await using var command = subject.Database.CreateCommand(
            "select event_id, occurrence, starts_at, ends_at from calendar.appearances where person_id = $1 and starts_at >= $2 and starts_at < $3");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = subject.PersonId });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = DateTime.Parse(From).ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = DateTime.Parse(To).ToUniversalTime() });
        await using var reader = await command.ExecuteReaderAsync();
        var count = 0;
        while (await reader.ReadAsync()) count++;
        return count;
    }

    private static async Task<double> CountAsync(Subject subject)
    {
        await using var command = subject.Database.CreateCommand("select count(*) from calendar.occurrences");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<double> TimeAsync<T>(Func<Task<T>> operation)
    {
        var started = Stopwatch.GetTimestamp();
        await operation();
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double Percentile(List<double> times, double share) => Measured.Percentile([.. times.Order()], share);
}
