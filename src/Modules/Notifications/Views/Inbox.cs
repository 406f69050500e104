using Npgsql;
using NpgsqlTypes;
using VideoConf.EventStore.Projections;

namespace VideoConf.Notifications.Views;

/// <summary>Every notification as it stands.</summary>
internal sealed class Inbox() : StreamView<Notification>("notification", "notification")
{
    public override IReadOnlyCollection<Type> Facts { get; } =
        [typeof(NotificationRaised), typeof(NotificationRead), typeof(ReminderPostponed), typeof(DeliverySent), typeof(DeliveryFailed), typeof(DeliveryGathered), typeof(DeliveryWithdrawn)];

    protected override IReadOnlyList<ViewColumn<Notification>> Columns { get; } =
    [
        new("recipient_id", NpgsqlDbType.Uuid, n => n.Recipient.Id),
        new("event_id", NpgsqlDbType.Uuid, n => n.Content.EventId),
        new("raised_at", NpgsqlDbType.TimestampTz, n => n.RaisedAt.ToDateTimeUtc()),
    ];

    public override Notification? Fold(Notification? row, StoredEvent e) => e.Data is { } fact ? Notification.Evolve(row, fact) : row;
}

/// <summary>How everybody wants to be told.</summary>
internal sealed class SettingsOfRecipients() : StreamView<RecipientSettings>("recipientsettings", "notification_recipient")
{
    public override IReadOnlyCollection<Type> Facts { get; } =
        [typeof(SettingsChanged), typeof(InboxRead), typeof(PushSubscribed), typeof(PushUnsubscribed), typeof(MailsStopped)];

    public override RecipientSettings? Fold(RecipientSettings? row, StoredEvent e) => e.Data is { } fact ? RecipientSettings.Evolve(row, fact) : row;
}
