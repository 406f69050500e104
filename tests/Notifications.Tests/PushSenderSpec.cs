using System.Text;
using System.Text.Json;
using VideoConf.Notifications.Push;

namespace VideoConf.Notifications.Tests;

/// <summary>Against a push service that opens what it gets with npm's http_ece and checks the token with Node's own cryptography.</summary>
public sealed class PushSenderSpec : IAsyncLifetime
{
    private static readonly IClock Clock = new StoppedClock();

    private readonly Vapid vapid = new(Vapid.MakeKey(), "mailto:admin@example.org");
    private Peer service = null!;
    private (string Key, string Auth) keys;

    private sealed class StoppedClock : IClock
    {
        public Instant GetCurrentInstant() => Mails.Date;
    }

    private sealed record Claims(string Token, string Key, bool Signed, string Algorithm, string Aud, long Exp, string Sub);

    private sealed record Push(string Path, int Size, string Ttl, string Urgency, string? Topic, string Coding, string? Text, Claims Vapid, string? Error);

    public async ValueTask InitializeAsync()
    {
        service = await Peer.Start("push.mjs", new { });
        var told = await service.Next("keys");
        keys = (told.GetProperty("p256dh").GetString()!, told.GetProperty("auth").GetString()!);
    }

    private PushSubscription At(string answer, string? host = null)
    {
        PushSubscription.TryRead($"{host ?? $"http://127.0.0.1:{service.Port}"}/push/{answer}", keys.Key, keys.Auth, true, out var subscription).ShouldBeTrue();
        return subscription!;
    }

    private async Task<PushResult> Send(PushSubscription to, PushMessage? message = null, bool inside = true, int seconds = 30)
    {
        using var sender = new PushSender(vapid, Clock, inside) { Timeout = TimeSpan.FromSeconds(seconds) };
        return await sender.SendAsync(to, message ?? new PushMessage("Hello"u8.ToArray(), Duration.FromHours(1)), TestContext.Current.CancellationToken);
    }

    private async Task<Push> Got() => (await service.Next("push")).Deserialize<Push>(JsonSerializerOptions.Web)!;

    [Fact]
    public async Task The_browser_opens_what_was_sent_and_the_service_sees_who_sent_it()
    {
        (await Send(At("201"), new PushMessage(Encoding.UTF8.GetBytes("Встреча через 10 минут"), Duration.FromMinutes(10), Urgency.High, "reminder 1"))).ShouldBe(new PushResult.Sent());
        var got = await Got();
        (got.Error, got.Text, got.Coding, got.Ttl, got.Urgency).ShouldBe((null, "Встреча через 10 минут", "aes128gcm", "600", "high"));
        got.Topic.ShouldNotBeNull().ShouldMatch("^[A-Za-z0-9_-]{32}$");
        got.Vapid.ShouldBe(new Claims(got.Vapid.Token, vapid.PublicKey, true, "ES256", $"http://127.0.0.1:{service.Port}", (Mails.Date + Duration.FromHours(12)).ToUnixTimeSeconds(), "mailto:admin@example.org"));
    }

    [Fact]
    public async Task The_same_topic_is_the_same_and_another_is_not()
    {
        foreach (var topic in new[] { "a", "a", "b", null }) await Send(At("201"), new PushMessage([], Duration.Zero, TopicOf: topic));
        var topics = new[] { (await Got()).Topic, (await Got()).Topic, (await Got()).Topic, (await Got()).Topic };
        (topics[0] == topics[1], topics[0] == topics[2], topics[3]).ShouldBe((true, false, null));
    }

    [Fact]
    public async Task As_much_as_fits_arrives_and_one_more_is_refused()
    {
        (await Send(At("201"), new PushMessage(new byte[3993], Duration.Zero))).ShouldBe(new PushResult.Sent());
        (await Got()).ShouldSatisfyAllConditions(got => got.Size.ShouldBe(4096), got => got.Text!.Length.ShouldBe(3993));
        (await Send(At("201"), new PushMessage(new byte[3994], Duration.Zero))).ShouldBeOfType<PushResult.Failed>().Code.ShouldBe("too_large");
    }

    [Theory]
    [InlineData("200", "Sent"), InlineData("201", "Sent"), InlineData("404", "Gone"), InlineData("410", "Gone"), InlineData("400", "push_400 True"), InlineData("403", "push_403 True"), InlineData("413", "push_413 True")]
    [InlineData("429", "push_429 False"), InlineData("429?retry=120", "push_429 False 120"), InlineData("500", "push_500 False"), InlineData("503?retry=Sun,%2022%20Nov%202026%2009:06:07%20GMT", "push_503 False 60")]
    [InlineData("503?retry=99999999", "push_503 False 86400"), InlineData("503?retry=Sun,%2022%20Nov%202020%2009:06:07%20GMT", "push_503 False 0"), InlineData("503?retry=soon", "push_503 False"), InlineData("301", "push_301 True")]
    public async Task An_answer_says_what_to_do(string answer, string expected)
    {
        var result = await Send(At(answer));
        (result is PushResult.Failed f ? $"{f.Code} {f.IsPermanent}{(f.RetryAfter is { } wait ? $" {wait.TotalSeconds}" : "")}" : result.GetType().Name).ShouldBe(expected);
        // A redirect is not followed: the service was asked once
        (await service.End()).Count(said => Peer.IsAbout(said, "push")).ShouldBe(1);
    }

    [Fact]
    public async Task A_service_that_never_answers_is_given_up() => (await Send(At("slow"), seconds: 1)).ShouldBe(new PushResult.Failed("timed_out", "The push service did not answer within 1 s."));

    [Theory]
    [InlineData("https://127.0.0.1"), InlineData("https://10.1.2.3"), InlineData("https://192.168.1.1:8443"), InlineData("https://169.254.169.254"), InlineData("https://[::1]"), InlineData("https://localhost"), InlineData("http://1.1.1.1")]
    public async Task Nothing_inside_is_asked(string host) => (await Send(At("201", host), inside: false)).ShouldBeOfType<PushResult.Failed>().ShouldSatisfyAllConditions(
        failed => failed.Code.ShouldBe("address_not_allowed"), failed => failed.IsPermanent.ShouldBeTrue(), failed => failed.Reason.ShouldNotContain("push/"));

    [Fact]
    public async Task The_service_of_this_test_is_inside()
    {
        (await Send(At("201", $"https://localhost:{service.Port}"), inside: false)).ShouldBeOfType<PushResult.Failed>().Code.ShouldBe("address_not_allowed");
        (await service.End()).ShouldNotContain(said => Peer.IsAbout(said, "push"));
    }

    [Fact]
    public async Task Where_nobody_listens_is_unreachable()
    {
        var subscription = At("201");
        await service.DisposeAsync();
        (await Send(subscription)).ShouldBe(new PushResult.Failed("unreachable", "The push service cannot be reached."));
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        vapid.Dispose();
    }
}
