using VideoConf.Notifications.Texts;

namespace VideoConf.Notifications;

/// <summary>Puts what is to be delivered into words, with the links that only this recipient gets.</summary>
internal sealed class Letters(IInvitationLinks invitations, MailLinks mailLinks, NotificationsOptions options, IClock clock)
{
    public Written Write(Waiting waiting, Notification n) => NotificationTexts.Write(n.Kind, AsOf(n.Content, clock.GetCurrentInstant()), waiting.Reader, new Links(
        options.Origin,
        n.Kind.OfEvent() is Kind.Invitation or Kind.Change && waiting.PartyId is { } party ? $"{options.Origin}/invitation/{invitations.TokenOf(n.Content.EventId!.Value, party)}" : null,
        n.Recipient.PersonId is not null && n.Content.EventId is { } e ? CalendarUrl(e) : null,
        n.Recipient.PersonId is not null ? $"{options.Origin}/settings/notifications" : null,
        waiting.Channel == Channel.Email ? $"{options.Origin}/unsubscribe/{TokenOf(waiting, n)}" : null));

    /// <summary>Ends such mails by one POST, without a page (RFC 8058).</summary>
    public string OneClickUrl(Waiting waiting, Notification n) => $"{options.Origin}/api/v1/notifications/mail-links/{TokenOf(waiting, n)}";

    public string CalendarUrl(Guid eventId) => $"{options.Origin}/calendar?event={eventId}";

    /// <summary>A reminder that comes late says how much time there still is.</summary>
    private static Content AsOf(Content content, Instant now) => content is { MinutesBefore: { } minutes, Start: { } start } && (int)Math.Round((start - now).TotalMinutes) is var left && left < minutes
        ? content with { MinutesBefore = Math.Max(0, left) }
        : content;

    private string TokenOf(Waiting waiting, Notification n) => mailLinks.TokenOf(new MailLink(
        n.Recipient.PersonId, n.Recipient.PersonId is { } person ? RecipientSettings.StreamOf(person) : RecipientSettings.StreamOf(waiting.Address!), n.Kind));
}
