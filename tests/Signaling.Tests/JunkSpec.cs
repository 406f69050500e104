using System.Text;

namespace VideoConf.Signaling.Tests;

public sealed class JunkSpec(SignalingServer server) : IClassFixture<SignalingServer>
{
    private const string To = "01931f2e-7b1a-7c3d-8e4f-0123456789ab";

    [Theory]
    [InlineData("")]
    [InlineData("junk")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("{}")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":"1"}""")]
    [InlineData("""{"type":1,"target":"Signal"}""")]
    [InlineData("""{"type":1,"target":5,"arguments":[]}""")]
    [InlineData("""{"type":1,"target":"Nothing","arguments":[]}""")]
    [InlineData("""{"type":1,"target":"OnConnectedAsync","arguments":[]}""")]
    [InlineData("""{"type":1,"target":"Dispose","arguments":[]}""")]
    [InlineData("""{"type":1,"target":"Junk","arguments":[false]}""")]
    [InlineData("""{"type":1,"target":"Signal","arguments":[]}""")]
    [InlineData("""{"type":1,"target":"Signal","arguments":["a","offer","x"]}""")]
    [InlineData($$"""{"type":1,"target":"Signal","arguments":["{{To}}","offer",5]}""")]
    [InlineData($$"""{"type":1,"target":"Signal","arguments":["{{To}}","offer",null]}""")]
    [InlineData($$"""{"type":1,"target":"Signal","arguments":["{{To}}","offer",{}]}""")]
    [InlineData($$"""{"type":1,"target":"Signal","arguments":["{{To}}",null,"x"]}""")]
    [InlineData($$"""{"type":1,"target":"Signal","arguments":["{{To}}","bye","x"]}""")]
    [InlineData($$"""{"type":1,"target":"Signal","arguments":["{{To}}","offer","x","y"]}""")]
    [InlineData($$"""{"type":1,"target":"Signal","arguments":["{{To}}","offer","\uZZZZ"]}""")]
    [InlineData("""{"type":1,"target":"SetMediaState","arguments":[null]}""")]
    [InlineData("""{"type":1,"target":"SetMediaState","arguments":[{}]}""")]
    [InlineData("""{"type":1,"target":"SetMediaState","arguments":[{"audio":true,"video":true}]}""")]
    [InlineData("""{"type":1,"target":"SetMediaState","arguments":[{"audio":"yes","video":true,"screen":true}]}""")]
    [InlineData("""{"type":1,"target":"Ephemeral","arguments":[null]}""")]
    [InlineData("""{"type":1,"target":"Ephemeral","arguments":[{}]}""")]
    [InlineData("""{"type":1,"target":"Ephemeral","arguments":[{"quality":4}]}""")]
    [InlineData("""{"type":1,"target":"Ephemeral","arguments":[{"quality":-1}]}""")]
    [InlineData("""{"type":1,"target":"Ephemeral","arguments":[{"quality":99999999999999999999}]}""")]
    [InlineData("""{"type":1,"target":"Pad","arguments":[]}""")]
    [InlineData("""{"type":1,"target":"Pad","arguments":["update"]}""")]
    [InlineData("""{"type":1,"target":"Pad","arguments":["update",null]}""")]
    [InlineData("""{"type":1,"target":"Pad","arguments":["update",""]}""")]
    [InlineData("""{"type":1,"target":"Pad","arguments":["update",{}]}""")]
    [InlineData("""{"type":1,"target":"Pad","arguments":[null,"AAA="]}""")]
    [InlineData("""{"type":1,"target":"Pad","arguments":["erase","AAA="]}""")]
    [InlineData("""{"type":1,"target":"CatchUp","arguments":["x"]}""")]
    [InlineData("""{"type":1,"target":"Ping","arguments":[],"streamIds":["1"]}""")]
    [InlineData("""{"type":2,"invocationId":"1","item":5}""")]
    [InlineData("""{"type":3,"invocationId":"7","result":1}""")]
    [InlineData("""{"type":4,"invocationId":"s","target":"Ping","arguments":[]}""")]
    [InlineData("""{"type":5,"invocationId":"7"}""")]
    [InlineData("""{"type":8,"sequenceId":1}""")]
    [InlineData("""{"type":99}""")]
    public async Task What_cannot_be_understood_is_refused_and_the_connection_stays(string message)
    {
        var (adas, bobs, bob) = await Two();
        await adas.SendText(message);

        (await adas.Next("Refused")).GetProperty("code").GetString().ShouldBe("invalid_message");
        (await adas.Signal(bob, "offer", "still here")).ShouldBeTrue();
        (await bobs.Next("Signal")).GetProperty("payload").GetString().ShouldBe("still here");
        bobs.Heard.ShouldNotContain("Refused");
    }

    [Theory]
    [InlineData("""{"type":1,"invocationId":"x","target":"Nothing","arguments":[]}""")]
    [InlineData("""{"type":4,"invocationId":"x","target":"Ping","arguments":[]}""")]
    [InlineData("""{"type":1,"invocationId":"x","target":"Signal","arguments":["a","offer","x"]}""")]
    public async Task A_call_that_waits_for_an_answer_gets_one(string message)
    {
        var (adas, _, _) = await Two();
        await adas.SendText(message);
        await adas.Next("Refused");
        (await adas.Answer("x")).TryGetProperty("error", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("""{"type":6}""")]
    [InlineData("""{"type":6,"more":[1,2,3]}""")]
    public async Task A_ping_is_no_junk(string message)
    {
        var (adas, _, _) = await Two();
        await adas.SendText(message);
        (await adas.Received("Refused")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_says_that_it_closes_is_closed()
    {
        var (adas, bobs, _) = await Two();
        await adas.SendText("""{"type":7}""");
        await adas.Closed;
        (await bobs.Next("PeerConnection", p => !p.GetProperty("connected").GetBoolean())).ShouldNotBe(default);
    }

    [Fact]
    public async Task A_wrong_byte_in_a_payload_does_not_reach_the_peer()
    {
        var (adas, bobs, bob) = await Two();
        byte[] call = [.. Encoding.UTF8.GetBytes($$"""{"type":1,"target":"Signal","arguments":["{{bob.ParticipantId}}","offer","a"""), 0xFF, .. "\"]}\u001e"u8];
        await adas.SendBytes(call, binary: true);
        (await adas.Next("Refused")).GetProperty("code").GetString().ShouldBe("invalid_message");
        (await bobs.Received("Signal")).ShouldBeEmpty();

        // In a text frame it breaks the WebSocket protocol itself (RFC 6455, 8.1)
        await adas.SendBytes(call);
        await adas.Closed;
        await bobs.Invoke("Ping");
    }

    [Theory]
    [InlineData("junk")]
    [InlineData("{}")]
    [InlineData("""{"protocol":"messagepack","version":1}""")]
    [InlineData("""{"protocol":"json","version":99}""")]
    public async Task A_junk_handshake_ends_that_connection_alone(string handshake)
    {
        var (adas, bobs, bob) = await Two();
        var cyd = await server.NewPerson("Cyd").Join(bob.Code);
        await using var cyds = await HubSocket.Connect(server, cyd, handshake: handshake);
        await cyds.Closed;
        (await adas.Signal(bob, "offer", "still here")).ShouldBeTrue();
        (await bobs.Next("Signal")).GetProperty("payload").GetString().ShouldBe("still here");
    }

    [Fact]
    public async Task A_flood_of_junk_is_logged_in_a_few_lines_and_holds_nobody_up()
    {
        var (adas, bobs, bob) = await Two();
        var (flooders, _, _) = await Two();
        var before = server.Logged.Count;
        for (var i = 0; i < 300; i++) await flooders.SendText("junk");
        await flooders.SendText("""{"type":1,"invocationId":"last","target":"Nothing","arguments":[]}""");

        (await adas.Signal(bob, "offer", "still here")).ShouldBeTrue();
        (await bobs.Next("Signal")).GetProperty("payload").GetString().ShouldBe("still here");
        await flooders.Answer("last");
        (server.Logged.Count - before).ShouldBeInRange(1, 10);
    }

    private async Task<(HubSocket Adas, HubSocket Bobs, Stay Bob)> Two()
    {
        var (_, ada) = await server.NewCall();
        var bob = await server.NewPerson("Bob").Join(ada.Code);
        var bobs = await HubSocket.ConnectAndGreet(server, bob);
        return (await HubSocket.ConnectAndGreet(server, ada), bobs, bob);
    }
}
