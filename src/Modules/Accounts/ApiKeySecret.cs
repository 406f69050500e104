using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace VideoConf.Accounts;

/// <summary>A key as its holder has it: <c>vc_</c>, so that a search for leaked secrets finds it, and 32 random bytes in base64url.</summary>
internal static class ApiKeySecret
{
    // Six characters of base64 tell two keys apart and leave 220 bits to guess
    private const int PrefixLength = 9;

    public static string New() => "vc_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string PrefixOf(string key) => key[..PrefixLength];

    /// <summary>SHA-256 in lower hexadecimal; nothing slower, because nobody guesses 32 random bytes.</summary>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
