using VideoConf.Notifications.Mail;

namespace VideoConf.Notifications.Tests;

/// <summary>The transport against a real mail server.</summary>
public sealed class SmtpTransportSpec
{
    private static readonly MailResult Sent = new MailResult.Sent();

    private static MailResult.Failed Failed(MailResult result) => result.ShouldBeOfType<MailResult.Failed>();

    [Theory]
    [InlineData("starttls", true), InlineData("tls", true), InlineData("none", false)]
    public async Task A_mail_arrives_under_TLS_unless_that_is_given_up(string security, bool secure)
    {
        await using var server = await MailServer.Start(security);
        var mail = Mails.To("ada@example.org");
        var got = await server.SendAndGet(mail);
        got.Secure.ShouldBe(secure);
        (got.From, got.To.Single(), got.MessageId, got.Date).ShouldBe(("calls@videoconf.example", "ada@example.org", $"<{mail.MessageId}>", Mails.Date.ToDateTimeOffset()));
    }

    [Theory]
    [InlineData("starttls"), InlineData("tls")]
    public async Task A_certificate_of_nobody_known_is_not_trusted(string security)
    {
        await using var server = await MailServer.Start(security, "user");
        var failed = Failed((await MailServer.Send(new SmtpTransport(server.Options), Mails.To("ada@example.org"))).Single());
        (failed.Code, failed.IsPermanent).ShouldBe(("tls_failed", false));
        (await server.Peer.End()).ShouldNotContain(said => Peer.IsAbout(said, "signIn") || Peer.IsAbout(said, "mail"));
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_not_trusted()
    {
        await using var server = await MailServer.Start(certifiedName: "mail.example.org");
        Failed((await MailServer.Send(server.Transport(), Mails.To("ada@example.org"))).Single()).Code.ShouldBe("tls_failed");
    }

    [Fact]
    public async Task Nothing_is_sent_in_the_clear_to_a_server_without_STARTTLS()
    {
        await using var server = await MailServer.Start("none", "user");
        Failed((await MailServer.Send(server.Transport(server.Options with { Security = "starttls" }), Mails.To("ada@example.org"))).Single()).Code.ShouldBe("tls_failed");
        (await server.Peer.End()).ShouldNotContain(said => Peer.IsAbout(said, "signIn") || Peer.IsAbout(said, "mail"));
    }

    [Theory]
    [InlineData("PLAIN"), InlineData("LOGIN")]
    public async Task It_signs_in_as_the_server_offers(string method)
    {
        await using var server = await MailServer.Start(user: "calls", methods: [method]);
        (await MailServer.Send(server.Transport(), Mails.To("ada@example.org"))).ShouldBe([Sent]);
        (await server.Peer.Next("signIn")).ToString().ShouldBe($$"""{"method":"{{method}}","secure":true}""");
        (await server.Got()).User.ShouldBe("calls");
    }

    [Fact]
    public async Task A_wrong_password_fails_all_for_now_and_stands_in_no_reason()
    {
        await using var server = await MailServer.Start(user: "calls");
        var results = await MailServer.Send(server.Transport(server.Options with { Password = "wrong-geheim" }), Mails.To("ada@example.org"), Mails.To("bob@example.org"));
        results.Select(r => (Failed(r).Code, Failed(r).IsPermanent)).ShouldBe([("auth_failed", false), ("auth_failed", false)]);
        results.ShouldAllBe(r => !Failed(r).Reason.Contains("geheim"));
        (await server.Peer.End()).Count(said => Peer.IsAbout(said, "connected")).ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_signs_nobody_in_is_told_of()
    {
        await using var server = await MailServer.Start();
        Failed((await MailServer.Send(server.Transport(server.Options with { UserName = "calls", Password = "geheim-7" }), Mails.To("ada@example.org"))).Single()).Code.ShouldBe("auth_failed");
    }

    [Fact]
    public async Task A_batch_goes_over_one_connection_and_what_is_refused_spoils_nothing()
    {
        await using var server = await MailServer.Start();
        var results = await MailServer.Send(server.Transport(),
            Mails.To("ada@example.org"), Mails.To("tempfail@example.org"), Mails.To("bob@example.org"), Mails.To("nobody@example.org"), Mails.To("spam@example.org"), Mails.To("no address"), Mails.To("eve@example.org"));
        results.Select(r => r is MailResult.Failed f ? $"{f.Code} {f.IsPermanent}" : "sent").ShouldBe(
            ["sent", "smtp_451 False", "sent", "smtp_550 True", "smtp_554 True", "invalid_address True", "sent"]);
        Failed(results[1]).Reason.ShouldBe("451 Try again later");
        var reason = Failed(results[3]).Reason;
        (reason.StartsWith("550 No such user here x", StringComparison.Ordinal), reason.Length <= 200, reason.Any(char.IsControl)).ShouldBe((true, true, false));
        var said = await server.Peer.End();
        said.Count(line => Peer.IsAbout(line, "connected")).ShouldBe(1);
        said.Where(line => Peer.IsAbout(line, "mail")).Select(line => line.GetProperty("mail").GetProperty("to")[0].GetString()).ShouldBe(["ada@example.org", "bob@example.org", "eve@example.org"]);
    }

    [Fact]
    public async Task A_refused_sender_is_not_the_recipients_fault()
    {
        await using var server = await MailServer.Start();
        var failed = Failed((await MailServer.Send(server.Transport(server.Options with { FromAddress = "stranger@example.org" }), Mails.To("ada@example.org"))).Single());
        failed.ShouldBe(new MailResult.Failed("refused_sender", "550 Who are you?"));
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_and_the_rest_with_it()
    {
        await using var server = await MailServer.Start();
        var results = await MailServer.Send(server.Transport(timeout: TimeSpan.FromSeconds(2)), Mails.To("ada@example.org"), Mails.To("slow@example.org"), Mails.To("bob@example.org"));
        results[0].ShouldBe(Sent);
        results.Skip(1).Select(r => (Failed(r).Code, Failed(r).IsPermanent)).ShouldBe([("timed_out", false), ("timed_out", false)]);
    }

    [Theory]
    [InlineData("drop@example.org"), InlineData("dropdata@example.org")]
    public async Task A_connection_that_breaks_fails_the_rest_for_now(string at)
    {
        await using var server = await MailServer.Start();
        var results = await MailServer.Send(server.Transport(), Mails.To("ada@example.org"), Mails.To(at), Mails.To("bob@example.org"));
        results[0].ShouldBe(Sent);
        results.Skip(1).Select(r => (Failed(r).Code, Failed(r).IsPermanent)).ShouldBe([("unreachable", false), ("unreachable", false)]);
        (await server.Got()).To.ShouldBe(["ada@example.org"]);
        (await server.SendAndGet(Mails.To("bob@example.org"))).To.ShouldBe(["bob@example.org"]);
    }

    [Fact]
    public async Task Where_nobody_listens_is_unreachable()
    {
        var server = await MailServer.Start();
        var transport = server.Transport();
        await server.DisposeAsync();
        Failed((await MailServer.Send(transport, Mails.To("ada@example.org"))).Single()).ShouldBe(new MailResult.Failed("unreachable", "The mail server cannot be reached (ConnectionRefused)."));
    }

    [Fact]
    public async Task A_mail_beyond_the_servers_size_is_not_begun()
    {
        await using var server = await MailServer.Start(size: 5000);
        var results = await MailServer.Send(server.Transport(), Mails.To("ada@example.org", text: new string('x', 9000)), Mails.To("bob@example.org"));
        (Failed(results[0]).Code, Failed(results[0]).IsPermanent).ShouldBe(("too_large", true));
        results[1].ShouldBe(Sent);
    }

    [Fact]
    public async Task A_local_part_beyond_ASCII_goes_where_it_is_understood_and_nowhere_else()
    {
        await using (var server = await MailServer.Start())
        {
            var got = await server.SendAndGet(Mails.To("дарья@пример.рф"));
            got.To.Single().ShouldStartWith("дарья@");
            got.Raw.ShouldContain("<дарья@xn--e1afmkfd.xn--p1ai>");
        }
        await using var old = await MailServer.Start(smtputf8: false);
        var results = await MailServer.Send(old.Transport(), Mails.To("дарья@пример.рф"), Mails.To("bob@example.org"));
        (Failed(results[0]).Code, Failed(results[0]).IsPermanent).ShouldBe(("smtputf8_not_supported", true));
        results[1].ShouldBe(Sent);
    }

    [Fact]
    public async Task Each_outcome_is_told_before_the_next_begins()
    {
        await using var server = await MailServer.Start();
        var told = 0;
        await Should.ThrowAsync<InvalidOperationException>(server.Transport().SendAsync(
            [Mails.To("ada@example.org"), Mails.To("bob@example.org")], (_, _) => ++told == 1 ? throw new InvalidOperationException() : Task.CompletedTask, TestContext.Current.CancellationToken));
        (await server.Peer.End()).Count(said => Peer.IsAbout(said, "mail")).ShouldBe(1);
    }
}
