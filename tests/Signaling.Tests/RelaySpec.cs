namespace VideoConf.Signaling.Tests;

public sealed class RelaySpec(SignalingServer server) : IClassFixture<SignalingServer>
{
    private const string Offer = """{"link":"7f","sdp":"v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\na=x:\u003cÜ \ud83d\ude00/\"\\+'&\r\n","mids":{"audio":"0"}}""";

    [Fact]
    public async Task A_signal_reaches_the_peer_that_it_is_for_unchanged_and_nobody_else()
    {
        var (_, ada) = await server.NewCall();
        var bob = await server.NewPerson("Bob").Join(ada.Code);
        var cyd = await server.NewPerson("Cyd").Join(ada.Code);
        await using var adas = await HubSocket.ConnectAndGreet(server, ada);
        await using var bobs = await HubSocket.ConnectAndGreet(server, bob);
        await using var cyds = await HubSocket.ConnectAndGreet(server, cyd);

        (await adas.Signal(bob, "offer", Offer)).ShouldBeTrue();

        var signal = await bobs.Next("Signal");
        signal.GetProperty("from").GetGuid().ShouldBe(ada.ParticipantId);
        signal.GetProperty("kind").GetString().ShouldBe("offer");
        signal.GetProperty("payload").GetString().ShouldBe(Offer);
        (await cyds.Received("Signal")).ShouldBeEmpty();
        (await adas.Received("Signal")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_participant_of_another_session_is_not_reached()
    {
        var (_, ada) = await server.NewCall();
        var (_, eve) = await server.NewCall("Eve");
        await using var adas = await HubSocket.ConnectAndGreet(server, ada);
        await using var eves = await HubSocket.ConnectAndGreet(server, eve);

        (await eves.Signal(ada, "offer", Offer)).ShouldBeFalse();
        await eves.Send("SetMediaState", new { audio = true, video = true, screen = false });
        await eves.Send("Ephemeral", new { speaking = true });
        await eves.Invoke("Ping");

        (await adas.Received("Signal")).ShouldBeEmpty();
        (await adas.Received("MediaState")).ShouldBeEmpty();
        (await adas.Received("Ephemeral")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_signal_to_a_peer_without_a_connection_is_answered_false_and_its_coming_is_told()
    {
        var (_, ada) = await server.NewCall();
        var bob = await server.NewPerson("Bob").Join(ada.Code);
        await using var bobs = await HubSocket.ConnectAndGreet(server, bob);
        (await bobs.Signal(ada, "offer", Offer)).ShouldBeFalse();

        await using var adas = await HubSocket.ConnectAndGreet(server, ada);

        var peer = await bobs.Next("PeerConnection");
        peer.GetProperty("participantId").GetGuid().ShouldBe(ada.ParticipantId);
        peer.GetProperty("connected").GetBoolean().ShouldBeTrue();
        (await bobs.Signal(ada, "offer", Offer)).ShouldBeTrue();
    }

    [Fact]
    public async Task Media_states_and_ephemera_go_to_all_others_and_media_states_to_later_ones()
    {
        var (_, ada) = await server.NewCall();
        var bob = await server.NewPerson("Bob").Join(ada.Code);
        await using var adas = await HubSocket.ConnectAndGreet(server, ada);
        await using var bobs = await HubSocket.ConnectAndGreet(server, bob);

        await adas.Send("SetMediaState", new { audio = true, video = false, screen = true });
        await adas.Send("Ephemeral", new { speaking = true });
        await adas.Send("Ephemeral", new { quality = 3 });

        (await bobs.Next("MediaState")).GetRawText().ShouldBe($$"""{"participantId":"{{ada.ParticipantId}}","audio":true,"video":false,"screen":true}""");
        (await bobs.Next("Ephemeral")).GetRawText().ShouldBe($$"""{"participantId":"{{ada.ParticipantId}}","speaking":true}""");
        (await bobs.Next("Ephemeral")).GetRawText().ShouldBe($$"""{"participantId":"{{ada.ParticipantId}}","quality":3}""");
        (await adas.Received("MediaState")).ShouldBeEmpty();
        var cyd = await server.NewPerson("Cyd").Join(ada.Code);
        await using var cyds = await HubSocket.Connect(server, cyd);
        (await cyds.Next("Welcome")).GetProperty("mediaStates").GetRawText()
            .ShouldBe($$"""[{"participantId":"{{ada.ParticipantId}}","audio":true,"video":false,"screen":true}]""");
    }

    [Fact]
    public async Task Ping_is_answered_with_the_servers_time()
    {
        var (_, ada) = await server.NewCall();
        await using var adas = await HubSocket.ConnectAndGreet(server, ada);
        var answer = (await adas.Invoke("Ping")).GetProperty("result").GetDateTimeOffset();
        answer.Offset.ShouldBe(TimeSpan.Zero);
        answer.ShouldBe(DateTimeOffset.UtcNow, TimeSpan.FromMinutes(1));
    }
}
