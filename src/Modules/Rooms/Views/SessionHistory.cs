using System.Collections.Immutable;
using NpgsqlTypes;
using VideoConf.EventStore.Projections;

namespace VideoConf.Rooms.Views;

/// <summary>One stay of a person in a session, from joining to leaving.</summary>
internal sealed record Stay(
    Guid ParticipantId, Guid PersonId, string DisplayName, Role Role, bool IsGuest, Instant JoinedAt, Instant? LeftAt, LeaveReason? Reason);

/// <summary>A session with every stay. A rejoin adds a stay, it never overwrites one.</summary>
internal sealed record SessionRow(
    Guid RoomId, Guid HostId, Instant StartedAt, Instant? EndedAt, EndReason? EndReason, int Peak, ImmutableList<Stay> Stays)
{
    public IEnumerable<Stay> Present => Stays.Where(s => s.LeftAt is null);

    public SessionRow Change(Guid participantId, Func<Stay, Stay> change)
    {
        var index = Stays.FindIndex(s => s.ParticipantId == participantId);
        return index < 0 ? this : this with { Stays = Stays.SetItem(index, change(Stays[index])) };
    }
}

internal sealed class SessionHistory() : StreamView<SessionRow>("sessionhistory", "session")
{
    public override IReadOnlyCollection<Type> Facts { get; } =
    [
        typeof(SessionStarted), typeof(ParticipantJoined), typeof(ParticipantLeft), typeof(ParticipantRoleChanged), typeof(SessionHostChanged), typeof(SessionEnded),
    ];

    protected override IReadOnlyList<ViewColumn<SessionRow>> Columns { get; } =
    [
        new("room_id", NpgsqlDbType.Uuid, row => row.RoomId),
        new("started_at", NpgsqlDbType.TimestampTz, row => row.StartedAt.ToDateTimeUtc()),
        // Unique: two people who come to an empty room at once cannot start two sessions; the second finds the first's.
        new("live_room_id", NpgsqlDbType.Uuid, row => row.EndedAt is null ? row.RoomId : null, Unique: true),
    ];

    public override SessionRow? Fold(SessionRow? row, StoredEvent e) => e.Data switch
    {
        SessionStarted f => new(f.RoomId, f.HostId, f.At, null, null, 0, []),
        _ when row is null => null,
        ParticipantJoined f => Joined(row, f),
        ParticipantLeft f => row.Change(f.ParticipantId, stay => stay with { LeftAt = f.At, Reason = f.Reason }),
        ParticipantRoleChanged f => row.Change(f.ParticipantId, stay => stay with { Role = f.Role }),
        SessionHostChanged f => row with { HostId = f.HostId },
        SessionEnded f => row with { EndedAt = f.At, EndReason = f.Reason },
        _ => row,
    };

    private static SessionRow Joined(SessionRow row, ParticipantJoined f)
    {
        var stays = row.Stays.Add(new Stay(f.ParticipantId, f.PersonId, f.DisplayName, f.Role, f.IsGuest, f.At, null, null));
        return row with { Stays = stays, Peak = Math.Max(row.Peak, stays.Count(s => s.LeftAt is null)) };
    }
}

/// <summary>Finds sessions for the verbs and the lists.</summary>
internal sealed class SessionFinder(EventStore.Projections.Views views, SessionHistory history)
{
    public Task<ViewRow<SessionRow>?> FindAsync(Guid sessionId, CancellationToken cancellationToken) => views.LoadAsync(history, sessionId, cancellationToken);

    public async Task<ViewRow<SessionRow>?> LiveAsync(Guid roomId, CancellationToken cancellationToken) =>
        (await views.QueryAsync(history, "where live_room_id = $1", [roomId], cancellationToken)).SingleOrDefault();

    /// <summary>The same in a unit of work, on its connection.</summary>
    public async Task<ViewRow<SessionRow>?> LiveAsync(EventSession unit, Guid roomId, CancellationToken cancellationToken) =>
        (await unit.QueryAsync(history, "where live_room_id = $1", [roomId], cancellationToken)).SingleOrDefault();

    public Task<IReadOnlyList<ViewRow<SessionRow>>> LiveAsync(IEnumerable<Guid> roomIds, CancellationToken cancellationToken) =>
        views.QueryAsync(history, "where live_room_id = any($1)", [roomIds.ToArray()], cancellationToken);

    public Task<IReadOnlyList<ViewRow<SessionRow>>> AllLiveAsync(CancellationToken cancellationToken) =>
        views.QueryAsync(history, "where live_room_id is not null", [], cancellationToken);

    /// <summary>Sessions of a room that were under way between two instants.</summary>
    public async Task<IReadOnlyList<ViewRow<SessionRow>>> OfRoomAsync(Guid roomId, Instant from, Instant to, CancellationToken cancellationToken) =>
        [.. (await views.QueryAsync(history, "where room_id = $1 and started_at < $2", [roomId, to.ToDateTimeUtc()], cancellationToken)).Where(s => s.Data.EndedAt is null || s.Data.EndedAt > from)];

    /// <summary>Sessions of a room, newest first, one more than the limit when there are more; those that a person took part in, or all.</summary>
    public Task<IReadOnlyList<ViewRow<SessionRow>>> OfRoomAsync(Guid roomId, Guid? ofPerson, Cursor? after, int limit, CancellationToken cancellationToken)
    {
        List<object> parameters = [roomId, limit + 1];
        var condition = "where room_id = $1";
        if (ofPerson is { } person)
        {
            parameters.Add($$"""[{"personId":"{{person}}"}]""");
            condition += $" and data->'stays' @> ${parameters.Count}::jsonb";
        }
        if (after is { } cursor)
        {
            parameters.AddRange([cursor.At.ToDateTimeUtc(), cursor.Id]);
            condition += $" and (started_at, id) < (${parameters.Count - 1}, ${parameters.Count})";
        }
        return views.QueryAsync(history, $"{condition} order by started_at desc, id desc limit $2", parameters, cancellationToken);
    }
}
