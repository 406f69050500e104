using System.Security.Cryptography.X509Certificates;

namespace VideoConf.Notifications.Mail;

/// <summary>Hands mails to a mail server for submission (RFC 6409), a batch over one connection.</summary>
internal sealed class SmtpTransport(SmtpOptions options) : IMailTransport
{
    public SmtpOptions Options => options;

    /// <summary>For each step. Ten minutes for the last one, as RFC 5321 section 4.5.3.2 has it, would hold up all behind it; a mail sent twice bears one Message-ID.</summary>
    internal TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(options.TimeoutSeconds);

    /// <summary>Trusted in place of the machine's authorities.</summary>
    internal X509Certificate2? Trusted { get; init; }

    public async Task SendAsync(IReadOnlyList<OutgoingMail> batch, Func<OutgoingMail, MailResult, Task> done, CancellationToken cancellationToken)
    {
        SmtpSession? session = null;
        MailResult.Failed? lost = null;
        try
        {
            foreach (var mail in batch)
            {
                MailResult result;
                try
                {
                    if (!Mailbox.TryParse(mail.ToAddress, out var to)) result = new MailResult.Failed("invalid_address", "This is no e-mail address.", IsPermanent: true);
                    else if (lost is not null) result = lost;
                    else
                    {
                        session ??= await SmtpSession.OpenAsync(this, cancellationToken);
                        result = await session.SendAsync(mail, to, cancellationToken);
                    }
                }
                catch (SmtpFailedException e)
                {
                    result = lost = e.Result;
                }
                await done(mail, result);
            }
            if (session is not null && lost is null) await session.QuitAsync(cancellationToken);
        }
        finally
        {
            if (session is not null) await session.DisposeAsync();
        }
    }
}
