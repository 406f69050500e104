using static VideoConf.Rooms.Tests.Samples;

namespace VideoConf.Rooms.Tests;

public sealed class Joining(RoomsServer server) : IClassFixture<RoomsServer>
{
    private readonly Person ada = server.NewPerson("Ada");
    private readonly Person bob = server.NewPerson("Bob");
    private readonly Person guest = server.NewPerson("Gus", isGuest: true);

    [Fact]
    public async Task Who_joins_gets_a_ticket_the_roster_and_what_he_needs_to_reach_the_others()
    {
        var room = await ada.OpensRoom();
        var first = await ada.Joins(room);
        var second = await guest.Joins(room, new { displayName = " Gustav " });

        second.SessionId.ShouldBe(first.SessionId);
        (first.Role, second.Role).ShouldBe((Role.Host, Role.Guest));
        second.Ticket.ShouldBe($"ticket of {second.ParticipantId}");
        (second.HubUrl, second.TicketExpiresAt).ShouldBe(("/hubs/conference", Later));
        second.IceServers.Single().Urls.ShouldBe(["stun:stun.example.org"]);
        var now = server.Clock.GetCurrentInstant();
        (second.Roster.SessionId, second.Roster.Version, second.Roster.StartedAt, second.Roster.HostPersonId).ShouldBe((first.SessionId, 3, now, ada.Id));
        second.Roster.Participants.ShouldBe([
            new Participant(first.ParticipantId, ada.Id, "Ada", Role.Host, false, now),
            new Participant(second.ParticipantId, guest.Id, "Gustav", Role.Guest, true, now)]);
        (await server.Log.FetchStreamAsync(first.SessionId)).Count.ShouldBe(3);
        second.Room.Live.ShouldBe(new LiveResource(first.SessionId, now, 2));
        first.Room.Live.ShouldBe(new LiveResource(first.SessionId, now, 1));
    }

    [Fact]
    public async Task Who_comes_again_in_place_of_his_former_stay_keeps_one_seat_and_both_stays()
    {
        var room = await ada.OpensRoom(new { maxParticipants = 2 });
        await ada.Joins(room);
        var former = await bob.Joins(room);
        var again = await bob.Joins(room, new { previousParticipantId = former.ParticipantId });
        again.Roster.Participants.Select(p => p.PersonId).ShouldBe([ada.Id, bob.Id], ignoreOrder: true);
        again.Roster.Participants.ShouldNotContain(p => p.ParticipantId == former.ParticipantId);
        (await server.Log.FetchStreamAsync(again.SessionId)).Select(f => f.Data).OfType<ParticipantLeft>().Single()
            .ShouldBe(new ParticipantLeft(former.ParticipantId, LeaveReason.Rejoined, server.Clock.GetCurrentInstant()));
        (await guest.TriesToJoin(room)).ShouldRefuse(409, "room_full");
    }

    [Fact]
    public async Task Guests_stay_out_of_a_room_for_accounts()
    {
        var room = await ada.OpensRoom(new { settings = new { allowGuests = false } });
        (await guest.TriesToJoin(room)).ShouldRefuse(403, "guests_not_allowed");
        await bob.Joins(room);
    }

    [Fact]
    public async Task A_private_room_is_joined_with_its_pass()
    {
        var room = await ada.OpensRoom(new { isPrivate = true });
        var pass = room.Link.Split("?pass=")[1];
        (await bob.TriesToJoin(room)).ShouldRefuse(404, "room_not_found");
        (await bob.TriesToJoin(room, new { pass = pass[..^1] + (pass[^1] == 'A' ? 'B' : 'A') })).ShouldRefuse(404, "room_not_found");
        var stay = await bob.Joins(room, new { pass });
        stay.Room.Link.ShouldBe($"/room/{room.Code}");
        (await bob.Leaves(room, stay)).ShouldBeDone();
    }

    [Fact]
    public async Task A_name_is_needed_and_has_bounds()
    {
        var room = await ada.OpensRoom();
        using var nameless = server.NewPerson("", isGuest: true);
        (await nameless.TriesToJoin(room)).ShouldBlame("displayName");
        (await nameless.TriesToJoin(room, new { displayName = new string('x', 81) })).ShouldBlame("displayName");
        (await nameless.TriesToJoin(room, new { displayName = "a\nb" })).ShouldBlame("displayName");
        (await nameless.Joins(room, new { displayName = new string('x', 80) })).Role.ShouldBe(Role.Guest);
    }

    [Fact]
    public async Task Who_was_removed_can_come_to_the_next_meeting()
    {
        var room = await ada.OpensRoom();
        await ada.Joins(room);
        var stay = await bob.Joins(room);
        await bob.Joins(room);
        (await ada.Post($"rooms/{room.Code}/participants/{stay.ParticipantId}/remove")).ShouldBeDone();
        (await ada.Sees(room)).Live!.Participants.ShouldBe(1);
        (await bob.TriesToJoin(room)).ShouldRefuse(403, "removed_from_session");
        (await ada.Post($"rooms/{room.Code}/end")).ShouldBeDone();
        await bob.Joins(room);
    }
}
