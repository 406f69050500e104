namespace VideoConf.Reports.Descriptions;

internal static class OfInterviews
{
    public static readonly IReadOnlyList<Description> All =
    [
        new("interviews.interview_requested", "interview", "requested the interview “{details.title}”", "создаёт собеседование «{details.title}»") { Title = "details.title", Owner = "by.id" },
        new("interviews.interview_scheduled", "interview", "scheduled it at {time.start} for {time.minutes} minutes ({time.timeZone})", "назначает на {time.start}, минут: {time.minutes} ({time.timeZone})"),
        new("interviews.interview_details_changed", "interview", "changed the details; the title was “{was:details.title}” and is “{details.title}”", "меняет описание; название было «{was:details.title}», стало «{details.title}»") { Title = "details.title" },
        new("interviews.interview_rescheduled", "interview", "moved it from {was:time.start} to {time.start}, {time.minutes} minutes ({time.timeZone})", "переносит с {was:time.start} на {time.start}, минут: {time.minutes} ({time.timeZone})"),
        new("interviews.service_chosen", "interview", "chose where it is held: {service.type} (was {was:service.type})", "меняет место проведения: {service.type} (было {was:service.type})"),
        new("interviews.interviewer_assigned", "interview", "assigned the interviewer", "назначает интервьюера"),
        new("interviews.candidate_assigned", "interview", "assigned the candidate", "назначает кандидата"),
        new("interviews.observers_changed", "interview", "changed the observers", "меняет наблюдателей"),
        new("interviews.interview_confirmed", "interview", "a member confirmed", "участник подтверждает"),
        new("interviews.confirmation_withdrawn", "interview", "a member withdrew the confirmation", "участник отзывает подтверждение"),
        new("interviews.interview_started", "interview", "the interview started", "собеседование началось"),
        new("interviews.phase_changed", "interview", "went on to {phase} (was {was:phase})", "переходит к этапу {phase} (был {was:phase})"),
        new("interviews.interview_ended", "interview", "the interview ended", "собеседование окончено"),
        new("interviews.no_show_recorded", "interview", "recorded that somebody did not come", "отмечает неявку"),
        new("interviews.feedback_given", "interview", "gave feedback", "оставляет отзыв"),
        new("interviews.interview_cancelled", "interview", "cancelled the interview", "отменяет собеседование"),
        new("interviews.interview_reopened", "interview", "opened the interview again", "снова открывает собеседование"),
        new("interviews.join_link_renewed", "interview", "renewed the personal link of a member", "обновляет личную ссылку участника"),
        new("interviews.sheet_written", "interview", "wrote on the interviewer's sheet", "пишет в листе интервьюера"),
        new("interviews.webhook_subscribed", "webhook", "subscribed a webhook to {kinds}", "подключает вебхук: {kinds}") { Owner = "by.id" },
        new("interviews.webhook_changed", "webhook", "changed the webhook; it is told {kinds} (was {was:kinds})", "меняет вебхук: {kinds} (было {was:kinds})"),
        new("interviews.webhook_secret_rotated", "webhook", "changed the webhook's secret", "меняет секрет вебхука"),
        new("interviews.webhook_removed", "webhook", "removed the webhook", "удаляет вебхук"),
        new("interviews.code_pad_edited", "code_pad", "edited the code pad", "правит код") { Within = "interviewId" },
        new("interviews.code_pad_language_chosen", "code_pad", "chose the code pad's language: {language} (was {was:language})", "выбирает язык кода: {language} (был {was:language})") { Within = "interviewId" },
    ];
}
