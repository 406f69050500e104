using System.Net;
using Microsoft.Extensions.DependencyInjection;
using VideoConf.Rooms.Contracts;
using static VideoConf.Interviews.Tests.Requests;

namespace VideoConf.Interviews.Tests;

/// <summary>The code pad over HTTP.</summary>
public sealed class WritingCode(InterviewsServer server) : IClassFixture<InterviewsServer>
{
    private const string Hello = "AQHf5ZgPAAQBBGNvZGUFaGVsbG8A", World = "AQHf5ZgPBYTf5ZgPBAYgd29ybGQA";
    private readonly Person platform = server.NewPlatform();

    private sealed record Edit(long Version, Instant At, Guid By, string ByName, string Update);

    private sealed record Pad(long Version, string Language, bool MayEdit, IReadOnlyList<Edit> Edits, bool HasMore);

    private sealed record Kept(long Version);

    private async Task<(Shown Interview, Person Ada, Person Bob)> ScheduledAsync()
    {
        var (ada, bob) = (server.NewPerson("Ada"), server.NewPerson("Bob"));
        return (await platform.SchedulesAsync(Interview(ada.Email, bob.Email, server.InTwoDays())), ada, bob);
    }

    private static async Task<Pad> PadAsync(Person person, Shown interview, long since = 0) => (await person.Get($"interviews/{interview.Id}/pad?since={since}")).As<Pad>();

    private static Task<Answer> WritesAsync(Person person, Shown interview, params string[] updates) => person.Post($"interviews/{interview.Id}/pad/edits", new { updates });

    [Fact]
    public async Task What_one_side_writes_the_other_reads_with_when_and_by_whom()
    {
        var (interview, ada, bob) = await ScheduledAsync();
        (await PadAsync(ada, interview)).ShouldSatisfyAllConditions(p => p.Version.ShouldBe(0), p => p.Language.ShouldBe("plain"), p => p.MayEdit.ShouldBeTrue(), p => p.Edits.ShouldBeEmpty(), p => p.HasMore.ShouldBeFalse());

        (await WritesAsync(ada, interview, Hello)).As<Kept>().Version.ShouldBe(1);
        (await bob.Put($"interviews/{interview.Id}/pad/language", new { language = "csharp" })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await WritesAsync(bob, interview, World)).As<Kept>().Version.ShouldBe(3);

        var pad = await PadAsync(bob, interview);
        (pad.Version, pad.Language, pad.HasMore).ShouldBe((3, "csharp", false));
        pad.Edits.Select(e => (e.Version, e.By, e.ByName, e.Update)).ShouldBe([(1, ada.Id, "Ada", Hello), (3, bob.Id, "Bob", World)]);
        pad.Edits[0].At.ShouldBe(server.Clock.GetCurrentInstant());
        (await PadAsync(ada, interview, since: 1)).Edits.Select(e => e.Version).ShouldBe([3]);
        (await PadAsync(ada, interview, since: 3)).ShouldSatisfyAllConditions(p => p.Version.ShouldBe(3), p => p.Edits.ShouldBeEmpty(), p => p.HasMore.ShouldBeFalse());
    }

    [Fact]
    public async Task A_request_that_is_sent_again_adds_nothing()
    {
        var (interview, ada, _) = await ScheduledAsync();
        foreach (var _ in Enumerable.Range(0, 3)) (await WritesAsync(ada, interview, Hello, World)).As<Kept>().Version.ShouldBe(2);
        (await PadAsync(ada, interview)).Edits.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Both_sides_write_at_once_and_nothing_is_lost()
    {
        var (interview, ada, bob) = await ScheduledAsync();
        string[] Own(byte who) => [.. Enumerable.Range(0, 20).Select(i => Convert.ToBase64String([who, (byte)i]))];
        await Task.WhenAll(new[] { (ada, 1), (bob, 2) }.Select(async side =>
        {
            foreach (var update in Own((byte)side.Item2)) (await WritesAsync(side.Item1, interview, update)).Status.ShouldBe(HttpStatusCode.OK);
        }));
        var pad = await PadAsync(ada, interview);
        pad.Edits.Select(e => e.Version).ShouldBe(Enumerable.Range(1, 40).Select(v => (long)v));
        pad.Edits.Where(e => e.By == ada.Id).Select(e => e.Update).ShouldBe(Own(1));
        pad.Edits.Where(e => e.By == bob.Id).Select(e => e.Update).ShouldBe(Own(2));
        (await server.ViewDifferencesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_long_pad_is_read_in_pieces()
    {
        var (interview, ada, _) = await ScheduledAsync();
        var small = Enumerable.Range(0, 600).Select(i => Convert.ToBase64String(BitConverter.GetBytes(i))).ToArray();
        foreach (var chunk in small.Chunk(200)) await WritesAsync(ada, interview, chunk);
        var large = Enumerable.Range(0, 20).Select(i => Convert.ToBase64String([(byte)i, .. new byte[49_000]])).ToArray();
        await WritesAsync(ada, interview, large);

        var (read, since, pages) = (new List<string>(), 0L, 0);
        for (var more = true; more; pages++)
        {
            var answer = await ada.Get($"interviews/{interview.Id}/pad?since={since}");
            answer.Body.Length.ShouldBeLessThan(1_300_000);
            var pad = answer.As<Pad>();
            read.AddRange(pad.Edits.Select(e => e.Update));
            (since, more) = (pad.Version, pad.HasMore);
        }
        read.ShouldBe([.. small, .. large]);
        pages.ShouldBeGreaterThan(2);
        (await WritesAsync(ada, interview, [.. Enumerable.Range(20, 256).Select(i => Convert.ToBase64String([1, (byte)i, .. new byte[49_000]]))])).ShouldRefuse(409, "pad_full");
    }

    [Fact]
    public async Task Others_read_it_or_do_not_know_of_it()
    {
        var (interview, ada, _) = await ScheduledAsync();
        await WritesAsync(ada, interview, Hello);
        (await PadAsync(platform, interview)).ShouldSatisfyAllConditions(p => p.MayEdit.ShouldBeFalse(), p => p.Edits.Count.ShouldBe(1));
        (await WritesAsync(platform, interview, World)).ShouldRefuse(403, "not_a_side");
        using var reader = server.NewPlatform("interviews:read");
        (await WritesAsync(reader, interview, World)).ShouldRefuse(403, "missing_scope");
        using var stranger = server.NewPerson("Cleo");
        (await stranger.Get($"interviews/{interview.Id}/pad")).ShouldRefuse(404, "interview_not_found");
        (await WritesAsync(stranger, interview, World)).ShouldRefuse(404, "interview_not_found");
        (await stranger.Put($"interviews/{interview.Id}/pad/language", new { language = "go" })).ShouldRefuse(404, "interview_not_found");
        using var nobody = new Person(server, "Nobody", "") { IsSignedIn = false };
        (await nobody.Get($"interviews/{interview.Id}/pad")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await WritesAsync(nobody, interview, World)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task It_is_read_only_once_the_interview_was_cancelled()
    {
        var (interview, ada, _) = await ScheduledAsync();
        await WritesAsync(ada, interview, Hello);
        await platform.Post($"interviews/{interview.Id}/cancel", new { });
        (await WritesAsync(ada, interview, World)).ShouldRefuse(409, "wrong_state");
        (await PadAsync(ada, interview)).ShouldSatisfyAllConditions(p => p.MayEdit.ShouldBeFalse(), p => p.Edits.Count.ShouldBe(1));
    }

    [Fact]
    public async Task Junk_is_refused()
    {
        var (interview, ada, _) = await ScheduledAsync();
        (await WritesAsync(ada, interview)).ShouldBlame("updates");
        foreach (var junk in new[] { "", " ", "A", "AAA", "AA=A", "A AA=", "AAAA\n", "A-_A", "é===", new string('A', 65_540) }) (await WritesAsync(ada, interview, Hello, junk)).ShouldBlame("updates");
        (await WritesAsync(ada, interview, [.. Enumerable.Repeat(Hello, 257)])).ShouldBlame("updates");
        (await ada.Post($"interviews/{interview.Id}/pad/edits", new { updates = new string?[] { null } })).ShouldBlame("updates");
        (await ada.Post($"interviews/{interview.Id}/pad/edits", new { updates = "AAAA" })).ShouldBlame("updates");
        (await ada.Post($"interviews/{interview.Id}/pad/edits", new { })).ShouldBlame("updates");
        (await ada.Put($"interviews/{interview.Id}/pad/language", new { language = "cobol" })).ShouldBlame("language");
        (await ada.Put($"interviews/{interview.Id}/pad/language", new { })).ShouldBlame("language");
        foreach (var since in new[] { "-1", "x", "99999999999999999999" }) (await ada.Get($"interviews/{interview.Id}/pad?since={since}")).ShouldBlame("since");
        (await PadAsync(ada, interview)).Edits.ShouldBeEmpty();
    }

    [Fact]
    public async Task Those_in_the_room_are_told_that_there_is_more()
    {
        var (interview, ada, _) = await ScheduledAsync();
        await WritesAsync(ada, interview, Hello);
        await ada.Put($"interviews/{interview.Id}/pad/language", new { language = "go" });
        var news = server.Services.GetServices<IRoomNews>().Single(n => n.Facts.Contains(typeof(CodePadEdited)));
        foreach (var version in new[] { 1, 2 })
        {
            var fact = await server.FactAsync(f => f.StreamId == CodePad.StreamOf(interview.Id) && f.Version == version);
            news.Publish(fact).ShouldBe(new RoomNews(Carrying.RoomIdOf(interview.Id), "code_pad", interview.Id, version));
        }
    }
}
