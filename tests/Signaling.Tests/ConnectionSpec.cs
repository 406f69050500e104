namespace VideoConf.Signaling.Tests;

public sealed class ConnectionSpec(SignalingServer server) : IClassFixture<SignalingServer>
{
    [Fact]
    public async Task A_second_connection_of_a_stay_displaces_the_first_which_the_others_do_not_take_for_a_loss()
    {
        var (_, ada) = await server.NewCall();
        var bob = await server.NewPerson("Bob").Join(ada.Code);
        await using var bobs = await HubSocket.ConnectAndGreet(server, bob);
        await using var first = await HubSocket.ConnectAndGreet(server, ada);

        await using var second = await HubSocket.ConnectAndGreet(server, ada);

        (await first.Next("Goodbye")).GetProperty("code").GetString().ShouldBe("connection_replaced");
        await first.Closed;
        (await bobs.Signal(ada, "offer", "{}")).ShouldBeTrue();
        (await second.Next("Signal")).GetProperty("kind").GetString().ShouldBe("offer");
        (await bobs.Received("PeerConnection")).ShouldAllBe(p => p.GetProperty("connected").GetBoolean());
    }

    [Fact]
    public async Task What_a_displaced_connection_still_says_is_not_relayed()
    {
        var (_, ada) = await server.NewCall();
        var bob = await server.NewPerson("Bob").Join(ada.Code);
        await using var bobs = await HubSocket.ConnectAndGreet(server, bob);
        await using var first = await HubSocket.ConnectDeaf(server, ada);
        await bobs.Next("PeerConnection");
        await using var second = await HubSocket.ConnectAndGreet(server, ada);
        try
        {
            for (var i = 0; i < 50; i++) await first.Send("Signal", bob.ParticipantId, "offer", "from the first");
        }
        catch (System.Net.WebSockets.WebSocketException)
        {
            // The server has closed it.
        }
        (await second.Signal(bob, "offer", "from the second")).ShouldBeTrue();
        (await bobs.Next("Signal")).GetProperty("payload").GetString().ShouldBe("from the second");
    }

    [Fact]
    public async Task A_peers_loss_and_return_are_told_and_the_one_who_returns_gets_what_it_missed()
    {
        var (_, ada) = await server.NewCall();
        var bob = await server.NewPerson("Bob").Join(ada.Code);
        await using var adas = await HubSocket.ConnectAndGreet(server, ada);
        var bobs = await HubSocket.ConnectAndGreet(server, bob);
        (await adas.Next("PeerConnection")).GetProperty("connected").GetBoolean().ShouldBeTrue();

        await bobs.DisposeAsync();
        (await adas.Next("PeerConnection")).GetRawText().ShouldBe($$"""{"participantId":"{{bob.ParticipantId}}","connected":false}""");
        var cyd = await server.NewPerson("Cyd").Join(ada.Code);
        await using var cyds = await HubSocket.ConnectAndGreet(server, cyd);
        (await cyds.Next("PeerConnection")).GetRawText().ShouldBe($$"""{"participantId":"{{bob.ParticipantId}}","connected":false}""");

        await using var again = await HubSocket.ConnectAndGreet(server, bob);
        (await again.Next("Fact")).GetProperty("data").GetProperty("participant").GetProperty("participantId").GetGuid().ShouldBe(cyd.ParticipantId);
        (await adas.Next("PeerConnection", p => p.GetProperty("participantId").GetGuid() == bob.ParticipantId)).GetProperty("connected").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_browser_that_takes_nothing_in_is_dropped_and_holds_nobody_up()
    {
        var (_, ada) = await server.NewCall();
        var bob = await server.NewPerson("Bob").Join(ada.Code);
        var cyd = await server.NewPerson("Cyd").Join(ada.Code);
        await using var adas = await HubSocket.ConnectAndGreet(server, ada);
        await using var deaf = await HubSocket.ConnectDeaf(server, bob);
        deaf.KeepAlive(TimeSpan.FromSeconds(1));
        await adas.Next("PeerConnection");
        await using var cyds = await HubSocket.ConnectAndGreet(server, cyd);

        var large = new string('x', 60_000);
        var taken = 0;
        while (await adas.Signal(bob, "offer", large)) (++taken).ShouldBeLessThan(400);

        (await adas.Next("PeerConnection", p => !p.GetProperty("connected").GetBoolean())).GetProperty("participantId").GetGuid().ShouldBe(bob.ParticipantId);
        (await adas.Signal(cyd, "offer", large)).ShouldBeTrue();
        (await cyds.Next("Signal")).GetProperty("payload").GetString().ShouldBe(large);
    }
}

/// <summary>A server that is quick to notice: silence after a second, absence after one.</summary>
public sealed class QuickServer : SignalingServer
{
    protected override SignalingOptions Options { get; } = new()
    {
        KeepAlive = TimeSpan.FromMilliseconds(200),
        Silence = TimeSpan.FromSeconds(1),
        Absence = TimeSpan.FromSeconds(1),
    };
}

public sealed class AbsenceSpec(QuickServer server) : IClassFixture<QuickServer>
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(200);

    [Fact]
    public async Task A_connection_that_falls_silent_is_noticed_though_nothing_was_closed()
    {
        var (_, ada) = await server.NewCall();
        var bob = await server.NewPerson("Bob").Join(ada.Code);
        await using var adas = await HubSocket.ConnectAndGreet(server, ada);
        adas.KeepAlive(Often);
        await using var silent = await HubSocket.ConnectAndGreet(server, bob);

        (await adas.Next("PeerConnection", p => !p.GetProperty("connected").GetBoolean())).GetProperty("participantId").GetGuid().ShouldBe(bob.ParticipantId);
        (await server.HowItEnded(bob)).ShouldBe(Rooms.Contracts.LeaveReason.ConnectionLost);
    }

    [Fact]
    public async Task Whoever_is_away_too_long_leaves_with_connection_lost_and_is_refused_afterwards()
    {
        var (_, ada) = await server.NewCall();
        var bob = await server.NewPerson("Bob").Join(ada.Code);
        await using var adas = await HubSocket.ConnectAndGreet(server, ada);
        adas.KeepAlive(Often);
        var bobs = await HubSocket.ConnectAndGreet(server, bob);
        await bobs.DisposeAsync();

        var left = await adas.Next("Fact", f => f.GetProperty("type").GetString() == "participantLeft");
        left.GetProperty("data").GetRawText().ShouldBe($$"""{"participantId":"{{bob.ParticipantId}}","reason":"connection_lost"}""");
        await TicketSpec.ShouldBeRefused(server, bob.Ticket);
    }

    [Fact]
    public async Task Whoever_joins_and_never_connects_leaves_with_connection_lost()
    {
        var (_, ada) = await server.NewCall();
        (await server.HowItEnded(ada)).ShouldBe(Rooms.Contracts.LeaveReason.ConnectionLost);
    }

    [Fact]
    public async Task Whoever_comes_back_in_time_stays_however_often()
    {
        var (_, ada) = await server.NewCall();
        for (var i = 0; i < 3; i++)
        {
            var dropped = await HubSocket.ConnectAndGreet(server, ada);
            await dropped.DisposeAsync();
        }
        await using var adas = await HubSocket.ConnectAndGreet(server, ada);
        adas.KeepAlive(Often);

        // Bob's absence begins after all of Ada's; his end shows that theirs would have come
        var bob = await server.NewPerson("Bob").Join(ada.Code);
        (await server.HowItEnded(bob)).ShouldBe(Rooms.Contracts.LeaveReason.ConnectionLost);
        (await adas.Received("Fact")).ShouldNotContain(f =>
            f.GetProperty("type").GetString() == "participantLeft" && f.GetProperty("data").GetProperty("participantId").GetGuid() == ada.ParticipantId);
    }

    [Fact]
    public async Task After_a_restart_whoever_does_not_come_back_is_gone_and_whoever_does_stays()
    {
        var (_, ada) = await server.NewCall();
        var bob = await server.NewPerson("Bob").Join(ada.Code);
        var adas = await HubSocket.ConnectAndGreet(server, ada);
        var bobs = await HubSocket.ConnectAndGreet(server, bob);
        await server.StopAsync();
        await adas.DisposeAsync();
        await bobs.DisposeAsync();

        await server.StartAsync();

        await using var again = await HubSocket.ConnectAndGreet(server, ada);
        again.KeepAlive(Often);
        var left = await again.Next("Fact", f => f.GetProperty("type").GetString() == "participantLeft");
        left.GetProperty("data").GetRawText().ShouldBe($$"""{"participantId":"{{bob.ParticipantId}}","reason":"connection_lost"}""");
    }
}
