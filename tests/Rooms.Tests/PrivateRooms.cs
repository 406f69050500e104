using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace VideoConf.Rooms.Tests;

/// <summary>Whoever may not know of a room gets what he would get if it had never been: the same answer, after the same work.</summary>
public sealed class PrivateRooms(RoomsServer server) : IClassFixture<RoomsServer>
{
    private static readonly Guid Anybody = Guid.CreateVersion7();

    public static readonly TheoryData<string, string, string?> Verbs = new()
    {
        { "GET", "rooms/{0}", null },
        { "PATCH", "rooms/{0}", """{"name":"Mine"}""" },
        { "DELETE", "rooms/{0}", null },
        { "POST", "rooms/{0}/reopen", null },
        { "GET", "rooms/{0}/sessions", null },
        { "POST", "rooms/{0}/join", "{}" },
        { "POST", "rooms/{0}/join", """{"pass":"AAAAAAAAAAAAAAAAAAAAAAAAAAA"}""" },
        { "POST", "rooms/{0}/leave", $$"""{"participantId":"{{Anybody}}"}""" },
        { "POST", "rooms/{0}/end", null },
        { "POST", "rooms/{0}/host", $$"""{"participantId":"{{Anybody}}"}""" },
        { "POST", $"rooms/{{0}}/participants/{Anybody}/remove", null },
        { "POST", $"rooms/{{0}}/participants/{Anybody}/mute", null },
        { "POST", $"rooms/{{0}}/participants/{Anybody}/role", """{"role":"co_host"}""" },
    };

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task A_stranger_cannot_tell_a_private_room_from_none(string method, string path, string? body)
    {
        using var ada = server.NewPerson("Ada");
        using var stranger = server.NewPerson("Stranger");
        var room = await ada.OpensRoom(new { isPrivate = true });
        await ada.Joins(room); // somebody is there: that must not show either

        var none = await Ask(stranger, method, path, body, RoomCode.New());
        var hidden = await Ask(stranger, method, path, body, room.Code);
        none.Answer.ShouldRefuse(404, "room_not_found");
        hidden.Answer.Text.ShouldBe(none.Answer.Text);
        hidden.Answer.Status.ShouldBe(none.Answer.Status);
        hidden.Answer.Headers.Keys.ShouldBe(none.Answer.Headers.Keys, ignoreOrder: true);
        // What takes time is the questions to the database; counted, not timed, because a timed test lies on a busy machine.
        hidden.Questions.ShouldBe(none.Questions);
        none.Questions.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_canary_a_question_more_is_seen()
    {
        using var ada = server.NewPerson("Ada");
        var room = await ada.OpensRoom();
        var none = await Ask(ada, "GET", "rooms/{0}", null, RoomCode.New());
        var found = await Ask(ada, "GET", "rooms/{0}", null, room.Code);
        found.Questions.Count.ShouldBeGreaterThan(none.Questions.Count);
    }

    [Fact]
    public async Task Who_took_part_may_know_of_it_as_far_as_he_took_part()
    {
        using var ada = server.NewPerson("Ada");
        using var bob = server.NewPerson("Bob");
        var room = await ada.OpensRoom(new { isPrivate = true });
        var stay = await bob.Joins(room, new { pass = room.Link.Split("?pass=")[1] });
        (await bob.Post($"rooms/{room.Code}/end")).ShouldRefuse(403, "not_host_or_co_host");
        (await bob.Leaves(room, stay)).ShouldBeDone();
        (await bob.Get($"rooms/{room.Code}")).ShouldRefuse(404, "room_not_found");
        (await bob.Get($"rooms/{room.Code}/sessions")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static readonly ConcurrentDictionary<ActivityTraceId, ConcurrentQueue<string>> Heard = new();

    private static readonly ActivityListener Listener = Listen();

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                // What has no text is the pool opening a connection: by chance, and for whoever comes.
                if (activity.Source.Name == "Npgsql" && Heard.TryGetValue(activity.TraceId, out var questions)
                    && (activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")) is string text)
                    questions.Enqueue(text);
            },
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static async Task<(Answer Answer, IReadOnlyList<string> Questions)> Ask(Person person, string method, string path, string? body, string code)
    {
        Listener.ShouldNotBeNull();
        var trace = ActivityTraceId.CreateRandom();
        Heard[trace] = [];
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        var answer = await person.Send(
            new HttpMethod(method), string.Format(System.Globalization.CultureInfo.InvariantCulture, path, code), content, ("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01"));
        return (answer, [.. Heard[trace]]);
    }
}
