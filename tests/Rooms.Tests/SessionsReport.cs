using VideoConf.HttpApi;

namespace VideoConf.Rooms.Tests;

public sealed class SessionsReport(RoomsServer server) : IClassFixture<RoomsServer>
{
    private readonly Person ada = server.NewPerson("Ada");
    private readonly Person bob = server.NewPerson("Bob");
    private readonly Person cleo = server.NewPerson("Cleo");

    private void After(int seconds) => server.Clock.Advance(Duration.FromSeconds(seconds));

    private static async Task<Page<ShowSessions.SessionResource>> Report(Person person, RoomResource room, string query = "") =>
        (await person.Get($"rooms/{room.Code}/sessions{query}")).As<Page<ShowSessions.SessionResource>>();

    [Fact]
    public async Task It_tells_who_was_there_when_and_for_how_long_also_of_one_who_came_twice()
    {
        var room = await ada.OpensRoom();
        var start = server.Clock.GetCurrentInstant();
        var host = await ada.Joins(room);
        After(10);
        var first = await bob.Joins(room);
        After(20);
        (await bob.Leaves(room, first)).ShouldBeDone();
        After(30);
        var second = await bob.Joins(room, new { displayName = "Bob on his phone" });
        After(40);
        var third = await bob.Joins(room); // a second device, for ten seconds beside the first
        After(10);
        (await bob.Leaves(room, second)).ShouldBeDone();
        After(5);
        (await ada.Post($"rooms/{room.Code}/end")).ShouldBeDone();
        After(1000);

        var session = (await Report(ada, room)).Items.ShouldHaveSingleItem();
        (session.Id, session.StartedAt, session.EndedAt, session.EndReason, session.Peak)
            .ShouldBe((host.SessionId, start, start + Duration.FromSeconds(115), EndReason.EndedByHost, 3));
        session.Participants.Select(p => (p.PersonId, p.DisplayName, p.Role, p.TotalSeconds)).ShouldBe(
            [(ada.Id, "Ada", Role.Host, 115), (bob.Id, "Bob", Role.Participant, 20 + 55)]);
        session.Participants[1].Stays.Select(s => (s.ParticipantId, From: (s.JoinedAt - start).TotalSeconds, To: (s.LeftAt!.Value - start).TotalSeconds, s.Reason)).ShouldBe(
            [(first.ParticipantId, 10, 30, LeaveReason.Left), (second.ParticipantId, 60, 110, LeaveReason.Left), (third.ParticipantId, 100, 115, LeaveReason.SessionEnded)]);
    }

    [Fact]
    public async Task Who_is_still_there_counts_until_now()
    {
        var room = await ada.OpensRoom();
        await ada.Joins(room);
        After(7);
        var session = (await Report(ada, room)).Items.Single();
        (session.EndedAt, session.EndReason).ShouldBe((null, null));
        session.Participants.Single().TotalSeconds.ShouldBe(7);
    }

    [Fact]
    public async Task The_host_sees_all_who_took_part_theirs_and_others_none()
    {
        var room = await ada.OpensRoom();
        var with = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            var stay = await ada.Joins(room);
            if (i < 2)
            {
                with.Add(stay.SessionId);
                await bob.Joins(room);
            }
            (await ada.Post($"rooms/{room.Code}/end")).ShouldBeDone();
            After(1);
        }
        (await Report(ada, room)).Items.Count.ShouldBe(4);
        (await cleo.Get($"rooms/{room.Code}/sessions")).ShouldRefuse(403, "no_history_access");

        // His are the two oldest: not on the first page of all.
        var first = await Report(bob, room, "?limit=1");
        var second = await Report(bob, room, $"?limit=1&cursor={first.NextCursor}");
        first.Items.Concat(second.Items).Select(s => s.Id).ShouldBe(with.AsEnumerable().Reverse());
        second.NextCursor.ShouldBeNull();
    }

    [Fact]
    public async Task It_goes_page_by_page_newest_first()
    {
        var room = await ada.OpensRoom();
        var sessions = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            var stay = await ada.Joins(room);
            sessions.Add(stay.SessionId);
            (await ada.Leaves(room, stay)).ShouldBeDone();
        }
        var first = await Report(ada, room, "?limit=2");
        var second = await Report(ada, room, $"?limit=2&cursor={first.NextCursor}");
        first.Items.Concat(second.Items).Select(s => s.Id).ShouldBe(sessions.AsEnumerable().Reverse());
        second.NextCursor.ShouldBeNull();
    }

    [Fact]
    public async Task A_room_where_nobody_was_has_none() => (await Report(ada, await ada.OpensRoom())).Items.ShouldBeEmpty();
}
