namespace VideoConf.Rooms.Tests;

public sealed class InASession(RoomsServer server) : IClassFixture<RoomsServer>
{
    private readonly Person ada = server.NewPerson("Ada");
    private readonly Person bob = server.NewPerson("Bob");
    private readonly Person cleo = server.NewPerson("Cleo");

    private async Task<(RoomResource Room, JoinRoom.Answer Ada, JoinRoom.Answer Bob, JoinRoom.Answer Cleo)> Meeting()
    {
        var room = await ada.OpensRoom();
        return (room, await ada.Joins(room), await bob.Joins(room), await cleo.Joins(room));
    }

    private async Task<IReadOnlyList<object?>> Facts(Guid sessionId, int skip) => [.. (await server.Log.FetchStreamAsync(sessionId)).Skip(skip).Select(f => f.Data)];

    [Fact]
    public async Task The_last_one_who_leaves_ends_the_session_and_the_next_who_comes_starts_another()
    {
        var (room, host, other, third) = await Meeting();
        (await cleo.Leaves(room, third)).ShouldBeDone();
        (await bob.Leaves(room, other)).ShouldBeDone();
        (await ada.Sees(room)).Live!.Participants.ShouldBe(1);
        (await ada.Leaves(room, host)).ShouldBeDone();
        (await ada.Sees(room)).Live.ShouldBeNull();
        (await Facts(host.SessionId, 4)).OfType<SessionEnded>().Single().Reason.ShouldBe(EndReason.LastLeft);
        (await bob.Joins(room)).SessionId.ShouldNotBe(host.SessionId);
    }

    [Fact]
    public async Task To_leave_twice_is_to_have_left()
    {
        var (room, _, other, _) = await Meeting();
        (await bob.Leaves(room, other)).ShouldBeDone();
        (await bob.Leaves(room, other)).ShouldBeDone();
        (await Facts(other.SessionId, 4)).Count.ShouldBe(1);
        (await ada.Post($"rooms/{room.Code}/end")).ShouldBeDone();
        (await bob.Leaves(room, other)).ShouldBeDone();
    }

    [Fact]
    public async Task Nobody_leaves_for_another_one()
    {
        var (room, _, other, _) = await Meeting();
        (await ada.Leaves(room, other)).ShouldRefuse(403, "not_your_stay");
        (await ada.Sees(room)).Live!.Participants.ShouldBe(3);
    }

    [Fact]
    public async Task A_session_whose_last_one_closed_the_page_ends_a_little_later_as_of_his_leaving()
    {
        var room = await ada.OpensRoom();
        var stay = await ada.Joins(room);
        server.Clock.Advance(Duration.FromSeconds(5));
        var left = server.Clock.GetCurrentInstant();
        (await ada.Leaves(room, stay, "page_closed")).ShouldBeDone();
        server.Clock.Advance(Duration.FromSeconds(20));
        var ended = await server.FactAsync(f => f.StreamId == stay.SessionId && f.Data is SessionEnded);
        ended.Data.ShouldBe(new SessionEnded(EndReason.LastLeft, left));
        ended.Metadata.Client.ShouldBe("system");
    }

    [Fact]
    public async Task A_session_goes_on_when_the_last_one_who_closed_the_page_comes_back()
    {
        var room = await ada.OpensRoom();
        var stay = await ada.Joins(room);
        (await ada.Leaves(room, stay, "page_closed")).ShouldBeDone();
        (await ada.Joins(room)).SessionId.ShouldBe(stay.SessionId);

        // Another room, left later, has ended: the first one's time has passed too.
        var other = await bob.OpensRoom();
        var last = await bob.Joins(other);
        (await bob.Leaves(other, last, "page_closed")).ShouldBeDone();
        server.Clock.Advance(Duration.FromSeconds(20));
        await server.FactAsync(f => f.StreamId == last.SessionId && f.Data is SessionEnded);
        (await ada.Sees(room)).Live!.SessionId.ShouldBe(stay.SessionId);
    }

    [Fact]
    public async Task The_module_that_keeps_the_connections_ends_a_stay_once_and_sees_who_is_there()
    {
        var (_, _, other, _) = await Meeting();
        (await server.Sessions.StaysAsync(default)).ShouldContain(new LiveStay(other.SessionId, other.ParticipantId));
        for (var i = 0; i < 2; i++) await server.Sessions.LeaveAsync(other.SessionId, other.ParticipantId, LeaveReason.ConnectionLost, default);
        (await server.Sessions.StaysAsync(default)).ShouldNotContain(new LiveStay(other.SessionId, other.ParticipantId));
        var facts = await server.Sessions.FactsSinceAsync(other.SessionId, 4, default);
        facts.ShouldHaveSingleItem().Data.ShouldBe(new ParticipantWent(other.ParticipantId, LeaveReason.ConnectionLost));
        await server.Sessions.LeaveAsync(Guid.NewGuid(), Guid.NewGuid(), LeaveReason.ConnectionLost, default);
    }

    [Fact]
    public async Task The_host_hands_over_and_is_a_participant_then()
    {
        var (room, host, other, _) = await Meeting();
        (await ada.Post($"rooms/{room.Code}/host", new { other.ParticipantId })).ShouldBeDone();
        (await bob.Sees(room)).IsHost.ShouldBeTrue();
        (await ada.Sees(room)).MayManage.ShouldBeFalse();
        (await Facts(host.SessionId, 4)).ShouldBe([
            new SessionHostChanged(bob.Id), new ParticipantRoleChanged(other.ParticipantId, Role.Host, ada.Id), new ParticipantRoleChanged(host.ParticipantId, Role.Participant, ada.Id)]);
        (await ada.Post($"rooms/{room.Code}/end")).ShouldRefuse(403, "not_host_or_co_host");
        (await ada.Post($"rooms/{room.Code}/host", new { host.ParticipantId })).ShouldRefuse(403, "not_host");
        (await bob.Delete($"rooms/{room.Code}")).ShouldBeDone();
    }

    [Fact]
    public async Task A_co_host_mutes_and_removes_and_changes_the_room_and_cannot_close_it()
    {
        var (room, host, other, third) = await Meeting();
        (await bob.Post($"rooms/{room.Code}/participants/{third.ParticipantId}/mute")).ShouldRefuse(403, "not_host_or_co_host");
        (await ada.Post($"rooms/{room.Code}/participants/{other.ParticipantId}/role", new { role = "co_host" })).ShouldBeDone();
        (await bob.Post($"rooms/{room.Code}/participants/{third.ParticipantId}/mute")).ShouldBeDone();
        (await bob.Post($"rooms/{room.Code}/participants/{host.ParticipantId}/remove")).ShouldRefuse(409, "cannot_act_on_host");
        (await bob.Post($"rooms/{room.Code}/participants/{third.ParticipantId}/remove")).ShouldBeDone();
        (await bob.Patch($"rooms/{room.Code}", new { name = "Ours" })).As<RoomResource>().MayManage.ShouldBeTrue();
        (await bob.Delete($"rooms/{room.Code}")).ShouldRefuse(403, "not_host");
        (await ada.Post($"rooms/{room.Code}/participants/{other.ParticipantId}/role", new { role = "participant" })).ShouldBeDone();
        (await bob.Patch($"rooms/{room.Code}", new { name = "Mine" })).ShouldRefuse(403, "not_host_or_co_host");
        (await Facts(host.SessionId, 4)).ShouldBe([
            new ParticipantRoleChanged(other.ParticipantId, Role.CoHost, ada.Id), new ParticipantMuted(third.ParticipantId, bob.Id),
            new ParticipantRemoved(third.ParticipantId, cleo.Id, bob.Id), new ParticipantLeft(third.ParticipantId, LeaveReason.Removed, server.Clock.GetCurrentInstant()),
            new ParticipantRoleChanged(other.ParticipantId, Role.Participant, ada.Id)]);
    }

    [Fact]
    public async Task A_co_host_is_one_at_the_next_meeting_too()
    {
        var (room, _, other, _) = await Meeting();
        (await ada.Post($"rooms/{room.Code}/participants/{other.ParticipantId}/role", new { role = "co_host" })).ShouldBeDone();
        (await ada.Post($"rooms/{room.Code}/end")).ShouldBeDone();
        (await bob.Joins(room)).Role.ShouldBe(Role.CoHost);
    }

    [Fact]
    public async Task Where_nobody_is_there_is_nobody_to_act_on()
    {
        var room = await ada.OpensRoom();
        (await ada.Post($"rooms/{room.Code}/end")).ShouldRefuse(409, "no_session");
        (await ada.Post($"rooms/{room.Code}/participants/{Guid.NewGuid()}/mute")).ShouldRefuse(409, "no_session");
        await ada.Joins(room);
        (await ada.Post($"rooms/{room.Code}/participants/{Guid.NewGuid()}/mute")).ShouldRefuse(404, "participant_not_present");
        (await ada.Post($"rooms/{room.Code}/participants/not-an-id/mute")).ShouldRefuse(404, "not_found");
    }
}
