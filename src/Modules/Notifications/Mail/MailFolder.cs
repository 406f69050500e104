using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace VideoConf.Notifications.Mail;

/// <summary>What a kept mail says.</summary>
/// <param name="Id">Names its file.</param>
/// <param name="Calendar">The calendar object that went along.</param>
internal sealed record KeptMail(string Id, Instant Date, string From, string To, string? ToName, string Subject, string Text, string Html, string? Method, string? Calendar, string? UnsubscribeUrl);

/// <summary>Where mails go without a mail server: each one a file that any mail program opens, and beside it what a page shows of it.</summary>
internal sealed partial class MailFolder(string folder, MailSender from) : IMailTransport
{
    public async Task SendAsync(IReadOnlyList<OutgoingMail> batch, Func<OutgoingMail, MailResult, Task> done, CancellationToken cancellationToken)
    {
        foreach (var mail in batch)
        {
            MailResult result;
            try
            {
                if (!Mailbox.TryParse(mail.ToAddress, out var to)) result = new MailResult.Failed("invalid_address", "This is no e-mail address.", IsPermanent: true);
                else
                {
                    await KeepAsync(mail, to, cancellationToken);
                    result = new MailResult.Sent();
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                result = new MailResult.Failed("folder_failed", $"The folder of mails cannot be written ({e.GetType().Name}).");
            }
            await done(mail, result);
        }
    }

    /// <summary>Newest first.</summary>
    /// <param name="most">How many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<KeptMail>> ListAsync(int most, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder)) return [];
        var found = new List<KeptMail>();
        foreach (var id in Directory.EnumerateFiles(folder, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).OrderDescending(StringComparer.Ordinal).Take(most))
            if (await OpenAsync(id, cancellationToken) is { } mail) found.Add(mail);
        return found;
    }

    /// <returns>Null when there is none with this id, also when it is none.</returns>
    public async Task<KeptMail?> OpenAsync(string id, CancellationToken cancellationToken)
    {
        var path = PathOf(id, "json");
        if (!IdForm().IsMatch(id) || !File.Exists(path)) return null;
        await using var file = File.OpenRead(path);
        return await JsonSerializer.DeserializeAsync<KeptMail>(file, FactJson.Options, cancellationToken);
    }

    /// <summary>Removes the mails in which one of these words stands; letter case does not matter.</summary>
    public async Task ForgetAsync(IReadOnlyCollection<string> words, CancellationToken cancellationToken)
    {
        foreach (var mail in await ListAsync(int.MaxValue, cancellationToken))
        {
            string?[] texts = [mail.To, mail.ToName, mail.Subject, mail.Text, mail.Html, mail.Calendar?.Replace("\r\n ", "", StringComparison.Ordinal)];
            if (!texts.Any(text => text is not null && words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)))) continue;
            // What a page shows of it last: by it a run that broke off finds the mail again
            File.Delete(PathOf(mail.Id, "eml"));
            File.Delete(PathOf(mail.Id, "json"));
        }
    }

    // By time and by the mail's own id: the same mail a second time is the same file
    private static string IdOf(OutgoingMail mail) =>
        $"{mail.Date.ToDateTimeUtc().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture)}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mail.MessageId)))[..16]}";

    private string PathOf(string id, string extension) => Path.Combine(folder, $"{id}.{extension}");

    private async Task KeepAsync(OutgoingMail mail, Mailbox to, CancellationToken cancellationToken)
    {
        // In the mails are links that open for whoever has them
        Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        var id = IdOf(mail);
        var kept = new KeptMail(
            id, mail.Date, from.Address.ToString(), to.ToString(), mail.ToName, mail.Subject, mail.Text, mail.Html,
            mail.Calendar?.Method, mail.Calendar is null ? null : Encoding.UTF8.GetString(mail.Calendar.Content), mail.UnsubscribeUrl);
        await WriteAsync(id, "eml", MimeWriter.Write(mail, to, from), cancellationToken);
        await WriteAsync(id, "json", JsonSerializer.SerializeToUtf8Bytes(kept, FactJson.Options), cancellationToken);
    }

    // Whoever looks into the folder finds whole files only
    private async Task WriteAsync(string id, string extension, byte[] content, CancellationToken cancellationToken)
    {
        var path = PathOf(id, extension);
        await File.WriteAllBytesAsync(path + ".part", content, cancellationToken);
        File.Move(path + ".part", path, overwrite: true);
    }

    [GeneratedRegex(@"^[0-9]{8}T[0-9]{9}Z-[0-9a-f]{16}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex IdForm();
}
