using VideoConf.Rooms.Contracts;

namespace VideoConf.Signaling.Tests;

public sealed class QualitySpec(SignalingServer server) : IClassFixture<SignalingServer>
{
    private const string Measured = "rooms.connection_measured";

    private static object Summary(
        object? seconds = null, object? lossPercent = null, object? roundTripMs = null, object? spokeSeconds = null, object? codec = null, object? browser = null, object? troubles = null) => new
    {
        seconds = seconds ?? 58, lossPercent = lossPercent ?? 6.5, roundTripMs = roundTripMs ?? 40, sendKbps = 900, receiveKbps = 1300, framesPerSecond = 24, width = 1280, height = 720,
        codec = codec ?? "VP8", relayed = false, spokeSeconds = spokeSeconds ?? 7, sharedSeconds = 0, reconnects = 1, browser = browser ?? "Chrome 156",
        troubles = troubles ?? new[] { new { kind = "device_denied", detail = "camera", secondsAgo = 5 } },
    };

    [Fact]
    public async Task It_becomes_a_fact_that_no_browser_is_told_and_that_moves_no_session()
    {
        var (_, ada) = await server.NewCall();
        var bob = await server.NewPerson("Bob").Join(ada.Code);
        await using var adas = await HubSocket.ConnectAndGreet(server, ada);
        await using var bobs = await HubSocket.ConnectAndGreet(server, bob);
        await bobs.Send("Quality", Summary());

        var fact = await server.FactAsync(f => f.WireName == Measured && f.StreamId == bob.ParticipantId);
        using var body = JsonDocument.Parse(fact.Json);
        (body.RootElement.GetProperty("sessionId").GetGuid(), body.RootElement.GetProperty("participantId").GetGuid()).ShouldBe((bob.SessionId, bob.ParticipantId));
        body.RootElement.GetProperty("grade").GetString().ShouldBe("fair");
        body.RootElement.GetProperty("troubles")[0].GetProperty("kind").GetString().ShouldBe("device_denied");
        (await adas.Received("Fact")).Concat(await bobs.Received("Fact")).Select(f => f.GetProperty("type").GetString()).ShouldNotContain(type => type!.Contains("onnection"));
        (await server.NewPerson("Cyd").Join(ada.Code)).Version.ShouldBe(bob.Version + 1);
    }

    [Fact]
    public async Task A_stay_has_one_for_each_minute_and_the_connection_stays_whatever_it_sends()
    {
        var (_, ada) = await server.NewCall();
        await using var adas = await HubSocket.ConnectAndGreet(server, ada);
        for (var i = 0; i < 10; i++) await adas.Send("Quality", Summary());

        (await adas.Next("Refused")).GetProperty("code").GetString().ShouldBe("rate_limited");
        await server.FactAsync(f => f.WireName == Measured && f.StreamId == ada.ParticipantId);
        // Those that were let through have been decided when a later one of somebody else's has
        var bob = await server.NewPerson("Bob").Join(ada.Code);
        await using var bobs = await HubSocket.ConnectAndGreet(server, bob);
        await bobs.Send("Quality", Summary());
        await server.FactAsync(f => f.WireName == Measured && f.StreamId == bob.ParticipantId);
        (await server.Log.FetchStreamAsync(ada.ParticipantId)).ShouldHaveSingleItem();
    }

    public static TheoryData<object?> Unsound => new(
        null, 7, "text", new { }, Summary(seconds: 0), Summary(seconds: 61), Summary(seconds: "sixty"), Summary(lossPercent: -1), Summary(lossPercent: 100.1), Summary(roundTripMs: -1),
        Summary(roundTripMs: 99_999), Summary(spokeSeconds: 59), Summary(codec: new string('V', 17)), Summary(codec: "V\u202eP8"), Summary(browser: ""), Summary(browser: new string('B', 41)),
        Summary(browser: "<b>"), Summary(troubles: "none"), Summary(troubles: new object?[] { null }), Summary(troubles: new[] { new { kind = "bad_weather", detail = (string?)null, secondsAgo = 1 } }),
        Summary(troubles: new[] { new { kind = 77, detail = (string?)null, secondsAgo = 1 } }), Summary(troubles: new[] { new { kind = "ice_failed", detail = (string?)new string('x', 41), secondsAgo = 1 } }),
        Summary(troubles: new[] { new { kind = "ice_failed", detail = (string?)null, secondsAgo = -1 } }),
        Summary(troubles: Enumerable.Repeat(new { kind = "ice_failed", detail = (string?)null, secondsAgo = 1 }, ConnectionSummary.MostTroubles + 1).ToArray()));

    [Theory]
    [MemberData(nameof(Unsound), DisableDiscoveryEnumeration = true)]
    public async Task What_cannot_be_is_refused(object? summary)
    {
        var (_, ada) = await server.NewCall();
        await using var adas = await HubSocket.ConnectAndGreet(server, ada);
        await adas.Send("Quality", summary);
        (await adas.Next("Refused")).GetProperty("code").GetString().ShouldBe("invalid_message");
        await adas.Send("Quality", Summary());
        (await server.FactAsync(f => f.WireName == Measured && f.StreamId == ada.ParticipantId)).Version.ShouldBe(1);
    }
}
