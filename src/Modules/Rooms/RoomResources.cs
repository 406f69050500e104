using Microsoft.AspNetCore.Http;
using VideoConf.EventStore.Projections;
using VideoConf.Rooms.Views;

namespace VideoConf.Rooms;

/// <summary>A room as the API shows it to one person.</summary>
/// <param name="Link">Path of the page; with the pass for those who manage a private room.</param>
/// <param name="Live">The session under way, or null.</param>
/// <param name="MovedTo">Where the meeting is held instead, for those who may enter; a link outside.</param>
/// <param name="Version">The same as the ETag.</param>
internal sealed record RoomResource(
    Guid Id, string Code, string Name, string? Description, Guid HostId, bool IsHost, bool MayManage, bool IsActive, bool IsPrivate, int MaxParticipants,
    Instant? ScheduledStart, Instant? ScheduledEnd, bool RecordingEnabled, RoomSettings Settings, Instant CreatedAt, string Link, LiveResource? Live, long Version, string? MovedTo = null);

/// <param name="Participants">People there now.</param>
internal sealed record LiveResource(Guid SessionId, Instant StartedAt, int Participants);

internal sealed class RoomResources(EventStore.Projections.Views views, RoomDirectory directory, SessionFinder sessions, RoomPasses passes)
{
    /// <summary>The room as it is now, with its ETag on the response.</summary>
    public async Task<RoomResource> GetAsync(Guid roomId, Caller caller, HttpResponse response, CancellationToken cancellationToken)
    {
        var row = await views.LoadAsync(directory, roomId, cancellationToken) ?? throw new InvalidOperationException($"Room {roomId} has no row.");
        ETags.Write(response, row.Version);
        return (await ShowAsync([row], caller, cancellationToken))[0];
    }

    public async Task<IReadOnlyList<RoomResource>> ShowAsync(IReadOnlyList<ViewRow<RoomRow>> rows, Caller caller, CancellationToken cancellationToken)
    {
        var live = (await sessions.LiveAsync(rows.Select(r => r.Id), cancellationToken)).ToDictionary(s => s.Data.RoomId);
        return [.. rows.Select(row => Show(row, caller, live.GetValueOrDefault(row.Id) is { } s ? new LiveResource(s.Id, s.Data.StartedAt, s.Data.Present.Count()) : null))];
    }

    public RoomResource Show(ViewRow<RoomRow> row, Caller caller, LiveResource? live)
    {
        var room = row.Data.Room;
        var mayManage = room.MayManage(caller.PersonId);
        var query = mayManage && room.Pass is { } pass && passes.Open(pass) is { } secret ? $"?pass={secret}" : "";
        return new RoomResource(
            row.Id, row.Data.Code, room.Name, room.Description, room.HostId, room.HostId == caller.PersonId, mayManage, room.IsActive, room.Pass is not null,
            room.MaxParticipants, room.ScheduledStart, room.ScheduledEnd, room.RecordingEnabled, room.Settings, row.Data.CreatedAt, $"/room/{row.Data.Code}{query}",
            live, row.Version, room.IsClosedTo(caller.PersonId) ? null : room.MovedTo);
    }
}
