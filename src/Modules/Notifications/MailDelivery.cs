using Microsoft.Extensions.Logging;
using VideoConf.EventStore.Subscriptions;
using VideoConf.Notifications.Mail;
using VideoConf.Notifications.Views;

namespace VideoConf.Notifications;

/// <summary>By e-mail.</summary>
internal sealed class MailDelivery(
    IMailTransport transport, ICalendarEvents calendar, IEnumerable<IPersonalPlaces> places, Letters letters, NotificationsOptions options, Outbox outbox, EventLog log, LiveFeed feed, EventStore.Projections.Views views, Inbox inbox, IClock clock, ILogger<MailDelivery> logger)
    : Deliveries(Channel.Email, outbox, log, feed, views, inbox, clock, logger)
{
    private readonly string host = new Uri(options.Origin).Host;

    protected override async Task<IReadOnlyList<Outcome>> HandOverAsync(IReadOnlyList<(Waiting Waiting, Notification Notification)> batch, CancellationToken cancellationToken)
    {
        var (outcomes, mails) = (new List<Outcome>(), new List<OutgoingMail>());
        using (await TurnAsync(cancellationToken))
        {
            var own = await OwnPlacesAsync(batch, cancellationToken);
            foreach (var (waiting, n) in batch)
            {
                try
                {
                    mails.Add(n.Content.EventId is { } e && own.GetValueOrDefault((e, waiting.Address!)) is { } place
                        ? Compose(WithPlace(waiting, place), n with { Content = n.Content with { Place = place } })
                        : Compose(waiting, n));
                }
                catch (Exception e)
                {
                    outcomes.Add(NotWritten(waiting, e));
                }
            }
        }
        var byMessageId = batch.ToDictionary(one => MessageIdOf(one.Waiting), one => one.Waiting);
        await transport.SendAsync(mails, (mail, result) =>
        {
            outcomes.Add(result is MailResult.Failed failed ? new Outcome(byMessageId[mail.MessageId], failed.Code, failed.Reason.Replace(mail.ToAddress, "the address", StringComparison.OrdinalIgnoreCase), failed.IsPermanent) : new Outcome(byMessageId[mail.MessageId]));
            return Task.CompletedTask;
        }, cancellationToken);
        return outcomes;
    }

    // Only now, when it is written: a way in that is a secret stands in no fact
    private async Task<Dictionary<(Guid, string), string>> OwnPlacesAsync(IReadOnlyList<(Waiting Waiting, Notification Notification)> batch, CancellationToken cancellationToken)
    {
        (Guid, string)[] invitations = [.. batch.Where(b => b.Notification.Recipient.PersonId is null && b.Notification.Content.EventId is not null).Select(b => (b.Notification.Content.EventId!.Value, b.Waiting.Address!))];
        var own = new Dictionary<(Guid, string), string>();
        if (invitations.Length == 0) return own;
        foreach (var module in places)
            foreach (var (invitation, place) in await module.FindAsync(invitations, cancellationToken)) own[invitation] = place;
        return own;
    }

    private Waiting WithPlace(Waiting waiting, string place) =>
        waiting.Attachment is { } part ? waiting with { Attachment = part with { Content = calendar.WithPlace(part.Content, options.Origin + place) } } : waiting;

    private string MessageIdOf(Waiting waiting) => $"{waiting.DeliveryId:N}@{host}";

    private OutgoingMail Compose(Waiting waiting, Notification n)
    {
        var written = letters.Write(waiting, n);
        return new OutgoingMail(
            MessageIdOf(waiting), waiting.Due, waiting.Address!, waiting.Reader.Name == waiting.Address ? null : waiting.Reader.Name, written.Subject, written.Text, written.Html,
            waiting.Attachment is { } part ? new MailCalendar(part.Method, part.Content) : null, letters.OneClickUrl(waiting, n), waiting.Attachment is null ? null : options.RepliesTo);
    }
}
