namespace VideoConf.Reports.Descriptions;

internal static class OfInterviews
{
    public static readonly IReadOnlyList<Description> All =
    [
        new("interviews.interview_requested", "interview", "requested the interview “{details.title}” with {named:members.id}", "создаёт собеседование «{details.title}», участники: {named:members.id}") { Introduces = true, Title = "details.title", Owner = "by.id" },
        new("interviews.interview_scheduled", "interview", "scheduled it at {when:time.start} for {time.minutes} minutes ({time.timeZone})", "назначает на {when:time.start}, минут: {time.minutes} ({time.timeZone})"),
        new("interviews.interview_details_changed", "interview", "changed the details; the title was “{was:details.title}” and is “{details.title}”", "меняет описание; название было «{was:details.title}», стало «{details.title}»") { Title = "details.title" },
        new("interviews.interview_rescheduled", "interview", "moved it from {when:was:time.start} to {when:time.start}, {time.minutes} minutes ({time.timeZone})", "переносит с {when:was:time.start} на {when:time.start}, минут: {time.minutes} ({time.timeZone})"),
        new("interviews.service_chosen", "interview", "chose where it is held: {word:service.type} (was {word:was:service.type})", "меняет место проведения: {word:service.type} (было {word:was:service.type})"),
        new("interviews.interviewer_assigned", "interview", "assigned {named:member.id} as the interviewer", "назначает интервьюера: {named:member.id}") { Introduces = true },
        new("interviews.candidate_assigned", "interview", "assigned {named:member.id} as the candidate", "назначает кандидата: {named:member.id}") { Introduces = true },
        new("interviews.observers_changed", "interview", "set the observers: {named:observers.id}", "задаёт наблюдателей: {named:observers.id}") { Introduces = true },
        new("interviews.interview_confirmed", "interview", "{named:memberId} confirmed", "{named:memberId}: подтверждение участия"),
        new("interviews.confirmation_withdrawn", "interview", "{named:memberId} withdrew the confirmation", "{named:memberId}: подтверждение отозвано"),
        new("interviews.interview_started", "interview", "the interview started", "собеседование началось"),
        new("interviews.phase_changed", "interview", "went on to the phase “{word:phase}”[ (was “{word:was:phase}”)]", "переходит к этапу «{word:phase}»[ (был «{word:was:phase}»)]"),
        new("interviews.interview_ended", "interview", "the interview ended", "собеседование окончено"),
        new("interviews.no_show_recorded", "interview", "recorded that {named:memberIds} did not come", "отмечает неявку: {named:memberIds}"),
        new("interviews.feedback_given", "interview", "{named:feedback.memberId} gave feedback", "{named:feedback.memberId}: отзыв оставлен"),
        new("interviews.interview_cancelled", "interview", "cancelled the interview", "отменяет собеседование"),
        new("interviews.interview_reopened", "interview", "opened the interview again", "снова открывает собеседование"),
        new("interviews.join_link_renewed", "interview", "renewed the personal link of {named:memberId}", "обновляет личную ссылку: {named:memberId}"),
        new("interviews.sheet_written", "interview", "{named:memberId} wrote on a sheet of his own", "{named:memberId}: запись в личном листе"),
        new("interviews.webhook_subscribed", "webhook", "subscribed a webhook to {kinds}", "подключает вебхук: {kinds}") { Owner = "by.id" },
        new("interviews.webhook_changed", "webhook", "changed the webhook; it is told {kinds} (was {was:kinds})", "меняет вебхук: {kinds} (было {was:kinds})"),
        new("interviews.webhook_secret_rotated", "webhook", "changed the webhook's secret", "меняет секрет вебхука"),
        new("interviews.webhook_removed", "webhook", "removed the webhook", "удаляет вебхук"),
        new("interviews.code_pad_edited", "code_pad", "edited the code pad", "правит код") { Within = "interviewId" },
        new("interviews.code_pad_language_chosen", "code_pad", "chose the code pad's language: {language}[ (was {was:language})]", "выбирает язык кода: {language}[ (был {was:language})]") { Within = "interviewId" },
    ];
}
