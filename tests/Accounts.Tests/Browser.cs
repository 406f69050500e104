using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace VideoConf.Accounts.Tests;

/// <summary>
/// One person's browser: keeps its cookies, sends one request at a time over one connection. When a cookie ends is told by
/// the server alone: its clock stands still, and the day of this machine would end what it has just begun.
/// </summary>
internal sealed class Browser : IDisposable
{
    public const string Password = "correct horse battery";

    private readonly HttpClient client;
    private readonly Dictionary<string, string> cookies = [];

    public Browser(Uri server) => client = new HttpClient(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = 1 }) { BaseAddress = server };

    public HttpRequestHeaders Headers => client.DefaultRequestHeaders;

    public Task<Answer> Get(string path) => Send(HttpMethod.Get, path, null);

    public Task<Answer> Post(string path, object body) => Send(HttpMethod.Post, path, JsonContent.Create(body));

    public Task<Answer> Put(string path, object body, string? ifMatch = null) => Send(HttpMethod.Put, path, JsonContent.Create(body), ifMatch);

    public Task<Answer> Delete(string path) => Send(HttpMethod.Delete, path, null);

    public Task<Answer> SignIn(string email, string password = Password, bool? remember = null) => Post("/session", new { email, password, remember });

    public async Task<Answer> Send(HttpMethod method, string path, HttpContent? content, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, "/api/v1" + path) { Content = content };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        using var response = await client.SendAsync(request);
        Keep(response.Headers.TryGetValues("Set-Cookie", out var sent) ? sent : []);
        var text = await response.Content.ReadAsStringAsync();
        return new(
            response.StatusCode,
            text == "" ? default : JsonDocument.Parse(text).RootElement,
            response.Content.Headers.ContentType?.MediaType,
            response.Headers.ETag?.ToString(),
            response.Headers.RetryAfter?.Delta,
            response.Headers.TryGetValues("Set-Cookie", out var set) ? string.Join('\n', set) : "",
            text);
    }

    // A cookie that is taken back comes without a value
    private void Keep(IEnumerable<string> sent)
    {
        foreach (var parts in sent.Select(cookie => cookie.Split(';')[0].Split('=', 2)))
        {
            if (parts[1] == "")
                cookies.Remove(parts[0]);
            else
                cookies[parts[0]] = parts[1];
        }
    }

    public void Dispose() => client.Dispose();
}

internal sealed record Answer(HttpStatusCode Status, JsonElement Body, string? MediaType, string? ETag, TimeSpan? RetryAfter, string SetCookie, string Text)
{
    public string? this[string property] => Body.GetProperty(property).ToString();

    public Guid Id => Body.GetProperty("id").GetGuid();

    public string? Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() : null;

    public IReadOnlyList<(string Field, string Code)> Errors =>
        [.. Body.GetProperty("errors").EnumerateArray().Select(error => (error.GetProperty("field").GetString()!, error.GetProperty("code").GetString()!))];

    public void ShouldRefuse(HttpStatusCode status, string code)
    {
        Status.ShouldBe(status, Text);
        MediaType.ShouldBe("application/problem+json");
        Code.ShouldBe(code);
        this["status"].ShouldBe(((int)status).ToString());
        this["detail"].ShouldNotBeNullOrEmpty();
    }
}
