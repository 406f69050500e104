using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

/// <summary>Every endpoint against every bad body, field and parameter: refused with a problem document, never 500, nothing changed.</summary>
public sealed class BadInput(OneSeries server) : IClassFixture<OneSeries>
{
    private static readonly string[] EventFields = ["title", "description", "type", "start", "end", "timeZone", "allDay", "recurrence", "attendees", "reminders", "place"];

    private static readonly (string Method, string Path, string[] Fields)[] WithBody =
    [
        ("POST", "calendar-events?dryRun=true", EventFields),
        ("PUT", "calendar-events/{0}?dryRun=true", EventFields),
        ("PATCH", "calendar-events/{0}?dryRun=true", [.. EventFields, "status"]),
        ("PATCH", "calendar-events/{0}?dryRun=true&scope=this&occurrence=2026-12-01T09:00:00", EventFields),
        ("PATCH", "calendar-events/{0}?dryRun=true&scope=following&occurrence=2026-12-01T09:00:00", EventFields),
        ("POST", "calendar-events/{0}/answer?dryRun=true", ["answer", "comment", "occurrence"]),
        ("POST", "calendar/recurrence-preview", ["rule", "start", "timeZone", "exceptDates", "extraDates", "from", "to", "limit"]),
        ("PUT", "calendar/sharing", ["freeBusy"]),
    ];

    private static readonly (string Method, string Path)[] WithoutBody =
    [
        ("GET", "calendar-events?from=2026-11-24T00:00:00Z&to=2026-11-25T00:00:00Z"), ("GET", "calendar-events/{0}"), ("GET", "calendar-events/{0}/history"), ("POST", "calendar-events/{0}/undo?dryRun=true"),
        ("DELETE", "calendar-events/{0}?dryRun=true"), ("GET", "calendar/sharing"), ("GET", "calendar/availability?people=a@x&duration=30&from=2026-11-24T00:00:00Z&to=2026-11-25T00:00:00Z"),
    ];

    private static readonly Dictionary<string, byte[]> Bodies = new(Junk.Bodies)
    {
        ["twice the same"] = "{\"title\":\"a\",\"title\":\"b\",\"rule\":\"a\",\"rule\":\"b\",\"answer\":\"a\",\"answer\":\"b\",\"freeBusy\":true,\"freeBusy\":true}"u8.ToArray(),
    };

    private static readonly Dictionary<string, byte[]> Values = new(Junk.Values)
    {
        ["an array of null"] = "[null]"u8.ToArray(),
        ["an array of arrays"] = "[[]]"u8.ToArray(),
        ["an object"] = "{}"u8.ToArray(),
        ["true"] = "true"u8.ToArray(),
        ["nothing"] = "\"\""u8.ToArray(),
        ["a word"] = "\"whatever\""u8.ToArray(),
        ["the year 0001"] = "\"0001-01-01T00:00:00\""u8.ToArray(),
        ["the year 1969"] = "\"1969-12-31T23:59:59\""u8.ToArray(),
        ["the year 9999"] = "\"9999-12-31T23:59:59\""u8.ToArray(),
        ["a day that never was"] = "\"2026-02-30T00:00:00\""u8.ToArray(),
        ["a time with an offset"] = "\"2026-11-24T09:00:00Z\""u8.ToArray(),
        ["very deep"] = Encoding.UTF8.GetBytes(new string('[', 1000) + new string(']', 1000)),
    };

    public static TheoryData<string, string> AllBodies() => Junk.Rows(from e in WithBody from body in Bodies.Keys select ($"{e.Method} {e.Path}", body));

    public static TheoryData<string, string> Fields() => Junk.Rows(from e in WithBody from field in e.Fields select ($"{e.Method} {e.Path}", field));

    public static TheoryData<string, string> NoBodies() => Junk.Rows(WithoutBody);

    [Theory]
    [MemberData(nameof(AllBodies))]
    public async Task A_body_that_is_not_what_is_expected_gets_400(string endpoint, string body) => (await Send(endpoint, Bodies[body])).ShouldRefuse(400, "invalid_request");

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_field_of_the_wrong_kind_or_size_is_named_or_does_no_harm(string endpoint, string field)
    {
        foreach (var (name, value) in Values)
        {
            var answer = await Send(endpoint, With(endpoint, field, value));
            if (answer.Status == HttpStatusCode.BadRequest && answer.Problem.Code == "scope_not_possible") continue;
            if (IsRightAfterAll(field, name))
            {
                ((int)answer.Status).ShouldBeInRange(200, 299, $"{name}: {answer.Text}");
                continue;
            }
            if (field == "occurrence" && name.StartsWith("the year", StringComparison.Ordinal))
            {
                answer.ShouldRefuse(404, "occurrence_not_found");
                continue;
            }
            ((int)answer.Status).ShouldBe(400, $"{name}: {answer.Text[..Math.Min(300, answer.Text.Length)]}");
            // A whole day that is none is said of the start
            if ((field, name) is ("allDay", "true")) continue;
            ((IEnumerable<string?>)[answer.Problem.Field, .. answer.Problem.Errors?.Select(e => e.Field) ?? []]).ShouldContain(f => f != null && f.StartsWith(field, StringComparison.Ordinal), $"{name}: {answer.Text}");
        }
        await ShouldBeUnharmed();
    }

    // Texts may say what they like, lists may be empty, and a repetition without a rule is none.
    private static bool IsRightAfterAll(string field, string value) => field switch
    {
        "title" => value is "a word" or "a time with an offset" || value.StartsWith("the year", StringComparison.Ordinal) || value.StartsWith("a day", StringComparison.Ordinal),
        "description" or "comment" => value is "nothing" or "a word" or "a time with an offset" || value.StartsWith("the year", StringComparison.Ordinal) || value.StartsWith("a day", StringComparison.Ordinal),
        "attendees" or "reminders" or "exceptDates" or "extraDates" => value == "an array",
        "recurrence" => value == "an object",
        "rule" => value == "nothing",
        "freeBusy" => value == "true",
        _ => false,
    };

    [Theory]
    [MemberData(nameof(NoBodies))]
    public async Task A_body_where_none_is_expected_is_not_read(string method, string path)
    {
        foreach (var (name, body) in Bodies) ((int)(await Send($"{method} {path}", body)).Status).ShouldBeInRange(200, 499, name);
        await ShouldBeUnharmed();
    }

    [Theory]
    [InlineData("""{"recurrence":{"rule":"FREQ=SECONDLY"}}""", "too_many_occurrences")]
    [InlineData("""{"recurrence":{"rule":"FREQ=SECONDLY;INTERVAL=10000"}}""", "too_many_occurrences")]
    [InlineData("""{"recurrence":{"rule":"FREQ=MINUTELY;BYSECOND=0,30"}}""", "too_many_occurrences")]
    [InlineData("""{"recurrence":{"rule":"FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"}}""", "no_occurrences")]
    [InlineData("""{"recurrence":{"rule":"FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30"}}""", "no_occurrences")]
    [InlineData("""{"recurrence":{"rule":"FREQ=WEEKLY;BYDAY=XX"}}""", "invalid_rule")]
    [InlineData("""{"recurrence":{"rule":"FREQ=WEEKLY;COUNT=0"}}""", "invalid_rule")]
    [InlineData("""{"recurrence":{"rule":"FREQ=WEEKLY;COUNT=-1"}}""", "invalid_rule")]
    [InlineData("""{"recurrence":{"rule":"FREQ=WEEKLY;INTERVAL=99999999999999999999"}}""", "invalid_rule")]
    [InlineData("""{"recurrence":{"rule":"FREQ=WEEKLY;UNTIL=20260230"}}""", "invalid_rule")]
    [InlineData("""{"recurrence":{"rule":"FREQ=DAILY\nEXDATE:20261124T090000"}}""", "invalid_rule")]
    [InlineData("""{"recurrence":{"rule":"\u0000"}}""", "invalid_rule")]
    [InlineData("""{"timeZone":"Europe/Atlantis"}""", "unknown_time_zone")]
    [InlineData("""{"timeZone":"UTC+99"}""", "unknown_time_zone")]
    [InlineData("""{"end":"2026-11-24T09:00:00"}""", "ends_before_start")]
    [InlineData("""{"end":"2026-11-24T08:00:00"}""", "ends_before_start")]
    [InlineData("""{"place":{"kind":"room","room":"00000000-0000-0000-0000-000000000000"}}""", "room_not_found")]
    public async Task What_can_be_read_and_cannot_be_has_a_code_of_its_own(string fields, string code)
    {
        var body = Whole();
        foreach (var (name, value) in JsonNode.Parse(fields)!.AsObject()) body[name] = value?.DeepClone();
        foreach (var endpoint in new[] { "POST calendar-events?dryRun=true", "PUT calendar-events/{0}?dryRun=true" })
            (await Send(endpoint, Bytes(body))).ShouldRefuse(code == "room_not_found" ? 404 : 400, code);
        await ShouldBeUnharmed();
    }

    [Theory]
    [InlineData("attendees", "attendees")]
    [InlineData("reminders", "reminders")]
    [InlineData("exceptDates", "recurrence.exceptDates")]
    [InlineData("extraDates", "recurrence.extraDates")]
    [InlineData("rule", "recurrence.rule")]
    [InlineData("room", "place.room")]
    [InlineData("url", "place.url")]
    [InlineData("meeting", "place.url")]
    [InlineData("email", "attendees[0].email")]
    [InlineData("name", "attendees[0].name")]
    public async Task Ten_thousand_of_anything_are_too_many(string what, string field)
    {
        var body = Whole();
        var text = new string('x', 10_000);
        body[field.Split('.', '[')[0]] = what switch
        {
            "attendees" => new JsonArray([.. Enumerable.Range(0, 10_000).Select(i => new JsonObject { ["email"] = $"p{i}@example.org" })]),
            "reminders" => new JsonArray([.. Enumerable.Range(0, 10_000).Select(i => JsonValue.Create(i))]),
            "exceptDates" or "extraDates" => new JsonObject
            {
                ["rule"] = "FREQ=DAILY", [what] = new JsonArray([.. Enumerable.Range(0, 10_000).Select(i => JsonValue.Create($"{First.PlusDays(i):uuuu-MM-dd'T'HH:mm:ss}"))]),
            },
            "rule" => new JsonObject { ["rule"] = "FREQ=YEARLY;BYMONTHDAY=" + string.Join(",", Enumerable.Repeat("1", 5_000)) },
            "room" => new JsonObject { ["kind"] = "room", ["room"] = text },
            "url" => new JsonObject { ["kind"] = "link", ["url"] = "https://example.org/" + text },
            "meeting" => new JsonObject { ["kind"] = "google_meet", ["url"] = text },
            "email" => new JsonArray(new JsonObject { ["email"] = text + "@example.org" }),
            _ => new JsonArray(new JsonObject { ["email"] = "a@example.org", ["name"] = text }),
        };
        (await Send("POST calendar-events?dryRun=true", Bytes(body))).ShouldBlame(field);
        (await Send("PATCH calendar-events/{0}?dryRun=true", Bytes(new JsonObject { [field.Split('.', '[')[0]] = body[field.Split('.', '[')[0]]!.DeepClone() }))).ShouldBlame(field);
        await ShouldBeUnharmed();
    }

    [Theory]
    [InlineData("ada")]
    [InlineData("@example.org")]
    [InlineData("ada@")]
    [InlineData("Ada <ada@example.org>")]
    [InlineData("ada@example.org, bob@example.org")]
    [InlineData("ada@example.org\r\nBcc: bob@example.org")]
    public async Task An_address_must_be_one(string email)
    {
        var body = Whole();
        body["attendees"] = new JsonArray(new JsonObject { ["email"] = email });
        (await Send("POST calendar-events?dryRun=true", Bytes(body))).ShouldBlame("attendees[0].email");
    }

    [Theory]
    [InlineData("scope=some", 400)]
    [InlineData("scope=this", 400)]
    [InlineData("scope=this&occurrence=%00", 400)]
    [InlineData("scope=this&occurrence=2026-02-30T00:00:00", 400)]
    [InlineData("scope=this&occurrence=2026-12-01T09:00:00Z", 400)]
    [InlineData("scope=this&occurrence=0001-01-01T00:00:00", 404)]
    [InlineData("scope=following&occurrence=9999-12-31T23:59:59", 404)]
    [InlineData("scope=all&occurrence=-0001-01-01T00:00:00", 404)]
    [InlineData("dryRun=maybe", 400)]
    public async Task A_scope_that_cannot_be_is_refused(string query, int status)
    {
        foreach (var (method, body) in new[] { ("PATCH", "{\"title\":\"Retro\"}"), ("DELETE", "") })
        {
            var refused = await Send($"{method} calendar-events/{{0}}?{query}", Encoding.UTF8.GetBytes(body));
            ((int)refused.Status).ShouldBe(status, refused.Text);
            refused.Problem.Code.ShouldNotBeNullOrEmpty();
        }
        await ShouldBeUnharmed();
    }

    [Theory]
    [InlineData("calendar-events/x")]
    [InlineData("calendar-events/00000000-0000-0000-0000-000000000000")]
    [InlineData("calendar-events/%00")]
    [InlineData("calendar-events/%FF/history")]
    public async Task An_address_of_nothing_is_not_found(string path)
    {
        using var ada = server.NewPerson("Ada");
        ((int)(await ada.Get(path)).Status).ShouldBeInRange(400, 404);
        server.Logged.ShouldBeEmpty();
    }

    private static JsonObject Whole() => new() { ["title"] = "Standup", ["start"] = "2026-11-24T09:00:00", ["end"] = "2026-11-24T10:00:00", ["timeZone"] = "Europe/Berlin" };

    /// <summary>All that the endpoint needs, and this field as it should not be.</summary>
    private static byte[] With(string endpoint, string field, byte[] value)
    {
        var rest = endpoint.StartsWith("PATCH", StringComparison.Ordinal) ? []
            : endpoint.Contains("answer", StringComparison.Ordinal) ? new JsonObject { ["answer"] = "tentative" }
            : endpoint.Contains("sharing", StringComparison.Ordinal) ? []
            : Whole();
        rest.Remove(field);
        return Junk.In(field, value, rest.ToJsonString());
    }

    private static byte[] Bytes(JsonObject body) => Encoding.UTF8.GetBytes(body.ToJsonString());

    private async Task<Reply> Send(string endpoint, byte[] body)
    {
        var (host, guest, shown) = await server.Series;
        var (method, path) = (endpoint.Split(' ')[0], string.Format(CultureInfo.InvariantCulture, endpoint.Split(' ')[1], shown.Id));
        using var content = Junk.AsJson(body);
        return await (path.Contains("/answer", StringComparison.Ordinal) ? guest : host).Send(new HttpMethod(method), path, content);
    }

    private async Task ShouldBeUnharmed()
    {
        var (host, _, shown) = await server.Series;
        (await host.Sees(shown)).Version.ShouldBe(1);
        server.Logged.ShouldBeEmpty();
    }
}

/// <summary>One series of Ada's to which Bob is invited, for requests that change nothing.</summary>
public sealed class OneSeries : CalendarServer
{
    private readonly Lazy<Task<(Person, Person, EventResource)>> series;

    public OneSeries() => series = new(async () =>
    {
        var (ada, bob) = (NewPerson("Ada"), NewPerson("Bob"));
        return (ada, bob, await ada.Schedules(Body.Weekly.With(bob)));
    });

    internal Task<(Person Host, Person Guest, EventResource Shown)> Series => series.Value;
}
