using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace VideoConf.Notifications.Mail;

/// <summary>An open way to a mail server: greeted, under TLS and signed in as the options say.</summary>
internal sealed class SmtpSession : IAsyncDisposable
{
    private readonly SmtpConnection connection;
    private readonly SmtpOptions options;
    private Dictionary<string, string> offers = [];

    private SmtpSession(SmtpConnection connection, SmtpOptions options) => (this.connection, this.options) = (connection, options);

    /// <exception cref="SmtpFailedException">It cannot be had.</exception>
    public static async Task<SmtpSession> OpenAsync(SmtpTransport transport, CancellationToken cancellationToken)
    {
        var opened = await SmtpConnection.OpenAsync(transport.Options.Host!, transport.Options.Port, transport.Timeout, cancellationToken);
        try
        {
            var session = new SmtpSession(opened, transport.Options);
            await session.BeginAsync(transport.Trusted, cancellationToken);
            return session;
        }
        catch
        {
            await opened.DisposeAsync();
            throw;
        }
    }

    private async Task BeginAsync(X509Certificate2? trusted, CancellationToken cancellationToken)
    {
        if (options.Security == "tls") await connection.StartTlsAsync(options.Host!, trusted, cancellationToken);
        var greeting = await connection.ReadReplyAsync(cancellationToken);
        if (greeting.Code != 220) throw Unusable(greeting);
        await HelloAsync(cancellationToken);
        if (options.Security == "starttls")
        {
            // Going on in the clear is what an attacker in between wants who took the offer out (RFC 8314 section 4.1)
            if (!offers.ContainsKey("STARTTLS")) throw new SmtpFailedException("tls_failed", "The mail server offers no STARTTLS, and nothing is sent without it.");
            var answer = await connection.CommandAsync("STARTTLS", cancellationToken);
            if (answer.Code != 220) throw new SmtpFailedException("tls_failed", answer.Reason);
            await connection.StartTlsAsync(options.Host!, trusted, cancellationToken);
            await HelloAsync(cancellationToken);
        }
        if (options.UserName is not null) await SignInAsync(options.UserName, options.Password!, cancellationToken);
    }

    private async Task HelloAsync(CancellationToken cancellationToken)
    {
        var answer = await connection.CommandAsync($"EHLO {connection.OwnName}", cancellationToken);
        if (answer.Code != 250) throw Unusable(answer);
        offers = answer.Text.Skip(1).Select(line => line.Split(' ', 2)).GroupBy(offer => offer[0].ToUpperInvariant(), StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First().ElementAtOrDefault(1) ?? "", StringComparer.Ordinal);
    }

    // What the server says to a password is not passed on: it may repeat what it was given
    private async Task SignInAsync(string userName, string password, CancellationToken cancellationToken)
    {
        var ways = offers.GetValueOrDefault("AUTH", "").ToUpperInvariant().Split(' ');
        SmtpReply answer;
        if (ways.Contains("PLAIN")) answer = await connection.CommandAsync($"AUTH PLAIN {Encoded($"\0{userName}\0{password}")}", cancellationToken);
        else if (ways.Contains("LOGIN"))
        {
            answer = await connection.CommandAsync("AUTH LOGIN", cancellationToken);
            if (answer.Code == 334) answer = await connection.CommandAsync(Encoded(userName), cancellationToken);
            if (answer.Code == 334) answer = await connection.CommandAsync(Encoded(password), cancellationToken);
        }
        else throw new SmtpFailedException("auth_failed", "The mail server offers neither PLAIN nor LOGIN for signing in.");
        if (answer.Code != 235) throw new SmtpFailedException("auth_failed", $"The mail server does not accept the user name and the password ({answer.Code}).");

        static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
    }

    /// <exception cref="SmtpFailedException">The connection is of no more use; whether the mail got through is not known.</exception>
    public async Task<MailResult> SendAsync(OutgoingMail mail, Mailbox to, CancellationToken cancellationToken)
    {
        var content = MimeWriter.Write(mail, to, options.Sender);
        var parameters = "";
        if (offers.TryGetValue("SIZE", out var size))
        {
            if (long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var most) && most > 0 && content.Length > most)
                return new MailResult.Failed("too_large", $"The mail has {content.Length} bytes, and the mail server takes {most}.", IsPermanent: true);
            parameters += $" SIZE={content.Length}";
        }
        if (to.NeedsSmtpUtf8)
        {
            if (!offers.ContainsKey("SMTPUTF8") || !offers.ContainsKey("8BITMIME"))
                return new MailResult.Failed("smtputf8_not_supported", "The mail server takes no addresses with other than ASCII letters before the @.", IsPermanent: true);
            parameters += " BODY=8BITMIME SMTPUTF8";
        }
        var answer = await connection.CommandAsync($"MAIL FROM:<{options.Sender.Address}>{parameters}", cancellationToken);
        // 552 and 554 speak of the mail, what else is final of who sends: not the recipient's fault, and mended by the operator
        if (!answer.IsPositive) return await RefusedAsync(answer, answer.IsPermanent && answer.Code is not (552 or 554) ? "refused_sender" : null, cancellationToken);
        answer = await connection.CommandAsync($"RCPT TO:<{to}>", cancellationToken);
        if (!answer.IsPositive) return await RefusedAsync(answer, null, cancellationToken);
        answer = await connection.CommandAsync("DATA", cancellationToken);
        if (answer.Code != 354) return await RefusedAsync(answer, null, cancellationToken);
        answer = await connection.ContentAsync(content, cancellationToken);
        return answer.IsPositive ? new MailResult.Sent() : await RefusedAsync(answer, null, cancellationToken);
    }

    private async Task<MailResult> RefusedAsync(SmtpReply answer, string? code, CancellationToken cancellationToken)
    {
        if (answer.Code == 421) throw Unusable(answer);
        var isOperators = answer.Code is 530 or 535 or 538;
        var reset = await connection.CommandAsync("RSET", cancellationToken);
        if (!reset.IsPositive) throw Unusable(reset);
        return new MailResult.Failed(isOperators ? "auth_failed" : code ?? $"smtp_{answer.Code}", answer.Reason, answer.IsPermanent && !isOperators && code is null);
    }

    private static SmtpFailedException Unusable(SmtpReply answer) => new($"smtp_{answer.Code}", answer.Reason);

    /// <summary>Says goodbye, as the RFC wants it; whether it is heard does not matter.</summary>
    public async Task QuitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await connection.CommandAsync("QUIT", cancellationToken);
        }
        catch (SmtpFailedException)
        {
            // It is over either way
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
