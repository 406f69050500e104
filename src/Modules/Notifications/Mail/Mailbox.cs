using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace VideoConf.Notifications.Mail;

/// <summary>An address in the form of RFC 5321 section 4.1.2, as it may stand in a command and in a header: it holds no control character and no bracket.</summary>
/// <param name="LocalPart">As it was written, quotes included; with characters beyond ASCII it needs SMTPUTF8 (RFC 6531).</param>
/// <param name="Domain">ASCII, lower case: names in other scripts as xn-- (RFC 5891), or an address literal.</param>
internal sealed partial record Mailbox(string LocalPart, string Domain)
{
    private const int LongestLocalPart = 64;
    private const int Longest = 254;

    private static readonly IdnMapping Names = new() { UseStd3AsciiRules = true };

    public bool NeedsSmtpUtf8 => !Ascii.IsValid(LocalPart);

    public static bool TryParse(string? text, [NotNullWhen(true)] out Mailbox? mailbox)
    {
        mailbox = null;
        var at = text?.LastIndexOf('@') ?? -1;
        if (at <= 0 || text!.Length > Longest) return false;
        var local = text[..at];
        if (!LocalPartForm().IsMatch(local) || Encoding.UTF8.GetByteCount(local) > LongestLocalPart || !TryReadDomain(text[(at + 1)..], out var domain)) return false;
        if (Encoding.UTF8.GetByteCount(local) + 1 + domain.Length > Longest) return false;
        mailbox = new Mailbox(local, domain);
        return true;
    }

    private static bool TryReadDomain(string text, [NotNullWhen(true)] out string? domain)
    {
        domain = null;
        if (text.StartsWith('['))
        {
            var literal = AddressLiteral().Match(text);
            if (literal.Success && IPAddress.TryParse(literal.Groups["address"].Value, out _)) domain = text;
            return domain is not null;
        }
        try
        {
            // Without ICU, letters and marks apart do not become one letter, and would make another name
            if (text.Any(letter => letter is >= '\u0300' and <= '\u036F')) return false;
            // Nor does the mapping know of upper case beyond ASCII
            domain = Names.GetAscii(text.ToLowerInvariant());
            return domain.Length is > 0 and <= 253 && !domain.EndsWith('.');
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public override string ToString() => $"{LocalPart}@{Domain}";

    // A dot-string or a quoted-string; \uD800-\uDFFF are the halves of what lies beyond U+FFFF, whole as .NET's strings from UTF-8 are
    [GeneratedRegex("""^([A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00A1-\u2027\u2030-\u205F\u2070-\uFFFC-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00A1-\u2027\u2030-\u205F\u2070-\uFFFC-]+)*|"([ !#-\[\]-~]|\\[ -~])+")\z""", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LocalPartForm();

    [GeneratedRegex(@"^\[(IPv6:)?(?<address>[0-9A-Fa-f:.]+)\]\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AddressLiteral();
}
