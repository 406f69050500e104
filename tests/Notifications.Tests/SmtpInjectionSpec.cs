using System.Net;
using System.Net.Sockets;
using System.Text;
using VideoConf.Notifications.Mail;

namespace VideoConf.Notifications.Tests;

/// <summary>Servers that say what no server should, on a bare socket.</summary>
public sealed class SmtpInjectionSpec
{
    /// <summary>Says each of these once a line has come, the first at once; then listens until the other side has gone.</summary>
    private static Task<(MailResult Result, IReadOnlyList<string> Heard)> Against(string security, params string[] says) => Against(security, Mails.To("ada@example.org"), says);

    private static async Task<(MailResult Result, IReadOnlyList<string> Heard)> Against(string security, OutgoingMail mail, params string[] says)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var served = Task.Run(async () =>
        {
            using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
            var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var heard = new List<string>();
            foreach (var (index, text) in says.Index())
            {
                if (index > 0 && await reader.ReadLineAsync() is { } line) heard.Add(line);
                await stream.WriteAsync(Encoding.Latin1.GetBytes(text));
            }
            try
            {
                while (await reader.ReadLineAsync() is { } line) heard.Add(line);
            }
            catch (IOException)
            {
                // Closed without a goodbye
            }
            return heard;
        });
        var options = new SmtpOptions { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port, Security = security, FromAddress = "calls@videoconf.example", UserName = "calls", Password = "geheim-7" };
        var result = (await MailServer.Send(new SmtpTransport(options.Validated()), mail)).Single();
        return (result, await served);
    }

    [Fact]
    public async Task What_comes_in_the_clear_behind_the_answer_to_STARTTLS_is_never_taken_for_an_answer()
    {
        var (result, heard) = await Against("starttls", "220 hello\r\n", "250-me\r\n250 STARTTLS\r\n", "220 go on\r\n250-me\r\n250 AUTH PLAIN\r\n235 welcome\r\n");
        result.ShouldBeOfType<MailResult.Failed>().Code.ShouldBe("tls_failed");
        heard.Count.ShouldBe(2);
        heard[1].ShouldBe("STARTTLS");
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "unreachable"), InlineData("220-a\r\n220-", "unreachable"), InlineData("554 Go away\r\n", "smtp_554"), InlineData("999 x\r\n", "unreachable"), InlineData("22", "unreachable")]
    public async Task What_is_no_mail_server_is_given_up(string greeting, string code)
    {
        // Lines without end are cut off at 4,096 bytes, so that this ends with the reply or with the buffer
        var (result, _) = await Against("none", greeting + (code == "unreachable" ? new string('x', 5000) : ""));
        var failed = result.ShouldBeOfType<MailResult.Failed>();
        (failed.Code, failed.IsPermanent).ShouldBe((code, false));
    }

    [Fact]
    public async Task A_reply_of_endless_lines_is_given_up()
    {
        var (result, _) = await Against("none", string.Concat(Enumerable.Repeat("220-more\r\n", 1000)));
        result.ShouldBeOfType<MailResult.Failed>().Code.ShouldBe("unreachable");
    }

    [Fact]
    public async Task A_server_that_shuts_down_is_asked_nothing_more()
    {
        var (result, heard) = await Against("none", "220 hello\r\n", "250-me\r\n250 AUTH PLAIN\r\n", "235 welcome\r\n", "421 shutting down\r\n");
        result.ShouldBe(new MailResult.Failed("smtp_421", "421 shutting down"));
        heard.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_quoted_local_part_stays_quoted_where_the_server_is_told_of_it()
    {
        // npm's smtp-server takes no space there
        var (result, heard) = await Against("none", Mails.To("\"a b\"@example.org"), "220 hello\r\n", "250-me\r\n250 AUTH PLAIN\r\n", "235 welcome\r\n", "250 ok\r\n", "450 busy\r\n", "250 ok\r\n", "221 bye\r\n");
        result.ShouldBe(new MailResult.Failed("smtp_450", "450 busy"));
        heard.Skip(2).ShouldBe(["MAIL FROM:<calls@videoconf.example>", "RCPT TO:<\"a b\"@example.org>", "RSET", "QUIT"]);
    }
}
