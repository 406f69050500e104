namespace VideoConf.Signaling.Tests;

public sealed class FactsSpec(SignalingServer server) : IClassFixture<SignalingServer>
{
    [Fact]
    public async Task Every_fact_reaches_everybody_in_order_as_the_protocol_writes_it()
    {
        var (host, ada) = await server.NewCall();
        await using var hub = await HubSocket.ConnectAndGreet(server, ada, since: 0);
        var other = server.NewPerson("Bob");
        var bob = await other.Join(ada.Code);
        await host.Mute(bob);
        await host.Remove(bob);

        var facts = await Facts(hub, 6);
        facts.Select(f => f.GetProperty("version").GetInt64()).ShouldBe([1, 2, 3, 4, 5, 6]);
        facts.Select(f => f.GetProperty("type").GetString())
            .ShouldBe(["sessionStarted", "participantJoined", "participantJoined", "participantMuted", "participantRemoved", "participantLeft"]);
        var joined = facts[2].GetProperty("data").GetProperty("participant");
        joined.EnumerateObject().Select(p => p.Name).ShouldBe(["participantId", "personId", "displayName", "role", "isGuest", "joinedAt"]);
        joined.GetProperty("displayName").GetString().ShouldBe("Bob");
        joined.GetProperty("role").GetString().ShouldBe("participant");
        facts[3].GetProperty("data").GetRawText().ShouldBe($$"""{"participantId":"{{bob.ParticipantId}}","by":"{{host.Id}}"}""");
        facts[4].GetProperty("data").GetRawText().ShouldBe($$"""{"participantId":"{{bob.ParticipantId}}","by":"{{host.Id}}"}""");
        facts[5].GetProperty("data").GetRawText().ShouldBe($$"""{"participantId":"{{bob.ParticipantId}}","reason":"removed"}""");
        facts[5].GetProperty("at").GetString()!.ShouldEndWith("Z");
    }

    [Fact]
    public async Task The_welcome_comes_first_and_names_the_version_up_to_which_facts_follow()
    {
        var (_, ada) = await server.NewCall();
        var bob = await server.NewPerson("Bob").Join(ada.Code);
        await using var hub = await HubSocket.Connect(server, bob, since: 1);

        var welcome = await hub.Next("Welcome");
        hub.Heard[0].ShouldBe("Welcome");
        welcome.GetProperty("version").GetInt64().ShouldBe(3);
        welcome.GetProperty("participantId").GetGuid().ShouldBe(bob.ParticipantId);
        welcome.GetProperty("sessionId").GetGuid().ShouldBe(ada.SessionId);
        (await Facts(hub, 2)).Select(f => f.GetProperty("version").GetInt64()).ShouldBe([2, 3]);
    }

    [Fact]
    public async Task CatchUp_sends_the_facts_after_a_version_again_before_it_returns()
    {
        var (_, ada) = await server.NewCall();
        await server.NewPerson("Bob").Join(ada.Code);
        await using var hub = await HubSocket.ConnectAndGreet(server, ada, since: 0);
        await Facts(hub, 3);

        await hub.Invoke("CatchUp", 1);

        (await hub.Received("Fact")).Select(f => f.GetProperty("version").GetInt64()).ShouldBe([2, 3]);
    }

    [Fact]
    public async Task No_fact_is_missed_or_out_of_order_for_those_who_connect_while_facts_are_committed()
    {
        var (host, ada) = await server.NewCall();
        var bob = await server.NewPerson("Bob").Join(ada.Code);
        const int Writers = 4, Each = 25;
        var last = bob.Version + Writers * Each;

        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(async _ =>
        {
            for (var i = 0; i < Each; i++) await host.Mute(bob);
        }));
        var connected = 0;
        while (!writing.IsCompleted || connected < 10)
        {
            var since = connected++ % 3;
            await using var hub = await HubSocket.Connect(server, connected % 2 == 0 ? ada : bob, since);
            var welcomed = (await hub.Next("Welcome")).GetProperty("version").GetInt64();
            var versions = (await Facts(hub, (int)(Math.Min(last, welcomed + 5) - since))).Select(f => f.GetProperty("version").GetInt64()).ToList();
            versions.ShouldBe(Enumerable.Range(since + 1, versions.Count).Select(v => (long)v));
        }
        await writing;
        connected.ShouldBeGreaterThan(3);
    }

    private static async Task<IReadOnlyList<JsonElement>> Facts(HubSocket hub, int count)
    {
        var facts = new List<JsonElement>();
        while (facts.Count < count) facts.Add(await hub.Next("Fact"));
        return facts;
    }
}
