using VideoConf.HttpApi;

namespace VideoConf.Rooms.Tests;

public sealed class FindingRooms(RoomsServer server) : IClassFixture<RoomsServer>
{
    private readonly Person ada = server.NewPerson("Ada");
    private readonly Person bob = server.NewPerson("Bob");

    [Fact]
    public async Task A_room_is_found_by_its_id_and_by_its_code_however_it_is_typed()
    {
        var room = await ada.OpensRoom(new { name = "Standup" });
        foreach (var typed in new[] { room.Id.ToString(), room.Id.ToString("N"), room.Code, room.Code.ToUpperInvariant(), room.Code.Replace("-", "", StringComparison.Ordinal), $"%20{room.Code}" })
        {
            var answer = await bob.Get($"rooms/{typed}");
            answer.As<RoomResource>().ShouldBe(room with { IsHost = false, MayManage = false });
            answer.Headers["ETag"].ShouldBe("\"1\"");
        }
    }

    [Theory]
    [InlineData("abc-defg-hjk")]
    [InlineData("not-a-code")]
    [InlineData("01a203db-0000-7000-8000-00000000ffff")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("%F0%9F%98%80")]
    [InlineData("..%2f..%2fetc")]
    public async Task A_room_that_is_not_there_is_not_found(string address) => (await ada.Get($"rooms/{address}")).ShouldRefuse(404, "room_not_found");

    [Fact]
    public async Task My_rooms_are_mine_newest_first_page_by_page()
    {
        using var host = server.NewPerson("Host");
        var opened = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            opened.Add((await host.OpensRoom()).Code);
            if (i != 2) server.Clock.Advance(Duration.FromMilliseconds(1)); // two of them at the same instant
        }
        await bob.OpensRoom();

        var pages = new List<string[]>();
        for (var next = ""; next is not null;)
        {
            var page = (await host.Get($"rooms?limit=2{(next == "" ? "" : $"&cursor={next}")}")).As<Page<RoomResource>>();
            pages.Add([.. page.Items.Select(r => r.Code)]);
            next = page.NextCursor;
        }
        pages.Select(p => p.Length).ShouldBe([2, 2, 1]);
        pages.SelectMany(p => p).ShouldBe(opened.AsEnumerable().Reverse());
    }

    [Fact]
    public async Task Who_has_none_gets_an_empty_page()
    {
        using var nobody = server.NewPerson("Nobody");
        var page = (await nobody.Get("rooms")).As<Page<RoomResource>>();
        page.Items.ShouldBeEmpty();
        page.NextCursor.ShouldBeNull();
    }

    [Fact]
    public async Task A_room_shows_the_session_under_way_and_how_many_are_there()
    {
        var room = await ada.OpensRoom();
        var stay = await ada.Joins(room);
        await bob.Joins(room);
        var live = (await bob.Sees(room)).Live.ShouldNotBeNull();
        live.ShouldBe(new LiveResource(stay.SessionId, server.Clock.GetCurrentInstant(), 2));
        (await ada.Get("rooms?limit=1")).As<Page<RoomResource>>().Items.Single().Live.ShouldBe(live);
    }

    [Theory]
    [InlineData("GET", "rooms")]
    [InlineData("POST", "rooms")]
    [InlineData("GET", "rooms/{0}")]
    [InlineData("PATCH", "rooms/{0}")]
    [InlineData("DELETE", "rooms/{0}")]
    [InlineData("POST", "rooms/{0}/reopen")]
    [InlineData("GET", "rooms/{0}/sessions")]
    [InlineData("POST", "rooms/{0}/join")]
    [InlineData("POST", "rooms/{0}/leave")]
    [InlineData("POST", "rooms/{0}/end")]
    [InlineData("POST", "rooms/{0}/host")]
    [InlineData("POST", "rooms/{0}/participants/01a203db-0000-7000-8000-00000000ffff/remove")]
    [InlineData("POST", "rooms/{0}/participants/01a203db-0000-7000-8000-00000000ffff/mute")]
    [InlineData("POST", "rooms/{0}/participants/01a203db-0000-7000-8000-00000000ffff/role")]
    public async Task Who_is_not_signed_in_does_nothing(string method, string path)
    {
        var room = await ada.OpensRoom();
        using var nobody = new Person(server, "", isGuest: false) { IsSignedIn = false };
        using var content = method is "GET" or "DELETE" ? null : new StringContent(
            """{"participantId":"01a203db-0000-7000-8000-00000000ffff","role":"co_host"}""", System.Text.Encoding.UTF8, "application/json");
        (await nobody.Send(new HttpMethod(method), string.Format(System.Globalization.CultureInfo.InvariantCulture, path, room.Code), content)).ShouldRefuse(401, "not_signed_in");
    }
}
