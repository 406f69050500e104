namespace VideoConf.Reports.Descriptions;

internal static class OfRooms
{
    public static readonly IReadOnlyList<Description> All =
    [
        new("rooms.room_opened", "room", "opened the room “{name}” ({code}) for up to {maxParticipants} people", "открывает комнату «{name}» ({code}), мест: {maxParticipants}") { Title = "name", Owner = "hostId" },
        new("rooms.room_details_changed", "room", "changed the room's name or description; the name was “{was:name}” and is “{name}”", "меняет название или описание комнаты; название было «{was:name}», стало «{name}»") { Title = "name" },
        new("rooms.room_settings_changed", "room", "changed the room's settings: up to {maxParticipants} people (was {was:maxParticipants}), muted on entry: {word:settings.muteOnEntry} (was {word:was:settings.muteOnEntry}), everybody shares the screen: {word:settings.allowScreenShare} (was {word:was:settings.allowScreenShare}), guests: {word:settings.allowGuests} (was {word:was:settings.allowGuests})", "меняет настройки комнаты: мест {maxParticipants} (было {was:maxParticipants}), вход без звука: {word:settings.muteOnEntry} (было {word:was:settings.muteOnEntry}), экран показывают все: {word:settings.allowScreenShare} (было {word:was:settings.allowScreenShare}), гости: {word:settings.allowGuests} (было {word:was:settings.allowGuests})"),
        new("rooms.room_closed", "room", "closed the room", "закрывает комнату"),
        new("rooms.room_reopened", "room", "opened the room again", "снова открывает комнату"),
        new("rooms.host_handed_over", "room", "handed the room over from {person:from} to {person:to}", "передаёт комнату: от {person:from} к {person:to}") { Owner = "to" },
        new("rooms.co_host_appointed", "room", "made {person:personId} a co-host", "назначает соведущим: {person:personId}"),
        new("rooms.co_host_dismissed", "room", "made {person:personId} a co-host no longer", "снимает соведущего: {person:personId}"),
        new("rooms.room_people_set", "room", "set who may enter the room; the host is {person:hostId}[, co-hosts: {person:coHosts}][, others: {person:invited}]", "задаёт, кому можно входить в комнату; ведущий: {person:hostId}[, соведущие: {person:coHosts}][, остальные: {person:invited}]") { Owner = "hostId" },
        new("rooms.room_moved", "room", "moved what was to be held here elsewhere", "переносит встречу из этой комнаты"),
        new("rooms.room_moved_back", "room", "moved back here what was to be held elsewhere", "возвращает встречу в эту комнату"),
        new("rooms.session_started", "session", "started a session", "начинает сеанс") { Owner = "hostId", Within = "roomId" },
        new("rooms.participant_joined", "session", "{displayName} joined as {word:role}", "{displayName}: вход, роль — {word:role}") { Introduces = true },
        new("rooms.participant_left", "session", "{named:participantId} left ({word:reason})", "{named:participantId}: выход ({word:reason})"),
        new("rooms.participant_removed", "session", "removed {named:participantId}", "удаляет из сеанса: {named:participantId}"),
        new("rooms.participant_muted", "session", "muted {named:participantId}", "выключает микрофон: {named:participantId}"),
        new("rooms.participant_role_changed", "session", "gave {named:participantId} the role {word:role}", "назначает роль: {named:participantId} — {word:role}"),
        new("rooms.session_host_changed", "session", "{person:hostId} became the session's host", "ведущий сеанса теперь {person:hostId}") { Owner = "hostId" },
        new("rooms.session_ended", "session", "the session ended ({word:reason})", "сеанс окончен ({word:reason})"),
        new("rooms.connection_measured", "connection", "the connection was {word:grade} for {seconds} s: {lossPercent} % lost, round trip {roundTripMs} ms ({browser})", "связь {word:grade} в течение {seconds} с: потеряно {lossPercent} %, задержка {roundTripMs} мс ({browser})") { Owner = "personId", Within = "sessionId" },
    ];
}
