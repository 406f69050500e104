using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace VideoConf.Interviews.Tests;

/// <summary>
/// Speaks as Google's token endpoint and Calendar API do: checks the assertion with the public key, makes events, and gives
/// a link after having said pending. A test says how it fails.
/// </summary>
public sealed class GoogleStandIn : IAsyncDisposable
{
    public const string Email = "interviews@project.iam.gserviceaccount.com", Calendar = "team/meet@example.org", Subject = "host@example.org";

    private readonly RSA key = RSA.Create(2048);
    private readonly IClock clock;
    private readonly WebApplication app;
    private readonly TaskCompletionSource over = new();
    private int tokens;

    public GoogleStandIn(IClock clock)
    {
        this.clock = clock;
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrel().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapPost("/token", (Delegate)TokenAsync);
        app.MapPost("/calendar/v3/calendars/{calendar}/events", InsertAsync);
        app.MapGet("/calendar/v3/calendars/{calendar}/events/{id}", GetAsync);
    }

    public async Task StartAsync()
    {
        KeyFile = Path.Combine(Path.GetTempPath(), $"{Guid.CreateVersion7():N}.json");
        await File.WriteAllTextAsync(KeyFile, JsonSerializer.Serialize(new { type = "service_account", client_email = Email, private_key_id = "k1", private_key = key.ExportPkcs8PrivateKeyPem() }));
        await app.StartAsync();
    }

    public string KeyFile { get; private set; } = "";

    public GoogleMeetOptions Options => new() { ServiceAccountFile = KeyFile, CalendarId = Calendar, Subject = Subject, TokenAddress = $"{app.Urls.Single()}/token", ApiAddress = $"{app.Urls.Single()}/calendar/v3/" };

    /// <summary>Events by id, with how often each was looked at.</summary>
    public ConcurrentDictionary<string, JsonObject> Events { get; } = [];

    public int TokensGiven => tokens;

    /// <summary>So often it answers pending before the link is there.</summary>
    public int Pending { get; set; } = 1;

    /// <summary>What is done instead of answering an insert; null: nothing.</summary>
    public Func<HttpContext, Task<IResult>>? Insert { get; set; }

    /// <summary>What is done instead of giving a token; null: nothing.</summary>
    public Func<HttpContext, Task<IResult>>? Token { get; set; }

    public static Func<HttpContext, Task<IResult>> Answers(int status, object body) => _ => Task.FromResult(Results.Json(body, statusCode: status));

    /// <summary>Never answers, until it is over.</summary>
    public async Task<IResult> HangAsync(HttpContext http)
    {
        await over.Task.WaitAsync(http.RequestAborted);
        return Results.NoContent();
    }

    private async Task<IResult> TokenAsync(HttpContext http)
    {
        if (Token is { } instead) return await instead(http);
        var form = await http.Request.ReadFormAsync();
        if (form["grant_type"] != "urn:ietf:params:oauth:grant-type:jwt-bearer" || !IsGood(form["assertion"].ToString(), http)) return Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        return Results.Json(new { access_token = $"token-{Interlocked.Increment(ref tokens)}", expires_in = 3600, token_type = "Bearer" });
    }

    private bool IsGood(string assertion, HttpContext http)
    {
        if (assertion.Split('.') is not [var header, var claims, var signature]) return false;
        if (!key.VerifyData(Encoding.ASCII.GetBytes($"{header}.{claims}"), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)) return false;
        var (head, said) = (JsonNode.Parse(Base64Url.DecodeFromChars(header))!, JsonNode.Parse(Base64Url.DecodeFromChars(claims))!);
        var (issued, ends, now) = (said["iat"]!.GetValue<long>(), said["exp"]!.GetValue<long>(), clock.GetCurrentInstant().ToUnixTimeSeconds());
        return (string?)head["alg"] == "RS256" && (string?)head["kid"] == "k1" && (string?)said["iss"] == Email && (string?)said["sub"] == Subject
            && (string?)said["scope"] == "https://www.googleapis.com/auth/calendar.events" && (string?)said["aud"] == $"http://{http.Request.Host}/token"
            && issued <= now && now < ends && ends - issued <= 3600;
    }

    private bool IsKnown(HttpContext http) => http.Request.Headers.Authorization.ToString() == $"Bearer token-{tokens}";

    private async Task<IResult> InsertAsync(string calendar, HttpContext http)
    {
        if (!IsKnown(http)) return Results.Json(new { error = new { code = 401, errors = new[] { new { reason = "authError" } } } }, statusCode: 401);
        if (Insert is { } instead) return await instead(http);
        if (Uri.UnescapeDataString(calendar) != Calendar || http.Request.Query["conferenceDataVersion"] != "1") return Results.NotFound();
        var body = (await JsonNode.ParseAsync(http.Request.Body))!.AsObject();
        var wanted = body["conferenceData"]!["createRequest"]!;
        if ((string?)wanted["conferenceSolutionKey"]!["type"] != "hangoutsMeet") return Results.BadRequest();
        var id = (string)body["id"]!;
        body["looks"] = 0;
        if (!Events.TryAdd(id, body)) return Results.Json(new { error = new { code = 409, errors = new[] { new { reason = "duplicate" } } } }, statusCode: 409);
        return Shown(id);
    }

    private Task<IResult> GetAsync(string calendar, string id, HttpContext http) => Task.FromResult(!IsKnown(http) ? Results.StatusCode(401) : Events.ContainsKey(id) ? Shown(id) : Results.NotFound());

    private IResult Shown(string id)
    {
        var looks = Events[id]["looks"]!.GetValue<int>();
        Events[id]["looks"] = looks + 1;
        if (looks < Pending) return Results.Json(new { id, conferenceData = new { createRequest = new { requestId = id, status = new { statusCode = "pending" } } } });
        return Results.Json(new { id, conferenceData = new { createRequest = new { requestId = id, status = new { statusCode = "success" } }, entryPoints = new[] { new { entryPointType = "phone", uri = "tel:1" }, new { entryPointType = "video", uri = LinkOf(id) } } } });
    }

    /// <summary>Another for another event.</summary>
    public static string LinkOf(string id)
    {
        var letters = SHA256.HashData(Encoding.UTF8.GetBytes(id)).Take(10).Select(b => (char)('a' + b % 26)).ToArray();
        return $"https://meet.google.com/{new string(letters[..3])}-{new string(letters[3..7])}-{new string(letters[7..])}";
    }

    public async ValueTask DisposeAsync()
    {
        over.TrySetResult();
        await app.DisposeAsync();
        key.Dispose();
        if (KeyFile != "") File.Delete(KeyFile);
    }
}

/// <summary>Interviews of an operator who lets the server make links of Google Meet.</summary>
public sealed class MeetServer : InterviewsServer
{
    public GoogleStandIn Google { get; }

    public MeetServer() => Google = new GoogleStandIn(Clock);

    protected override InterviewsOptions Options => new() { AllowPrivateAddresses = true, GoogleMeet = Google.Options };

    public override async ValueTask InitializeAsync()
    {
        await Google.StartAsync();
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        await Google.DisposeAsync();
    }
}
