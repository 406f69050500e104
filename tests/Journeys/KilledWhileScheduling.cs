using System.Net.Http.Headers;
using System.Net.Http.Json;
using VideoConf.Testing;

namespace VideoConf.Journeys;

/// <summary>A host is killed again and again while the platform schedules, moves and cancels: of each interview there is all, event and room, or nothing.</summary>
[Collection(nameof(KilledWhileReminding))]
public sealed class KilledWhileScheduling(TestDatabase database, ITestOutputHelper output) : IClassFixture<TestDatabase>
{
    private const int Kills = 6;
    private const int Clients = 6;

    private static int numbers;

    [Fact]
    public async Task After_a_kill_everything_of_an_interview_is_there_or_nothing()
    {
        var seed = Environment.GetEnvironmentVariable("SEED") is { } wanted ? int.Parse(wanted) : Random.Shared.Next();
        output.WriteLine($"SEED={seed}");
        var random = new Random(seed);
        var data = Directory.CreateTempSubdirectory("videoconf-journey-");
        try
        {
            await using var host = await RunningHost.StartBesideOthersAsync(data.FullName, new Dictionary<string, string> { ["ConnectionStrings__VideoConf"] = database.ConnectionString });
            var key = (await host.CommandAsync("keys", "create", "--name", "Platform", "--scope", "interviews:write", "--requests-per-minute", "100000")).Trim().Split('\n')[^1];
            using var over = new CancellationTokenSource();
            var clients = Enumerable.Range(0, Clients).Select(i => CommandAsync(host, key, new Random(random.Next()), isBatch: i % 3 == 0, over.Token)).ToArray();
            for (var kill = 0; kill < Kills; kill++)
            {
                var before = await CountAsync("interviews.interview_scheduled");
                while (await CountAsync("interviews.interview_scheduled") < before + 20) await Task.Delay(20);
                await Task.Delay(random.Next(0, 200));
                await host.KillAndStartAgainAsync();
            }
            await over.CancelAsync();
            var answered = (await Task.WhenAll(clients)).SelectMany(a => a).ToList();
            await VerifyAsync(answered);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    /// <returns>The interviews that it was told of.</returns>
    private static async Task<List<Guid>> CommandAsync(RunningHost host, string key, Random random, bool isBatch, CancellationToken over)
    {
        var answered = new List<Guid>();
        while (!over.IsCancellationRequested)
        {
            using var http = host.NewClient();
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
            try
            {
                if (isBatch)
                {
                    var batch = await http.PostAsJsonAsync("commands", new { commands = Enumerable.Range(0, 10).Select(_ => new { type = "schedule", body = Interview() }) }, CancellationToken.None).JsonAsync();
                    answered.AddRange(batch.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("body").GetProperty("id").GetGuid()));
                    continue;
                }
                var id = (await http.PostAsJsonAsync("interviews", Interview(), CancellationToken.None).JsonAsync()).GetProperty("id").GetGuid();
                answered.Add(id);
                if (random.Next(3) == 0) await http.PostAsJsonAsync($"interviews/{id}/cancel", new { reason = "No need" }, CancellationToken.None).JsonAsync();
                else if (random.Next(2) == 0) await http.PutAsJsonAsync($"interviews/{id}/time", new { start = "2036-01-01T09:00:00", durationMinutes = 30, timeZone = "Europe/Berlin" }, CancellationToken.None).JsonAsync();
            }
            catch (Exception e) when (e is HttpRequestException or IOException or TaskCanceledException)
            {
                // Killed, or on its way back
                await Task.Delay(50, CancellationToken.None);
            }
        }
        return answered;
    }

    private static object Interview()
    {
        var number = Interlocked.Increment(ref numbers);
        return new
        {
            title = $"Interview {number}", interviewer = new { email = $"interviewer{number}@example.org" }, candidate = new { email = $"candidate{number}@example.org" },
            start = "2035-01-01T09:00:00", durationMinutes = 60, timeZone = "Europe/Berlin",
        };
    }

    private async Task VerifyAsync(IReadOnlyCollection<Guid> answered)
    {
        var (interviews, events, rooms) = (await CountAsync("interviews.interview_scheduled"), await CountAsync("calendar.event_scheduled"), await CountAsync("rooms.room_opened"));
        output.WriteLine($"{answered.Count} answered, {interviews} in the log");
        answered.Count.ShouldBeGreaterThan(Kills);
        (events, rooms).ShouldBe((interviews, interviews));
        // Each names its own event and its own room, which stand as it does; and nobody was told of one that is not there
        (await QueryAsync<long>(
            """
            select count(*) from events.mt_events s
            join events.mt_events e on e.stream_id = (s.data ->> 'eventId')::uuid and e.type = 'calendar.event_scheduled'
            join events.mt_events r on r.stream_id = (s.data -> 'service' ->> 'roomId')::uuid and r.type = 'rooms.room_opened'
            where s.type = 'interviews.interview_scheduled'
            """)).ShouldBe(interviews);
        (await QueryAsync<long>($"select count(*) from events.mt_events where type = 'interviews.interview_scheduled' and stream_id = any('{{{string.Join(',', answered)}}}')")).ShouldBe(answered.Count);
        (await CountAsync("interviews.interview_cancelled")).ShouldBe(await CountAsync("calendar.event_cancelled"));
        (await CountAsync("interviews.interview_cancelled")).ShouldBe(await CountAsync("rooms.room_closed"));
        (await CountAsync("interviews.interview_rescheduled")).ShouldBe(await CountAsync("calendar.event_rescheduled"));
    }

    private Task<long> CountAsync(string wireName) => QueryAsync<long>($"select count(*) from events.mt_events where type = '{wireName}'");

    private async Task<T> QueryAsync<T>(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
