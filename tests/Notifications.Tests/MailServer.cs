using System.Text.Json;
using VideoConf.Notifications.Mail;

namespace VideoConf.Notifications.Tests;

/// <summary>What the server got.</summary>
internal sealed record GotMail(
    string From, IReadOnlyList<string> To, bool Secure, string? User, string Raw, IReadOnlyDictionary<string, string> Headers, string Subject,
    IReadOnlyList<GotAddress> FromParsed, IReadOnlyList<GotAddress> ToParsed, string MessageId, DateTimeOffset Date, string Text, string? Html, IReadOnlyList<GotFile> Files);

internal sealed record GotAddress(string Address, string Name);

internal sealed record GotFile(string Type, string? Name, string? Disposition, string Content);

/// <summary>A real mail server, npm's smtp-server, and a transport to it.</summary>
internal sealed class MailServer : IAsyncDisposable
{
    private MailServer(TestCertificate certificate, Peer peer, SmtpOptions options) => (Certificate, Peer, Options) = (certificate, peer, options);

    public TestCertificate Certificate { get; }
    public Peer Peer { get; }
    public SmtpOptions Options { get; }

    public static async Task<MailServer> Start(string security = "starttls", string? user = null, string[]? methods = null, int? size = null, bool smtputf8 = true, string certifiedName = "localhost")
    {
        var certificate = new TestCertificate(certifiedName);
        var peer = await Peer.Start("smtp.mjs", new { security, cert = certificate.CertificateFile, key = certificate.KeyFile, user, password = "geheim-7", methods, size, smtputf8 });
        return new MailServer(certificate, peer, new SmtpOptions { Host = "localhost", Port = peer.Port, Security = security, FromAddress = "calls@videoconf.example", UserName = user, Password = user is null ? null : "geheim-7" });
    }

    public SmtpTransport Transport(SmtpOptions? options = null, TimeSpan? timeout = null) =>
        new((options ?? Options).Validated()) { Trusted = Certificate.Public, Timeout = timeout ?? TimeSpan.FromSeconds(30) };

    /// <summary>What became of each.</summary>
    public static async Task<IReadOnlyList<MailResult>> Send(IMailTransport transport, params OutgoingMail[] mails)
    {
        var results = new List<(OutgoingMail Mail, MailResult Result)>();
        await transport.SendAsync(mails, (mail, result) =>
        {
            results.Add((mail, result));
            return Task.CompletedTask;
        }, TestContext.Current.CancellationToken);
        results.Select(r => r.Mail).ShouldBe(mails);
        return [.. results.Select(r => r.Result)];
    }

    public async Task<GotMail> Got() => (await Peer.Next("mail")).Deserialize<GotMail>(JsonSerializerOptions.Web)!;

    /// <summary>Sends one, which must go through.</summary>
    public async Task<GotMail> SendAndGet(OutgoingMail mail)
    {
        (await Send(Transport(), mail)).ShouldBe([new MailResult.Sent()]);
        return await Got();
    }

    public async ValueTask DisposeAsync()
    {
        await Peer.DisposeAsync();
        Certificate.Dispose();
    }
}
