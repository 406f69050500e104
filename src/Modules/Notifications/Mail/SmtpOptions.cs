using VideoConf.Notifications.Mail;

namespace VideoConf.Notifications;

/// <summary>Section <c>Notifications:Smtp</c> of the configuration. Without a host mails are kept in a folder and leave the machine nowhere.</summary>
public sealed record SmtpOptions
{
    /// <summary>Name of the mail server, which its certificate must bear.</summary>
    public string? Host { get; init; }

    /// <summary>587 for <c>starttls</c>, 465 for <c>tls</c>, as a rule (RFC 8314).</summary>
    public int Port { get; init; } = 587;

    /// <summary><c>starttls</c>: required after the greeting; <c>tls</c>: from the first byte; <c>none</c>: never, passwords included.</summary>
    public string Security { get; init; } = "starttls";

    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>From whom mails come, and where what cannot be delivered comes back.</summary>
    public string? FromAddress { get; init; }

    public string FromName { get; init; } = "VideoConf";

    /// <summary>For each step of the protocol, 5 to 300 s.</summary>
    public int TimeoutSeconds { get; init; } = 60;

    internal bool IsSet => Host is not null;

    internal MailSender Sender => new(Mailbox.TryParse(FromAddress, out var address) ? address : new Mailbox("videoconf", "localhost"), FromName);

    /// <exception cref="InvalidOperationException">A value cannot be used; the message is for the operator.</exception>
    public SmtpOptions Validated()
    {
        const string section = "Notifications:Smtp:";
        if (Host is not null && Uri.CheckHostName(Host) == UriHostNameType.Unknown) throw new InvalidOperationException($"{section}Host must be the name of a mail server, not '{Host}'.");
        if (Port is < 1 or > 65535) throw new InvalidOperationException($"{section}Port must be 1 to 65535, not {Port}.");
        if (Security is not ("starttls" or "tls" or "none")) throw new InvalidOperationException($"{section}Security must be starttls, tls or none, not '{Security}'.");
        if (UserName is null != Password is null) throw new InvalidOperationException($"{section}UserName and {section}Password go together.");
        if (UserName?.Contains('\0') == true || Password?.Contains('\0') == true) throw new InvalidOperationException($"{section}UserName and {section}Password cannot hold U+0000.");
        if (TimeoutSeconds is < 5 or > 300) throw new InvalidOperationException($"{section}TimeoutSeconds must be 5 to 300, not {TimeoutSeconds}.");
        if (Host is null && UserName is not null) throw new InvalidOperationException($"{section}UserName is set, but {section}Host names no server.");
        if (Host is not null && FromAddress is null) throw new InvalidOperationException($"{section}Host is set, so {section}FromAddress must be: from whom mails come.");
        if (FromAddress is not null && (!Mailbox.TryParse(FromAddress, out var from) || from.NeedsSmtpUtf8))
            throw new InvalidOperationException($"{section}FromAddress must be an e-mail address with ASCII letters before the @, not '{FromAddress}'.");
        return this;
    }

    // The record's own would write the password into a log
    public override string ToString() => $"SmtpOptions {{ Host = {Host}, Port = {Port}, Security = {Security} }}";
}
