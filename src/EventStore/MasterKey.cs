using System.Security.Cryptography;

namespace VideoConf.EventStore;

/// <summary>
/// Wraps the keys of people, which lie in the database. It lies outside: who has the database alone reads nothing that is
/// personal. Nodes of one database share it.
/// </summary>
public sealed class MasterKey
{
    private const int Size = 32;
    private readonly Lazy<byte[]> key;

    private MasterKey(Func<byte[]> load) => key = new Lazy<byte[]>(load);

    /// <param name="key">32 bytes.</param>
    public MasterKey(byte[] key) : this(() => key) => ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, Size);

    /// <summary>The one in <c>personal-master.key</c> of this folder; made at the first use.</summary>
    public static MasterKey InFolder(string folder) => new(() =>
    {
        var path = Path.Combine(folder, "personal-master.key");
        var text = KeyFile.LoadOrMake(path, () => Convert.ToBase64String(RandomNumberGenerator.GetBytes(Size)) + "\n");
        try
        {
            return Convert.FromBase64String(text) is { Length: Size } read ? read : throw new FormatException();
        }
        catch (FormatException e)
        {
            throw new MasterKeyException($"{path} is not a master key.", e);
        }
    });

    internal byte[] Wrap(Guid keyId, byte[] personal) => Gcm.Seal(key.Value, personal, keyId.ToByteArray());

    /// <exception cref="MasterKeyException">It was wrapped by another one.</exception>
    internal byte[] Unwrap(Guid keyId, byte[] wrapped) => Gcm.Open(key.Value, wrapped, keyId.ToByteArray())
        ?? throw new MasterKeyException("The keys of people in this database were wrapped by another master key. Put the right personal-master.key into the folder keys.");
}

/// <summary>The master key is not the one of this database; the message is for the operator.</summary>
public sealed class MasterKeyException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>AES-256-GCM: 12 bytes of nonce, the ciphertext, 16 bytes of tag.</summary>
internal static class Gcm
{
    private const int Nonce = 12;
    private const int Tag = 16;

    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> with)
    {
        var all = new byte[Nonce + plain.Length + Tag];
        RandomNumberGenerator.Fill(all.AsSpan(0, Nonce));
        using var aes = new AesGcm(key, Tag);
        aes.Encrypt(all.AsSpan(0, Nonce), plain, all.AsSpan(Nonce, plain.Length), all.AsSpan(Nonce + plain.Length), with);
        return all;
    }

    /// <summary>Null when it was not sealed so.</summary>
    public static byte[]? Open(byte[] key, ReadOnlySpan<byte> all, ReadOnlySpan<byte> with)
    {
        if (all.Length < Nonce + Tag) return null;
        var plain = new byte[all.Length - Nonce - Tag];
        using var aes = new AesGcm(key, Tag);
        try
        {
            aes.Decrypt(all[..Nonce], all[Nonce..^Tag], all[^Tag..], plain, with);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}
