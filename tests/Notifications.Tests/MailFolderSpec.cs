using VideoConf.Notifications.Mail;

namespace VideoConf.Notifications.Tests;

public sealed class MailFolderSpec : IDisposable
{
    private readonly DirectoryInfo parent = Directory.CreateTempSubdirectory("videoconf-mail-");

    private string Folder => Path.Combine(parent.FullName, "mail");

    private MailFolder Open() => new(Folder, new SmtpOptions().Sender);

    [Fact]
    public async Task A_mail_is_a_file_that_mail_programs_open_and_a_page_shows()
    {
        var mail = Mails.To("ada@example.org", "Встреча", calendar: Mails.Invitation);
        (await MailServer.Send(Open(), mail)).ShouldBe([new MailResult.Sent()]);
        var kept = (await Open().ListAsync(10, TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        (kept.Subject, kept.Text, kept.Html, kept.To, kept.Date, kept.Method).ShouldBe((mail.Subject, mail.Text, mail.Html, "ada@example.org", mail.Date, "REQUEST"));
        kept.Calendar.ShouldStartWith("BEGIN:VCALENDAR");
        File.ReadAllText(Path.Combine(Folder, kept.Id + ".eml")).ShouldContain("To: \"Ada Lovelace\"\r\n <ada@example.org>");
        (await Open().OpenAsync(kept.Id, TestContext.Current.CancellationToken)).ShouldBe(kept);
    }

    [Fact]
    public async Task The_newest_come_first_and_the_same_mail_twice_is_one()
    {
        var first = Mails.To("ada@example.org", "First");
        var second = Mails.To("ada@example.org", "Second") with { Date = Mails.Date + Duration.FromMinutes(1) };
        await MailServer.Send(Open(), second, first, first);
        (await Open().ListAsync(10, TestContext.Current.CancellationToken)).Select(m => m.Subject).ShouldBe(["Second", "First"]);
        (await Open().ListAsync(1, TestContext.Current.CancellationToken)).Select(m => m.Subject).ShouldBe(["Second"]);
        Directory.GetFiles(Folder).Length.ShouldBe(4);
    }

    [Theory]
    [InlineData("../secret"), InlineData(""), InlineData("20261122T090507000Z-0123456789abcdef"), InlineData("20261122T090507000Z-0123456789abcdef\n")]
    public async Task Nothing_else_is_opened(string id)
    {
        File.WriteAllText(Path.Combine(parent.FullName, "secret.json"), "{}");
        await MailServer.Send(Open(), Mails.To("ada@example.org"));
        (await Open().OpenAsync(id, TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task What_cannot_be_kept_is_told()
    {
        File.WriteAllText(Folder, "a file in its place");
        (await MailServer.Send(Open(), Mails.To("ada@example.org"), Mails.To("nobody"))).Select(r => ((MailResult.Failed)r).Code).ShouldBe(["folder_failed", "invalid_address"]);
        (await Open().ListAsync(10, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Others_on_the_machine_do_not_look_into_it()
    {
        await MailServer.Send(Open(), Mails.To("ada@example.org"));
        File.GetUnixFileMode(Folder).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public void Dispose() => parent.Delete(recursive: true);
}

public sealed class SmtpOptionsSpec
{
    private static readonly SmtpOptions Good = new() { Host = "mail.example.org", FromAddress = "calls@example.org" };

    [Fact]
    public void Nothing_need_be_set() => new SmtpOptions().Validated().IsSet.ShouldBeFalse();

    public static TheoryData<string, SmtpOptions> Wrong => new()
    {
        { "Host", Good with { Host = "mail server" } }, { "Host", Good with { Host = "" } }, { "Port", Good with { Port = 0 } }, { "Port", Good with { Port = 65536 } }, { "Security", Good with { Security = "auto" } },
        { "UserName", Good with { UserName = "calls" } }, { "Password", Good with { Password = "geheim" } }, { "UserName", Good with { UserName = "a\0b", Password = "geheim" } },
        { "TimeoutSeconds", Good with { TimeoutSeconds = 4 } }, { "TimeoutSeconds", Good with { TimeoutSeconds = 301 } }, { "FromAddress", Good with { FromAddress = null } }, { "FromAddress", Good with { FromAddress = "calls" } },
        { "FromAddress", Good with { FromAddress = "звонки@example.org" } }, { "Host", new SmtpOptions { UserName = "calls", Password = "geheim" } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void What_cannot_be_used_is_told_to_the_operator(string name, SmtpOptions options)
    {
        var message = Should.Throw<InvalidOperationException>(options.Validated).Message;
        message.ShouldContain($"Notifications:Smtp:{name}");
        message.ShouldNotContain("geheim");
    }

    [Fact]
    public void The_password_is_not_written_out() => (Good with { UserName = "calls", Password = "geheim" }).ToString().ShouldNotContain("geheim");
}
