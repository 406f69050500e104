using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace VideoConf.Calendar;

/// <summary>What somebody was invited to, and as whom.</summary>
internal readonly record struct Invitation(Guid EventId, Guid AttendeeId)
{
    /// <summary>False when he was removed since.</summary>
    public bool IsTo(CalendarEvent e) => e.Id == EventId && e.Invited(AttendeeId) is not null;
}

/// <summary>The links of invitations: sealed, so that no one can make one, and kept nowhere.</summary>
internal sealed class InvitationLinks(IDataProtectionProvider dataProtection) : IInvitationLinks
{
    private readonly IDataProtector protector = dataProtection.CreateProtector("calendar.invitation");

    public string TokenOf(Guid eventId, Guid attendeeId) => Base64Url.EncodeToString(protector.Protect([.. eventId.ToByteArray(), .. attendeeId.ToByteArray()]));

    /// <summary>Null for what is no token of this server's: cut off, changed, or sealed with keys that were lost.</summary>
    public Invitation? Open(string token)
    {
        if (!Base64Url.IsValid(token)) return null;
        try
        {
            var ids = protector.Unprotect(Base64Url.DecodeFromChars(token)).AsSpan();
            return ids.Length == 32 ? new Invitation(new Guid(ids[..16]), new Guid(ids[16..])) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
