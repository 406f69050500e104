using Npgsql;
using VideoConf.EventStore.Subscriptions;

namespace VideoConf.Calendar.Reactions;

/// <summary>An occurrence is in progress while a session of its room is under way.</summary>
internal sealed class FollowSessions(ILiveSessions sessions) : Reaction("calendar.follow_sessions")
{
    private const string Early = "15 minutes";

    public override IReadOnlyCollection<Type> Facts => sessions.BeginningAndEnd;

    public override Task ReactAsync(StoredEvent fact, EventSession session, CancellationToken cancellationToken) => sessions.Publish(fact) switch
    {
        { Data: SessionBegan began } published => BeganAsync(published, began.RoomId, session, cancellationToken),
        { Data: SessionOver } published => OverAsync(published, session, cancellationToken),
        _ => Task.CompletedTask,
    };

    private static async Task BeganAsync(SessionFact fact, Guid roomId, EventSession unit, CancellationToken cancellationToken)
    {
        var found = await FindAsync(unit,
            $"""
             select event_id, occurrence from calendar.occurrences
             where room_id = $1 and starts_at <= $2 + interval '{Early}' and ends_at > $2 order by starts_at desc limit 1
             """, cancellationToken, new NpgsqlParameter<Guid> { TypedValue = roomId }, new NpgsqlParameter<DateTime> { TypedValue = fact.At.ToDateTimeUtc() });
        if (found is not { } held) return;
        var stream = await unit.FetchForWritingAsync<CalendarEvent>(held.EventId, cancellationToken: cancellationToken);
        if (stream.State is null or { IsCancelled: true }) return;
        stream.Append(new EventStarted(held.Occurrence, fact.SessionId, fact.At));
        unit.Enlist(new NpgsqlBatchCommand("insert into calendar.sessions (session_id, event_id, occurrence) values ($1, $2, $3) on conflict do nothing")
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = fact.SessionId }, new NpgsqlParameter<Guid> { TypedValue = held.EventId },
                new NpgsqlParameter { Value = held.Occurrence.ToDateTimeUnspecified() },
            },
        });
    }

    private static async Task OverAsync(SessionFact fact, EventSession unit, CancellationToken cancellationToken)
    {
        var found = await FindAsync(unit, "select event_id, occurrence from calendar.sessions where session_id = $1", cancellationToken, new NpgsqlParameter<Guid> { TypedValue = fact.SessionId });
        if (found is not { } held) return;
        var stream = await unit.FetchForWritingAsync<CalendarEvent>(held.EventId, cancellationToken: cancellationToken);
        if (stream.State?.ProgressOf(held.Occurrence) is { CompletedAt: null }) stream.Append(new EventCompleted(held.Occurrence, fact.At));
        unit.Enlist(new NpgsqlBatchCommand("delete from calendar.sessions where session_id = $1") { Parameters = { new NpgsqlParameter<Guid> { TypedValue = fact.SessionId } } });
    }

    private static async Task<(Guid EventId, LocalDateTime Occurrence)?> FindAsync(EventSession unit, string sql, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = await unit.CreateCommandAsync(sql, cancellationToken);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? (reader.GetGuid(0), LocalDateTime.FromDateTime(reader.GetDateTime(1))) : null;
    }
}
