using VideoConf.Rooms.Contracts;

namespace VideoConf.Signaling.Tests;

public sealed class IceServersSpec(SignalingServer server) : IClassFixture<SignalingServer>
{
    private static readonly Guid Person = Guid.Parse("01931f2e-7b1a-7c3d-8e4f-0123456789ab");

    [Fact]
    public async Task Nothing_outside_is_named_unless_it_is_configured() =>
        (await server.NewCall()).Stay.Answer.GetProperty("iceServers").GetArrayLength().ShouldBe(0);

    // printf %s 1795356000:01931f2e-7b1a-7c3d-8e4f-0123456789ab | openssl dgst -sha1 -hmac north -binary | base64
    [Fact]
    public void A_TURN_credential_is_what_coturn_computes()
    {
        var (username, credential) = IceServers.TurnCredential("north", Instant.FromUnixTimeSeconds(1795356000), Person);
        username.ShouldBe("1795356000:01931f2e-7b1a-7c3d-8e4f-0123456789ab");
        credential.ShouldBe("3/gSWxbZxFVtL5KJFXGmFKF6u64=");
    }

    [Fact]
    public void STUN_and_TURN_servers_are_handed_out_with_a_credential_for_the_configured_time()
    {
        var options = new SignalingOptions
        {
            Stun = ["stun:a.example:3478"],
            Turn = ["turn:b.example:3478?transport=udp", "turns:b.example:5349"],
            TurnSecret = "north",
            TurnTtl = TimeSpan.FromHours(1),
        };
        var before = SystemClock.Instance.GetCurrentInstant().ToUnixTimeSeconds();
        var servers = new IceServers(options.Validated(), SystemClock.Instance).For(Person);

        servers[0].ShouldBe(new IceServer(options.Stun, null, null));
        servers[1].Urls.ShouldBe(options.Turn);
        servers[1].Username!.Split(':')[1].ShouldBe(Person.ToString());
        (long.Parse(servers[1].Username!.Split(':')[0]) - before).ShouldBeInRange(3600, 3660);
    }

    public static TheoryData<SignalingOptions, string> WrongOptions() => new()
    {
        { new() { Stun = ["a.example:3478"] }, "Signaling:Stun has 'a.example:3478'; an entry reads stun:host:port or stuns:host:port." },
        { new() { Stun = ["stun://a.example"] }, "Signaling:Stun has 'stun://a.example'; an entry reads stun:host:port or stuns:host:port." },
        { new() { Turn = ["stun:a.example"], TurnSecret = "x" }, "Signaling:Turn has 'stun:a.example'; an entry reads turn:host:port or turns:host:port." },
        { new() { Turn = ["turn:a.example"] }, "Signaling:Turn is set, so Signaling:TurnSecret must be: the static-auth-secret of the TURN servers." },
        { new() { TurnSecret = "x" }, "Signaling:TurnSecret is set, but Signaling:Turn names no server." },
        { new() { TurnTtl = TimeSpan.FromSeconds(59) }, "Signaling:TurnTtl must be from 00:01:00 to 7.00:00:00, not 00:00:59." },
    };

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void Options_that_cannot_work_stop_the_start_with_a_sentence(SignalingOptions options, string sentence) =>
        Should.Throw<InvalidOperationException>(() => options.Validated()).Message.ShouldBe(sentence);
}
