using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace VideoConf.Interviews.Tests;

/// <summary>Every endpoint against every bad body, field and parameter: refused with a problem document, never 500, nothing changed.</summary>
public sealed class BadInput(OneInterview server) : IClassFixture<OneInterview>
{
    private static readonly string[] Details = ["title", "description", "level", "topic", "language"];
    private static readonly string[] Time = ["start", "durationMinutes", "timeZone"];
    private static readonly string[] Members = ["interviewer", "candidate", "observers"];

    private static readonly (string Method, string Path, string[] Fields)[] WithBody =
    [
        ("POST", "interviews", [.. Details, .. Members, .. Time, "serviceType", "isPeer", "rubric", "question", "reminders"]),
        ("PUT", "interviews/{0}/details", Details),
        ("PUT", "interviews/{0}/time", Time),
        ("PUT", "interviews/{0}/service", ["serviceType"]),
        ("PUT", "interviews/{0}/members", Members),
        ("POST", "interviews/{0}/confirm", []),
        ("POST", "interviews/{0}/cancel", ["reason"]),
        ("POST", "interviews/{0}/reopen", ["start"]),
        ("PUT", "interviews/{0}/phase", ["phase"]),
        ("POST", "interviews/{0}/end", []),
        ("POST", "interviews/{0}/no-show", ["who"]),
        ("POST", "interviews/{0}/feedback", ["scores", "sharesScores", "sharedText", "privateText"]),
        ("PUT", "interviews/{0}/sheet", ["question", "notes"]),
        ("POST", "interviews/{0}/links", ["memberId"]),
        ("POST", "interviews/{0}/pad/edits", ["updates"]),
        ("PUT", "interviews/{0}/pad/language", ["language"]),
        ("POST", "commands", ["commands"]),
        ("POST", "webhooks", ["url", "kinds"]),
        ("PUT", "webhooks/{0}", ["url", "kinds"]),
    ];

    public static TheoryData<string, string> AllBodies() => Junk.Rows(from e in WithBody from body in Junk.Bodies.Keys select ($"{e.Method} {e.Path}", body));

    public static TheoryData<string, string> Fields() => Junk.Rows(from e in WithBody from field in e.Fields select ($"{e.Method} {e.Path}", field));

    public static TheoryData<string> Commands() => [.. Details, .. Members, .. Time];

    [Theory]
    [MemberData(nameof(AllBodies))]
    public async Task A_body_that_is_not_what_is_expected_gets_400(string endpoint, string body)
    {
        (await SendAsync(endpoint, Junk.Bodies[body])).ShouldRefuse(400, "invalid_request");
        await ShouldBeUnharmedAsync();
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_field_of_the_wrong_kind_or_size_is_named(string endpoint, string field)
    {
        foreach (var (name, value) in Junk.Values)
        {
            if (IsRightAfterAll(field, name)) continue;
            var answer = await SendAsync(endpoint, Junk.In(field, value, Rest(endpoint, field)));
            ((int)answer.Status).ShouldBe(400, $"{name}: {answer.Text}");
            ((IEnumerable<string?>)[answer.Problem.Field, .. answer.Problem.Errors?.Select(e => e.Field) ?? []]).ShouldContain(f => f != null && f.StartsWith(field, StringComparison.Ordinal), $"{name}: {answer.Text}");
        }
        await ShouldBeUnharmedAsync();
    }

    // Lists may be empty: nobody looks on, nobody is reminded, nothing is judged
    private static bool IsRightAfterAll(string field, string value) => value == "an array" && field is "observers" or "rubric" or "reminders";

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task In_a_batch_it_is_the_one_commands_refusal(string field)
    {
        foreach (var (name, value) in Junk.Values)
        {
            if (IsRightAfterAll(field, name)) continue;
            byte[] batch = [.. "{\"commands\":["u8, .. Junk.In("body", Junk.In(field, value, Rest("POST interviews", field)), """{"type":"schedule"}"""), .. "]}"u8];
            var answer = await SendAsync("POST commands", batch);
            answer.As<BatchAnswer>().Results.Single().Status.ShouldBe(400, $"{name}: {answer.Text}");
        }
        await ShouldBeUnharmedAsync();
    }

    private sealed record BatchAnswer(IReadOnlyList<Result> Results);

    private sealed record Result(int Status, JsonElement Body);

    [Theory]
    [InlineData("""{"type":"schedule","body":[]}""", "body")]
    [InlineData("""{"type":"schedule","body":"x"}""", "body")]
    [InlineData("""{"type":"dance"}""", "type")]
    [InlineData("""{}""", "type")]
    [InlineData("null", "type")]
    [InlineData("""{"type":"cancel","body":{}}""", "interviewId")]
    [InlineData("""{"type":"cancel","interviewId":"00000000-0000-0000-0000-000000000000","idempotencyKey":"ключ"}""", "Idempotency-Key")]
    public async Task A_command_that_is_none_is_refused_in_its_place(string command, string field)
    {
        var result = (await (await server.Interview).Platform.Post("commands", $$"""{"commands":[{{command}}]}""")).As<BatchAnswer>().Results.Single();
        result.Status.ShouldBe(400);
        result.Body.Deserialize<HttpApi.Problem>(JsonSerializerOptions.Web)!.Errors!.Select(e => e.Field).ShouldContain(field);
        await ShouldBeUnharmedAsync();
    }

    [Theory]
    [InlineData("""{"timeZone":"Europe/Atlantis"}""", "unknown_time_zone")]
    [InlineData("""{"start":"2026-11-22T14:00:00"}""", "time_is_past")]
    [InlineData("""{"serviceType":"google_meet"}""", "meet_provider_off")]
    [InlineData("""{"serviceType":"google_meet","link":"https://meet.google.com/"}""", "invalid_meet_link")]
    [InlineData("""{"serviceType":"google_meet","link":"https://meet.google.com.example.org/abc-defg-hij"}""", "invalid_meet_link")]
    [InlineData("""{"serviceType":"google_meet","link":"http://meet.google.com/abc-defg-hij"}""", "invalid_meet_link")]
    [InlineData("""{"serviceType":"google_meet","link":"https://meet.google.com/abc-defg-hij\u0000"}""", "invalid_meet_link")]
    [InlineData("""{"serviceType":"other_link"}""", "invalid_link")]
    [InlineData("""{"serviceType":"other_link","link":"javascript:alert(1)"}""", "invalid_link")]
    [InlineData("""{"serviceType":"other_link","link":"https://ada:secret@example.org/"}""", "invalid_link")]
    [InlineData("""{"candidate":{"email":"ADA@example.org"}}""", "candidate_is_interviewer")]
    [InlineData("""{"observers":[{"email":"bob@example.org"}]}""", "candidate_is_interviewer")]
    public async Task What_can_be_read_and_cannot_be_has_a_code_of_its_own(string fields, string code)
    {
        var body = JsonNode.Parse(Whole)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(fields)!.AsObject()) body[name] = value?.DeepClone();
        (await (await server.Interview).Platform.Post("interviews", body)).ShouldRefuse(400, code);
        await ShouldBeUnharmedAsync();
    }

    [Theory]
    [InlineData("observers", "observers", 21)]
    [InlineData("rubric", "rubric", 21)]
    [InlineData("reminders", "reminders", 6)]
    public async Task More_than_there_may_be_is_refused(string what, string field, int count)
    {
        var body = JsonNode.Parse(Whole)!.AsObject();
        body[what] = new JsonArray([.. Enumerable.Range(0, count).Select(i => what switch
        {
            "observers" => new JsonObject { ["email"] = $"o{i}@example.org" },
            "rubric" => new JsonObject { ["id"] = $"c{i}", ["title"] = "C" },
            _ => (JsonNode)JsonValue.Create(i),
        })]);
        (await (await server.Interview).Platform.Post("interviews", body)).ShouldBlame(field);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("-1.0")]
    [InlineData("1.")]
    [InlineData("%00")]
    [InlineData("99999999999999999999.1")]
    public async Task A_cursor_that_was_never_handed_out_is_refused(string cursor) => (await (await server.Interview).Platform.Get($"interviews?updatedSince={cursor}")).ShouldBlame("updatedSince");

    [Theory]
    [InlineData("interviews/x")]
    [InlineData("interviews/00000000-0000-0000-0000-000000000000")]
    [InlineData("interviews/of-room/%00")]
    [InlineData("interviews/of-room/%FF")]
    [InlineData("interviews/of-room/abc-defg-hij")]
    [InlineData("interviews/links/%00")]
    [InlineData("interviews/links/%F0%9F%98%80")]
    [InlineData("webhooks/x")]
    [InlineData("webhooks/00000000-0000-0000-0000-000000000000/deliveries")]
    public async Task An_address_of_nothing_is_not_found(string path)
    {
        ((int)(await (await server.Interview).Platform.Get(path)).Status).ShouldBeInRange(400, 404);
        server.Logged.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_key_of_commands_that_is_none_is_refused()
    {
        foreach (var key in new[] { new string('k', 201), "a\tb" })
            (await (await server.Interview).Platform.Post("interviews", Whole, ("Idempotency-Key", key))).ShouldBlame("Idempotency-Key");
    }

    [Fact]
    public async Task A_batch_that_is_too_large_is_refused_whole()
    {
        var command = $$"""{"type":"schedule","body":{{Whole}}}""";
        (await (await server.Interview).Platform.Post("commands", $$"""{"commands":[{{string.Join(',', Enumerable.Repeat(command, 1001))}}]}""")).ShouldRefuse(413, "too_many_commands");
        await ShouldBeUnharmedAsync();
    }

    private const string Whole =
        """
        {"title":"Mock","interviewer":{"email":"ada@example.org"},"candidate":{"email":"bob@example.org"},"start":"2027-09-01T09:00:00","durationMinutes":60,"timeZone":"Europe/Berlin"}
        """;

    /// <summary>What the endpoint needs beside the field.</summary>
    private static string Rest(string endpoint, string field)
    {
        var rest = endpoint is "POST interviews" || endpoint.EndsWith("/time", StringComparison.Ordinal) || endpoint.EndsWith("/details", StringComparison.Ordinal) || endpoint.EndsWith("/members", StringComparison.Ordinal)
            ? JsonNode.Parse(Whole)!.AsObject() : [];
        rest.Remove(field);
        return rest.ToJsonString();
    }

    private async Task<Answer> SendAsync(string endpoint, byte[] body)
    {
        var (platform, shown) = await server.Interview;
        using var content = Junk.AsJson(body);
        return await platform.Send(new HttpMethod(endpoint.Split(' ')[0]), string.Format(CultureInfo.InvariantCulture, endpoint.Split(' ')[1], shown.Id), content);
    }

    private async Task ShouldBeUnharmedAsync()
    {
        var (platform, shown) = await server.Interview;
        (await platform.SeesAsync(shown.Id)).Version.ShouldBe(shown.Version);
        (await server.QueryAsync<long>("select count(*) from events.mt_streams where type in ('interview', 'webhook', 'code_pad')")).ShouldBe(1);
        server.Logged.ShouldBeEmpty();
    }
}

/// <summary>One interview, for requests that change nothing.</summary>
public sealed class OneInterview : InterviewsServer
{
    private readonly Lazy<Task<(Person, Shown)>> interview;

    public OneInterview() => interview = new(async () =>
    {
        var platform = NewPlatform();
        return (platform, await platform.SchedulesAsync(Requests.Interview(NewAddress("eve"), NewAddress("dan"), "2027-08-02T09:00:00")));
    });

    internal Task<(Person Platform, Shown Shown)> Interview => interview.Value;
}
