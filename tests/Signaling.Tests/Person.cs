namespace VideoConf.Signaling.Tests;

/// <summary>Somebody at the HTTP API.</summary>
internal sealed class Person(SignalingServer server, string name) : TestPerson(server, name)
{
    public async Task<string> OpenRoom() => (await Ask("", new { })).GetProperty("code").GetString()!;

    public async Task<Stay> Join(string code, Stay? previous = null)
    {
        var answer = await Ask($"/{code}/join", new { previousParticipantId = previous?.ParticipantId });
        return new Stay(
            code, answer.GetProperty("sessionId").GetGuid(), answer.GetProperty("participantId").GetGuid(), answer.GetProperty("ticket").GetString()!,
            answer.GetProperty("roster").GetProperty("version").GetInt64(), answer);
    }

    public Task Leave(Stay stay) => Ask($"/{stay.Code}/leave", new { participantId = stay.ParticipantId });

    public Task Remove(Stay other) => Ask($"/{other.Code}/participants/{other.ParticipantId}/remove", null);

    public Task Mute(Stay other) => Ask($"/{other.Code}/participants/{other.ParticipantId}/mute", null);

    public Task EndCall(Stay stay) => Ask($"/{stay.Code}/end", null);

    private async Task<JsonElement> Ask(string path, object? body)
    {
        var answer = await Post("rooms" + path, body);
        ((int)answer.Status).ShouldBeInRange(200, 299, $"{path}: {answer.Text}");
        return answer.Body.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(answer.Body);
    }
}

/// <summary>What joining gave.</summary>
internal sealed record Stay(string Code, Guid SessionId, Guid ParticipantId, string Ticket, long Version, JsonElement Answer);
