using VideoConf.HttpApi;
using static VideoConf.Rooms.Tests.Samples;

namespace VideoConf.Rooms.Tests;

public sealed class ChangingRooms(RoomsServer server) : IClassFixture<RoomsServer>
{
    private readonly Person ada = server.NewPerson("Ada");
    private readonly Person bob = server.NewPerson("Bob");

    private async Task<RoomResource> Room() => await ada.OpensRoom(new
    {
        name = "Standup", description = "Every day", maxParticipants = 5, scheduledStart = Now, scheduledEnd = Later, recordingEnabled = true,
        settings = new { muteOnEntry = true },
    });

    [Fact]
    public async Task What_is_absent_stays_and_null_clears_what_can_be_nothing()
    {
        var room = await Room();
        (await ada.Patch($"rooms/{room.Code}", new { name = "Retro" })).As<RoomResource>().ShouldBe(room with { Name = "Retro", Version = 2 });
        (await ada.Patch($"rooms/{room.Code}", """{"description":null,"scheduledEnd":null}""")).As<RoomResource>()
            .ShouldBe(room with { Name = "Retro", Description = null, ScheduledEnd = null, Version = 4 });
        (await ada.Patch($"rooms/{room.Code}", """{"name":null,"maxParticipants":null,"isPrivate":null,"recordingEnabled":null,"settings":null}""")).As<RoomResource>().Version.ShouldBe(4);
        (await ada.Patch($"rooms/{room.Code}", new { name = " " })).As<RoomResource>().Name.ShouldBe("");
    }

    [Fact]
    public async Task One_setting_leaves_the_others_as_they_were()
    {
        var room = await Room();
        (await ada.Patch($"rooms/{room.Code}", new { settings = new { allowGuests = false } })).As<RoomResource>().Settings.ShouldBe(new RoomSettings(true, true, false));
        (await ada.Patch($"rooms/{room.Code}", """{"settings":{"muteOnEntry":false,"allowScreenShare":null}}""")).As<RoomResource>().Settings.ShouldBe(new RoomSettings(false, true, false));
    }

    [Fact]
    public async Task Nothing_changed_is_answered_with_the_room_as_it_is()
    {
        var room = await Room();
        var answer = await ada.Patch($"rooms/{room.Id}", new { name = "Standup" });
        answer.As<RoomResource>().ShouldBe(room);
        answer.Headers["ETag"].ShouldBe("\"1\"");
    }

    [Fact]
    public async Task Who_saw_an_older_version_is_told_so_and_who_saw_the_last_one_comes_through()
    {
        var room = await Room();
        (await ada.Patch($"rooms/{room.Code}", new { name = "First" }, ("If-Match", "\"1\""))).Headers["ETag"].ShouldBe("\"2\"");
        (await ada.Patch($"rooms/{room.Code}", new { name = "Second" }, ("If-Match", "\"1\""))).ShouldRefuse(412, "version_mismatch");
        (await ada.Delete($"rooms/{room.Code}", ("If-Match", "\"1\""))).ShouldRefuse(412, "version_mismatch");
        (await ada.Post($"rooms/{room.Code}/reopen", null, ("If-Match", "\"junk\""))).ShouldRefuse(412, "version_mismatch");
        (await ada.Sees(room)).Name.ShouldBe("First");
        (await ada.Patch($"rooms/{room.Code}", new { name = "Third" }, ("If-Match", "\"2\""))).As<RoomResource>().Name.ShouldBe("Third");
        (await ada.Patch($"rooms/{room.Code}", new { name = "Fourth" }, ("If-Match", "*"))).As<RoomResource>().Version.ShouldBe(4);
    }

    [Fact]
    public async Task Of_many_who_change_the_version_they_saw_one_comes_through()
    {
        var room = await Room();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ada.Patch($"rooms/{room.Code}", new { name = $"Number {i}" }, ("If-Match", "\"1\""))));
        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(a => a.Status == HttpStatusCode.PreconditionFailed).ShouldBe(7);
    }

    [Fact]
    public async Task Many_who_insist_on_nothing_all_come_through()
    {
        var room = await Room();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => ada.Patch($"rooms/{room.Code}", new { name = $"Number {i}" })));
        answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        (await ada.Sees(room)).Version.ShouldBe(9);
    }

    [Fact]
    public async Task A_room_made_private_is_for_those_with_the_link_and_made_public_for_all_again()
    {
        var room = await Room();
        var link = (await ada.Patch($"rooms/{room.Code}", new { isPrivate = true })).As<RoomResource>().Link;
        (await bob.Get($"rooms/{room.Code}")).ShouldRefuse(404, "room_not_found");
        var pass = link.Split("?pass=")[1];
        var seen = (await bob.Get($"rooms/{room.Code}", ("X-Room-Pass", pass))).As<RoomResource>();
        (seen.IsPrivate, seen.Link).ShouldBe((true, $"/room/{room.Code}"));
        (await ada.Patch($"rooms/{room.Code}", new { isPrivate = false })).As<RoomResource>().Link.ShouldBe($"/room/{room.Code}");
        (await bob.Sees(room)).IsPrivate.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_does_not_manage_the_room_changes_nothing()
    {
        var room = await Room();
        (await bob.Patch($"rooms/{room.Code}", new { name = "Mine" })).ShouldRefuse(403, "not_host_or_co_host");
        (await bob.Delete($"rooms/{room.Code}")).ShouldRefuse(403, "not_host");
        (await bob.Post($"rooms/{room.Code}/reopen")).ShouldRefuse(403, "not_host");
        (await ada.Sees(room)).ShouldBe(room);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_and_named()
    {
        var room = await Room();
        (await ada.Patch($"rooms/{room.Code}", new { name = new string('x', 121), maxParticipants = 1, scheduledEnd = "9999-01-01T00:00:00Z" }))
            .ShouldBlame("name", "maxParticipants", "scheduledEnd");
        (await ada.Patch($"rooms/{room.Code}", new { scheduledEnd = Now - Duration.FromDays(1) })).ShouldRefuse(400, "ends_before_start");
        (await ada.Sees(room)).ShouldBe(room);
    }

    [Fact]
    public async Task A_closed_room_ends_its_session_lets_nobody_in_and_can_be_opened_again()
    {
        var room = await Room();
        var stay = await ada.Joins(room);
        await bob.Joins(room);
        (await ada.Delete($"rooms/{room.Code}")).ShouldBeDone();

        (await server.Log.FetchStreamAsync(stay.SessionId)).TakeLast(3).Select(f => f.WireName)
            .ShouldBe(["rooms.participant_left", "rooms.participant_left", "rooms.session_ended"]);
        var closed = await ada.Sees(room);
        (closed.IsActive, closed.Live).ShouldBe((false, null));
        (await bob.TriesToJoin(room)).ShouldRefuse(409, "room_closed");
        (await ada.Delete($"rooms/{room.Code}")).ShouldRefuse(409, "already_closed");

        (await ada.Post($"rooms/{room.Code}/reopen")).As<RoomResource>().IsActive.ShouldBeTrue();
        (await ada.Post($"rooms/{room.Code}/reopen")).ShouldRefuse(409, "already_open");
        (await bob.Joins(room)).SessionId.ShouldNotBe(stay.SessionId);
    }

    [Fact]
    public async Task The_list_shows_closed_rooms_too()
    {
        using var host = server.NewPerson("Host");
        var room = await host.OpensRoom();
        (await host.Delete($"rooms/{room.Code}")).ShouldBeDone();
        (await host.Get("rooms")).As<Page<RoomResource>>().Items.Single().IsActive.ShouldBeFalse();
    }
}
