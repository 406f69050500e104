namespace VideoConf.Rooms.Tests;

/// <summary>Somebody who opens rooms and comes to them.</summary>
internal sealed class Person(RoomsServer server, string name, bool isGuest) : TestPerson(server, name, isGuest)
{
    public async Task<RoomResource> OpensRoom(object? body = null) => (await Post("rooms", body ?? new { })).As<RoomResource>(HttpStatusCode.Created);

    public async Task<JoinRoom.Answer> Joins(RoomResource room, object? body = null) => (await TriesToJoin(room, body)).As<JoinRoom.Answer>();

    public Task<Answer> TriesToJoin(RoomResource room, object? body = null) => Post($"rooms/{room.Code}/join", body ?? new { });

    public Task<Answer> Leaves(RoomResource room, JoinRoom.Answer stay, string reason = "left") =>
        Post($"rooms/{room.Code}/leave", new { stay.ParticipantId, reason });

    public async Task<RoomResource> Sees(RoomResource room) => (await Get($"rooms/{room.Id}")).As<RoomResource>();
}
