using System.Diagnostics;
using Npgsql;
using VideoConf.Benchmarks.EventStore;
using VideoConf.Benchmarks.Signaling;
using Seats = VideoConf.Benchmarks.Signaling.Seats;

namespace VideoConf.Benchmarks.Reminders;

/// <summary>
/// 10,000 reminders, in the application and by e-mail, spread over a minute and all at one instant, at our host as it is
/// shipped; and what it costs to wait for 100,000. When something was done is when PostgreSQL committed it.
/// </summary>
/// <remarks><c>SCALE</c> shrinks sizes and times for trying out; <c>PARTS</c> picks parts by name (spread, at once, idle), separated by commas.</remarks>
internal static class RemindersBench
{
    private const int People = 10;
    private static readonly int Count = (int)(10_000 * EventStoreBench.Scale) / People * People;
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60 * Math.Min(1, EventStoreBench.Scale));
    private static readonly int Pending = (int)(100_000 * EventStoreBench.Scale);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30 * Math.Min(1, EventStoreBench.Scale));

    public static async Task RunAsync(Report report)
    {
        var wanted = Environment.GetEnvironmentVariable("PARTS")?.Split(',');
        await using var server = await BenchServer.StartAsync(new Dictionary<string, string> { ["track_commit_timestamp"] = "on", ["shared_preload_libraries"] = "pg_stat_statements" });
        using var sink = new SmtpSink();
        if (Wanted("spread")) await DueAsync("due/spread", Minute);
        if (Wanted("at once")) await DueAsync("due/at once", TimeSpan.Zero);
        if (Wanted("idle")) await IdleAsync(server, report);

        bool Wanted(string part) => wanted is null || wanted.Contains(part);

        async Task DueAsync(string @case, TimeSpan over)
        {
            Console.WriteLine($"{@case} (load {File.ReadAllText("/proc/loadavg").Split(' ')[0]})");
            await OursAsync(server, sink, report, @case, over);
            (await BarePoller.PollAsync(server, Count, over)).AddTo(report, @case, "bare poller");
            if (over > TimeSpan.Zero) return;
            (await BarePoller.LimitAsync(server, Count, over)).AddTo(report, @case, "limit");
            report.Add(@case, "limit", "mail drained per s", await sink.RateAsync(Count, 6_000), "1/s");
        }
    }

    private static async Task OursAsync(BenchServer server, SmtpSink sink, Report report, string @case, TimeSpan over)
    {
        var connection = await server.NewConnectionStringAsync($"reminders_{(int)over.TotalSeconds}");
        await using var host = await ServerProcess.StartHostAsync(connection,
            // Invitations are not what is measured: nobody is told of them before it is over
            "--Notifications:SettlingSeconds", "600", "--Notifications:Smtp:Host", "127.0.0.1", "--Notifications:Smtp:Port", $"{sink.Port}", "--Notifications:Smtp:Security", "none",
            "--Notifications:Smtp:FromAddress", "calls@videoconf.example");
        await using var database = NpgsqlDataSource.Create(connection);
        var (due, events) = await PlanAsync(host, database, over);
        await ExecuteAsync(database, "vacuum analyze");
        await ExecuteAsync(database, "create extension pg_stat_statements");
        await ExecuteAsync(database, "select pg_stat_statements_reset()");
        await Task.Delay(due - DateTime.UtcNow is var wait && wait > TimeSpan.Zero ? wait : throw new InvalidOperationException("It took too long to plan the reminders."));
        var used = host.Used;
        // As few looks as do not matter beside the work; they are not counted
        var patience = Stopwatch.StartNew();
        while (await QueryAsync<long>(database, "select /* bench */ count(*) from events.mt_events where type = 'notifications.delivery_sent'") < Count)
        {
            if (patience.Elapsed > over + TimeSpan.FromMinutes(3)) throw new TimeoutException($"Not all mails went out; {sink.Taken} came.");
            await Task.Delay(500);
        }
        var statements = await QueryAsync<decimal>(database, "select /* bench */ sum(calls) from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database()) and query not like '%bench%'");
        var cpu = host.Used - used;
        if (Environment.GetEnvironmentVariable("PROFILE") is not null) await PrintStatementsAsync(database);

        (await Drained.ReadAsync(database,
            """
            select extract(epoch from pg_xact_commit_timestamp(xmin))::float8, extract(epoch from (data ->> 'dueAt')::timestamptz)::float8
            from events.mt_events where type = 'notifications.notification_raised'
            """)).AddTo(report, @case, "ours");
        (await Drained.ReadAsync(database,
            """
            select extract(epoch from pg_xact_commit_timestamp(sent.xmin))::float8, extract(epoch from (raised.data ->> 'dueAt')::timestamptz)::float8
            from events.mt_events sent join events.mt_events raised on raised.stream_id = sent.stream_id and raised.type = 'notifications.notification_raised'
            where sent.type = 'notifications.delivery_sent'
            """)).AddTo(report, @case, "ours", "mail ");
        report.Add(@case, "ours", "statements each", (double)statements / Count, "");
        report.Add(@case, "ours", "host's CPU each", cpu.TotalMicroseconds / Count, "us");
        Console.WriteLine($"  {events} events of {People}, {sink.Taken} mails in the sink so far");
    }

    // By the front door, as people would: so that all is there that a reminder is looked at again against
    private static async Task<(DateTime Due, int Events)> PlanAsync(ServerProcess host, NpgsqlDataSource database, TimeSpan over)
    {
        var people = new List<HttpClient>();
        for (var i = 0; i < People; i++)
        {
            var http = new HttpClient { BaseAddress = new Uri(host.Address, "/api/v1/") };
            await Seats.PostAsync(http, "accounts", new { email = Address(i), password = "correct horse battery staple", displayName = $"Person {i}" });
            people.Add(http);
        }
        var events = Count / People;
        var watch = Stopwatch.StartNew();
        // Far enough ahead to plan them all first: about 20 ms for each, and as much again
        var due = DateTime.UtcNow.AddSeconds(20 + events * 0.06);
        due = due.AddTicks(-(due.Ticks % TimeSpan.TicksPerSecond));
        await Parallel.ForAsync(0, events, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (i, _) =>
        {
            // The calendar knows no fractions of a second
            var start = due.AddSeconds(Math.Floor(over.TotalSeconds * i / events)).AddMinutes(10);
            await Seats.PostAsync(people[i % People], "calendar-events", new
            {
                title = $"Event {i}", start = start.ToString("s"), end = start.AddHours(1).ToString("s"), timeZone = "Etc/UTC", reminders = new[] { 10 },
                attendees = Enumerable.Range(0, People).Where(p => p != i % People).Select(p => new { email = Address(p) }),
            });
        });
        while (await QueryAsync<long>(database, "select count(*) from events.vc_timers where kind = 'notifications.remind'") < Count)
        {
            if (DateTime.UtcNow > due) throw new InvalidOperationException("It took too long to plan the reminders.");
            await Task.Delay(100);
        }
        foreach (var http in people) http.Dispose();
        Console.WriteLine($"  planned in {watch.Elapsed.TotalSeconds:N0} s, {(due - DateTime.UtcNow).TotalSeconds:N0} s before they are due");
        return (due, events);

        static string Address(int person) => $"person{person}@example.org";
    }

    private static async Task IdleAsync(BenchServer server, Report report)
    {
        foreach (var pending in (int[])[0, Pending])
        {
            var connection = await server.NewConnectionStringAsync($"idle_{pending}");
            await using var host = await ServerProcess.StartHostAsync(connection);
            await using var database = NpgsqlDataSource.Create(connection);
            // What a timer is for is read when it fires: to wait for them the rows are enough
            await ExecuteAsync(database,
                $"""
                 insert into events.vc_timers (kind, key, due, payload)
                 select 'notifications.remind', gen_random_uuid()::text, now() + interval '1 day' + n * interval '1 second', jsonb_build_object('eventId', gen_random_uuid(), 'reminder', repeat('x', 250))
                 from generate_series(1, {pending}) n
                 """);
            await ExecuteAsync(database, "vacuum analyze");
            // The start and what follows it is over
            await Task.Delay(TimeSpan.FromSeconds(10));
            var (used, watch) = (host.Used, Stopwatch.StartNew());
            await Task.Delay(Idle);
            report.Add("idle/cpu", "ours", $"{pending} pending", (host.Used - used) / watch.Elapsed * 100, "% of a core");
        }
    }

    private static async Task PrintStatementsAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            """
            select /* bench */ calls, rows, total_exec_time, left(regexp_replace(query, '\s+', ' ', 'g'), 110) from pg_stat_statements
            where dbid = (select oid from pg_database where datname = current_database()) order by total_exec_time desc limit 14
            """);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) Console.WriteLine($"  {reader.GetInt64(0),8} calls {reader.GetInt64(1),8} rows {reader.GetDouble(2),9:N0} ms  {reader.GetString(3)}");
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<T> QueryAsync<T>(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
