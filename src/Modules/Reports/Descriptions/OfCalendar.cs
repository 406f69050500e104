namespace VideoConf.Reports.Descriptions;

internal static class OfCalendar
{
    public static readonly IReadOnlyList<Description> All =
    [
        new("calendar.event_scheduled", "event", "scheduled “{details.title}” from {when:time.start} to {when:time.end} ({time.timeZone})[ with {named:attendees.id}]", "планирует «{details.title}»: с {when:time.start} до {when:time.end} ({time.timeZone})[, приглашены: {named:attendees.id}]") { Introduces = true, Title = "details.title", Owner = "organizer.personId" },
        new("calendar.event_rescheduled", "event", "moved it from {when:was:time.start} to {when:time.start}, until {when:time.end} ({time.timeZone})", "переносит с {when:was:time.start} на {when:time.start}, до {when:time.end} ({time.timeZone})"),
        new("calendar.event_details_changed", "event", "changed the details; the title was “{was:details.title}” and is “{details.title}”", "меняет описание события; название было «{was:details.title}», стало «{details.title}»") { Title = "details.title" },
        new("calendar.attendees_invited", "event", "invited {named:attendees.id}", "приглашает: {named:attendees.id}") { Introduces = true },
        new("calendar.attendees_removed", "event", "took {named:attendeeIds} off the event", "убирает из события: {named:attendeeIds}"),
        new("calendar.invitation_answered", "event", "answer of {named:attendeeId} to the invitation: {word:answer}[, to the occurrence of {when:occurrence}]", "ответ на приглашение, {named:attendeeId}: {word:answer}[, повторение {when:occurrence}]"),
        new("calendar.occurrence_changed", "event", "changed the occurrence of {when:change.occurrence}[; it begins at {when:change.start}]", "меняет повторение {when:change.occurrence}[; начало: {when:change.start}]"),
        new("calendar.occurrence_cancelled", "event", "cancelled the occurrence of {when:occurrence}", "отменяет повторение {when:occurrence}"),
        new("calendar.series_split", "event", "split the series at {when:from}", "разделяет серию с {when:from}"),
        new("calendar.event_cancelled", "event", "cancelled the event", "отменяет событие"),
        new("calendar.event_restored", "event", "brought back the state of version {version}", "возвращает состояние версии {version}") { Introduces = true, Title = "state.details.title" },
        new("calendar.event_started", "event", "what was to begin at {when:occurrence} started", "началось то, что назначено на {when:occurrence}"),
        new("calendar.event_completed", "event", "what was to begin at {when:occurrence} was over", "завершено то, что назначено на {when:occurrence}"),
        new("calendar.event_reopened", "event", "took back that what was to begin at {when:occurrence} had started or was over", "отменяет отметку о начале или завершении: {when:occurrence}"),
        new("calendar.room_not_available", "event", "the room was taken at {when:occurrences}", "комната занята: {when:occurrences}"),
        new("calendar.event_imported", "event", "took the event in from a file (revision {sequence})", "импортирует событие из файла (ревизия {sequence})"),
        new("calendar.free_busy_shared", "calendar", "let others see the busy times", "открывает другим сведения о занятости") { Owner = "personId" },
        new("calendar.free_busy_hidden", "calendar", "no longer lets others see the busy times", "скрывает сведения о занятости") { Owner = "personId" },
        new("calendar.feed_opened", "calendar", "opened a feed of the calendar", "открывает ленту календаря по ссылке") { Owner = "personId" },
        new("calendar.feed_revoked", "calendar", "closed the feed of the calendar", "закрывает ленту календаря") { Owner = "personId" },
        new("calendar.outside_calendar_subscribed", "calendar", "subscribed to the outside calendar “{name}”", "подписывается на внешний календарь «{name}»") { Owner = "personId" },
        new("calendar.outside_calendar_removed", "calendar", "removed an outside calendar", "удаляет внешний календарь"),
    ];
}
