using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Npgsql;
using VideoConf.Reports.Views;

namespace VideoConf.Reports;

/// <summary>The occurrence that a session held.</summary>
internal sealed record HeldEvent(Guid EventId, string Title, Instant Start, Instant End);

/// <summary>What went wrong, as the fact names it.</summary>
internal sealed record TroubleResource(string Kind, string? Detail, Instant At);

/// <summary>A minute of one stay's connection, as <c>rooms.connection_measured</c> has it.</summary>
internal sealed record MinuteResource(
    int Seconds, string Grade, double? LossPercent, int? RoundTripMs, int? SendKbps, int? ReceiveKbps, int? FramesPerSecond, int? Width, int? Height, string? Codec, bool? Relayed,
    int SpokeSeconds, int SharedSeconds, int Reconnects, string Browser, IReadOnlyList<TroubleResource> Troubles);

/// <summary>Something that happened in a session.</summary>
/// <param name="What">joined, left, removed, muted, role_changed, host_changed, ended or measured.</param>
/// <param name="PersonId">Whom it concerns; null: all.</param>
/// <param name="By">Who did it to him.</param>
/// <param name="Word">The role that he has since, or the reason for which he left or it ended.</param>
/// <param name="Minute">Of measured: the time before <paramref name="At"/>.</param>
internal sealed record SessionMoment(Instant At, string What, Guid? PersonId, Guid? ParticipantId, Guid? By, string? Word, MinuteResource? Minute);

/// <summary>Finds a session for who may know of it, and reads what happened in it off the log.</summary>
internal sealed class SessionReports(NpgsqlDataSource dataSource, EventLog log, EventStore.Projections.Views views, SessionOrigins origins, IHeldSessions sessions, ICalendarEvents events)
{
    /// <summary>How far from its session an occurrence is looked for: its time may be changed while it is held.</summary>
    private static readonly Duration Near = Duration.FromDays(31);

    /// <summary>For the room's host and co-hosts, and administrators; else the refusal.</summary>
    public async Task<(SessionsRoom Room, HeldSession Session, IResult? Refused)> FindAsync(HttpContext http, string code, Guid sessionId, CancellationToken cancellationToken)
    {
        if (http.User.Caller() is not { } caller) return (null!, null!, Problems.OfStatus(401));
        var room = await sessions.FindAsync(code, sessionId, caller.PersonId, cancellationToken);
        var may = http.User.IsAdministrator() || room?.MayManage == true;
        var refused = room is null || (room.IsPrivate && !may) ? Refusal.RoomNotFound : !may ? Refusal.NotManager : room.Session is null ? Refusal.SessionNotFound : Decision.Nothing;
        return (room!, room?.Session!, refused.Problem());
    }

    /// <summary>The occurrence as it is planned now, null when the session held none or it is no longer planned; and the interview that it stands for.</summary>
    public async Task<(HeldEvent? Event, Guid? InterviewId)> OriginAsync(HeldSession session, CancellationToken cancellationToken)
    {
        if (await views.LoadAsync(origins, session.Id, cancellationToken) is not { Data: { EventId: { } eventId, Occurrence: { } key } }) return (null, null);
        await using var unit = log.OpenSession(EventMetadata.System);
        var found = (await events.FindAsync(unit, [eventId], cancellationToken)).GetValueOrDefault(eventId);
        var held = found?.Occurrences(session.StartedAt - Near).TakeWhile(o => o.Start < session.StartedAt + Near).FirstOrDefault(o => o.Key == key);
        return (held is null ? null : new HeldEvent(eventId, held.Title, held.Start, held.End), (await views.LoadAsync(origins, eventId, cancellationToken))?.Data.InterviewId);
    }

    /// <summary>What happened, in the order of the log: of everybody, or of one person.</summary>
    /// <param name="session">The session.</param>
    /// <param name="of">Only this person's.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="limit">Moments at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(IReadOnlyList<SessionMoment> Moments, LineCursor? Next)> MomentsAsync(HeldSession session, Guid? of, LineCursor? after, int limit, CancellationToken cancellationToken)
    {
        var people = session.People.SelectMany(p => p.Stays, (p, stay) => (stay.ParticipantId, p.PersonId)).ToDictionary(p => p.ParticipantId, p => p.PersonId);
        var stays = people.Where(p => of is null || p.Value == of).Select(p => p.Key);
        await using var command = dataSource.CreateCommand(
            """
            select tx_id, seq_id, type, data, timestamp from events.mt_events
            where stream_id = any($1) and (tx_id, seq_id) > ($2, $3) and ($4::uuid is null or stream_id <> $5 or data->>'participantId' = any($6) or data->>'hostId' = $4::text)
            order by tx_id, seq_id limit $7
            """);
        command.Parameters.AddWithValue((Guid[])[session.Id, .. stays]);
        command.Parameters.AddWithValue(after?.Transaction ?? 0);
        command.Parameters.AddWithValue(after?.Position ?? 0);
        command.Parameters.AddWithValue(of is { } person ? person : DBNull.Value);
        command.Parameters.AddWithValue(session.Id);
        command.Parameters.AddWithValue(stays.Select(s => s.ToString()).ToArray());
        command.Parameters.AddWithValue(limit + 1);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<(LineCursor At, SessionMoment? Moment)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            using var body = JsonDocument.Parse(reader.GetString(3));
            rows.Add((new LineCursor(reader.GetInt64(0), reader.GetInt64(1)), Moment(reader.GetString(2), body.RootElement, Instant.FromDateTimeUtc(reader.GetDateTime(4)), people)));
        }
        var isLast = rows.Count <= limit;
        var page = isLast ? rows : rows[..limit];
        return ([.. page.Select(r => r.Moment).OfType<SessionMoment>()], isLast ? null : page[^1].At);
    }

    private sealed record Said(Instant? At, Guid? ParticipantId, Guid? HostId, Guid? By, string? Role, string? Reason);

    internal static SessionMoment? Moment(string wireName, JsonElement body, Instant recordedAt, IReadOnlyDictionary<Guid, Guid> people)
    {
        var said = body.Deserialize<Said>(FactJson.Options)!;
        return wireName switch
        {
            "rooms.participant_joined" => Of("joined", said.Role),
            "rooms.participant_left" => Of("left", said.Reason),
            "rooms.participant_removed" => Of("removed", null),
            "rooms.participant_muted" => Of("muted", null),
            "rooms.participant_role_changed" => Of("role_changed", said.Role),
            "rooms.session_host_changed" => Of("host_changed", null) with { PersonId = said.HostId },
            "rooms.session_ended" => Of("ended", said.Reason),
            "rooms.connection_measured" => Of("measured", null) with { Minute = body.Deserialize<MinuteResource>(FactJson.Options) },
            _ => null,
        };

        SessionMoment Of(string what, string? word) => new(
            said.At ?? recordedAt, what, said.ParticipantId is { } stay && people.TryGetValue(stay, out var person) ? person : null, said.ParticipantId, said.By, word, null);
    }
}
