using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace VideoConf.Benchmarks.Signaling;

/// <summary>Gets everybody a place at the server under test.</summary>
internal static class Seats
{
    /// <summary>As browsers get them: a guest opens a room and everybody joins it.</summary>
    public static async Task<IReadOnlyList<Seat>> AtOurHostAsync(Uri server, int rooms, int roomSize)
    {
        var seats = new List<Seat>();
        for (var room = 0; room < rooms; room++)
        {
            using var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = server };
            await PostAsync(http, "/api/v1/guests", new { displayName = "Bench" });
            var code = (await PostAsync(http, "/api/v1/rooms", new { })).GetProperty("code").GetString();
            for (var person = 0; person < roomSize; person++)
            {
                var joined = await PostAsync(http, $"/api/v1/rooms/{code}/join", new { });
                var url = new UriBuilder(new Uri(server, joined.GetProperty("hubUrl").GetString()))
                {
                    Scheme = "ws",
                    Query = $"access_token={joined.GetProperty("ticket").GetString()}&since={joined.GetProperty("roster").GetProperty("version").GetInt64()}",
                };
                seats.Add(new Seat(url.Uri, joined.GetProperty("participantId").GetString()!, """{"protocol":"json","version":1}"""));
            }
        }
        return seats;
    }

    public static async Task<JsonElement> PostAsync(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static IReadOnlyList<Seat> AtSocketIo(Uri server, int rooms, int roomSize) =>
        [.. Enumerable.Range(0, rooms * roomSize).Select(i =>
        {
            var (room, participant) = ($"room-{i / roomSize}", Guid.CreateVersion7().ToString());
            var signature = Convert.ToHexStringLower(HMACSHA256.HashData("bench"u8, Encoding.UTF8.GetBytes($"{room}/{participant}")));
            var url = new UriBuilder(server) { Scheme = "ws", Path = "/socket.io/", Query = "EIO=4&transport=websocket" };
            return new Seat(url.Uri, participant, "40" + JsonSerializer.Serialize(new { room, participant, signature }));
        })];

    public static IReadOnlyList<Seat> AtEcho(Uri server, int rooms, int roomSize)
    {
        var url = new UriBuilder(server) { Scheme = "ws" };
        return [.. Enumerable.Range(0, rooms * roomSize).Select(_ => new Seat(url.Uri, Guid.CreateVersion7().ToString(), ""))];
    }
}
