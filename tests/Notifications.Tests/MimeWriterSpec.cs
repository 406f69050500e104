using System.Text;
using VideoConf.Notifications.Mail;

namespace VideoConf.Notifications.Tests;

/// <summary>What is written is judged by npm's mailparser, behind a real mail server, and by the lengths that the RFCs set.</summary>
public sealed class MimeWriterSpec
{
    private static readonly Mailbox From = new("calls", "videoconf.example");

    private static string Write(OutgoingMail mail)
    {
        Mailbox.TryParse(mail.ToAddress, out var to).ShouldBeTrue();
        var written = Encoding.UTF8.GetString(MimeWriter.Write(mail, to!, new MailSender(From, "VideoConf")));
        written.Replace("\r\n", "", StringComparison.Ordinal).ShouldNotContain("\n");
        written.Replace("\r\n", "", StringComparison.Ordinal).ShouldNotContain("\r");
        written.Split("\r\n").ShouldAllBe(line => line.Length <= 998);
        return written;
    }

    private static string[] Headers(string written) => written[..written.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Replace("\r\n ", " ", StringComparison.Ordinal).Split("\r\n");

    [Fact]
    public void The_headers_say_who_when_and_that_a_machine_wrote_it() => Headers(Write(Mails.To("ada@example.org") with { MessageId = "1@videoconf.example", ReplyTo = "bob@example.org" }))[..^1].ShouldBe(
    [
        "From: \"VideoConf\" <calls@videoconf.example>", "To: \"Ada Lovelace\" <ada@example.org>", "Reply-To: <bob@example.org>", "Subject: Meeting", "Date: Sun, 22 Nov 2026 09:05:07 +0000",
        "Message-ID: <1@videoconf.example>", "MIME-Version: 1.0", "Auto-Submitted: auto-generated",
        "List-Unsubscribe: <https://videoconf.example/unsubscribe/t>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ]);

    [Fact]
    public void Without_an_address_for_it_nothing_speaks_of_unsubscribing() => Write(Mails.To("ada@example.org") with { UnsubscribeUrl = null }).ShouldNotContain("List-Unsubscribe");

    [Theory]
    [InlineData("a\r\nBcc: eve@example.org"), InlineData("a\nBcc: eve@example.org"), InlineData("a\rBcc: eve@example.org"), InlineData("a\0\r\n\r\nBody"), InlineData("a\u2028Bcc: x"), InlineData("a\u0085Bcc: x")]
    public async Task What_people_write_begins_no_header(string text)
    {
        var mail = Mails.To("ada@example.org", subject: text) with { ToName = text, MessageId = text + "@x", ReplyTo = $"eve{text}@example.org", UnsubscribeUrl = $"https://x.example/{text}" };
        Headers(Write(mail)).Select(header => header.Split(':')[0]).ShouldNotContain("Bcc");
        await using var server = await MailServer.Start("none");
        var got = await server.SendAndGet(mail);
        got.Headers.Keys.ShouldNotContain("bcc");
        got.Text.Trim().ShouldBe("Hello.");
        got.ToParsed.Single().Address.ShouldBe("ada@example.org");
    }

    [Theory]
    [InlineData("ada@example.org\r\nBcc: eve@example.org"), InlineData("ada@example.org>, <eve@example.org"), InlineData("ada\0@example.org"), InlineData("ada@exam ple.org"), InlineData("ada"), InlineData("")]
    [InlineData("@example.org"), InlineData("a..b@example.org"), InlineData(".a@example.org"), InlineData("\"a\"b\"@example.org"), InlineData("\"a\r\n\"@example.org"), InlineData("a@"), InlineData("a@-x.org")]
    [InlineData("a@[1.2.3.4"), InlineData("a@[nothing]"), InlineData("ada@example.org\n"), InlineData("a\u2028b@example.org"), InlineData("a@example.org."), InlineData(null)]
    public void What_is_no_address_is_none(string? text) => Mailbox.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("ada@example.org", "ada@example.org", false), InlineData("a.b+c@Example.ORG", "a.b+c@example.org", false), InlineData("\"a b\"@example.org", "\"a b\"@example.org", false)]
    [InlineData("\"a\\\"@b\"@example.org", "\"a\\\"@b\"@example.org", false), InlineData("ada@почта.рф", "ada@xn--80a1acny.xn--p1ai", false), InlineData("ada@ПОЧТА.РФ", "ada@xn--80a1acny.xn--p1ai", false)]
    [InlineData("ада@example.org", "ада@example.org", true), InlineData("a@[192.0.2.1]", "a@[192.0.2.1]", false), InlineData("o'hara@localhost", "o'hara@localhost", false), InlineData("😀@example.org", "😀@example.org", true)]
    public void An_address_is_read_its_domain_as_DNS_knows_it(string text, string address, bool needsSmtpUtf8)
    {
        Mailbox.TryParse(text, out var mailbox).ShouldBeTrue();
        (mailbox!.ToString(), mailbox.NeedsSmtpUtf8).ShouldBe((address, needsSmtpUtf8));
    }

    [Theory]
    [InlineData("Ada Lovelace"), InlineData("Lovelace, Ada"), InlineData("Ada \"Countess\" Lovelace"), InlineData("Ada\\"), InlineData("Ада Лавлейс"), InlineData("=?utf-8?B?YQ==?="), InlineData("李 🦊 (fox) <x@y>")]
    [InlineData("Константин Константинович Константинопольский-Задунайский и сыновья, лтд.")]
    public async Task A_name_comes_as_it_went(string name)
    {
        await using var server = await MailServer.Start("none");
        (await server.SendAndGet(Mails.To("ada@example.org", subject: name) with { ToName = name })).ShouldSatisfyAllConditions(
            got => got.ToParsed.ShouldBe([new GotAddress("ada@example.org", name)]), got => got.Subject.ShouldBe(name));
    }

    [Theory]
    [InlineData("\"a,b;c\"@example.org"), InlineData("ada@почта.рф")]
    public async Task A_quoted_local_part_and_a_domain_in_another_script_arrive(string address)
    {
        await using var server = await MailServer.Start("none");
        Mailbox.TryParse(address, out var mailbox).ShouldBeTrue();
        var got = await server.SendAndGet(Mails.To(address));
        got.Headers["to"].ShouldEndWith($"<{mailbox}>");
        got.Raw.ShouldNotContain("почта");
        got.To.Single().ShouldBeOneOf(address, mailbox!.ToString());
    }

    [Theory]
    [InlineData("я"), InlineData("x"), InlineData("👩‍💻")]
    public async Task A_title_of_ten_thousand_characters_is_cut_between_characters(string letter)
    {
        var title = string.Concat(Enumerable.Repeat(letter, 10_000 / letter.Length));
        var written = Write(Mails.To("ada@example.org", subject: title));
        foreach (var line in written[..written.IndexOf("Date:", StringComparison.Ordinal)].Split("\r\n")) line.Length.ShouldBeLessThanOrEqualTo(76);
        await using var server = await MailServer.Start("none");
        var subject = (await server.SendAndGet(Mails.To("ada@example.org", subject: title))).Subject;
        subject.Length.ShouldBeInRange(195, 201);
        subject.ShouldEndWith("…");
        subject.ShouldNotContain("\uFFFD");
    }

    [Fact]
    public void Half_a_character_is_none() => MimeText.OneLine("a\uD83D b", 100).ShouldBe("a\uFFFD b");

    [Fact]
    public async Task Both_texts_come_as_they_went_with_dots_and_long_lines()
    {
        await using var server = await MailServer.Start("none");
        foreach (var text in new[]
        {
            ".\n..\n.hidden\nend ", "a = b\t\n" + new string('x', 5000) + "\n\n=3D\n", "Привет, мир.\n.\n" + string.Concat(Enumerable.Repeat("длинная строка ", 500)), "naïve café — ok. " + new string('é', 20) + "\nplain plain plain plain plain plain plain plain",
            "From here\r\non\rnot\n", "",
        })
        {
            var mail = Mails.To("ada@example.org", text: text);
            Write(mail);
            var got = await server.SendAndGet(mail);
            got.Text.TrimEnd('\n').ShouldBe(text.ReplaceLineEndings("\n").TrimEnd('\n'));
            got.Html!.TrimEnd('\n').ShouldBe($"<p>{text.ReplaceLineEndings("\n")}</p>");
        }
    }

    [Theory]
    [InlineData("REQUEST"), InlineData("CANCEL")]
    public async Task An_invitation_is_the_last_alternative_and_a_file(string method)
    {
        await using var server = await MailServer.Start("none");
        var calendar = new MailCalendar(method, Mails.Invitation.Content);
        var got = await server.SendAndGet(Mails.To("ada@example.org", calendar: calendar));
        var content = Encoding.UTF8.GetString(calendar.Content);
        got.Files.Select(f => (f.Type, f.Name, f.Disposition, f.Content)).ShouldBe([("text/calendar", null, null, content), ("application/ics", "invite.ics", "attachment", content)], ignoreOrder: false);
        var order = new[] { "multipart/mixed", "multipart/alternative", "text/plain; charset=utf-8", "text/html; charset=utf-8", $"text/calendar; charset=utf-8; method={method}", "application/ics" };
        order.Select(type => got.Raw.IndexOf($"Content-Type: {type}", StringComparison.Ordinal)).ShouldBe(order.Select(type => got.Raw.IndexOf($"Content-Type: {type}", StringComparison.Ordinal)).Order());
        order.ShouldAllBe(type => got.Raw.Contains($"Content-Type: {type}"));
    }
}
