namespace VideoConf.Notifications.Mail;

/// <summary>One mail to one person.</summary>
/// <param name="MessageId">Without angle brackets; the same whenever this mail is tried again, so that a doubled one can be told.</param>
/// <param name="ToName">Null when only the address is known.</param>
/// <param name="Text">The same as <paramref name="Html"/>, in plain words.</param>
/// <param name="Calendar">Goes along for the reader's calendar.</param>
/// <param name="UnsubscribeUrl">Ends such mails by one POST (RFC 8058).</param>
/// <param name="ReplyTo">Null: whoever sends.</param>
internal sealed record OutgoingMail(
    string MessageId, Instant Date, string ToAddress, string? ToName, string Subject, string Text, string Html, MailCalendar? Calendar = null, string? UnsubscribeUrl = null, string? ReplyTo = null);

/// <summary>An iTIP message (RFC 6047).</summary>
/// <param name="Method">REQUEST or CANCEL; the same as in the content.</param>
/// <param name="Content">A whole calendar object, UTF-8.</param>
internal sealed record MailCalendar(string Method, byte[] Content);

/// <summary>Who sends.</summary>
internal sealed record MailSender(Mailbox Address, string? Name);

/// <summary>What became of a mail.</summary>
internal abstract record MailResult
{
    private MailResult() { }

    /// <summary>The next one on its way has it.</summary>
    public sealed record Sent : MailResult;

    /// <param name="Code">Stable, e.g. <c>smtp_450</c>, <c>unreachable</c>.</param>
    /// <param name="Reason">One line of at most 200 characters that may be shown to operators; holds no secret.</param>
    /// <param name="IsPermanent">Another attempt would end the same.</param>
    public sealed record Failed(string Code, string Reason, bool IsPermanent = false) : MailResult;
}

internal interface IMailTransport
{
    /// <param name="batch">Sent in this order, over one connection where there is one.</param>
    /// <param name="done">Told of each as soon as it is known, before the next is begun; what it throws ends the batch.</param>
    /// <param name="cancellationToken">Ends it; of what was not told nothing is known.</param>
    Task SendAsync(IReadOnlyList<OutgoingMail> batch, Func<OutgoingMail, MailResult, Task> done, CancellationToken cancellationToken);
}
