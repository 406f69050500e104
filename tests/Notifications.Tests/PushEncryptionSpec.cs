using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using VideoConf.Notifications.Push;

namespace VideoConf.Notifications.Tests;

public sealed class PushEncryptionSpec
{
    private const string Key = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
    private const string Auth = "BTBZMqHH6r4Tts7J_aSIgg";

    private static byte[] Bytes(string text) => Base64Url.DecodeFromChars(text);

    private static PushSubscription Subscription()
    {
        PushSubscription.TryRead("https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV", Key, Auth, false, out var subscription).ShouldBeTrue();
        return subscription!;
    }

    [Fact]
    public void The_example_of_RFC_8291_section_5_comes_out_byte_by_byte()
    {
        var point = Bytes("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        using var own = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = { X = point[1..33], Y = point[33..] }, D = Bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw") });
        var payload = "When I grow up, I want to be a watermelon"u8;
        var message = PushEncryption.Encrypt(payload, Subscription(), own, Bytes("DGv6ra1nlYgDCS1FRnbzlw"), payload.Length);
        Base64Url.EncodeToString(message).ShouldBe(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN");
    }

    [Theory]
    [InlineData(0, 512), InlineData(511, 512), InlineData(512, 1024), InlineData(3500, 3584), InlineData(3992, 3993), InlineData(3993, 3993)]
    public void Its_length_says_little_and_never_exceeds_what_services_take(int payload, int padded) =>
        PushEncryption.Encrypt(new byte[payload], Subscription()).Length.ShouldBe(86 + padded + 1 + 16);

    [Fact]
    public void No_two_messages_are_alike() => PushEncryption.Encrypt("a"u8, Subscription()).ShouldNotBe(PushEncryption.Encrypt("a"u8, Subscription()));

    [Theory]
    [InlineData("http://push.example.net/1", Key, Auth), InlineData("https://user@push.example.net/1", Key, Auth), InlineData("https://push.example.net:25/1", Key, Auth), InlineData("push", Key, Auth), InlineData(null, Key, Auth)]
    [InlineData("https://push.example.net/1", "BCVxsr7N", Auth), InlineData("https://push.example.net/1", "", Auth), InlineData("https://push.example.net/1", null, Auth), InlineData("https://push.example.net/1", Key + "AA", Auth)]
    [InlineData("https://push.example.net/1", Key, "BTBZMqHH"), InlineData("https://push.example.net/1", Key, "not base64 at all!"), InlineData("https://push.example.net/1", Key, null)]
    // A point beside the curve gives the key away that is used with it
    [InlineData("https://push.example.net/1", "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw8", Auth)]
    public void What_no_browser_hands_out_is_no_subscription(string? endpoint, string? key, string? auth) => PushSubscription.TryRead(endpoint, key, auth, false, out _).ShouldBeFalse();

    [Fact]
    public void A_token_is_kept_for_its_origin_and_renewed_in_time()
    {
        using var vapid = new Vapid(Vapid.MakeKey(), "mailto:admin@example.org");
        var now = Mails.Date;
        var first = vapid.Authorization(new Uri("https://push.example.net/1"), now);
        vapid.Authorization(new Uri("https://push.example.net/2"), now + Duration.FromHours(5)).ShouldBe(first);
        vapid.Authorization(new Uri("https://push.example.net:8443/1"), now).ShouldNotBe(first);
        vapid.Authorization(new Uri("https://push.example.net/1"), now + Duration.FromHours(7)).ShouldNotBe(first);
        Encoding.UTF8.GetString(Bytes(first.Split('.')[1])).ShouldBe("""{"aud":"https://push.example.net","exp":1795381507,"sub":"mailto:admin@example.org"}""");
    }

    [Fact]
    public void A_pair_of_keys_is_the_same_when_it_is_read_again()
    {
        var key = Vapid.MakeKey();
        using var vapid = new Vapid(key, "mailto:admin@example.org");
        using var again = new Vapid(key, "mailto:admin@example.org");
        again.PublicKey.ShouldBe(vapid.PublicKey);
        Bytes(vapid.PublicKey).Length.ShouldBe(65);
        Should.Throw<CryptographicException>(() => new Vapid(new byte[10], ""));
    }
}
