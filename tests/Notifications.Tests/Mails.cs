using VideoConf.Notifications.Mail;

namespace VideoConf.Notifications.Tests;

/// <summary>Mails to begin with.</summary>
internal static class Mails
{
    public static readonly Instant Date = Instant.FromUtc(2026, 11, 22, 9, 5, 7);

    public static readonly MailCalendar Invitation = new("REQUEST", "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Встреча\r\nEND:VCALENDAR\r\n"u8.ToArray());

    public static OutgoingMail To(string address, string subject = "Meeting", string text = "Hello.", MailCalendar? calendar = null) =>
        new($"{Guid.CreateVersion7():N}@videoconf.example", Date, address, "Ada Lovelace", subject, text, $"<p>{text}</p>", calendar, "https://videoconf.example/unsubscribe/t");
}
