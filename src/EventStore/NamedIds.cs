using System.Security.Cryptography;
using System.Text;

namespace VideoConf.EventStore;

/// <summary>Ids made of names: the same name has the same id at every time and on every node (RFC 9562 section 5.8).</summary>
public static class NamedIds
{
    /// <param name="within">What the name is a name in; the same name elsewhere has another id.</param>
    /// <param name="name">Any text.</param>
    public static Guid Of(Guid within, string name)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData([.. within.ToByteArray(), .. Encoding.UTF8.GetBytes(name)], hash);
        hash[6] = (byte)(hash[6] & 0x0f | 0x80);
        hash[8] = (byte)(hash[8] & 0x3f | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
