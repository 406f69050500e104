namespace VideoConf.Reports.Descriptions;

internal static class OfCalendar
{
    public static readonly IReadOnlyList<Description> All =
    [
        new("calendar.event_scheduled", "event", "scheduled “{details.title}” from {time.start} to {time.end} ({time.timeZone})", "планирует «{details.title}»: с {time.start} до {time.end} ({time.timeZone})") { Title = "details.title", Owner = "organizer.personId" },
        new("calendar.event_rescheduled", "event", "moved it from {was:time.start} to {time.start}, until {time.end} ({time.timeZone})", "переносит с {was:time.start} на {time.start}, до {time.end} ({time.timeZone})"),
        new("calendar.event_details_changed", "event", "changed the details; the title was “{was:details.title}” and is “{details.title}”", "меняет описание события; название было «{was:details.title}», стало «{details.title}»") { Title = "details.title" },
        new("calendar.attendees_invited", "event", "invited people", "приглашает участников"),
        new("calendar.attendees_removed", "event", "removed people from the event", "убирает участников из события"),
        new("calendar.invitation_answered", "event", "answered the invitation: {answer} {occurrence}", "отвечает на приглашение: {answer} {occurrence}"),
        new("calendar.occurrence_changed", "event", "changed the occurrence of {change.occurrence}; it begins at {change.start}", "меняет повторение {change.occurrence}; начало: {change.start}"),
        new("calendar.occurrence_cancelled", "event", "cancelled the occurrence of {occurrence}", "отменяет повторение {occurrence}"),
        new("calendar.series_split", "event", "split the series at {from}", "разделяет серию с {from}"),
        new("calendar.event_cancelled", "event", "cancelled the event", "отменяет событие"),
        new("calendar.event_restored", "event", "brought back the state of version {version}", "возвращает состояние версии {version}") { Title = "state.details.title" },
        new("calendar.event_started", "event", "the occurrence of {occurrence} started", "повторение {occurrence} началось"),
        new("calendar.event_completed", "event", "the occurrence of {occurrence} was over", "повторение {occurrence} завершено"),
        new("calendar.event_reopened", "event", "took back the status of the occurrence of {occurrence}", "отменяет статус повторения {occurrence}"),
        new("calendar.room_not_available", "event", "the room was taken at {occurrences}", "комната занята: {occurrences}"),
        new("calendar.event_imported", "event", "took the event in from a file (revision {sequence})", "импортирует событие из файла (ревизия {sequence})"),
        new("calendar.free_busy_shared", "calendar", "shared when he is busy", "открывает другим сведения о занятости") { Owner = "personId" },
        new("calendar.free_busy_hidden", "calendar", "no longer shares when he is busy", "скрывает сведения о занятости") { Owner = "personId" },
        new("calendar.feed_opened", "calendar", "opened a feed of the calendar", "открывает ленту календаря по ссылке") { Owner = "personId" },
        new("calendar.feed_revoked", "calendar", "closed the feed of the calendar", "закрывает ленту календаря") { Owner = "personId" },
        new("calendar.outside_calendar_subscribed", "calendar", "subscribed to the outside calendar “{name}”", "подписывается на внешний календарь «{name}»") { Owner = "personId" },
        new("calendar.outside_calendar_removed", "calendar", "removed an outside calendar", "удаляет внешний календарь"),
    ];
}
