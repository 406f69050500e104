namespace VideoConf.Notifications;

/// <summary>Section <c>Notifications</c> of the configuration.</summary>
public sealed record NotificationsOptions
{
    /// <summary>Scheme and host under which people reach this server, for links in mails; no path.</summary>
    public string PublicUrl { get; init; } = "http://localhost:8080";

    /// <summary>The address to which other calendars send answers, of a mailbox that an operator's pipe reads; null: they go to the organizer.</summary>
    public string? RepliesTo { get; init; }

    /// <summary>How long changes of an event are gathered before its people are told, 0 to 600 seconds.</summary>
    public int SettlingSeconds { get; init; } = 5;

    /// <summary>The mail server; without one mails are kept as files.</summary>
    public SmtpOptions Smtp { get; init; } = new();

    /// <summary>A mailto: or https: address at which push services find whoever runs this server (RFC 8292 section 2.1); null: the public URL, when it is https.</summary>
    public string? PushContact { get; init; }

    /// <summary>Whether push services may lie at addresses of this machine and its network, and do without TLS.</summary>
    public bool AllowPrivateAddresses { get; init; }

    /// <summary>Where mails are kept without a mail server.</summary>
    internal string MailFolder { get; init; } = "";

    internal Duration Settling => Duration.FromSeconds(SettlingSeconds);

    internal string Origin => PublicUrl.TrimEnd('/');

    internal string Contact => PushContact ?? (PublicUrl.StartsWith("https:", StringComparison.Ordinal) ? Origin : $"mailto:{Smtp.FromAddress ?? "operator@localhost.localdomain"}");

    /// <exception cref="InvalidOperationException">A value cannot be used; the message is for the operator.</exception>
    public NotificationsOptions Validated()
    {
        if (!Uri.TryCreate(PublicUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.PathAndQuery != "/")
            throw new InvalidOperationException($"Notifications:PublicUrl must be scheme and host, such as https://meet.example.org, not {PublicUrl}.");
        if (SettlingSeconds is < 0 or > 600) throw new InvalidOperationException($"Notifications:SettlingSeconds must be 0 to 600, not {SettlingSeconds}.");
        if (PushContact is not null && !(PushContact.StartsWith("mailto:", StringComparison.Ordinal) || PushContact.StartsWith("https://", StringComparison.Ordinal)))
            throw new InvalidOperationException($"Notifications:PushContact must begin with mailto: or https://, not {PushContact}.");
        return this with { Smtp = Smtp.Validated() };
    }
}
