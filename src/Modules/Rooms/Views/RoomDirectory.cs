using NpgsqlTypes;
using VideoConf.EventStore.Projections;

namespace VideoConf.Rooms.Views;

/// <summary>A room with what is only looked up: its code and its age.</summary>
internal sealed record RoomRow(string Code, Instant CreatedAt, Room Room)
{
    /// <summary>
    /// Whether this person may know that the room exists. Whoever may not gets the answer for a room that never was.
    /// </summary>
    public bool IsVisibleTo(Caller caller, string passHash) => Room.Pass is not { } pass || Room.MayManage(caller.PersonId) || RoomPasses.Fits(pass, passHash);
}

internal sealed class RoomDirectory() : StreamView<RoomRow>("roomdirectory", "room", version: 2)
{
    public override IReadOnlyCollection<Type> Facts { get; } =
    [
        typeof(RoomOpened), typeof(RoomDetailsChanged), typeof(RoomSettingsChanged), typeof(RoomClosed), typeof(RoomReopened),
        typeof(HostHandedOver), typeof(CoHostAppointed), typeof(CoHostDismissed), typeof(RoomPeopleSet), typeof(RoomMoved), typeof(RoomMovedBack),
    ];

    protected override IReadOnlyList<ViewColumn<RoomRow>> Columns { get; } =
    [
        new("code", NpgsqlDbType.Text, row => row.Code, Unique: true),
        new("host_id", NpgsqlDbType.Uuid, row => row.Room.HostId),
        new("created_at", NpgsqlDbType.TimestampTz, row => row.CreatedAt.ToDateTimeUtc()),
    ];

    public override RoomRow? Fold(RoomRow? row, StoredEvent e) => e.Data switch
    {
        RoomOpened opened => new(opened.Code, opened.At, Room.Evolve(null, opened)!),
        null => row,
        _ when row is null => null,
        var fact => row with { Room = Room.Evolve(row.Room, fact)! },
    };
}

/// <summary>Finds rooms for the verbs and the lists.</summary>
internal sealed class RoomFinder(EventStore.Projections.Views views, RoomDirectory directory)
{
    public async Task<ViewRow<RoomRow>?> FindAsync(string idOrCode, CancellationToken cancellationToken) =>
        RoomCode.Parse(idOrCode) is { } code ? (await views.QueryAsync(directory, "where code = $1", [code], cancellationToken)).SingleOrDefault()
        : Guid.TryParse(idOrCode, out var id) ? await views.LoadAsync(directory, id, cancellationToken)
        : null;

    /// <summary>The room, or null when there is none or this person may not know of it.</summary>
    public async Task<ViewRow<RoomRow>?> FindAsync(string idOrCode, Caller caller, string? pass, CancellationToken cancellationToken)
    {
        var passHash = RoomPasses.Hash(pass);
        return await FindAsync(idOrCode, cancellationToken) is { } found && found.Data.IsVisibleTo(caller, passHash) ? found : null;
    }

    /// <summary>Rooms of a host, newest first, one more than the limit when there are more.</summary>
    public Task<IReadOnlyList<ViewRow<RoomRow>>> OfHostAsync(Guid hostId, Cursor? after, int limit, CancellationToken cancellationToken) =>
        after is { } cursor
            ? views.QueryAsync(directory, "where host_id = $1 and (created_at, id) < ($2, $3) order by created_at desc, id desc limit $4",
                [hostId, cursor.At.ToDateTimeUtc(), cursor.Id, limit + 1], cancellationToken)
            : views.QueryAsync(directory, "where host_id = $1 order by created_at desc, id desc limit $2", [hostId, limit + 1], cancellationToken);
}
