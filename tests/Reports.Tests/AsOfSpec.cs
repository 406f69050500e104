using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using VideoConf.Accounts.Contracts;
using VideoConf.Reports.Descriptions;

namespace VideoConf.Reports.Tests;

/// <summary>What an object was at an instant is what its facts up to then make of it, and nothing secret is ever shown of it.</summary>
public sealed class AsOfSpec(ObjectsServer server) : IClassFixture<ObjectsServer>
{
    private static readonly Instant Start = ManualClock.Start - Duration.FromDays(30);
    private static readonly Guid[] Ids = [.. Enumerable.Range(1, 5).Select(i => new Guid($"0199c2b4-0000-7000-8000-00000000000{i}"))];
    private static readonly string[] Roles = ["host", "co_host", "participant", "guest"];
    private static readonly string[] Replies = ["needs_action", "accepted", "declined", "tentative"];

    [Theory]
    [InlineData("room", "rooms.room_opened")]
    [InlineData("session", "rooms.session_started")]
    [InlineData("event", "calendar.event_scheduled")]
    [InlineData("interview", "interviews.interview_requested")]
    public async Task An_object_at_any_of_fifty_instants_is_what_a_replay_up_to_it_gives(string kind, string first)
    {
        foreach (var id in Ids) server.Accounts.Set(new PersonWithAccount(id, $"{id}@example.net", $"Person {id.ToString()[^1]}"));
        var random = new Random(20261130);
        var others = AllDescriptions.ByWireName.Values.Where(d => d.Object == kind && d.WireName != first).Select(d => d.WireName).Order(StringComparer.Ordinal).ToArray();
        var secrets = DescriptionsSpec.Golden.Where(g => g.WireName == first || others.Contains(g.WireName)).SelectMany(g => DescriptionsSpec.Secrets(g.Body, "")).ToHashSet();
        var root = server.Administrator();
        var (seen, differing) = (0, 0);
        for (var i = 0; i < 5; i++)
        {
            (string, JsonNode)[] facts = [(first, Varied(first, random)), .. Enumerable.Range(0, 40).Select(_ => others[random.Next(others.Length)]).Select(name => (name, Varied(name, random)))];
            var (instants, at) = (new List<Instant>(), Start);
            foreach (var _ in facts) instants.Add(at += Duration.FromSeconds(random.Next(3) * random.Next(4000)));
            var id = await server.HappenedAsync(kind, facts, Start, instants);
            for (var j = 0; j < 10; j++)
            {
                var asked = j == 0 ? instants[0] - Duration.FromSeconds(1) : j < 4 ? instants[random.Next(instants.Count)] : Start + Duration.FromSeconds(random.Next((int)(at - Start).TotalSeconds + 100));
                var answer = await root.Get($"audit/objects/{kind}/{id}/as-of?at={asked}");
                var shown = answer.As<AsOf>();
                var (then, now) = (await server.ReplayedAsync(kind, id, asked), await server.ReplayedAsync(kind, id, Instant.MaxValue));
                foreach (var (field, expected) in Expected(kind, then)) shown.Said(field).Then.ShouldBe(expected, $"{kind} {i} {asked} {field}");
                foreach (var (field, expected) in Expected(kind, now)) shown.Said(field).Now.ShouldBe(expected, $"{kind} {i} {asked} {field}");
                shown.Fields.ShouldAllBe(f => f.Differs == (f.Then != f.Now));
                (shown.Version, shown.Later).ShouldBe((instants.Count(t => t <= asked), instants.Count(t => t > asked)));
                secrets.Where(s => answer.Text.Contains(s, StringComparison.Ordinal)).ShouldBeEmpty();
                seen++;
                differing += shown.Fields.Any(f => f.Differs) ? 1 : 0;
            }
        }
        seen.ShouldBe(50);
        differing.ShouldBeGreaterThan(30);
        (secrets.Count > 0).ShouldBe(kind != "session");
    }

    /// <summary>Read off the state by hand.</summary>
    private static IEnumerable<(string Field, string? Value)> Expected(string kind, JsonElement? state) => kind switch
    {
        "room" =>
        [
            ("name", Text(state, "name")), ("host", Person(Text(state, "hostId"))), ("maxParticipants", Text(state, "maxParticipants")), ("isOpen", YesNo(state, "isActive")), ("movedTo", Text(state, "movedTo")),
            ("allowGuests", YesNo(state, "settings", "allowGuests")), ("coHosts", List(state, "coHosts", e => Person(e.GetString())!)), ("invited", List(state, "invited", e => Person(e.GetString())!)),
        ],
        "session" =>
        [
            ("host", Person(Text(state, "hostId"))), ("isOver", YesNo(state, "isOver")), ("removed", List(state, "removedPersons", e => Person(e.GetString())!)),
            ("present", List(state, "present", e => $"{Person(e.GetProperty("participantId").GetString())} ({e.GetProperty("role").GetString()!.Replace('_', '-')})")),
        ],
        "event" =>
        [
            ("title", Text(state, "details", "title")), ("start", Text(state, "time", "start")?.Replace('T', ' ')[..16]), ("timeZone", Text(state, "time", "timeZone")), ("organizer", Person(Text(state, "organizer", "personId"))),
            ("isCancelled", YesNo(state, "isCancelled")), ("allDay", YesNo(state, "time", "allDay")),
            ("attendees", List(state, "attendees", e => $"{Person(e.GetProperty("id").GetString())}: {Said(e.GetProperty("answer").GetString()!)}")),
        ],
        _ =>
        [
            ("title", Text(state, "details", "title")), ("minutes", Text(state, "time", "minutes")), ("isPeer", YesNo(state, "isPeer")), ("state", Text(state, "state") is "no_show" ? "somebody did not come" : Text(state, "state")?.Replace('_', ' ')),
            ("members", List(state, "members", e => $"{Person(e.GetProperty("id").GetString())} ({e.GetProperty("part").GetString()})")),
            ("feedback", List(state, "feedback", e => Person(e.GetProperty("memberId").GetString())!)), ("noShows", List(state, "noShows", e => Person(e.GetString())!)),
        ],
    };

    private static string? Text(JsonElement? state, params string[] path)
    {
        foreach (var name in path) state = state is { ValueKind: JsonValueKind.Object } at && at.TryGetProperty(name, out var next) ? next : null;
        return state is null or { ValueKind: JsonValueKind.Null } ? null : state.Value.ToString();
    }

    private static string? YesNo(JsonElement? state, params string[] path) => Text(state, path) switch { "True" => "yes", "False" => "no", _ => null };

    private static string? Person(string? id) => id is null ? null : $"Person {id[^1]}";

    private static string Said(string answer) => answer switch { "accepted" => "yes", "declined" => "no", "tentative" => "maybe", _ => "no answer yet" };

    private static string? List(JsonElement? state, string name, Func<JsonElement, string> text)
    {
        if (state is null || !state.Value.TryGetProperty(name, out var list) || list.ValueKind == JsonValueKind.Null) return null;
        var all = (list.ValueKind == JsonValueKind.Object ? list.EnumerateObject().Select(p => p.Value) : list.EnumerateArray()).Select(text).Order(StringComparer.Ordinal).ToList();
        return all.Count == 0 ? null : string.Join("; ", all);
    }

    /// <summary>The golden fact with other people, names, numbers and choices in it.</summary>
    private static JsonNode Varied(string wireName, Random random)
    {
        var body = ObjectsServer.Body(wireName);
        Vary(body, "");
        return body;

        void Vary(JsonNode? node, string name)
        {
            if (node is JsonArray array)
            {
                // Nobody is on a list twice
                var ids = Ids.OrderBy(_ => random.Next()).ToList();
                for (var i = 0; i < array.Count; i++)
                {
                    if (array[i] is JsonObject item && item["id"] is JsonValue own && Guid.TryParse(own.ToString(), out _))
                    {
                        Vary(item, name);
                        item["id"] = ids[i].ToString();
                    }
                    else if (array[i] is JsonValue value && Guid.TryParse(value.ToString(), out _)) array[i] = ids[i].ToString();
                    else Vary(array[i], name);
                }
            }
            if (node is not JsonObject o) return;
            foreach (var (key, value) in o.ToList())
            {
                switch (value?.GetValueKind())
                {
                    case JsonValueKind.String when Guid.TryParse(value.ToString(), out _): o[key] = Ids[random.Next(Ids.Length)].ToString(); break;
                    case JsonValueKind.String when key is "title" or "name": o[key] = $"Word {random.Next(1000).ToString(CultureInfo.InvariantCulture)}"; break;
                    case JsonValueKind.String when key is "role": o[key] = Roles[random.Next(4)]; break;
                    case JsonValueKind.String when key is "answer": o[key] = Replies[random.Next(4)]; break;
                    case JsonValueKind.True or JsonValueKind.False: o[key] = random.Next(2) == 0; break;
                    case JsonValueKind.Number when key is "maxParticipants" or "minutes": o[key] = random.Next(5, 400); break;
                    default: Vary(value, key); break;
                }
            }
        }
    }

    [Fact]
    public async Task Before_it_was_there_it_said_nothing_and_that_is_no_error()
    {
        var id = await server.HappenedAsync("room", [("rooms.room_opened", ObjectsServer.Body("rooms.room_opened"))], Start);
        var shown = (await server.Administrator().Get($"audit/objects/room/{id}/as-of?at={Start - Duration.FromDays(400)}&language=ru")).As<AsOf>();
        (shown.Version, shown.FirstAt, shown.Later).ShouldBe((0, Start, 1));
        shown.Fields.ShouldAllBe(f => f.Then == null);
        shown.Said("name").Label.ShouldBe("Название");
    }

    [Fact]
    public async Task A_line_tells_what_it_changed_and_names_whom_it_is_about()
    {
        JsonNode Joined(string participant, string name) => With("rooms.participant_joined", ("participantId", participant), ("displayName", name), ("personId", Guid.CreateVersion7().ToString()), ("role", "guest"));
        var (bob, cleo) = (Guid.CreateVersion7().ToString(), Guid.CreateVersion7().ToString());
        var id = await server.HappenedAsync("session",
        [
            ("rooms.session_started", ObjectsServer.Body("rooms.session_started")), ("rooms.participant_joined", Joined(bob, "Bob")), ("rooms.participant_joined", Joined(cleo, "Cleo")),
            ("rooms.participant_muted", With("rooms.participant_muted", ("participantId", cleo))), ("rooms.participant_role_changed", With("rooms.participant_role_changed", ("participantId", cleo), ("role", "co_host"))),
            ("rooms.participant_left", With("rooms.participant_left", ("participantId", bob), ("reason", "connection_lost"))),
        ], Start);
        await AuditServer.SettledAsync(server.Services);
        var root = server.Administrator();
        var lines = (await root.Get($"audit/objects/session/{id}")).As<AuditSpec.Lines>().Items;
        lines.Take(3).Select(l => l.Text).ShouldBe(["Bob left (lost the connection)", "gave Cleo the role co-host", "muted Cleo"]);
        lines[0].Changes.ShouldHaveSingleItem().ShouldBe(new AuditSpec.Change("present", "Present", "Bob (guest); Cleo (co-host)", "Cleo (co-host)"));
        lines[2].Changes.ShouldBeEmpty();
        (await root.Get($"audit/objects/session/{id}?language=ru")).As<AuditSpec.Lines>().Items[0].Text.ShouldBe("Bob: выход (связь потеряна)");
    }

    [Fact]
    public async Task Members_and_attendees_are_named_and_never_by_their_address()
    {
        var interview = await server.HappenedAsync("interview", [.. ((string[])["interviews.interview_requested", "interviews.interview_confirmed", "interviews.no_show_recorded"]).Select(w => (w, ObjectsServer.Body(w)))], Start);
        var meeting = await server.HappenedAsync("event", [.. ((string[])["calendar.event_scheduled", "calendar.invitation_answered", "calendar.attendees_removed"]).Select(w => (w, ObjectsServer.Body(w)))], Start);
        await AuditServer.SettledAsync(server.Services);
        var root = server.Administrator();
        var (held, met) = (await root.Get($"audit/objects/interview/{interview}"), await root.Get($"audit/objects/event/{meeting}"));
        held.As<AuditSpec.Lines>().Items.Select(l => l.Text).ShouldBe(["recorded that Bob did not come", "Ada confirmed", "requested the interview “Mock” with Ada, Bob"]);
        met.As<AuditSpec.Lines>().Items[1].Text.ShouldStartWith("answer of Bob to the invitation: maybe, to the occurrence of 2026-12-01 09:00");
        (held.Text + met.Text).ShouldNotContain("@example.org");
    }

    private static JsonNode With(string wireName, params (string Key, string Value)[] values)
    {
        var body = ObjectsServer.Body(wireName);
        foreach (var (key, value) in values) body[key] = value;
        return body;
    }

    [Fact]
    public async Task To_look_at_the_past_of_what_is_others_is_a_fact_itself()
    {
        var id = await server.HappenedAsync("room", [("rooms.room_opened", ObjectsServer.Body("rooms.room_opened"))], Start);
        await server.Administrator().Get($"audit/objects/room/{id}/as-of?at={Start}");
        var viewed = (AuditViewed)(await server.FactAsync(f => f.Data is AuditViewed { Form: "as_of" } looked && looked.Object == id)).Data!;
        (viewed.Kind, viewed.To).ShouldBe(("room", Start));
    }

    [Fact]
    public async Task What_cannot_be_shown_is_refused()
    {
        var id = await server.HappenedAsync("room", [("rooms.room_opened", ObjectsServer.Body("rooms.room_opened"))], Start);
        var root = server.Administrator();
        (await root.Get($"audit/objects/room/{id}/as-of")).ShouldBlame("at");
        (await root.Get($"audit/objects/room/{id}/as-of?at=yesterday")).ShouldBlame("at");
        (await root.Get($"audit/objects/room/{id}/as-of?at={Start}&language=de")).ShouldBlame("language");
        (await root.Get($"audit/objects/event/{id}/as-of?at={Start}")).ShouldRefuse(404, "object_not_found");
        (await root.Get($"audit/objects/nothing/{id}/as-of?at={Start}")).ShouldRefuse(404, "object_not_found");
        (await root.Get($"audit/objects/room/{Guid.CreateVersion7()}/as-of?at={Start}")).ShouldRefuse(404, "object_not_found");
        (await root.Get($"audit/objects/code_pad/{id}/as-of?at={Start}")).ShouldRefuse(404, "no_past_shown");
        (await new TestPerson(server, "Ada").Get($"audit/objects/room/{id}/as-of?at={Start}")).ShouldRefuse(404, "object_not_found");
    }

    internal sealed record AsOf(Instant At, int Version, Instant FirstAt, Instant LastAt, int Later, IReadOnlyList<Told> Fields)
    {
        public Told Said(string field) => Fields.Single(f => f.Field == field);
    }

    internal sealed record Told(string Field, string Label, string? Then, string? Now, bool Differs);
}
