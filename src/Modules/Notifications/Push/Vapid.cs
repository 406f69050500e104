using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace VideoConf.Notifications.Push;

/// <summary>Says to push services who sends (RFC 8292). Browsers bind their subscriptions to the public key: with another pair they have to subscribe again.</summary>
internal sealed class Vapid : IDisposable
{
    private const int MostOrigins = 1000;
    private static readonly Duration Lifetime = Duration.FromHours(12);
    private static readonly Duration Fresh = Duration.FromHours(6);

    private readonly ECDsa key;
    private readonly string contact;
    private readonly ConcurrentDictionary<string, (string Header, Instant MadeAt)> made = new(StringComparer.Ordinal);
    private readonly Lock signing = new();

    /// <param name="pkcs8">The pair, as <see cref="MakeKey"/> made it.</param>
    /// <param name="contact">A mailto: or https: address at which push services find whoever runs this server.</param>
    /// <exception cref="CryptographicException">It is no such pair.</exception>
    public Vapid(ReadOnlySpan<byte> pkcs8, string contact)
    {
        this.contact = contact;
        key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        var parameters = key.ExportParameters(false);
        if (parameters.Q.X?.Length != 32) throw new CryptographicException("Not a key on P-256.");
        PublicKey = Base64Url.EncodeToString(PushEncryption.Export(parameters));
    }

    /// <summary>The browser's applicationServerKey: the uncompressed point, base64url.</summary>
    public string PublicKey { get; }

    /// <summary>A new pair, PKCS #8. To be kept secret.</summary>
    public static byte[] MakeKey()
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return pair.ExportPkcs8PrivateKey();
    }

    /// <summary>The Authorization header. Kept for an endpoint's origin for six hours: services are slow to check a new one.</summary>
    public string Authorization(Uri endpoint, Instant now)
    {
        var origin = endpoint.IsDefaultPort ? $"{endpoint.Scheme}://{endpoint.IdnHost}" : $"{endpoint.Scheme}://{endpoint.IdnHost}:{endpoint.Port}";
        if (made.TryGetValue(origin, out var kept) && kept.MadeAt <= now && now < kept.MadeAt + Fresh) return kept.Header;
        // Browsers name the endpoints, so that there may be any number of origins
        if (made.Count >= MostOrigins) made.Clear();
        var header = $"vapid t={Token(origin, now)}, k={PublicKey}";
        made[origin] = (header, now);
        return header;
    }

    private string Token(string origin, Instant now)
    {
        var claims = JsonSerializer.SerializeToUtf8Bytes(new { aud = origin, exp = (now + Lifetime).ToUnixTimeSeconds(), sub = contact });
        var signed = $"{Base64Url.EncodeToString("""{"typ":"JWT","alg":"ES256"}"""u8)}.{Base64Url.EncodeToString(claims)}";
        lock (signing)
            return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))}";
    }

    public void Dispose() => key.Dispose();
}
