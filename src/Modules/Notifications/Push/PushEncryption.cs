using System.Buffers.Binary;
using System.Security.Cryptography;

namespace VideoConf.Notifications.Push;

/// <summary>Encrypts for one browser (RFC 8291), in a single record of the content coding aes128gcm (RFC 8188). The push service reads nothing.</summary>
internal static class PushEncryption
{
    /// <summary>Bytes that fit: push services need take no more than 4,096 with all that goes around (RFC 8030 section 7.2, RFC 8291 section 4).</summary>
    public const int MostPayload = RecordSize - HeaderSize - TagSize - 1;

    private const int RecordSize = 4096;
    private const int HeaderSize = 16 + 4 + 1 + KeySize;
    private const int KeySize = 65;
    private const int TagSize = 16;
    private const int Step = 512;

    /// <param name="payload">At most <see cref="MostPayload"/> bytes. Filled up to full 512, so that its length says little.</param>
    /// <param name="subscription">For whom.</param>
    /// <exception cref="CryptographicException">The subscription's key is no point of the curve.</exception>
    public static byte[] Encrypt(ReadOnlySpan<byte> payload, PushSubscription subscription)
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        return Encrypt(payload, subscription, own, RandomNumberGenerator.GetBytes(16), Math.Min((payload.Length + Step) / Step * Step, MostPayload));
    }

    /// <param name="payload">At most <paramref name="length"/> bytes.</param>
    /// <param name="subscription">For whom.</param>
    /// <param name="own">Made for this message alone.</param>
    /// <param name="salt">16 bytes, made for this message alone.</param>
    /// <param name="length">With padding.</param>
    internal static byte[] Encrypt(ReadOnlySpan<byte> payload, PushSubscription subscription, ECDiffieHellman own, byte[] salt, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MostPayload);
        using var theirs = Import(subscription.PublicKey);
        var ownPoint = Export(own.ExportParameters(false));
        using var theirKey = theirs.PublicKey;
        var shared = own.DeriveRawSecretAgreement(theirKey);
        var secret = HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, subscription.Secret, [.. "WebPush: info\0"u8, .. subscription.PublicKey, .. ownPoint]);
        var key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 16, salt, "Content-Encoding: aes128gcm\0"u8.ToArray());
        var nonce = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, 12, salt, "Content-Encoding: nonce\0"u8.ToArray());

        var plain = new byte[length + 1];
        payload.CopyTo(plain);
        // The last record's mark; what follows is padding (RFC 8188 section 2)
        plain[payload.Length] = 2;
        var message = new byte[HeaderSize + plain.Length + TagSize];
        salt.CopyTo(message, 0);
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(16), RecordSize);
        message[20] = KeySize;
        ownPoint.CopyTo(message, 21);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plain, message.AsSpan(HeaderSize, plain.Length), message.AsSpan(HeaderSize + plain.Length));
        return message;
    }

    /// <exception cref="CryptographicException">It is no point of the curve.</exception>
    internal static ECDiffieHellman Import(byte[] point) => point is [4, ..] && point.Length == KeySize
        ? ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = { X = point[1..33], Y = point[33..] } })
        : throw new CryptographicException("Not an uncompressed point.");

    internal static byte[] Export(ECParameters key) => [4, .. key.Q.X!, .. key.Q.Y!];
}
