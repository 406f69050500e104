using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace VideoConf.Calendar;

/// <summary>Addresses of outside calendars: which may be, and how they are kept. Who has such an address can read the calendar.</summary>
internal sealed class OutsideAddresses(IDataProtectionProvider dataProtection)
{
    private readonly IDataProtector protector = dataProtection.CreateProtector("calendar.outside_address");

    public string Seal(Uri address) => protector.Protect(address.AbsoluteUri);

    /// <summary>Null when the server's keys were lost, and only subscribing again helps.</summary>
    public Uri? Open(string sealedAddress)
    {
        try
        {
            return new Uri(protector.Unprotect(sealedAddress));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Reads what a person pasted: http, https, or webcal, which is https by another name.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out Uri? address)
    {
        var isWebcal = text.StartsWith("webcal://", StringComparison.OrdinalIgnoreCase);
        return Uri.TryCreate(isWebcal ? $"https{text["webcal".Length..]}" : text, UriKind.Absolute, out address) && OutgoingHttp.IsAllowed(address);
    }
}
