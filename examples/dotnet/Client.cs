// Schedules an interview, moves it, and follows what changes. Run it: dotnet run Client.cs http://localhost:8080 KEY
#:property PublishAot=false
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

var client = new InterviewsClient(new Uri(args[0]), args[1]);

// The key of a command is our own id of what we want: sent again after a lost answer it is still one interview
var booking = Guid.NewGuid().ToString();
var interview = await client.ScheduleAsync(booking, new
{
    title = "Mock interview: graphs", level = "senior", topic = "Graphs", language = "C#",
    interviewer = new { email = $"ada-{booking}@example.org", name = "Ada" }, candidate = new { email = $"bob-{booking}@example.org", name = "Bob" },
    start = DateTime.UtcNow.Date.AddDays(7).AddHours(9).ToString("s"), durationMinutes = 60, timeZone = "Europe/Berlin",
});
Console.WriteLine($"Bob comes by {interview.GetProperty("candidate").GetProperty("joinUrl")}");

var moved = await client.PutAsync(interview, "time", new { start = DateTime.UtcNow.Date.AddDays(8).AddHours(9).ToString("s"), durationMinutes = 45, timeZone = "Europe/Berlin" });
Console.WriteLine($"Moved to {moved.GetProperty("startsAt")}, version {moved.GetProperty("version")}");

await foreach (var changed in client.ChangesAsync(""))
    if (changed.GetProperty("id").GetGuid() == moved.GetProperty("id").GetGuid()) Console.WriteLine($"Seen: {changed.GetProperty("title")}, {changed.GetProperty("state")}");

internal sealed class InterviewsClient
{
    private readonly HttpClient http;

    public InterviewsClient(Uri server, string key)
    {
        http = new HttpClient { BaseAddress = new Uri(server, "/api/v1/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public async Task<JsonElement> ScheduleAsync(string idempotencyKey, object interview)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "interviews") { Content = JsonContent.Create(interview), Headers = { { "Idempotency-Key", idempotencyKey } } };
        return await SendAsync(request);
    }

    /// <summary>Changes it if it is still as we saw it.</summary>
    public async Task<JsonElement> PutAsync(JsonElement seen, string what, object change)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"interviews/{seen.GetProperty("id").GetGuid()}/{what}") { Content = JsonContent.Create(change) };
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{seen.GetProperty("version").GetInt64()}\""));
        return await SendAsync(request);
    }

    /// <summary>Everything that changed since; keep the last cursor and ask with it again later.</summary>
    public async IAsyncEnumerable<JsonElement> ChangesAsync(string cursor)
    {
        JsonElement page;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"interviews?limit=100&updatedSince={cursor}");
            page = await SendAsync(request);
            foreach (var changed in page.GetProperty("items").EnumerateArray()) yield return changed;
            cursor = page.GetProperty("nextCursor").GetString()!;
        }
        while (page.GetProperty("hasMore").GetBoolean());
    }

    private async Task<JsonElement> SendAsync(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        // A refusal says what is wrong in words, and in a code to go by
        return response.IsSuccessStatusCode ? body : throw new InvalidOperationException($"{body.GetProperty("code")}: {body.GetProperty("detail")}");
    }
}
