namespace VideoConf.Reports.Descriptions;

/// <summary>The words that facts use for one of a few choices, in the languages of people.</summary>
internal static class Words
{
    private static readonly Dictionary<string, (string En, string Ru)> All = new(StringComparer.Ordinal)
    {
        ["true"] = ("yes", "да"), ["false"] = ("no", "нет"),
        // Roles and parts
        ["host"] = ("host", "ведущий"), ["co_host"] = ("co-host", "соведущий"), ["participant"] = ("participant", "участник"), ["guest"] = ("guest", "гость"),
        ["interviewer"] = ("interviewer", "интервьюер"), ["candidate"] = ("candidate", "кандидат"), ["observer"] = ("observer", "наблюдатель"),
        // Why somebody left, a session ended, or a message was not sent
        ["left"] = ("left", "по своей воле"), ["page_closed"] = ("closed the page", "страница закрыта"), ["connection_lost"] = ("lost the connection", "связь потеряна"),
        ["rejoined"] = ("came in anew", "повторный вход"), ["session_ended"] = ("the session ended", "сеанс окончен"), ["last_left"] = ("the last one left", "все вышли"),
        ["ended_by_host"] = ("ended by the host", "завершён ведущим"), ["room_closed"] = ("the room was closed", "комната закрыта"), ["moved"] = ("moved", "перенесено"),
        ["removed"] = ("removed", "удаление"), ["changed"] = ("changed", "изменено"), ["over"] = ("over", "уже прошло"),
        // Answers
        ["needs_action"] = ("no answer yet", "пока без ответа"), ["accepted"] = ("yes", "да"), ["declined"] = ("no", "нет"), ["tentative"] = ("maybe", "возможно"),
        // Kinds of events and places
        ["meeting"] = ("meeting", "встреча"), ["interview"] = ("interview", "собеседование"), ["training"] = ("training", "обучение"),
        ["none"] = ("nowhere in particular", "без места"), ["room"] = ("room", "комната"), ["google_meet"] = ("Google Meet", "Google Meet"), ["link"] = ("link", "ссылка"),
        ["custom"] = ("room", "комната"), ["other_link"] = ("another link", "другая ссылка"),
        // Interviews
        ["requested"] = ("requested", "запрошено"), ["scheduled"] = ("scheduled", "назначено"), ["confirmed"] = ("confirmed", "подтверждено"), ["in_progress"] = ("in progress", "идёт"),
        ["ended"] = ("ended", "окончено"), ["no_show"] = ("somebody did not come", "неявка"), ["cancelled"] = ("cancelled", "отменено"),
        ["introduction"] = ("introduction", "знакомство"), ["first_round"] = ("first round", "первый раунд"), ["second_round"] = ("second round", "второй раунд"), ["feedback"] = ("feedback", "отзывы"),
        // Connections
        ["good"] = ("good", "хорошая"), ["fair"] = ("fair", "средняя"), ["poor"] = ("poor", "плохая"),
        // Notifications
        ["invitation"] = ("invitation", "приглашение"), ["change"] = ("change", "изменение"), ["cancellation"] = ("cancellation", "отмена"), ["answer"] = ("answer", "ответ"),
        ["reminder"] = ("reminder", "напоминание"), ["room_started"] = ("the call has started", "звонок начался"), ["digest"] = ("digest", "сводка"),
        ["interview_scheduled"] = ("interview scheduled", "собеседование назначено"), ["interview_changed"] = ("interview changed", "собеседование изменено"), ["interview_cancelled"] = ("interview cancelled", "собеседование отменено"),
        // Looks at the audit trail, and what at
        ["page"] = ("page", "страница"), ["object"] = ("one object", "один объект"), ["as_of"] = ("as it was", "как было"), ["csv"] = ("CSV", "CSV"), ["jsonl"] = ("JSON Lines", "JSON Lines"),
        ["session"] = ("session", "сеанс"), ["event"] = ("event", "событие"), ["calendar"] = ("calendar", "календарь"), ["code_pad"] = ("code pad", "код"), ["webhook"] = ("webhook", "вебхук"),
        ["account"] = ("account", "учётная запись"), ["api_key"] = ("API key", "ключ API"), ["notification"] = ("notification", "уведомление"), ["notification_settings"] = ("notification settings", "настройки уведомлений"),
        ["reminders"] = ("reminders", "напоминания"), ["subscription"] = ("reader of the log", "читатель журнала"), ["audit"] = ("audit trail", "журнал изменений"),
    };

    /// <summary>One that is not known here is left as it is.</summary>
    public static string Say(string word, string language) => All.TryGetValue(word, out var said) ? language == "ru" ? said.Ru : said.En : word;

    public static bool Knows(string word) => All.ContainsKey(word);
}
