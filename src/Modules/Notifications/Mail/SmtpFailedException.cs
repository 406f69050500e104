namespace VideoConf.Notifications.Mail;

/// <summary>The connection is of no more use. Never leaves this folder.</summary>
internal sealed class SmtpFailedException(string code, string reason) : IOException(reason)
{
    public MailResult.Failed Result { get; } = new(code, reason);
}
