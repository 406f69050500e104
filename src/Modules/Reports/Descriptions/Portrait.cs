using System.Text.Json;

namespace VideoConf.Reports.Descriptions;

/// <summary>One thing that is shown of an object's state.</summary>
/// <param name="Name">In the API.</param>
/// <param name="En">What people call it, in English.</param>
/// <param name="Ru">In Russian.</param>
/// <param name="Says">A template as in <see cref="Description"/>, with paths into the state.</param>
/// <param name="Each">The list at this path, each of which is said so; of an object's properties, each with <c>key</c> and <c>value</c>.</param>
/// <param name="SaysRu">Where the template itself has words.</param>
internal sealed record Field(string Name, string En, string Ru, string Says, string? Each = null, string? SaysRu = null)
{
    private readonly Template english = new(Says);
    private readonly Template russian = new(SaysRu ?? Says);

    public IReadOnlyList<Hole> Holes => [.. english.Holes];

    public string Label(string language) => language == "ru" ? Ru : En;

    /// <param name="state">As its module folds it.</param>
    /// <param name="language">en or ru.</param>
    /// <param name="name">Says who one or several ids are.</param>
    /// <returns>Null when there is nothing to say.</returns>
    public string? Of(JsonElement state, string language, Func<string, string> name)
    {
        if (Each is null) return Fill(state);
        var said = Elements(At(state, Each)).Select(Fill).OfType<string>().Order(StringComparer.Ordinal).ToList();
        return said.Count == 0 ? null : string.Join("; ", said);

        string? Fill(JsonElement from)
        {
            var isEmpty = true;
            var text = (language == "ru" ? russian : english).Fill(language, hole =>
            {
                if (Template.At(from, hole.Path) is not { Length: > 0 } value) return null;
                isEmpty = false;
                return hole.Source is Source.Fact ? value : name(value);
            });
            return isEmpty ? null : text;
        }
    }

    private static JsonElement At(JsonElement state, string path) =>
        path.Split('.').Aggregate(state, (at, name) => at.ValueKind == JsonValueKind.Object && at.TryGetProperty(name, out var next) ? next : default);

    private static IEnumerable<JsonElement> Elements(JsonElement list) => list.ValueKind switch
    {
        JsonValueKind.Array => list.EnumerateArray(),
        JsonValueKind.Object => list.EnumerateObject().Select(p => JsonSerializer.SerializeToElement(new { key = p.Name, value = p.Value })),
        _ => [],
    };
}

/// <summary>
/// What is shown of one kind of object as it was at some time: of the state that its own module folds, these fields and
/// no others. What is secret, private or sealed is kept out by not being named.
/// </summary>
/// <param name="Object">As in <see cref="Description.Object"/>.</param>
/// <param name="StreamType">As registered.</param>
/// <param name="Fields">In the order in which they are shown.</param>
internal sealed record Portrait(string Object, string StreamType, IReadOnlyList<Field> Fields)
{
    /// <summary>What people call what stands at a path of the object's facts or state; the path when they have no word for it.</summary>
    public static string LabelOf(string kind, string path, string language) =>
        ByObject.GetValueOrDefault(kind)?.Fields.FirstOrDefault(f => f.Holes.Any(h => h.Path == path))?.Label(language) ?? path;

    public static readonly IReadOnlyDictionary<string, Portrait> ByObject = ((Portrait[])
    [
        new("room", "room",
        [
            new("name", "Name", "Название", "{name}"),
            new("host", "Host", "Ведущий", "{person:hostId}"),
            new("coHosts", "Co-hosts", "Соведущие", "{person:}", "coHosts"),
            new("invited", "Kept for", "Только для", "{person:}", "invited"),
            new("maxParticipants", "People at most", "Мест", "{maxParticipants}"),
            new("scheduledStart", "Scheduled from", "Запланирована с", "{when:scheduledStart}"),
            new("scheduledEnd", "Scheduled until", "Запланирована до", "{when:scheduledEnd}"),
            new("muteOnEntry", "Muted on entry", "Вход без звука", "{word:settings.muteOnEntry}"),
            new("allowScreenShare", "Everybody shares the screen", "Экран показывают все", "{word:settings.allowScreenShare}"),
            new("allowGuests", "Guests", "Гости", "{word:settings.allowGuests}"),
            new("recordingEnabled", "Recording", "Запись", "{word:recordingEnabled}"),
            new("isOpen", "Open", "Открыта", "{word:isActive}"),
            new("movedTo", "Moved to", "Перенесена в", "{movedTo}"),
        ]),
        new("session", "session",
        [
            new("host", "Host", "Ведущий", "{person:hostId}"),
            new("startedAt", "Started", "Начало", "{when:startedAt}"),
            new("present", "Present", "Присутствуют", "{named:key} ({word:value.role})", "present"),
            new("removed", "Removed", "Удалены", "{person:}", "removedPersons"),
            new("isOver", "Over", "Окончен", "{word:isOver}"),
        ]),
        new("event", "calendar_event",
        [
            new("title", "Title", "Название", "{details.title}"),
            new("type", "Kind", "Вид", "{word:details.type}"),
            new("start", "Starts", "Начало", "{when:time.start}"),
            new("end", "Ends", "Конец", "{when:time.end}"),
            new("timeZone", "Time zone", "Часовой пояс", "{time.timeZone}"),
            new("allDay", "All day", "Весь день", "{word:time.allDay}"),
            new("repeats", "Repeats", "Повторяется", "{time.recurrence.rule}"),
            new("without", "Without", "Кроме", "{when:time.recurrence.exceptDates}"),
            new("also", "Also", "А также", "{when:time.recurrence.extraDates}"),
            new("changed", "Occurrences that differ", "Отличаются", "{when:occurrence}[ → {when:start}], cancelled: {word:isCancelled}", "changes", "{when:occurrence}[ → {when:start}], отменено: {word:isCancelled}"),
            new("place", "Place", "Место", "{word:details.place.kind}[ {details.place.roomCode}]"),
            new("reminders", "Reminders, minutes before", "Напоминания, минут до начала", "{details.reminders}"),
            new("organizer", "Organizer", "Организатор", "{person:organizer.personId}"),
            new("attendees", "Invited", "Приглашены", "{named:id}: {word:answer}", "attendees"),
            new("started", "Begun or over", "Начато или завершено", "{when:occurrence}", "progress"),
            new("isCancelled", "Cancelled", "Отменено", "{word:isCancelled}"),
        ]),
        new("interview", "interview",
        [
            new("title", "Title", "Название", "{details.title}"),
            new("state", "State", "Состояние", "{word:state}"),
            new("organizer", "Asked for by", "Кем создано", "{named:organizer.id}"),
            new("members", "Members", "Участники", "{named:id} ({word:part})", "members"),
            new("confirmed", "Confirmed by", "Подтвердили", "{named:key}", "confirmed"),
            new("start", "Starts", "Начало", "{when:time.start}"),
            new("minutes", "Minutes", "Минут", "{time.minutes}"),
            new("timeZone", "Time zone", "Часовой пояс", "{time.timeZone}"),
            new("service", "Held in", "Где проходит", "{word:service.type}[ {service.roomCode}]"),
            new("level", "Level", "Уровень", "{details.level}"),
            new("topic", "Topic", "Тема", "{details.topic}"),
            new("language", "Language", "Язык", "{details.language}"),
            new("isPeer", "Both ask", "Спрашивают оба", "{word:isPeer}"),
            new("reminders", "Reminders, minutes before", "Напоминания, минут до начала", "{reminders}"),
            new("phase", "Phase", "Этап", "{word:phase}"),
            new("startedAt", "Started", "Началось", "{when:startedAt}"),
            new("endedAt", "Ended", "Окончилось", "{when:endedAt}"),
            new("noShows", "Did not come", "Не пришли", "{named:}", "noShows"),
            new("feedback", "Feedback given by", "Отзыв оставили", "{named:memberId}", "feedback"),
        ]),
        new("account", "person",
        [
            new("displayName", "Name", "Имя", "{displayName}"),
            new("language", "Language", "Язык", "{preferences.language}"),
            new("timeZone", "Time zone", "Часовой пояс", "{preferences.timeZone}"),
            new("isAdministrator", "Administrator", "Администратор", "{word:isAdministrator}"),
        ]),
    ]).ToDictionary(p => p.Object, StringComparer.Ordinal);
}
