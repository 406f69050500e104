using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace VideoConf.Notifications.Push;

/// <summary>Where a browser can be reached, and the keys that only it can open with (W3C Push API, section 8).</summary>
/// <param name="Endpoint">Who has it can push to the browser.</param>
/// <param name="PublicKey">An uncompressed point on P-256, 65 bytes.</param>
/// <param name="Secret">16 bytes.</param>
internal sealed record PushSubscription(Uri Endpoint, byte[] PublicKey, byte[] Secret)
{
    private const int LongestEndpoint = 2000;

    /// <summary>Reads what a browser hands out.</summary>
    /// <param name="endpoint">https; http only where <paramref name="mayBePlain"/>.</param>
    /// <param name="p256dh">Base64url.</param>
    /// <param name="auth">Base64url.</param>
    /// <param name="mayBePlain">Addresses of this machine and its network are allowed, where there may be no TLS.</param>
    /// <param name="subscription">What was read.</param>
    public static bool TryRead(string? endpoint, string? p256dh, string? auth, bool mayBePlain, [NotNullWhen(true)] out PushSubscription? subscription)
    {
        subscription = null;
        if (endpoint?.Length is null or > LongestEndpoint || !Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || !IsAllowed(address, mayBePlain)) return false;
        if (!TryDecode(p256dh, 65, out var key) || !TryDecode(auth, 16, out var secret) || !IsOnCurve(key)) return false;
        subscription = new PushSubscription(address, key, secret);
        return true;
    }

    public static bool IsAllowed(Uri endpoint, bool mayBePlain) => OutgoingHttp.IsAllowed(endpoint) && (mayBePlain || endpoint.Scheme == "https");

    private static bool TryDecode(string? text, int length, out byte[] bytes)
    {
        bytes = new byte[length];
        // Base64 of length bytes, with padding or without
        return text is not null && text.Length <= length * 2 && Base64Url.IsValid(text, out var decoded) && decoded == length && Base64Url.TryDecodeFromChars(text, bytes, out _);
    }

    private static bool IsOnCurve(byte[] key)
    {
        try
        {
            using var point = PushEncryption.Import(key);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
