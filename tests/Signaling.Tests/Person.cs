using System.Net.Http.Json;

namespace VideoConf.Signaling.Tests;

/// <summary>Somebody at the HTTP API.</summary>
internal sealed class Person(SignalingServer server, string name)
{
    public Guid Id { get; } = Guid.CreateVersion7();

    public async Task<string> OpenRoom() => (await Post("", new { })).GetProperty("code").GetString()!;

    public async Task<Stay> Join(string code, Stay? previous = null)
    {
        var answer = await Post($"/{code}/join", new { previousParticipantId = previous?.ParticipantId });
        return new Stay(
            code, answer.GetProperty("sessionId").GetGuid(), answer.GetProperty("participantId").GetGuid(), answer.GetProperty("ticket").GetString()!,
            answer.GetProperty("roster").GetProperty("version").GetInt64(), answer);
    }

    public Task Leave(Stay stay) => Post($"/{stay.Code}/leave", new { participantId = stay.ParticipantId });

    public Task Remove(Stay other) => Post($"/{other.Code}/participants/{other.ParticipantId}/remove", null);

    public Task Mute(Stay other) => Post($"/{other.Code}/participants/{other.ParticipantId}/mute", null);

    public Task EndCall(Stay stay) => Post($"/{stay.Code}/end", null);

    private async Task<JsonElement> Post(string path, object? body)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/api/v1/rooms" + path));
        request.Headers.Add("X-Test-Person", $"{Id};{name}");
        if (body is not null) request.Content = JsonContent.Create(body);
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue($"{path}: {(int)answer.StatusCode} {text}");
        return text == "" ? default : JsonSerializer.Deserialize<JsonElement>(text);
    }
}

/// <summary>What joining gave.</summary>
internal sealed record Stay(string Code, Guid SessionId, Guid ParticipantId, string Ticket, long Version, JsonElement Answer);
