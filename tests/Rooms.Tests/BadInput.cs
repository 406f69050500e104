using System.Text;

namespace VideoConf.Rooms.Tests;

/// <summary>Every endpoint against every bad body, field and parameter: refused with a problem document, never 500, nothing changed.</summary>
public sealed class BadInput(MeetingServer server) : IClassFixture<MeetingServer>
{
    private static readonly (string Method, string Path, string[] Fields)[] WithBody =
    [
        ("POST", "rooms", ["name", "description", "isPrivate", "maxParticipants", "scheduledStart", "scheduledEnd", "recordingEnabled", "settings"]),
        ("PATCH", "rooms/{0}", ["name", "description", "isPrivate", "maxParticipants", "scheduledStart", "scheduledEnd", "recordingEnabled", "settings"]),
        ("POST", "rooms/{0}/join", ["displayName", "pass", "previousParticipantId"]),
        ("POST", "rooms/{0}/leave", ["participantId", "reason", "connection"]),
        ("POST", "rooms/{0}/host", ["participantId"]),
        ("POST", "rooms/{0}/participants/{1}/role", ["role"]),
    ];

    private static readonly (string Method, string Path)[] WithoutBody =
    [
        ("DELETE", "rooms/{0}"), ("POST", "rooms/{0}/reopen"), ("POST", "rooms/{0}/end"), ("POST", "rooms/{0}/participants/{1}/remove"), ("POST", "rooms/{0}/participants/{1}/mute"),
    ];

    // No field of any request is an array, and what is text, number, date or switch is none of the others.
    private static readonly Dictionary<string, byte[]> Values = new(Junk.Values)
    {
        ["the year 0001"] = "\"0001-01-01T00:00:00Z\""u8.ToArray(),
        ["the year 9999"] = "\"9999-12-31T23:59:59Z\""u8.ToArray(),
        ["a day that never was"] = "\"2026-02-30T00:00:00Z\""u8.ToArray(),
    };

    public static TheoryData<string, string> AllBodies() => Junk.Rows(from e in WithBody from body in Junk.Bodies.Keys select ($"{e.Method} {e.Path}", body));

    public static TheoryData<string, string> Fields() => Junk.Rows(from e in WithBody from field in e.Fields select ($"{e.Method} {e.Path}", field));

    public static TheoryData<string, string> NoBodies() => Junk.Rows(WithoutBody);

    [Theory]
    [MemberData(nameof(AllBodies))]
    public async Task A_body_that_is_not_what_is_expected_gets_400(string endpoint, string body) =>
        (await Send(endpoint.Split(' ')[0], endpoint.Split(' ')[1], Junk.Bodies[body])).ShouldRefuse(400, "invalid_request").Errors!.Count.ShouldBe(1);

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_field_of_the_wrong_kind_or_size_is_named_or_does_no_harm(string endpoint, string field)
    {
        foreach (var (name, value) in Values)
        {
            if (IsRightAfterAll(field, name)) continue;
            var answer = await Send(endpoint.Split(' ')[0], endpoint.Split(' ')[1], Junk.In(field, value));
            ((int)answer.Status).ShouldBe(400, $"{name}: {answer.Text}");
            answer.Problem.Errors.ShouldNotBeNull(name).ShouldContain(e => e.Field == field, $"{name}: {answer.Text}");
        }
        (await (await server.Meeting).Host.Sees((await server.Meeting).Room)).Version.ShouldBe(1);
        server.Logged.ShouldBeEmpty();
    }

    // A date is good text, and a pass is compared, never stored.
    private static bool IsRightAfterAll(string field, string value) => field switch
    {
        "name" or "description" or "displayName" => value.StartsWith("the year", StringComparison.Ordinal) || value.StartsWith("a day", StringComparison.Ordinal),
        "pass" => value is not ("an array" or "a negative number" or "a huge number" or "a fraction" or "a megabyte" or "a wrong UTF-8 byte" or "half a surrogate pair"),
        _ => false,
    };

    [Theory]
    [MemberData(nameof(NoBodies))]
    public async Task A_body_where_none_is_expected_is_not_read(string method, string path)
    {
        using var ada = server.NewPerson("Ada");
        var meeting = await MeetingServer.Begin(ada);
        foreach (var (name, body) in Junk.Bodies) ((int)(await Send(meeting, method, path, body)).Status).ShouldBeInRange(200, 499, name);
        server.Logged.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"participantId":null}""")]
    public async Task A_participant_that_is_not_named_is_asked_for(string body)
    {
        (await Send("POST", "rooms/{0}/leave", Encoding.UTF8.GetBytes(body))).ShouldBlame("participantId");
        (await Send("POST", "rooms/{0}/host", Encoding.UTF8.GetBytes(body))).ShouldBlame("participantId");
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("limit=99999999999999999999", "limit")]
    [InlineData("limit=abc", "limit")]
    [InlineData("limit=%00", "limit")]
    [InlineData("cursor=x", "cursor")]
    [InlineData("cursor=%FF%FE", "cursor")]
    [InlineData("cursor=________________________________", "cursor")]
    public async Task A_page_that_cannot_be_is_refused(string query, string field)
    {
        using var ada = server.NewPerson("Ada");
        var room = await ada.OpensRoom();
        (await ada.Get($"rooms?{query}")).ShouldBlame(field);
        (await ada.Get($"rooms/{room.Code}/sessions?{query}")).ShouldBlame(field);
    }

    [Theory]
    [InlineData("rooms/%FF")]
    [InlineData("rooms/%ED%A0%80")]
    [InlineData("rooms/%00")]
    [InlineData("rooms/abc-defg-hjk%00")]
    public async Task An_address_that_is_no_text_is_not_found_or_refused(string path)
    {
        using var ada = server.NewPerson("Ada");
        ((int)(await ada.Get(path)).Status).ShouldBeInRange(400, 404);
        (await ada.Get($"rooms/{new string('a', 4000)}")).ShouldRefuse(404, "room_not_found");
        server.Logged.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_pass_that_is_junk_opens_nothing()
    {
        using var ada = server.NewPerson("Ada");
        using var bob = server.NewPerson("Bob");
        var room = await ada.OpensRoom(new { isPrivate = true });
        foreach (var pass in new[] { "", " ", new string('x', 199), new string('x', 5000), "\"" })
            (await bob.Get($"rooms/{room.Code}", ("X-Room-Pass", pass))).Status.ShouldBeOneOf(HttpStatusCode.NotFound, HttpStatusCode.BadRequest);
        server.Logged.ShouldBeEmpty();
    }

    private async Task<Answer> Send(string method, string path, byte[] body) => await Send(await server.Meeting, method, path, body);

    private static async Task<Answer> Send(Meeting meeting, string method, string path, byte[] body)
    {
        using var content = Junk.AsJson(body);
        return await meeting.Host.Send(
            new HttpMethod(method), string.Format(System.Globalization.CultureInfo.InvariantCulture, path, meeting.Room.Code, meeting.Stay.ParticipantId), content);
    }
}

/// <summary>One room with its host in it, for requests that change nothing.</summary>
public sealed class MeetingServer : RoomsServer
{
    private readonly Lazy<Task<Meeting>> meeting;

    public MeetingServer() => meeting = new(() => Begin(NewPerson("Ada")));

    internal Task<Meeting> Meeting => meeting.Value;

    internal static async Task<Meeting> Begin(Person host)
    {
        var room = await host.OpensRoom();
        return new Meeting(host, room, await host.Joins(room));
    }
}

internal sealed record Meeting(Person Host, RoomResource Room, JoinRoom.Answer Stay);
