namespace VideoConf.Reports.Descriptions;

internal static class OfRooms
{
    public static readonly IReadOnlyList<Description> All =
    [
        new("rooms.room_opened", "room", "opened the room “{name}” ({code}) for up to {maxParticipants} people", "открывает комнату «{name}» ({code}), мест: {maxParticipants}") { Title = "name", Owner = "hostId" },
        new("rooms.room_details_changed", "room", "renamed the room from “{was:name}” to “{name}” or changed its description", "меняет название или описание комнаты: было «{was:name}», стало «{name}»") { Title = "name" },
        new("rooms.room_settings_changed", "room", "changed the room's settings: up to {maxParticipants} people (was {was:maxParticipants}), {settings} (was {was:settings})", "меняет настройки комнаты: мест {maxParticipants} (было {was:maxParticipants}), {settings} (было {was:settings})"),
        new("rooms.room_closed", "room", "closed the room", "закрывает комнату"),
        new("rooms.room_reopened", "room", "opened the room again", "снова открывает комнату"),
        new("rooms.host_handed_over", "room", "handed the room over from {person:from} to {person:to}", "передаёт комнату: от {person:from} к {person:to}") { Owner = "to" },
        new("rooms.co_host_appointed", "room", "made {person:personId} a co-host", "назначает соведущим: {person:personId}"),
        new("rooms.co_host_dismissed", "room", "made {person:personId} a co-host no longer", "снимает соведущего: {person:personId}"),
        new("rooms.room_people_set", "room", "set who may enter the room; the host is {person:hostId}", "задаёт, кому можно входить в комнату; ведущий: {person:hostId}") { Owner = "hostId" },
        new("rooms.room_moved", "room", "moved what was to be held here elsewhere", "переносит встречу из этой комнаты"),
        new("rooms.room_moved_back", "room", "moved back here what was to be held elsewhere", "возвращает встречу в эту комнату"),
        new("rooms.session_started", "session", "started a session", "начинает сеанс") { Owner = "hostId", Within = "roomId" },
        new("rooms.participant_joined", "session", "{displayName} joined as {role}", "{displayName}: вход с ролью {role}"),
        new("rooms.participant_left", "session", "a participant left: {reason}", "участник выходит: {reason}"),
        new("rooms.participant_removed", "session", "removed {person:personId}", "удаляет участника: {person:personId}"),
        new("rooms.participant_muted", "session", "muted a participant", "выключает микрофон участнику"),
        new("rooms.participant_role_changed", "session", "gave a participant the role {role}", "назначает участнику роль {role}"),
        new("rooms.session_host_changed", "session", "{person:hostId} became the session's host", "ведущий сеанса теперь {person:hostId}") { Owner = "hostId" },
        new("rooms.session_ended", "session", "the session ended: {reason}", "сеанс окончен: {reason}"),
        new("rooms.connection_measured", "connection", "the connection was {grade} for {seconds} s: {lossPercent} % lost, round trip {roundTripMs} ms ({browser})", "связь {grade} в течение {seconds} с: потеряно {lossPercent} %, задержка {roundTripMs} мс ({browser})") { Owner = "personId", Within = "sessionId" },
    ];
}
