using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using VideoConf.Notifications.Tests;
using VideoConf.Testing;

namespace VideoConf.Journeys;

/// <summary>
/// Two hosts on one database and a real mail server are killed again and again while thousands of reminders come due and
/// events are cancelled and moved under them: each reminder is given once, and none after its event was cancelled.
/// </summary>
[Collection(nameof(KilledWhileReminding))]
public sealed class KilledWhileReminding(TestDatabase database, ITestOutputHelper output) : IClassFixture<TestDatabase>
{
    private const int People = 10;
    private const int Events = 240;
    private const int Cancelled = 30;
    private const int Moved = 30;
    private const int KillsOfEach = 4;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(25);

    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 8 };

    // In the facts' own words; a row of the log bears the moment at which it was committed
    private sealed record Given(Guid Id, Guid Recipient, Guid Event, string Occurrence, int Minutes, DateTime Start, Guid[] Mails, DateTime Committed);

    private sealed record Entry(Guid Id, DateTime Due, string Title)
    {
        public DateTime? MovedTo { get; set; }
    }

    private readonly HttpClientHandler[] cookies = [.. Enumerable.Range(0, People).Select(_ => new HttpClientHandler { UseCookies = true })];
    private readonly List<string> unexpected = [];
    private RunningHost[] hosts = [];

    [Fact]
    public async Task Two_thousand_reminders_are_each_given_once_by_hosts_that_are_killed_all_the_time()
    {
        var seed = Environment.GetEnvironmentVariable("SEED") is { } wanted ? int.Parse(wanted) : Random.Shared.Next();
        output.WriteLine($"SEED={seed}");
        var random = new Random(seed);
        var data = Directory.CreateTempSubdirectory("videoconf-journey-");
        await using var mails = await Peer.Start("smtp.mjs", new { security = "none" });
        try
        {
            var settings = new Dictionary<string, string>
            {
                ["ConnectionStrings__VideoConf"] = database.ConnectionString,
                ["Notifications__Smtp__Host"] = "127.0.0.1",
                ["Notifications__Smtp__Port"] = mails.Port.ToString(),
                ["Notifications__Smtp__Security"] = "none",
                ["Notifications__Smtp__FromAddress"] = "calls@videoconf.example",
                // Invitations are another story, and longer than this one
                ["Notifications__SettlingSeconds"] = "600",
            };
            hosts = [await RunningHost.StartBesideOthersAsync(data.FullName, settings), await RunningHost.StartBesideOthersAsync(data.FullName, settings)];
            await RegisterAsync();
            var (events, begin) = await ScheduleAsync(random);
            await Task.WhenAll([.. hosts.Select(h => KillAsync(h, new Random(random.Next()), begin)), ChangeAsync(events, random)]);
            await EndAsync(begin);
            unexpected.ShouldBeEmpty();
            await VerifyAsync(events, await mails.End());
        }
        finally
        {
            foreach (var host in hosts) await host.DisposeAsync();
            foreach (var handler in cookies) handler.Dispose();
            data.Delete(recursive: true);
        }
    }

    private async Task RegisterAsync()
    {
        for (var i = 0; i < People; i++)
        {
            using var answer = await SendAsync(hosts[0], i, HttpMethod.Post, "accounts", new { email = Address(i), password = "correct horse battery staple", displayName = $"Person {i}" });
            answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        }
    }

    private static string Address(int person) => $"person{person}@example.org";

    private async Task<(IReadOnlyList<Entry> Events, DateTime Begin)> ScheduleAsync(Random random)
    {
        // How long it takes on this machine, with events that are no part of it; the first ones warm up
        const int Tried = 24;
        await TryAsync();
        var started = System.Diagnostics.Stopwatch.StartNew();
        await TryAsync();
        var begin = Whole(DateTime.UtcNow + TimeSpan.FromSeconds(5) + started.Elapsed * (2.0 * Events / Tried));
        var events = new Entry[Events];
        await Parallel.ForAsync(0, Events, AtOnce, async (i, _) =>
        {
            var (due, title) = (begin.AddSeconds(i * Window.TotalSeconds / Events), $"Event {i}");
            due = Whole(due);
            events[i] = new Entry(await ScheduleAsync(i, due.AddMinutes(1), title), due, title);
        });
        await UntilAsync($"select (select count(*) from events.vc_timers where kind = 'notifications.remind') >= {(Events + 2 * Tried) * People}", "the reminders are planned");
        DateTime.UtcNow.ShouldBeLessThan(begin, "This machine was too slow to plan all before the first came due.");
        output.WriteLine($"Planned {(begin - DateTime.UtcNow).TotalSeconds:N1} s before the first is due");
        random.Shuffle(events);
        return (events, begin);

        Task TryAsync() => Parallel.ForAsync(0, Tried, AtOnce, async (i, _) => await ScheduleAsync(i, DateTime.UtcNow.AddDays(1), "Some other day"));
    }

    private static DateTime Whole(DateTime time) => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerSecond));

    private async Task<Guid> ScheduleAsync(int number, DateTime start, string title)
    {
        var organizer = number % People;
        using var answer = await SendAsync(hosts[number % hosts.Length], organizer, HttpMethod.Post, "calendar-events", new
        {
            title, type = "meeting", start = start.ToString("s"), end = start.AddHours(1).ToString("s"), timeZone = "Etc/UTC", reminders = new[] { 1 },
            attendees = Enumerable.Range(0, People).Where(p => p != organizer).Select(p => new { email = Address(p) }),
        });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private async Task<HttpResponseMessage> SendAsync(RunningHost host, int person, HttpMethod method, string path, object? body)
    {
        using var http = new HttpClient(cookies[person], disposeHandler: false);
        using var request = new HttpRequestMessage(method, new Uri(host.Address, $"/api/v1/{path}")) { Content = body is null ? null : JsonContent.Create(body) };
        return await http.SendAsync(request);
    }

    private static async Task KillAsync(RunningHost host, Random random, DateTime begin)
    {
        await DelayUntilAsync(begin);
        for (var kill = 0; kill < KillsOfEach; kill++)
        {
            await Task.Delay(random.Next(500, (int)(Window.TotalMilliseconds / KillsOfEach)));
            await host.KillAndStartAgainAsync();
        }
    }

    // Just before and just after they come due, on whichever host is up
    private Task ChangeAsync(IReadOnlyList<Entry> events, Random random)
    {
        var changes = new List<Task>();
        foreach (var e in events.Take(Cancelled)) changes.Add(ChangeAsync(e, e.Due.AddMilliseconds(random.Next(-1500, 300)), HttpMethod.Delete, null, random.Next()));
        foreach (var e in events.Skip(Cancelled).Take(Moved))
        {
            e.MovedTo = e.Due.AddMinutes(1).AddSeconds(random.Next(3, 15));
            changes.Add(ChangeAsync(e, e.Due.AddMilliseconds(random.Next(-1500, 0)), HttpMethod.Patch, new { start = e.MovedTo.Value.ToString("s"), end = e.MovedTo.Value.AddHours(1).ToString("s") }, random.Next()));
        }
        return Task.WhenAll(changes);
    }

    private async Task ChangeAsync(Entry e, DateTime at, HttpMethod method, object? body, int first)
    {
        await DelayUntilAsync(at);
        var organizer = int.Parse(e.Title.Split(' ')[1]) % People;
        for (var attempt = 0; attempt < 600; attempt++)
        {
            try
            {
                using var answer = await SendAsync(hosts[(first + attempt) % hosts.Length], organizer, method, $"calendar-events/{e.Id}", body);
                // What the killed host had done already
                if (answer.IsSuccessStatusCode || answer.StatusCode is HttpStatusCode.Conflict or HttpStatusCode.NotFound) return;
                var said = await answer.Content.ReadAsStringAsync();
                lock (unexpected) unexpected.Add($"{method} {e.Title}: {(int)answer.StatusCode} {said}");
                return;
            }
            catch (HttpRequestException)
            {
                // Killed, or on its way back
                await Task.Delay(100);
            }
        }
        lock (unexpected) unexpected.Add($"{method} {e.Title}: no host has answered");
    }

    private static async Task DelayUntilAsync(DateTime at)
    {
        if (at - DateTime.UtcNow is var wait && wait > TimeSpan.Zero) await Task.Delay(wait);
    }

    private async Task EndAsync(DateTime begin)
    {
        // Followed to the last change, which may set timers, and none of them is left
        const string Raised =
            """
            not exists (select 1 from events.vc_timers where kind = 'notifications.remind' and due <= now())
            and not exists (select 1 from events.mt_events e, events.mt_event_progression p where e.type like 'calendar.%' and p.name = 'notifications.follow_calendar' and (e.tx_id, e.seq_id) > (p.tx_id, p.seq_id))
            """;
        await UntilAsync($"select now() > '{begin + Window + TimeSpan.FromSeconds(17):O}' and {Raised}", "all have come due");
        // Mails that a killed host had taken up are free after two minutes; nobody is at any while both are down, so that none is taken from the living
        foreach (var host in hosts) await host.KillAsync();
        await using (var later = database.DataSource.CreateCommand("update notifications.deliveries set claimed_until = claimed_until - interval '2 minutes'"))
            output.WriteLine($"{await later.ExecuteNonQueryAsync()} mails were left to do");
        foreach (var host in hosts) await host.StartAgainAsync();
        await UntilAsync($"select {Raised} and not exists (select 1 from notifications.deliveries)", "all mails are out");
    }

    private async Task UntilAsync(string sql, string what)
    {
        for (var patience = System.Diagnostics.Stopwatch.StartNew(); ; await Task.Delay(100))
        {
            await using var command = database.DataSource.CreateCommand(sql);
            if (await command.ExecuteScalarAsync() is true) return;
            if (patience.Elapsed < TimeSpan.FromMinutes(1.5)) continue;
            var facts = await QueryAsync("select to_jsonb(concat_ws(' ', count(*), type, data ->> 'code')), now() from events.mt_events where type like 'notifications.%' group by type, data ->> 'code'", (said, _) => said.GetString());
            var left = await QueryAsync("select to_jsonb(concat_ws(' ', count(*), 'deliveries due', min(due), 'attempts', attempts, 'claimed until', max(claimed_until))), now() from notifications.deliveries group by attempts", (said, _) => said.GetString());
            throw new TimeoutException($"It did not come to pass that {what}: {string.Join('\n', [.. facts, .. left, .. hosts.SelectMany(h => h.Output).TakeLast(20)])}");
        }
    }

    private async Task VerifyAsync(IReadOnlyList<Entry> events, IReadOnlyList<JsonElement> said)
    {
        var ours = events.ToDictionary(e => e.Id);
        var given = await QueryAsync(
            """
            select data, pg_xact_commit_timestamp(xmin) from events.mt_events where type = 'notifications.notification_raised' and data ->> 'kind' = 'reminder'
            """, (data, committed) => new Given(
                data.GetProperty("notificationId").GetGuid(), data.GetProperty("recipient").GetProperty("personId").GetGuid(), data.GetProperty("content").GetProperty("eventId").GetGuid(),
                data.GetProperty("content").GetProperty("occurrence").GetString()!, data.GetProperty("content").GetProperty("minutesBefore").GetInt32(), data.GetProperty("content").GetProperty("start").GetDateTime(),
                [.. data.GetProperty("deliveries").EnumerateArray().Select(d => d.GetProperty("deliveryId").GetGuid())], committed));
        output.WriteLine($"{given.Count} reminders were given");

        // Once, by its id and by what it says
        given.Select(g => g.Id).ShouldBeUnique();
        given.Select(g => (g.Event, g.Recipient, g.Occurrence, g.Minutes)).ShouldBeUnique();

        // None after the event was cancelled or moved away
        var cancelled = await ChangesAsync("calendar.event_cancelled");
        cancelled.Keys.ShouldBe(events.Take(Cancelled).Select(e => e.Id), ignoreOrder: true);
        given.Where(g => cancelled.TryGetValue(g.Event, out var at) && g.Committed > at.Committed).ShouldBeEmpty();
        var moved = await ChangesAsync("calendar.event_rescheduled");
        moved.Keys.ShouldBe(events.Where(e => e.MovedTo is not null).Select(e => e.Id), ignoreOrder: true);
        given.Where(g => moved.TryGetValue(g.Event, out var at) && g.Start != ours[g.Event].MovedTo && g.Committed > at.Committed).ShouldBeEmpty();
        output.WriteLine($"{events.Count(e => e.MovedTo is { } to && to.AddMinutes(-1) > moved[e.Id].Recorded)} events were moved in time");
        output.WriteLine($"{given.Count(g => cancelled.ContainsKey(g.Event))} of them just before their event was cancelled, {given.Count(g => moved.ContainsKey(g.Event) && g.Start != ours[g.Event].MovedTo)} before it was moved");

        // None is lost: everybody is reminded of what stands, at the time at which it stands, unless it was moved there when that had come due
        var keys = given.Select(g => (g.Event, g.Start, g.Recipient)).ToHashSet();
        var recipients = given.Select(g => g.Recipient).Distinct().ToList();
        recipients.Count.ShouldBe(People);
        (from e in events.Skip(Cancelled) from recipient in recipients let start = e.MovedTo ?? e.Due.AddMinutes(1)
         where start.AddMinutes(-1) > moved.GetValueOrDefault(e.Id).Recorded && !keys.Contains((e.Id, start, recipient)) select $"{e.Title}, due {start.AddMinutes(-1):T}, moved at {moved.GetValueOrDefault(e.Id).Recorded:O}").Distinct().ShouldBeEmpty();

        // What was planned was given or withdrawn, and not both
        var planned = (await QueryAsync("select data, timestamp from events.mt_events where type = 'notifications.reminders_planned'", Reminders)).SelectMany(r => r).Where(r => ours.ContainsKey(r.Event)).Select(r => r.Id).ToHashSet();
        var withdrawn = (await QueryAsync("select data, timestamp from events.mt_events where type = 'notifications.reminders_withdrawn'", Reminders)).SelectMany(r => r).Select(r => r.Id).ToList();
        withdrawn.ShouldBeUnique();
        planned.Except(given.Select(g => g.Id)).ShouldBe(withdrawn, ignoreOrder: true);

        // Every mail has one end
        var mails = given.SelectMany(g => g.Mails).ToList();
        mails.Count.ShouldBe(given.Count);
        var sent = await QueryAsync("select data, timestamp from events.mt_events where type = 'notifications.delivery_sent'", (d, _) => d.GetProperty("deliveryId").GetGuid());
        var taken = await QueryAsync("select data, timestamp from events.mt_events where type = 'notifications.delivery_withdrawn'", (d, _) => d.GetProperty("deliveryId").GetGuid());
        sent.Concat(taken).ShouldBe(mails, ignoreOrder: true);

        // And the mail server has seen it: a doubled one bears the same name. Its subject says how much time there is, and so how late it was
        var arrived = said.Where(s => Peer.IsAbout(s, "mail")).Select(s => s.GetProperty("mail")).Select(m => (
            Id: m.GetProperty("messageId").GetString()!.Trim('<', '>').Split('@')[0], To: m.GetProperty("to")[0].GetString(), Title: m.GetProperty("subject").GetString()!.Split(": ")[^1])).ToList();
        output.WriteLine($"{arrived.Count} mails arrived, {arrived.Count - arrived.DistinctBy(m => m.Id).Count()} of them doubled; {taken.Count} were withdrawn");
        sent.Select(id => id.ToString("N")).Except(arrived.Select(m => m.Id)).ShouldBeEmpty();
        arrived.Select(m => m.Id).Except(mails.Select(id => id.ToString("N"))).ShouldBeEmpty();
        arrived.GroupBy(m => m.Id).Where(same => same.Select(m => (m.To, m.Title)).Distinct().Count() > 1).ShouldBeEmpty();

        static IReadOnlyList<(Guid Event, Guid Id)> Reminders(JsonElement data, DateTime _) =>
            [.. data.GetProperty("reminders").EnumerateArray().Select(r => (data.GetProperty("eventId").GetGuid(), r.GetProperty("notificationId").GetGuid()))];
    }

    private async Task<Dictionary<Guid, (DateTime Recorded, DateTime Committed)>> ChangesAsync(string type) => (await QueryAsync(
        $$"""select jsonb_build_object('id', stream_id, 'recorded', timestamp), pg_xact_commit_timestamp(xmin) from events.mt_events where type = '{{type}}' """,
        (data, committed) => (Id: data.GetProperty("id").GetGuid(), Recorded: data.GetProperty("recorded").GetDateTimeOffset().UtcDateTime, committed))).ToDictionary(c => c.Id, c => (c.Recorded, c.committed));

    private async Task<List<T>> QueryAsync<T>(string sql, Func<JsonElement, DateTime, T> read)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var all = new List<T>();
        while (await reader.ReadAsync()) all.Add(read(JsonDocument.Parse(reader.GetString(0)).RootElement, reader.GetDateTime(1)));
        return all;
    }
}

/// <summary>Alone: it takes the whole machine.</summary>
[CollectionDefinition(nameof(KilledWhileReminding), DisableParallelization = true)]
public sealed class KilledWhileRemindingAlone;
