using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using VideoConf.Accounts.Contracts;

namespace VideoConf.Testing;

/// <summary>Somebody who is signed in (or not), or a program with a key, and sends requests below <c>/api/v1/</c>.</summary>
public class TestPerson(ModuleServer server, string name, bool isGuest = false) : IDisposable
{
    private readonly HttpClient client = new();

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public string Name => name;

    public bool IsGuest => isGuest;

    public bool IsSignedIn { get; init; } = true;

    public bool IsAdministrator { get; init; }

    /// <summary>Not null: no person, but a key of the API with these scopes; <see cref="Id"/> is the key's.</summary>
    public IReadOnlyCollection<string>? Scopes { get; init; }

    private string Kind => Scopes is null
        ? isGuest ? CallerExtensions.GuestKind : IsAdministrator ? CallerExtensions.AdministratorKind : CallerExtensions.AccountKind
        : $"{CallerExtensions.KeyIdClaim};{string.Join(' ', Scopes)}";

    public Task<Answer> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);
    public Task<Answer> Post(string path, object? body = null, params (string Name, string Value)[] headers) => Send(HttpMethod.Post, path, Json(body), headers);
    public Task<Answer> Put(string path, object body, params (string Name, string Value)[] headers) => Send(HttpMethod.Put, path, Json(body), headers);
    public Task<Answer> Patch(string path, object body, params (string Name, string Value)[] headers) => Send(HttpMethod.Patch, path, Json(body), headers);
    public Task<Answer> Delete(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Delete, path, null, headers);

    public async Task<Answer> Send(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(server.Address, "/api/v1/" + path)) { Content = content };
        if (IsSignedIn) request.Headers.Add("X-Test-Person", $"{Id};{name};{Kind}");
        foreach (var (header, value) in headers) request.Headers.TryAddWithoutValidation(header, value);
        using var response = await client.SendAsync(request);
        return await Answer.Of(response);
    }

    private static ByteArrayContent? Json(object? body) => body is null ? null : new(body switch
    {
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        _ => JsonSerializer.SerializeToUtf8Bytes(body, Answer.JsonOptions),
    }) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        client.Dispose();
    }
}
