using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace VideoConf.Rooms;

/// <summary>Makes and opens the secrets of private rooms.</summary>
internal sealed class RoomPasses(IDataProtectionProvider dataProtection)
{
    private readonly IDataProtector protector = dataProtection.CreateProtector("rooms.pass");

    public RoomPass New()
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(20));
        return new RoomPass(Hash(secret), protector.Protect(secret));
    }

    /// <summary>The secret, for the host's copy of the link; null when the server's keys were lost, and only a new pass helps.</summary>
    public string? Open(RoomPass pass)
    {
        try
        {
            return protector.Unprotect(pass.Sealed);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public static string Hash(string? secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret ?? "")));

    /// <summary>Takes the same time wherever the hashes differ.</summary>
    public static bool Fits(RoomPass pass, string hash) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(pass.Hash), Encoding.ASCII.GetBytes(hash));
}
