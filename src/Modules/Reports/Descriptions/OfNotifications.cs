namespace VideoConf.Reports.Descriptions;

internal static class OfNotifications
{
    public static readonly IReadOnlyList<Description> All =
    [
        new("notifications.reminders_planned", "reminders", "reminders were planned", "напоминания запланированы") { Within = "eventId" },
        new("notifications.reminders_withdrawn", "reminders", "reminders were withdrawn", "напоминания отозваны") { Within = "eventId" },
        new("notifications.own_reminders_set", "reminders", "{person:personId} set reminders of his own[: {minutes} minutes before]", "{person:personId}: свои напоминания[, минут до начала: {minutes}]") { Within = "eventId" },
        new("notifications.notification_raised", "notification", "{person:recipient.personId} was notified: {word:kind}", "уведомление для {person:recipient.personId}: {word:kind}") { Owner = "recipient.personId" },
        new("notifications.notification_read", "notification", "read the notification", "читает уведомление"),
        new("notifications.reminder_postponed", "notification", "postponed the reminder until {when:until}", "откладывает напоминание до {when:until}"),
        new("notifications.delivery_sent", "notification", "the message was handed over at attempt {attempt}", "сообщение передано с попытки {attempt}"),
        new("notifications.delivery_failed", "notification", "attempt {attempt} to hand the message over failed: {code}", "попытка {attempt} передать сообщение не удалась: {code}"),
        new("notifications.delivery_gathered", "notification", "the message goes out with a digest", "сообщение уйдёт в сводке"),
        new("notifications.delivery_withdrawn", "notification", "the message was withdrawn: {word:reason}", "сообщение отозвано: {word:reason}"),
        new("notifications.settings_changed", "notification_settings", "changed the notification settings", "меняет настройки уведомлений") { Owner = "personId" },
        new("notifications.inbox_read", "notification_settings", "read all notifications", "читает все уведомления") { Owner = "personId" },
        new("notifications.push_subscribed", "notification_settings", "subscribed a device to push messages: {device}", "подключает устройство к push-уведомлениям: {device}") { Owner = "personId" },
        new("notifications.push_unsubscribed", "notification_settings", "unsubscribed a device from push messages", "отключает устройство от push-уведомлений"),
        new("notifications.mails_stopped", "notification_settings", "an address wants no more mails", "адресат отказывается от писем"),
    ];
}
