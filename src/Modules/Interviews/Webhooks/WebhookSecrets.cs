using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace VideoConf.Interviews.Webhooks;

/// <summary>Makes, seals and uses the secrets by which a receiver knows that a message is ours (Standard Webhooks).</summary>
internal sealed class WebhookSecrets(IDataProtectionProvider dataProtection)
{
    private const string Prefix = "whsec_";

    private readonly IDataProtector protector = dataProtection.CreateProtector("interviews.webhook");

    public static string New() => Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    public string Seal(string secret) => protector.Protect(secret);

    /// <summary>Null when the server's keys were lost, and only a new secret helps.</summary>
    public string? Open(string sealedSecret)
    {
        try
        {
            return protector.Unprotect(sealedSecret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>One signature of the header <c>webhook-signature</c>.</summary>
    /// <param name="secret">As it was shown.</param>
    /// <param name="id">Of the message.</param>
    /// <param name="timestamp">Seconds since 1970 at which it is sent.</param>
    /// <param name="body">As it is sent.</param>
    public static string Sign(string secret, string id, long timestamp, string body) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret[Prefix.Length..]), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));
}
