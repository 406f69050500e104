using static VideoConf.Rooms.Tests.Samples;

namespace VideoConf.Rooms.Tests;

public sealed class OpeningRooms(RoomsServer server) : IClassFixture<RoomsServer>
{
    private readonly Person ada = server.NewPerson("Ada");

    [Fact]
    public async Task A_room_of_which_nothing_was_said_has_the_defaults()
    {
        var answer = await ada.Post("rooms", new { });
        var room = answer.As<RoomResource>(HttpStatusCode.Created);
        room.ShouldBe(new RoomResource(
            room.Id, room.Code, "", null, ada.Id, IsHost: true, MayManage: true, IsActive: true, IsPrivate: false, 10, null, null,
            RecordingEnabled: false, new RoomSettings(MuteOnEntry: false, AllowScreenShare: true, AllowGuests: true),
            server.Clock.GetCurrentInstant(), $"/room/{room.Code}", null, 1));
        room.Code.ShouldMatch("^[a-z2-9]{3}-[a-z2-9]{4}-[a-z2-9]{3}$");
        room.Id.Version.ShouldBe(7);
        answer.Headers["Location"].ShouldBe($"/api/v1/rooms/{room.Code}");
        answer.Headers["ETag"].ShouldBe("\"1\"");
        answer.Headers["Cache-Control"].ShouldBe("no-store");
    }

    [Fact]
    public async Task Every_field_is_kept()
    {
        var room = await ada.OpensRoom(new
        {
            name = " Планёрка 👩‍💻 ", description = "Line one\nline two", isPrivate = true, maxParticipants = 25, scheduledStart = "2026-12-01T10:00:00+03:00",
            scheduledEnd = "2026-12-01T11:00:00Z", recordingEnabled = true, settings = new { muteOnEntry = true, allowScreenShare = false, allowGuests = false },
        });
        (await ada.Sees(room)).ShouldBe(room);
        (room.Name, room.Description, room.IsPrivate, room.MaxParticipants, room.RecordingEnabled).ShouldBe(("Планёрка 👩‍💻", "Line one\nline two", true, 25, true));
        room.ScheduledStart.ShouldBe(Instant.FromUtc(2026, 12, 1, 7, 0));
        room.ScheduledEnd.ShouldBe(Instant.FromUtc(2026, 12, 1, 11, 0));
        room.Settings.ShouldBe(new RoomSettings(true, false, false));
    }

    [Fact]
    public async Task A_setting_that_is_not_said_has_its_default() =>
        (await ada.OpensRoom(new { settings = new { muteOnEntry = true } })).Settings.ShouldBe(new RoomSettings(true, true, true));

    [Fact]
    public async Task A_private_rooms_link_holds_a_secret_of_160_bits_that_stands_nowhere_in_the_database()
    {
        var room = await ada.OpensRoom(new { isPrivate = true });
        var secret = room.Link.Split("?pass=")[1];
        Convert.FromBase64String(secret.Replace('-', '+').Replace('_', '/') + "=").Length.ShouldBe(20);
        (await server.QueryAsync<bool>(
            $"select exists (select 1 from events.mt_events where data::text like '%{secret}%') or exists (select 1 from events.mt_doc_roomdirectory where data::text like '%{secret}%')")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_guest_may_open_a_room()
    {
        using var guest = server.NewPerson("Guest", isGuest: true);
        (await guest.OpensRoom()).HostId.ShouldBe(guest.Id);
    }

    [Fact]
    public async Task The_fact_says_who_asked()
    {
        var room = await ada.OpensRoom();
        var fact = (await server.Log.FetchStreamAsync(room.Id)).Single();
        fact.Metadata.Actor.ShouldBe(ada.Id.ToString());
        fact.Metadata.Client.ShouldBe("api");
    }

    [Theory]
    [InlineData("name", 120)]
    [InlineData("description", 2000)]
    public async Task Texts_have_a_greatest_length(string field, int most)
    {
        (await ada.Post("rooms", new Dictionary<string, string> { [field] = new('x', most) })).As<RoomResource>(HttpStatusCode.Created);
        (await ada.Post("rooms", new Dictionary<string, string> { [field] = new('x', most + 1) })).ShouldBlame(field);
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(100, true)]
    [InlineData(1, false)]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(101, false)]
    [InlineData(int.MaxValue, false)]
    public async Task A_room_is_for_two_at_least_and_for_what_the_server_allows_at_most(int people, bool fits)
    {
        var answer = await ada.Post("rooms", new { maxParticipants = people });
        if (fits) answer.As<RoomResource>(HttpStatusCode.Created).MaxParticipants.ShouldBe(people);
        else answer.ShouldBlame("maxParticipants");
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1999-12-31T23:59:59Z")]
    [InlineData("2100-01-01T00:00:01Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public async Task A_schedule_is_in_this_century(string at) => (await ada.Post("rooms", new { scheduledStart = at, scheduledEnd = at })).ShouldBlame("scheduledStart", "scheduledEnd");

    [Fact]
    public async Task A_schedule_that_ends_before_it_starts_is_refused_with_its_own_code() =>
        (await ada.Post("rooms", new { scheduledStart = Later, scheduledEnd = Now })).ShouldRefuse(400, "ends_before_start").Field.ShouldBe("scheduledEnd");

    [Fact]
    public async Task All_that_is_wrong_is_said_at_once() =>
        (await ada.Post("rooms", new { name = "a\u0000b", description = "\u202E", maxParticipants = 1, scheduledStart = "1900-01-01T00:00:00Z" }))
            .ShouldBlame("name", "description", "maxParticipants", "scheduledStart");
}

/// <summary>A server whose operator has set the bounds.</summary>
public sealed class SmallRoomsServer : RoomsServer
{
    protected override RoomsOptions Options { get; } = new() { DefaultMaxParticipants = 4, MaxParticipants = 6, JoinsPerMinute = 3 };
}

public sealed class OperatorsBounds(SmallRoomsServer server) : IClassFixture<SmallRoomsServer>
{
    [Fact]
    public async Task The_server_says_how_many_a_room_is_for_and_how_many_at_most()
    {
        using var ada = server.NewPerson("Ada");
        (await ada.OpensRoom()).MaxParticipants.ShouldBe(4);
        (await ada.OpensRoom(new { maxParticipants = 6 })).MaxParticipants.ShouldBe(6);
        (await ada.Post("rooms", new { maxParticipants = 7 })).ShouldBlame("maxParticipants");
    }

    [Fact]
    public async Task Who_joins_again_and_again_has_to_wait_and_others_need_not()
    {
        using var ada = server.NewPerson("Ada");
        using var bob = server.NewPerson("Bob");
        var room = await ada.OpensRoom();
        for (var i = 0; i < 3; i++) await ada.Joins(room);
        var refused = await ada.TriesToJoin(room);
        refused.ShouldRefuse(429, "too_many_requests");
        int.Parse(refused.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 60);
        await bob.Joins(room);
    }

    [Theory]
    [InlineData(1, 10, 60)]
    [InlineData(501, 10, 60)]
    [InlineData(100, 1, 60)]
    [InlineData(100, 101, 60)]
    [InlineData(100, 10, 0)]
    public void Bounds_that_make_no_sense_stop_the_server_with_a_sentence(int most, int usual, int joins) =>
        Should.Throw<InvalidOperationException>(() => new RoomsOptions { MaxParticipants = most, DefaultMaxParticipants = usual, JoinsPerMinute = joins }.Validated())
            .Message.ShouldStartWith("Rooms:");
}
