using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using VideoConf.HttpApi;

namespace VideoConf.Rooms.Tests;

/// <summary>Somebody who is signed in (or not) and sends requests.</summary>
internal sealed class Person(RoomsServer server, string name, bool isGuest) : IDisposable
{
    private readonly HttpClient client = new() { BaseAddress = new Uri(server.Address, "/api/v1/") };

    public Guid Id { get; } = Guid.CreateVersion7();

    public bool IsSignedIn { get; init; } = true;

    public Task<Answer> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);
    public Task<Answer> Post(string path, object? body = null, params (string Name, string Value)[] headers) => Send(HttpMethod.Post, path, Json(body), headers);
    public Task<Answer> Patch(string path, object body, params (string Name, string Value)[] headers) => Send(HttpMethod.Patch, path, Json(body), headers);
    public Task<Answer> Delete(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Delete, path, null, headers);

    public async Task<Answer> Send(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (IsSignedIn) request.Headers.Add("X-Test-Person", $"{Id};{name};{(isGuest ? "guest" : "account")}");
        foreach (var (header, value) in headers) request.Headers.TryAddWithoutValidation(header, value);
        using var response = await client.SendAsync(request);
        return new Answer(
            response.StatusCode, await response.Content.ReadAsByteArrayAsync(),
            response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(",", h.Value)));
    }

    private static ByteArrayContent? Json(object? body) => body is null ? null : new(body switch
    {
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        _ => JsonSerializer.SerializeToUtf8Bytes(body, Answer.JsonOptions),
    }) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    public async Task<RoomResource> OpensRoom(object? body = null) => (await Post("rooms", body ?? new { })).As<RoomResource>(HttpStatusCode.Created);

    public async Task<JoinRoom.Answer> Joins(RoomResource room, object? body = null) => (await TriesToJoin(room, body)).As<JoinRoom.Answer>();

    public Task<Answer> TriesToJoin(RoomResource room, object? body = null) => Post($"rooms/{room.Code}/join", body ?? new { });

    public Task<Answer> Leaves(RoomResource room, JoinRoom.Answer stay, string reason = "left") =>
        Post($"rooms/{room.Code}/leave", new { stay.ParticipantId, reason });

    public async Task<RoomResource> Sees(RoomResource room) => (await Get($"rooms/{room.Id}")).As<RoomResource>();

    public void Dispose() => client.Dispose();
}

internal sealed record Answer(HttpStatusCode Status, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    public static readonly JsonSerializerOptions JsonOptions = Options();

    public string Text => Encoding.UTF8.GetString(Body);

    public Problem Problem => JsonSerializer.Deserialize<Problem>(Body, JsonSerializerOptions.Web)!;

    public T As<T>(HttpStatusCode status = HttpStatusCode.OK)
    {
        Status.ShouldBe(status, Text);
        return JsonSerializer.Deserialize<T>(Body, JsonOptions)!;
    }

    public void ShouldBeDone() => Status.ShouldBe(HttpStatusCode.NoContent, Text);

    public Problem ShouldRefuse(int status, string code)
    {
        ((int)Status).ShouldBe(status, Text);
        Headers["Content-Type"].ShouldBe("application/problem+json");
        Problem.Code.ShouldBe(code);
        Problem.Detail.ShouldNotBeNullOrEmpty();
        return Problem;
    }

    /// <summary>400, and these fields are named and no others.</summary>
    public void ShouldBlame(params string[] fields) => ShouldRefuse(400, "invalid_request").Errors!.Select(e => e.Field).ShouldBe(fields);

    private static JsonSerializerOptions Options()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        VideoConf.HttpApi.Json.Configure(options);
        return options;
    }
}
