namespace VideoConf.Notifications;

// The stream of an event's reminders: what is still to come, and what a person wants besides.
internal sealed record RemindersPlanned(Guid EventId, IReadOnlyList<PlannedReminder> Reminders, Instant At);
internal sealed record RemindersWithdrawn(Guid EventId, IReadOnlyList<WithdrawnReminder> Reminders, Instant At);
internal sealed record OwnRemindersSet(Guid EventId, Guid PersonId, IReadOnlyList<int> Minutes);

// The stream of one notification: what somebody is told, and what became of it on each way.
/// <param name="Listed">It stands in the list in the application.</param>
/// <param name="Deliveries">The ways outside that are tried.</param>
internal sealed record NotificationRaised(
    Guid NotificationId, Recipient Recipient, Kind Kind, Content Content, bool Listed, IReadOnlyList<PlannedDelivery> Deliveries, Instant DueAt, Instant At);
internal sealed record NotificationRead(Instant At);
/// <summary>Not now: he is told once more.</summary>
internal sealed record ReminderPostponed(Instant Until, IReadOnlyList<PlannedDelivery> Deliveries, Instant At);
/// <summary>The mail server or the push service has taken it.</summary>
internal sealed record DeliverySent(Guid DeliveryId, int Attempt, Instant At);
/// <param name="Code">Stable: unreachable, timed_out, smtp_550 …</param>
/// <param name="RetryAt">Null: given up.</param>
internal sealed record DeliveryFailed(Guid DeliveryId, int Attempt, string Code, string Reason, Instant? RetryAt, Instant At);
/// <summary>It goes out as a line of that digest.</summary>
internal sealed record DeliveryGathered(Guid DeliveryId, Guid DigestId, Instant At);
internal sealed record DeliveryWithdrawn(Guid DeliveryId, WithdrawalReason Reason, Instant At);

// The stream of one who is told: how he wants it. A person, or an address without an account.
internal sealed record SettingsChanged(Guid PersonId, Settings Settings);
internal sealed record InboxRead(Guid PersonId, Instant Until);
/// <param name="Sealed">Encrypted: who has the endpoint and its keys can write to the device.</param>
/// <param name="EndpointHash">The same device again is the same subscription.</param>
internal sealed record PushSubscribed(Guid PersonId, Guid DeviceId, string EndpointHash, [property: Personal(nameof(PushSubscribed.PersonId))] string Sealed, string Device, Instant At);
internal sealed record PushUnsubscribed(Guid DeviceId, bool IsGone);
/// <summary>An address that was invited wants no more mails from here.</summary>
internal sealed record MailsStopped(Instant At);
