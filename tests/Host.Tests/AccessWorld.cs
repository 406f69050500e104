using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace VideoConf.Host.Tests;

/// <summary>The people who knock at every door, and what each of them has to do with it.</summary>
/// <remarks>
/// <c>host</c> keeps a private room, organizes an event and interviews; <c>participant</c> is in the room, invited to the event and the candidate;
/// <c>stranger</c> has an account and nothing to do with them; <c>administrator</c> likewise, but was appointed; <c>key</c> is a program with every scope.
/// </remarks>
public sealed class AccessWorld : IAsyncLifetime
{
    public static readonly string[] Roles = ["anonymous", "guest", "stranger", "administrator", "participant", "host", "key"];

    private readonly HostProgram program = new();
    private readonly Dictionary<string, HttpClient> people = [];
    private readonly Dictionary<string, CookieContainer> cookies = Roles.ToDictionary(role => role, _ => new CookieContainer());
    private readonly HttpClient asking = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
    private int made;

    public Uri Address => program.Address;

    public async ValueTask InitializeAsync()
    {
        await program.StartAsync(
            "--Accounts:GuestsPerMinutePerAddress=10000", "--Rooms:JoinsPerMinute=10000", "--Calendar:InvitationsPerMinutePerAddress=10000", "--Calendar:RepliesKey=a key of the mail server's",
            "--ForwardedHeaders_Enabled=true");
        asking.BaseAddress = program.Address;
        foreach (var role in Roles) people[role] = new HttpClient(new HttpClientHandler { CookieContainer = cookies[role] }) { BaseAddress = program.Address };
        await PostAsync("guest", "/api/v1/guests", new { displayName = "Gus" });
        foreach (var role in (string[])["stranger", "administrator", "participant", "host"])
            await PostAsync(role, "/api/v1/accounts", new { email = Email(role), password = "correct horse battery", displayName = role });
        (await program.RunAsync("people", "appoint", Email("administrator"))).ExitCode.ShouldBe(0);
        var key = await PostAsync("administrator", "/api/v1/api-keys", new { name = "Platform", scopes = (string[])["interviews:read", "interviews:write"], requestsPerMinute = 10_000 });
        people["key"].DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.GetProperty("key").GetString());
    }

    private static string Email(string role) => $"{role}@example.org";

    /// <summary>Who he is stays as it was, also where the answer takes his cookie or gives him another.</summary>
    public async Task<int> AskAsync(string role, string method, string path, string? body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, body.StartsWith("BEGIN:", StringComparison.Ordinal) ? "text/calendar" : "application/json");
        request.Headers.Authorization = people[role].DefaultRequestHeaders.Authorization;
        request.Headers.TryAddWithoutValidation("Cookie", cookies[role].GetCookieHeader(program.Address));
        using var response = await asking.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (int)response.StatusCode;
    }

    /// <summary>Things of the host's and the participant's that nothing was done with yet, by the names that stand for them in the table.</summary>
    public async Task<IReadOnlyDictionary<string, string>> MakeAsync(string path)
    {
        var things = new Dictionary<string, string> { ["{n}"] = $"{++made}", ["{email}"] = Email("participant"), ["{interviewer}"] = Email("host"), ["{token}"] = "nobody-gave-this-out", ["{secret}"] = "nobody-gave-this-out", ["{documentName}"] = "v1", ["{report}"] = "sessions" };
        if (path.Contains("{idOrCode}", StringComparison.Ordinal) || path.Contains("{code}", StringComparison.Ordinal)) await AddRoomAsync(things);
        if (path.StartsWith("/api/v1/calendar-events/{id", StringComparison.Ordinal) || path.Contains("{eventId", StringComparison.Ordinal))
            things["{id}"] = things["{eventId}"] = await AddEventAsync();
        if (path.StartsWith("/api/v1/interviews/", StringComparison.Ordinal)) things["{id}"] = await AddInterviewAsync(things);
        if (path.StartsWith("/api/v1/webhooks/", StringComparison.Ordinal))
        {
            var hook = await PostAsync("key", "/api/v1/webhooks", new { url = "https://hooks.example.org/", kinds = (string[])["*"] });
            (things["{id}"], things["{deliveryId}"]) = (hook.GetProperty("webhook").GetProperty("id").GetString()!, $"{Guid.NewGuid()}");
        }
        if (path.StartsWith("/api/v1/api-keys/", StringComparison.Ordinal))
            things["{id}"] = (await PostAsync("administrator", "/api/v1/api-keys", new { name = "Other", scopes = (string[])["interviews:read"] })).GetProperty("info").GetProperty("id").GetString()!;
        if (path.StartsWith("/api/v1/notifications/devices/", StringComparison.Ordinal))
            things["{id}"] = (await PostAsync("host", "/api/v1/notifications/devices", Device($"{made}"))).GetProperty("id").GetString()!;
        if (path.StartsWith("/api/v1/audit/objects/", StringComparison.Ordinal))
        {
            await AddRoomAsync(things);
            (things["{kind}"], things["{id}"]) = ("room", things["{roomId}"]);
        }
        if (path.Contains("/sessions/{id", StringComparison.Ordinal)) things["{id}"] = things["{sessionId}"];
        things.TryAdd("{id}", $"{Guid.NewGuid()}");
        return things;
    }

    private static object Device(string name) => new
    {
        endpoint = $"https://push.example.org/{name}", device = "Chrome",
        keys = new { p256dh = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4", auth = "BTBZMqHH6r4Tts7J_aSIgg" },
    };

    private async Task AddRoomAsync(Dictionary<string, string> things)
    {
        var room = await PostAsync("host", "/api/v1/rooms", new { name = "Room", isPrivate = true });
        var (code, link) = (room.GetProperty("code").GetString()!, room.GetProperty("link").GetString()!);
        var first = await PostAsync("host", $"/api/v1/rooms/{code}/join", new { });
        var joined = await PostAsync("participant", $"/api/v1/rooms/{code}/join", new { pass = link[(link.IndexOf("pass=", StringComparison.Ordinal) + 5)..] });
        (things["{idOrCode}"], things["{code}"], things["{roomId}"]) = (code, code, room.GetProperty("id").GetString()!);
        (things["{participantId}"], things["{sessionId}"]) = (joined.GetProperty("participantId").GetString()!, joined.GetProperty("sessionId").GetString()!);
        things["{personId}"] = joined.GetProperty("roster").GetProperty("hostPersonId").GetString()!;
        (things["{ticket}"], things["{hostTicket}"]) = (joined.GetProperty("ticket").GetString()!, first.GetProperty("ticket").GetString()!);
    }

    /// <summary>The ticket for a session of his own.</summary>
    public async Task<string> JoinOwnRoomAsync(string role)
    {
        var room = await PostAsync(role, "/api/v1/rooms", new { name = "Own room" });
        return (await PostAsync(role, $"/api/v1/rooms/{room.GetProperty("code").GetString()}/join", new { })).GetProperty("ticket").GetString()!;
    }

    public async Task<int> HandshakeAsync(string role, string path, string? origin)
    {
        using var socket = NewSocket(role, origin);
        try
        {
            await socket.ConnectAsync(Hub(path), default);
        }
        catch (WebSocketException)
        {
            // The status says why.
        }
        return (int)socket.HttpStatusCode;
    }

    internal async Task<HubCaller> ConnectAsync(string role, string ticket)
    {
        var socket = NewSocket(role, null);
        await socket.ConnectAsync(Hub($"/hubs/conference?access_token={ticket}&since=0"), default);
        return await HubCaller.GreetAsync(socket);
    }

    private Uri Hub(string path) => new($"ws://{program.Address.Authority}{path}");

    private ClientWebSocket NewSocket(string role, string? origin)
    {
        var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true, Cookies = cookies[role] } };
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        return socket;
    }

    private async Task<string> AddEventAsync() => (await PostAsync("host", "/api/v1/calendar-events", new
    {
        title = "Event", type = "meeting", start = At(0), end = At(30), timeZone = "UTC", allDay = false,
        attendees = new[] { new { email = Email("participant") } },
    })).GetProperty("id").GetString()!;

    private async Task<string> AddInterviewAsync(Dictionary<string, string> things)
    {
        var interview = await PostAsync("host", "/api/v1/interviews", new
        {
            title = "Interview", interviewer = new { email = Email("host") }, candidate = new { email = Email("participant") },
            start = At(0), durationMinutes = 30, timeZone = "UTC", serviceType = "custom",
        });
        (things["{code}"], things["{memberId}"]) = (interview.GetProperty("roomCode").GetString()!, interview.GetProperty("candidate").GetProperty("id").GetString()!);
        return interview.GetProperty("id").GetString()!;
    }

    // An hour of its own for everything that is made, so that nobody is busy
    private string At(int minutes) => new DateTime(2031, 1, 1).AddHours(made).AddMinutes(minutes).ToString("s", CultureInfo.InvariantCulture);

    private async Task<JsonElement> PostAsync(string role, string path, object body)
    {
        using var response = await people[role].PostAsJsonAsync(path, body);
        response.IsSuccessStatusCode.ShouldBeTrue($"{role} {path} {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in people.Values) person.Dispose();
        asking.Dispose();
        await program.DisposeAsync();
    }
}
