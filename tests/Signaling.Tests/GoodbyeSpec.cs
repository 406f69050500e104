namespace VideoConf.Signaling.Tests;

public sealed class GoodbyeSpec(SignalingServer server) : IClassFixture<SignalingServer>
{
    [Fact]
    public async Task Whoever_is_removed_is_told_why_and_closed_and_the_others_go_on()
    {
        var (host, ada) = await server.NewCall();
        var bob = await server.NewPerson("Bob").Join(ada.Code);
        await using var adas = await HubSocket.ConnectAndGreet(server, ada);
        await using var bobs = await HubSocket.ConnectAndGreet(server, bob);

        await host.Remove(bob);

        await ShouldEnd(bobs, "removed");
        (await adas.Received("Goodbye")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_end_for_all_says_goodbye_to_everybody()
    {
        var (host, ada) = await server.NewCall();
        var stays = new List<Stay> { ada };
        for (var i = 0; i < 7; i++) stays.Add(await server.NewPerson("P" + i).Join(ada.Code));
        var hubs = await Task.WhenAll(stays.Select(s => HubSocket.ConnectAndGreet(server, s)));

        await host.EndCall(ada);

        foreach (var hub in hubs)
        {
            await ShouldEnd(hub, "session_ended");
            await hub.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_connection_of_a_stay_that_a_rejoin_replaced_is_told_so()
    {
        var (person, ada) = await server.NewCall();
        await using var before = await HubSocket.ConnectAndGreet(server, ada);
        var again = await person.Join(ada.Code, previous: ada);
        await ShouldEnd(before, "replaced");
        await using var after = await HubSocket.ConnectAndGreet(server, again);
    }

    [Fact]
    public async Task Whoever_leaves_is_closed_without_a_goodbye()
    {
        var (_, ada) = await server.NewCall();
        var person = server.NewPerson("Bob");
        var bob = await person.Join(ada.Code);
        await using var bobs = await HubSocket.ConnectAndGreet(server, bob);
        await person.Leave(bob);
        await bobs.Closed;
        bobs.Heard.ShouldNotContain("Goodbye");
    }

    private static async Task ShouldEnd(HubSocket hub, string code)
    {
        var goodbye = await hub.Next("Goodbye");
        goodbye.GetProperty("code").GetString().ShouldBe(code);
        goodbye.GetProperty("message").GetString().ShouldNotBeNullOrEmpty();
        await hub.Closed;
    }
}
