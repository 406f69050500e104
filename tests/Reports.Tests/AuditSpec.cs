using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace VideoConf.Reports.Tests;

/// <summary>What happened, as lines: who may read which, how they are found, and that looking leaves a trace.</summary>
public sealed class AuditSpec(AuditServer server) : IClassFixture<AuditServer>
{
    [Fact]
    public async Task A_change_is_a_line_that_says_who_what_and_from_what_to_what()
    {
        var ada = server.NewPerson("Ada");
        var room = await AuditServer.OpensAsync(ada, "Kitchen");
        (await ada.Patch($"rooms/{room}", new { name = "Parlour" }, ("Sec-Fetch-Site", "same-origin"))).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        await server.SettledAsync();
        var lines = (await ada.Get($"audit/objects/room/{room}")).As<Lines>().Items;
        lines.Select(l => l.What).ShouldBe(["rooms.room_details_changed", "rooms.room_opened"]);
        (lines[0].Actor.Kind, lines[0].Actor.Name, lines[0].Client, lines[0].Object.Title).ShouldBe(("person", "Ada", "web", "Parlour"));
        lines[0].Text.ShouldContain("was “Kitchen” and is “Parlour”");
        lines[0].Changes.ShouldHaveSingleItem().ShouldBe(new Change("name", "Name", "Kitchen", "Parlour"));
        (await ada.Get($"audit/objects/room/{room}?language=ru")).As<Lines>().Items[0].Text.ShouldContain("было «Kitchen», стало «Parlour»");
    }

    [Fact]
    public async Task A_host_sees_what_is_his_an_administrator_sees_all_and_nobody_else_anything()
    {
        var (ada, bob, root) = (server.NewPerson("Ada"), server.NewPerson("Bob"), server.NewPerson("Root", isAdministrator: true));
        var (hers, his) = (await AuditServer.OpensAsync(ada, "Hers"), await AuditServer.OpensAsync(bob, "His"));
        await server.SettledAsync();
        (await ada.Get("audit")).As<Lines>().Items.Select(l => l.Object.Id).ShouldBe([hers]);
        (await ada.Get($"audit?object={his}")).As<Lines>().Items.ShouldBeEmpty();
        (await ada.Get($"audit/objects/room/{his}")).ShouldRefuse(404, "object_not_found");
        (await root.Get("audit?kind=room")).As<Lines>().Items.Select(l => l.Object.Id).Take(2).ShouldBe([his, hers]);
        (await root.Get($"audit/objects/room/{his}")).As<Lines>().Items.Count.ShouldBe(1);
        foreach (var path in (string[])["audit", $"audit/objects/room/{hers}", $"audit/objects/room/{hers}/as-of?at=2100-01-01T00:00:00Z", "audit/export?format=csv", "audit/integrity"])
        {
            (await new TestPerson(server, "Guest", isGuest: true).Get(path)).ShouldRefuse(403, "account_needed");
            (await new TestPerson(server, "Key") { Scopes = ["interviews:read"] }.Get(path)).ShouldRefuse(401, "not_signed_in");
            (await new TestPerson(server, "Nobody") { IsSignedIn = false }.Get(path)).ShouldRefuse(401, "not_signed_in");
        }
    }

    [Fact]
    public async Task To_look_at_what_is_others_is_a_fact_itself()
    {
        var (ada, root) = (server.NewPerson("Ada"), server.NewPerson("Root", isAdministrator: true));
        var room = await AuditServer.OpensAsync(ada, "Watched");
        await server.SettledAsync();
        await ada.Get("audit");
        (await root.Get($"audit?object={room}&q=watched")).As<Lines>().Items.Count.ShouldBe(1);
        var viewed = await server.FactAsync(f => f.Data is AuditViewed { Object: { } looked } && looked == room);
        (viewed.Metadata.Actor, ((AuditViewed)viewed.Data!).Words).ShouldBe((root.Id.ToString(), "watched"));
        (await server.Log.ReadAllAsync()).ShouldNotContain(f => f.WireName == "reports.audit_viewed" && f.Metadata.Actor == ada.Id.ToString());
    }

    [Fact]
    public async Task Lines_are_found_by_words_person_and_time_and_come_in_pages()
    {
        var ada = server.NewPerson("Ada");
        for (var i = 0; i < 7; i++) await AuditServer.OpensAsync(ada, $"Chamber {(i % 2 == 0 ? "green" : "blue")} {i}");
        await server.SettledAsync();
        (await ada.Get("audit?q=green chamber")).As<Lines>().Items.Count.ShouldBe(4);
        (await ada.Get($"audit?person={ada.Id}&kind=room&q=комнату blue")).As<Lines>().Items.Count.ShouldBe(3);
        (await ada.Get("audit?from=2100-01-01T00:00:00Z")).As<Lines>().Items.ShouldBeEmpty();
        (await ada.Get("audit?to=2100-01-01T00:00:00Z")).As<Lines>().Items.Count.ShouldBe(7);
        var (seen, cursor) = (new List<long>(), "");
        do
        {
            var page = (await ada.Get($"audit?limit=3&cursor={cursor}")).As<Lines>();
            seen.AddRange(page.Items.Select(l => l.Position));
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        seen.ShouldBe(seen.Distinct().OrderDescending());
        seen.Count.ShouldBe(7);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_is_asked_for_the_pages_hold_what_a_plain_search_through_all_lines_finds(bool statisticsAreKnown)
    {
        var (ada, bob, root) = (server.NewPerson("Ada"), server.NewPerson("Bob"), server.NewPerson("Root", isAdministrator: true));
        var start = server.Clock.GetCurrentInstant();
        var rooms = new List<Guid>();
        for (var i = 0; i < 40; i++)
        {
            rooms.Add(await AuditServer.OpensAsync(i % 3 == 0 ? bob : ada, $"Den {(i == 20 ? "lonely" : "usual")} {i % 5}"));
            if (i % 4 == 0) server.Clock.Advance(Duration.FromMinutes(1));
        }
        await server.SettledAsync();
        await using (var analyze = server.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("analyze events.mt_doc_auditlines"))
            if (statisticsAreKnown) await analyze.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var end = server.Clock.GetCurrentInstant();
        server.Clock.Advance(Duration.FromMinutes(1));
        var all = await PagesAsync(root, $"from={start}&to={end + Duration.FromSeconds(1)}", 100);
        all.Select(l => (l.At, l.Position)).ShouldBe(all.Select(l => (l.At, l.Position)).OrderDescending());
        all.Count(l => rooms.Contains(l.Object.Id)).ShouldBe(40);

        var middle = start + Duration.FromMinutes(5);
        foreach (var (query, holds) in ((string, Func<Line, bool>)[])
        [
            ($"person={ada.Id}", l => l.Actor.Id == ada.Id.ToString()), ("kind=room", l => l.Object.Kind == "room"), ($"object={rooms[7]}", l => l.Object.Id == rooms[7]),
            ("q=den usual", l => l.Text.Contains("Den usual")), ("q=LONELY", l => l.Text.Contains("lonely")), ("q=usual 3", l => l.Text.Contains("usual 3")), ("q=комнату lonely", l => l.Text.Contains("lonely")),
            ("q=usua", _ => false), ($"q=den&person={bob.Id}", l => l.Text.Contains("Den") && l.Actor.Id == bob.Id.ToString()), ($"q=usual&kind=room&person={ada.Id}", l => l.Text.Contains("usual") && l.Actor.Id == ada.Id.ToString()),
        ])
        {
            (await PagesAsync(root, $"{query}&from={start}&to={end + Duration.FromSeconds(1)}", 3)).Select(l => l.Id).ShouldBe(all.Where(holds).Select(l => l.Id), query);
            (await PagesAsync(root, $"{query}&from={middle}&to={end}", 3)).Select(l => l.Id).ShouldBe(all.Where(l => holds(l) && l.At >= middle && l.At < end).Select(l => l.Id), query);
            (await PagesAsync(ada, $"{query}&from={start}&to={end + Duration.FromSeconds(1)}", 3)).Select(l => l.Id).ShouldBe(all.Where(l => holds(l) && l.Actor.Id == ada.Id.ToString()).Select(l => l.Id), query);
        }
    }

    private static async Task<IReadOnlyList<Line>> PagesAsync(TestPerson person, string query, int limit)
    {
        var (lines, cursor) = (new List<Line>(), "");
        do
        {
            var page = (await person.Get($"audit?{query}&limit={limit}&cursor={cursor}")).As<Lines>();
            lines.AddRange(page.Items);
            cursor = page.NextCursor;
        }
        while (cursor is not null);
        return lines;
    }

    [Fact]
    public async Task It_is_exported_as_csv_and_as_lines_of_json()
    {
        var ada = server.NewPerson("Ada");
        await AuditServer.OpensAsync(ada, "A \"quoted\", name");
        await AuditServer.OpensAsync(ada, "=1+1");
        await server.SettledAsync();
        var csv = await ada.Get("audit/export?format=csv");
        csv.Headers["Content-Type"].ShouldBe("text/csv; charset=utf-8");
        csv.Text.Split("\r\n").Length.ShouldBe(4);
        csv.Text.ShouldContain("\"A \"\"quoted\"\", name\"");
        csv.Text.ShouldContain("\"'=1+1\"");
        var json = (await ada.Get("audit/export?format=jsonl&q=quoted")).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        JsonDocument.Parse(json.ShouldHaveSingleItem()).RootElement.GetProperty("what").GetString().ShouldBe("rooms.room_opened");
    }

    [Fact]
    public async Task The_badge_says_how_far_the_chain_goes_and_who_vouches_for_it()
    {
        var ada = server.NewPerson("Ada");
        await AuditServer.OpensAsync(ada, "Sealed");
        await server.SettledAsync();
        var chain = server.Services.GetRequiredService<IAuditChain>();
        var seal = await chain.SealAsync("tests", default);
        var report = await chain.VerifyAsync(1, long.MaxValue, [], "tests", default);
        var badge = (await ada.Get("audit/integrity")).As<ShowIntegrity.Answer>();
        badge.Place.ShouldBeGreaterThanOrEqualTo(seal!.Place);
        (badge.Seal, badge.Fault, badge.CheckedTo, badge.Fingerprint).ShouldBe((seal, null, report.To, seal.Fingerprint));
    }

    [Fact]
    public async Task An_administrator_finds_people_by_name_and_nobody_else_does()
    {
        var (ada, root) = (server.NewPerson("Ada"), server.NewPerson("Root", isAdministrator: true));
        (await root.Get("audit/actors?q=nobody")).As<FindActors.Answer>().Items.ShouldBeEmpty();
        (await root.Get("audit/actors?q=%00")).ShouldBlame("q");
        (await ada.Get("audit/actors")).ShouldRefuse(403, "administrator_needed");
    }

    [Theory]
    [InlineData("audit?limit=0", "limit")]
    [InlineData("audit?limit=101", "limit")]
    [InlineData("audit?cursor=x", "cursor")]
    [InlineData("audit?cursor=1-2", "cursor")]
    [InlineData("audit?cursor=1-2-99999999999999999999", "cursor")]
    [InlineData("audit?kind=nothing", "kind")]
    [InlineData("audit?object=x", "object")]
    [InlineData("audit?from=yesterday", "from")]
    [InlineData("audit?to=0001-01-01T00:00:00Z", "to")]
    [InlineData("audit?q=%00", "q")]
    [InlineData("audit?person=%E2%80%AE", "person")]
    [InlineData("audit?language=de", "language")]
    [InlineData("audit/export", "format")]
    [InlineData("audit/export?format=pdf", "format")]
    public async Task Bad_input_is_refused(string path, string field) => (await server.NewPerson("Ada").Get(path)).ShouldBlame(field);

    [Fact]
    public async Task The_views_are_what_the_log_makes_of_them()
    {
        await AuditServer.OpensAsync(server.NewPerson("Ada"), "Verified", isPrivate: true);
        await server.SettledAsync();
        (await server.ViewDifferencesAsync()).ShouldBeEmpty();
    }

    internal sealed record Lines(IReadOnlyList<Line> Items, string? NextCursor);
    internal sealed record Line(Guid Id, long Position, Instant At, Actor Actor, string? Client, string What, string Text, Thing Object, IReadOnlyList<Change> Changes);
    internal sealed record Actor(string Kind, string? Id, string? Name);
    internal sealed record Thing(string Kind, Guid Id, string? Title);
    internal sealed record Change(string Field, string Label, string? From, string? To);
}
