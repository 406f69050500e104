namespace VideoConf.Signaling.Tests;

public sealed class LimitsSpec(SignalingServer server) : IClassFixture<SignalingServer>
{
    [Fact]
    public async Task More_signals_than_allowed_are_refused_and_dropped_and_the_connection_stays()
    {
        var (adas, bobs, bob) = await Two();
        for (var i = 0; i < 600; i++) await adas.Send("Signal", bob.ParticipantId, "candidate", $"{i}");

        (await adas.Next("Refused")).GetProperty("code").GetString().ShouldBe("rate_limited");
        await adas.Invoke("Ping");
        var received = (await bobs.Received("Signal")).Select(s => int.Parse(s.GetProperty("payload").GetString()!)).ToList();
        received.Count.ShouldBeInRange(400, 599);
        received.ShouldBe(received.Order());
        received.Take(400).ShouldBe(Enumerable.Range(0, 400));
    }

    [Theory]
    [InlineData("Ephemeral", """{"speaking":true}""")]
    [InlineData("SetMediaState", """{"audio":true,"video":true,"screen":false}""")]
    public async Task More_state_than_allowed_is_refused_and_dropped(string method, string argument)
    {
        var (adas, bobs, _) = await Two();
        for (var i = 0; i < 60; i++) await adas.SendText($$"""{"type":1,"target":"{{method}}","arguments":[{{argument}}]}""");

        (await adas.Next("Refused")).GetProperty("code").GetString().ShouldBe("rate_limited");
        await adas.Invoke("Ping");
        (await bobs.Received(method == "Ephemeral" ? "Ephemeral" : "MediaState")).Count.ShouldBeInRange(10, 40);
    }

    [Fact]
    public async Task Questions_are_limited_too()
    {
        var (adas, _, _) = await Two();
        for (var i = 0; i < 30; i++) await adas.Send("CatchUp", 0);
        (await adas.Next("Refused")).GetProperty("code").GetString().ShouldBe("rate_limited");
    }

    [Theory]
    [InlineData(65_536, true)]
    [InlineData(65_537, false)]
    public async Task A_payload_has_64_KiB_at_most(int length, bool fits)
    {
        var (adas, bobs, bob) = await Two();
        (await adas.Signal(bob, "offer", new string('x', length))).ShouldBe(fits);
        if (fits) (await bobs.Next("Signal")).GetProperty("payload").GetString()!.Length.ShouldBe(length);
        else (await adas.Next("Refused")).GetProperty("code").GetString().ShouldBe("too_large");
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(300_000)]
    [InlineData(5_000_000)]
    public async Task A_message_that_is_too_large_is_refused_and_the_connection_stays(int length)
    {
        var (adas, bobs, bob) = await Two();
        await adas.Send("Signal", bob.ParticipantId, "offer", new string('x', length));

        (await adas.Next("Refused")).GetProperty("code").GetString().ShouldBe("too_large");
        (await adas.Signal(bob, "offer", "small")).ShouldBeTrue();
        (await bobs.Next("Signal")).GetProperty("payload").GetString().ShouldBe("small");
    }

    private async Task<(HubSocket Adas, HubSocket Bobs, Stay Bob)> Two()
    {
        var (_, ada) = await server.NewCall();
        var bob = await server.NewPerson("Bob").Join(ada.Code);
        var bobs = await HubSocket.ConnectAndGreet(server, bob);
        return (await HubSocket.ConnectAndGreet(server, ada), bobs, bob);
    }
}
