using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VideoConf.Notifications.Mail;

/// <summary>
/// Writes mails as RFC 5322 and RFC 2045 want them, an invitation as the programs of the world read it (RFC 6047 section 2.4):
/// as the last alternative, which calendars act upon, and once more as a file, for those that know no alternative. Pure.
/// </summary>
internal static class MimeWriter
{
    private const int LongestSubject = 200;
    private const int LongestName = 100;
    private const int LongestHeader = 998;

    /// <returns>ASCII, but for headers with an address that needs SMTPUTF8: UTF-8 there (RFC 6532). Every line ends with CRLF and none is longer than 998.</returns>
    public static byte[] Write(OutgoingMail mail, Mailbox to, MailSender from)
    {
        var written = new StringBuilder();
        Header(written, "From", Address(from.Address, from.Name, "From: ".Length));
        Header(written, "To", Address(to, mail.ToName, "To: ".Length));
        if (Mailbox.TryParse(mail.ReplyTo, out var replyTo) && !replyTo.NeedsSmtpUtf8) Header(written, "Reply-To", $"<{replyTo}>");
        Header(written, "Subject", MimeText.Unstructured(MimeText.OneLine(mail.Subject, LongestSubject), "Subject: ".Length));
        Header(written, "Date", mail.Date.ToDateTimeUtc().ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture));
        Header(written, "Message-ID", $"<{string.Concat(mail.MessageId.Where(letter => letter is > ' ' and <= '~' and not ('<' or '>')))}>");
        Header(written, "MIME-Version", "1.0");
        // Nobody's absence shall answer it (RFC 3834)
        Header(written, "Auto-Submitted", "auto-generated");
        if (mail.UnsubscribeUrl is not null && Uri.TryCreate(mail.UnsubscribeUrl, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.AbsoluteUri.Length < LongestHeader - 30)
        {
            Header(written, "List-Unsubscribe", $"<{url.AbsoluteUri}>");
            if (url.Scheme == "https") Header(written, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        Body(written, mail);
        return Encoding.UTF8.GetBytes(written.ToString());
    }

    private static void Body(StringBuilder written, OutgoingMail mail)
    {
        // "=_" stands in no quoted-printable and no base64 text
        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mail.MessageId)))[..24];
        var (outer, inner) = ($"=_files_{mark}", $"=_forms_{mark}");
        if (mail.Calendar is not null)
        {
            Header(written, "Content-Type", $"multipart/mixed; boundary=\"{outer}\"");
            written.Append($"\r\n--{outer}\r\n");
        }
        Header(written, "Content-Type", $"multipart/alternative;\r\n boundary=\"{inner}\"");
        written.Append($"\r\n--{inner}\r\n");
        TextPart(written, "plain", mail.Text);
        written.Append($"--{inner}\r\n");
        TextPart(written, "html", mail.Html);
        if (mail.Calendar is not { } calendar)
        {
            written.Append($"--{inner}--\r\n");
            return;
        }
        var method = calendar.Method == "CANCEL" ? "CANCEL" : "REQUEST";
        written.Append($"--{inner}\r\n");
        Base64Part(written, $"text/calendar; charset=utf-8; method={method}", calendar.Content);
        written.Append($"--{inner}--\r\n--{outer}\r\n");
        Header(written, "Content-Disposition", "attachment; filename=\"invite.ics\"");
        Base64Part(written, "application/ics; name=\"invite.ics\"", calendar.Content);
        written.Append($"--{outer}--\r\n");
    }

    private static void TextPart(StringBuilder written, string subtype, string text)
    {
        if (!MimeText.IsMostlyAscii(text))
        {
            Base64Part(written, $"text/{subtype}; charset=utf-8", Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")));
            return;
        }
        Header(written, "Content-Type", $"text/{subtype}; charset=utf-8");
        Header(written, "Content-Transfer-Encoding", "quoted-printable");
        written.Append("\r\n").Append(MimeText.QuotedPrintable(text)).Append("\r\n");
    }

    private static void Base64Part(StringBuilder written, string type, ReadOnlySpan<byte> content)
    {
        Header(written, "Content-Type", type);
        Header(written, "Content-Transfer-Encoding", "base64");
        written.Append("\r\n").Append(MimeText.Base64(content)).Append("\r\n");
    }

    private static string Address(Mailbox address, string? name, int column)
    {
        var phrase = MimeText.OneLine(name ?? "", LongestName) is { Length: > 0 } shown ? MimeText.Phrase(shown, column) : null;
        return phrase is null ? $"<{address}>" : $"{phrase}\r\n <{address}>";
    }

    private static void Header(StringBuilder written, string name, string value) => written.Append(name).Append(": ").Append(value).Append("\r\n");
}
