namespace VideoConf.Notifications.Texts;

/// <summary>Present tense and no adjectives for people: their gender is not known. Names are not declined.</summary>
internal sealed class RussianWords : Words
{
    private static readonly string[] Weekdays = ["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"];
    private static readonly string[] Months = ["января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"];

    public override string Language => "ru";
    public override string When => "Когда";
    public override string WasAt => "Раньше";
    public override string EventsOwnTime => "По часовому поясу события";
    public override string Where => "Где";
    public override string New => "Что нового";
    public override string By => "Организатор";
    public override string AllDay => "Весь день";
    public override string NextOfSeries => "Событие повторяется; указан ближайший раз.";
    public override string OneOfSeries => "Событие повторяется; речь только об этом разе.";
    public override string WillYouCome => "Придёте?";
    public override string Join => "Присоединиться";
    public override string OpenInCalendar => "Открыть в календаре";
    public override string ChangeSettings => "Изменить, о чём сообщать";
    public override string Unsubscribe => "Больше не присылать таких писем";
    public override string BecauseOfSettings => "Письмо пришло, потому что так задано в ваших настройках VideoConf.";
    public override string BecauseInvited => "Письмо пришло, потому что этот адрес приглашён на событие в VideoConf.";
    public override string Agenda => "Сегодня";
    public override string NothingPlanned => "На сегодня ничего не запланировано.";
    public override string HeldBack => "Что нового";
    public override string YourDay => "Ваш день";

    public override string Day(LocalDate date) => $"{Weekdays[(int)date.DayOfWeek - 1]}, {ShortDay(date)} {date.Year} г.";

    public override string ShortDay(LocalDate date) => $"{date.Day} {Months[date.Month - 1]}";

    public override string Answer(Participation response) => response switch
    {
        Participation.Accepted => "Да",
        Participation.Declined => "Нет",
        Participation.Tentative => "Возможно",
        _ => "Ответа пока нет",
    };

    public override string What(Changed changed) => changed switch
    {
        Changed.Time => "время",
        Changed.Dates => "даты серии",
        Changed.Title => "название",
        Changed.Place => "место",
        _ => "описание",
    };

    public override string In(Lead lead)
    {
        var units = new[] { Count(lead.Days, "день", "дня", "дней"), Count(lead.Hours, "час", "часа", "часов"), Count(lead.Minutes, "минуту", "минуты", "минут") }.Where(unit => unit != "");
        return string.Join(' ', units) is { Length: > 0 } time ? $"Через {time}" : "Сейчас";
    }

    // 1, 21, 101; 2-4, 22; the rest with 11-14
    private static string Count(int count, string one, string few, string many) => count == 0 ? "" : (count % 10, count % 100) switch
    {
        (_, >= 11 and <= 14) => $"{count} {many}",
        (1, _) => $"{count} {one}",
        (>= 2 and <= 4, _) => $"{count} {few}",
        _ => $"{count} {many}",
    };

    public override string Subject(Kind kind) => kind switch
    {
        Kind.Invitation => "Приглашение",
        Kind.Change => "Изменено",
        Kind.Cancellation => "Отменено",
        Kind.Answer => "Ответ",
        Kind.RoomStarted => "Началось",
        Kind.InterviewScheduled => "Собеседование",
        Kind.InterviewChanged => "Собеседование изменено",
        Kind.InterviewCancelled => "Собеседование отменено",
        _ => "Напоминание",
    };

    public override string Heading(Kind kind, string? by, Participation? response) => (kind, by, response) switch
    {
        (Kind.Invitation, null, _) => "Вас приглашают",
        (Kind.Invitation, _, _) => $"{by} приглашает вас",
        (Kind.Change, null, _) => "Событие изменено",
        (Kind.Change, _, _) => $"{by} меняет событие",
        (Kind.Cancellation, null, _) => "Событие отменено",
        (Kind.Cancellation, _, _) => $"{by} отменяет событие",
        (Kind.InterviewScheduled, null, _) => "У вас собеседование",
        (Kind.InterviewScheduled, _, _) => $"{by} приглашает вас на собеседование",
        (Kind.InterviewChanged, null, _) => "Собеседование изменено",
        (Kind.InterviewChanged, _, _) => $"{by} меняет собеседование",
        (Kind.InterviewCancelled, null, _) => "Собеседование отменено",
        (Kind.InterviewCancelled, _, _) => $"{by} отменяет собеседование",
        (Kind.Answer, _, null or Participation.NeedsAction) => $"{by ?? "Кто-то"} отзывает ответ",
        (Kind.Answer, _, { } answer) => $"{by ?? "Кто-то"} отвечает «{Answer(answer)}»",
        (_, null, _) => "Событие началось",
        _ => $"{by} уже в комнате",
    };
}
