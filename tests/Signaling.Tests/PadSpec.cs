namespace VideoConf.Signaling.Tests;

public sealed class PadSpec(SignalingServer server) : IClassFixture<SignalingServer>
{
    private const string Update = "AQHf5ZgPAAQBBHRleHQFaGVsbG8A+/=";

    [Theory]
    [InlineData("update")]
    [InlineData("awareness")]
    public async Task It_reaches_all_others_of_the_session_unchanged_and_nobody_else(string kind)
    {
        var (_, ada) = await server.NewCall();
        var bob = await server.NewPerson("Bob").Join(ada.Code);
        var cyd = await server.NewPerson("Cyd").Join(ada.Code);
        var (_, eve) = await server.NewCall("Eve");
        await using var adas = await HubSocket.ConnectAndGreet(server, ada);
        await using var bobs = await HubSocket.ConnectAndGreet(server, bob);
        await using var cyds = await HubSocket.ConnectAndGreet(server, cyd);
        await using var eves = await HubSocket.ConnectAndGreet(server, eve);

        await adas.Send("Pad", kind, Update);

        foreach (var other in new[] { bobs, cyds })
        {
            var pad = await other.Next("Pad");
            pad.EnumerateObject().Select(p => p.Name).ShouldBe(["participantId", "kind", "update"]);
            pad.GetProperty("participantId").GetGuid().ShouldBe(ada.ParticipantId);
            pad.GetProperty("kind").GetString().ShouldBe(kind);
            pad.GetProperty("update").GetString().ShouldBe(Update);
        }
        (await adas.Received("Pad")).ShouldBeEmpty();
        (await eves.Received("Pad")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Whoever_comes_later_is_told_nothing_of_it()
    {
        var (_, ada) = await server.NewCall();
        await using var adas = await HubSocket.ConnectAndGreet(server, ada);
        await adas.Invoke("Pad", "update", Update);

        await using var bobs = await HubSocket.ConnectAndGreet(server, await server.NewPerson("Bob").Join(ada.Code));

        (await bobs.Received("Pad")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_connection_that_was_displaced_edits_no_more()
    {
        var (_, ada) = await server.NewCall();
        var bob = await server.NewPerson("Bob").Join(ada.Code);
        await using var bobs = await HubSocket.ConnectAndGreet(server, bob);
        await using var old = await HubSocket.ConnectAndGreet(server, ada);
        await using var adas = await HubSocket.ConnectAndGreet(server, ada);
        await old.Next("Goodbye");

        await adas.Send("Pad", "update", Update);

        (await bobs.Next("Pad")).GetProperty("update").GetString().ShouldBe(Update);
        (await bobs.Received("Pad")).ShouldBeEmpty();
    }

    [Fact]
    public async Task More_than_allowed_is_refused_and_dropped()
    {
        var (adas, bobs) = await Two();
        for (var i = 0; i < 300; i++) await adas.Send("Pad", "update", Update);

        (await adas.Next("Refused")).GetProperty("code").GetString().ShouldBe("rate_limited");
        await adas.Invoke("Ping");
        (await bobs.Received("Pad")).Count.ShouldBeInRange(100, 299);
    }

    [Theory]
    [InlineData(65_536, true)]
    [InlineData(65_537, false)]
    public async Task An_update_has_64_KiB_at_most(int length, bool fits)
    {
        var (adas, bobs) = await Two();
        await adas.Invoke("Pad", "update", new string('A', length));
        if (fits) (await bobs.Next("Pad")).GetProperty("update").GetString()!.Length.ShouldBe(length);
        else
        {
            (await adas.Next("Refused")).GetProperty("code").GetString().ShouldBe("too_large");
            (await bobs.Received("Pad")).ShouldBeEmpty();
        }
    }

    private async Task<(HubSocket Adas, HubSocket Bobs)> Two()
    {
        var (_, ada) = await server.NewCall();
        var bobs = await HubSocket.ConnectAndGreet(server, await server.NewPerson("Bob").Join(ada.Code));
        return (await HubSocket.ConnectAndGreet(server, ada), bobs);
    }
}
