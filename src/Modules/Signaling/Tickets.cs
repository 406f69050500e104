using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace VideoConf.Signaling;

/// <summary>Whose connection it is.</summary>
internal sealed record Ticket(Guid SessionId, Guid ParticipantId, Guid PersonId, Instant ExpiresAt);

/// <summary>Writes and reads tickets: encrypted and signed with the server's data protection keys, good for a limited time.</summary>
internal sealed class Tickets(IDataProtectionProvider dataProtection, SignalingOptions options, IClock clock)
{
    private const int Ids = 3 * 16;
    // Whatever the keys are worth, no two tickets are alike and none can be guessed from another.
    private const int Nonce = 16;
    private const int LongestText = 1024;
    private readonly ITimeLimitedDataProtector protector = dataProtection.CreateProtector("signaling.ticket").ToTimeLimitedDataProtector();

    public (string Text, Instant ExpiresAt) Write(Guid sessionId, Guid participantId, Guid personId)
    {
        var expires = clock.GetCurrentInstant() + Duration.FromTimeSpan(options.TicketLifetime);
        var plain = new byte[Ids + Nonce];
        sessionId.TryWriteBytes(plain);
        participantId.TryWriteBytes(plain.AsSpan(16));
        personId.TryWriteBytes(plain.AsSpan(32));
        RandomNumberGenerator.Fill(plain.AsSpan(Ids));
        return (WebEncoders.Base64UrlEncode(protector.Protect(plain, expires.ToDateTimeOffset())), expires);
    }

    /// <returns>Null when it is none of ours, or has expired.</returns>
    public Ticket? Read(string? text)
    {
        if (text is not { Length: > 0 and <= LongestText }) return null;
        try
        {
            var plain = protector.Unprotect(WebEncoders.Base64UrlDecode(text), out var expires);
            return plain.Length != Ids + Nonce ? null : new Ticket(
                new Guid(plain.AsSpan(0, 16)), new Guid(plain.AsSpan(16, 16)), new Guid(plain.AsSpan(32, 16)), Instant.FromDateTimeOffset(expires));
        }
        catch (Exception junk) when (junk is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
