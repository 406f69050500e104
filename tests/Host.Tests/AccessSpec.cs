using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;

namespace VideoConf.Host.Tests;

/// <summary>
/// Who may do what: a row for each route of the running host. <c>in</c>: let in, whatever comes of it; a figure: turned away with that
/// status. A route without a row, and a row without a route, fail.
/// </summary>
public sealed class AccessSpec(AccessWorld world) : IClassFixture<AccessWorld>
{
    [Fact]
    public void Every_route_has_a_row() => Table.Select(row => row.Route).Order(StringComparer.Ordinal).ShouldBe(Routes().Order(StringComparer.Ordinal));

    [Fact]
    public async Task Each_row_is_what_the_host_does()
    {
        var different = new List<string>();
        foreach (var row in Table)
        {
            IReadOnlyDictionary<string, string>? things = null;
            var outcomes = new List<string>();
            foreach (var role in AccessWorld.Roles)
            {
                things ??= await world.MakeAsync(row.Path);
                var status = await world.AskAsync(role, row.Method, Fill(row.Path, things), row.Body is null ? null : Fill(row.Body, things));
                status.ShouldBeLessThan(500, $"{role} {row.Route}");
                outcomes.Add(status is 401 or 403 or 404 ? $"{status}" : "in");
                // What somebody was let in to change may not be there for the next
                if (row.Method != "GET" && outcomes[^1] == "in") things = null;
            }
            if (string.Join(' ', outcomes) != row.Outcomes) different.Add($"{row.Route} | {string.Join(' ', outcomes)}");
        }
        different.ShouldBeEmpty();
    }

    [Fact]
    public void Every_method_of_a_hub_has_a_row()
    {
        string[] modules = ["VideoConf.Signaling", "VideoConf.Notifications"];
        var methods = modules.SelectMany(module => Assembly.Load(module).GetTypes()).Where(type => type.IsSubclassOf(typeof(Hub)))
            .SelectMany(hub => hub.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(m => !m.IsSpecialName && m.GetBaseDefinition() == m).Select(m => m.Name));
        Calls.Keys.Order(StringComparer.Ordinal).ShouldBe(methods.Order(StringComparer.Ordinal));
    }

    /// <summary>What one in a session calls reaches those in it, and nobody in another; without a ticket nobody gets as far as calling.</summary>
    [Fact]
    public async Task What_is_called_at_the_hub_stays_in_the_session()
    {
        var things = await world.MakeAsync("/api/v1/rooms/{code}");
        await using var participant = await world.ConnectAsync("participant", things["{ticket}"]);
        await using var host = await world.ConnectAsync("host", things["{hostTicket}"]);
        await using var stranger = await world.ConnectAsync("stranger", await world.JoinOwnRoomAsync("stranger"));
        foreach (var (method, call) in Calls)
        {
            if (call.Reaches is { } message)
            {
                await stranger.CallAsync(method, Fill(call.Arguments, things));
                await host.CallAsync(method, Fill(call.Arguments, things));
                (await participant.NextAsync(message)).ShouldContain(message == "Signal" ? "from" : "participantId", customMessage: method);
            }
            else
            {
                (await host.CallAsync(method, call.Arguments)).ShouldNotContain("\"error\"", customMessage: method);
            }
        }
        // Whatever was sent before has come when this is answered
        foreach (var caller in (HubCaller[])[participant, host, stranger]) await caller.CallAsync("Ping", "[]");
        var everything = $"{string.Join('\n', participant.Heard)}\n{string.Join('\n', host.Heard)}";
        everything.ShouldNotContain(stranger.ParticipantId);
        string.Join('\n', stranger.Heard).ShouldNotContain(things["{participantId}"]);
    }

    [Theory]
    [InlineData("/hubs/conference")]
    [InlineData("/hubs/notifications")]
    public async Task A_page_of_another_site_opens_no_connection(string hub)
    {
        var things = await world.MakeAsync("/api/v1/rooms/{code}");
        (await world.HandshakeAsync("participant", $"{hub}?access_token={things["{ticket}"]}&since=0", "https://evil.example")).ShouldBe(403);
        (await world.HandshakeAsync("participant", $"{hub}?access_token={things["{ticket}"]}&since=0", null)).ShouldBe(101);
        (await world.HandshakeAsync("anonymous", $"{hub}?access_token=junk", null)).ShouldBe(hub == "/hubs/conference" ? 401 : 101);
    }

    [Theory]
    [InlineData("localhost", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("meet.example.org", 404)]
    [InlineData("localhost.example.org", 404)]
    public async Task The_mails_that_went_nowhere_are_shown_at_this_machine_alone(string host, int status)
    {
        using var client = new HttpClient { BaseAddress = world.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/dev/mail") { Headers = { Host = host } };
        using var answer = await client.SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(status);
    }

    /// <summary>Every answer, page or API, keeps the browser from running, framing and guessing what it should not.</summary>
    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1/me")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/health/live")]
    [InlineData("/openapi/v1.json")]
    public async Task Every_answer_carries_the_headers_that_keep_pages_safe(string path)
    {
        using var client = new HttpClient { BaseAddress = world.Address };
        using var answer = await client.GetAsync(path);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single().Split(';', StringSplitOptions.TrimEntries).Select(p => p.Split(' ', 2)).ToDictionary(p => p[0], p => p[1]);
        policy["default-src"].ShouldBe("'self'");
        policy["script-src"].ShouldBe("'self' 'wasm-unsafe-eval'");
        (policy["frame-ancestors"], policy["object-src"], policy["base-uri"], policy["form-action"]).ShouldBe(("'none'", "'none'", "'self'", "'self'"));
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
        answer.Headers.Contains("Server").ShouldBeFalse();
    }

    [Theory]
    [InlineData("http", false)]
    [InlineData("https", true)]
    public async Task The_cookie_is_kept_from_scripts_and_other_sites_and_from_the_clear_behind_tls(string scheme, bool isSecure)
    {
        using var client = new HttpClient { BaseAddress = world.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/guests") { Content = new StringContent("""{"displayName":"Gus"}""", Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Forwarded-Proto", scheme);
        using var answer = await client.SendAsync(request);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single().Split(';', StringSplitOptions.TrimEntries);
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        cookie.Contains("secure").ShouldBe(isSecure);
    }

    private static string Fill(string text, IReadOnlyDictionary<string, string> things)
    {
        text = text.Replace(":guid}", "}", StringComparison.Ordinal);
        return things.Aggregate(text, (filled, thing) => filled.Replace(thing.Key, thing.Value, StringComparison.Ordinal));
    }

    /// <summary>As the host maps them, described in the API's document or not.</summary>
    private static IEnumerable<string> Routes()
    {
        var builder = Composition.NewBuilder([]);
        builder.AddVideoConf(DataFolder.Nowhere, Database.Nowhere);
        using var app = (IDisposable)builder.Build();
        ((WebApplication)app).MapVideoConf();
        // The page of the web UI is there only when it was built
        return [.. ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().Where(endpoint => endpoint.RoutePattern.RawText != "{*path:nonfile}").SelectMany(endpoint =>
            (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => $"{method} {endpoint.RoutePattern.RawText!.TrimEnd('/')}"))];
    }

    private sealed record Row(string Method, string Path, string Outcomes, string? Body)
    {
        public string Route => $"{Method} {Path}";
    }

    private static readonly IReadOnlyList<Row> Table = [.. Rows.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line =>
    {
        var cells = line.Split(" | ");
        var route = cells[0].Split(' ', 2);
        return new Row(route[0], route[1].Trim(), cells[1].Trim(), cells.Length > 2 ? cells[2].Trim() : null);
    })];

    private sealed record Call(string Arguments, string? Reaches);

    /// <summary>The methods of the hubs: what to call them with, and what the others in the session hear of it.</summary>
    private static readonly Dictionary<string, Call> Calls = new()
    {
        ["Signal"] = new("""["{participantId}","offer","sdp"]""", "Signal"),
        ["SetMediaState"] = new("""[{"audio":true,"video":true,"screen":false}]""", "MediaState"),
        ["Ephemeral"] = new("""[{"speaking":true}]""", "Ephemeral"),
        ["Pad"] = new("""["awareness","AAA="]""", "Pad"),
        ["Quality"] = new("""[{"seconds":1,"spokeSeconds":0,"sharedSeconds":0,"reconnects":0,"browser":"Chrome 156","troubles":[]}]""", null),
        ["CatchUp"] = new("[0]", null),
        ["Ping"] = new("[]", null),
        ["Alive"] = new("[]", null),
        ["Junk"] = new("[false]", null),
    };

    // In the order of AccessWorld.Roles. Who may not know that something is there is told that it is not: 404 to who is no part of a private room, an event or an interview.
    private const string Rows =
        """
        POST /api/v1/accounts                                                      | in in in in in in in          | {}
        POST /api/v1/session                                                       | in in in in in in in          | {}
        GET /api/v1/me                                                             | 401 in in in in in 401
        PUT /api/v1/me/profile                                                     | 401 in in in in in 401        | {}
        PUT /api/v1/me/password                                                    | 401 in in in in in 401        | {}
        GET /api/v1/me/preferences                                                 | 401 in in in in in 401
        PUT /api/v1/me/preferences                                                 | 401 in in in in in 401        | {}
        GET /api/v1/api-keys                                                       | 401 403 403 in 403 403 401
        POST /api/v1/api-keys                                                      | 401 403 403 in 403 403 401    | {}
        DELETE /api/v1/api-keys/{id:guid}                                          | 401 403 403 in 403 403 401
        GET /api/v1/rooms                                                          | 401 in in in in in 401
        POST /api/v1/rooms                                                         | 401 in in in in in 401        | {}
        GET /api/v1/rooms/{idOrCode}                                               | 401 404 404 404 404 in 401
        PATCH /api/v1/rooms/{idOrCode}                                             | 401 404 404 404 404 in 401    | {"name":"Other"}
        DELETE /api/v1/rooms/{idOrCode}                                            | 401 404 404 404 404 in 401
        POST /api/v1/rooms/{idOrCode}/reopen                                       | 401 404 404 404 404 in 401
        GET /api/v1/rooms/{code}/sessions                                          | 401 404 404 404 in in 401
        GET /api/v1/rooms/{code}/sessions/{id:guid}/attendance                     | 401 404 404 in 404 in 401
        GET /api/v1/rooms/{code}/sessions/{id:guid}/timeline                       | 401 404 404 in 404 in 401
        GET /api/v1/rooms/{code}/sessions/{id:guid}/people/{personId:guid}/connection | 401 404 404 in 404 in 401
        POST /api/v1/rooms/{code}/join                                             | 401 404 404 404 404 in 401    | {}
        POST /api/v1/rooms/{code}/leave                                            | 401 404 404 404 in 403 401    | {"participantId":"{participantId}"}
        POST /api/v1/rooms/{code}/end                                              | 401 404 404 404 403 in 401
        POST /api/v1/rooms/{code}/host                                             | 401 404 404 404 403 in 401    | {"participantId":"{participantId}"}
        POST /api/v1/rooms/{code}/participants/{participantId:guid}/remove         | 401 404 404 404 403 in 401
        POST /api/v1/rooms/{code}/participants/{participantId:guid}/mute           | 401 404 404 404 403 in 401
        POST /api/v1/rooms/{code}/participants/{participantId:guid}/role           | 401 404 404 404 403 in 401    | {"role":"co_host"}
        GET /api/v1/calendar-events                                                | 401 403 in in in in 401
        POST /api/v1/calendar-events                                               | 401 403 in in in in 401       | {"title":"Event {n}","type":"meeting","start":"2033-01-01T09:00","end":"2033-01-01T10:00","timeZone":"UTC","allDay":false}
        GET /api/v1/calendar-events/{id:guid}                                      | 401 403 404 404 in in 401
        PUT /api/v1/calendar-events/{id:guid}                                      | 401 403 404 404 403 in 401    | {"title":"Event {n}","type":"meeting","start":"2033-01-01T09:00","end":"2033-01-01T10:00","timeZone":"UTC","allDay":false}
        PATCH /api/v1/calendar-events/{id:guid}                                    | 401 403 404 404 403 in 401    | {"title":"Other"}
        DELETE /api/v1/calendar-events/{id:guid}                                   | 401 403 404 404 403 in 401
        GET /api/v1/calendar-events/{id:guid}.ics                                  | 401 403 404 404 in in 401
        POST /api/v1/calendar-events/{id:guid}/undo                                | 401 403 404 404 403 in 401
        POST /api/v1/calendar-events/{id:guid}/answer                              | 401 403 404 404 in 403 401    | {"answer":"accepted"}
        GET /api/v1/calendar-events/{id:guid}/history                              | 401 403 404 404 in in 401
        POST /api/v1/calendar/recurrence-preview                                   | in in in in in in in          | {}
        GET /api/v1/calendar/availability                                          | 401 403 in in in in 401
        GET /api/v1/calendar/sharing                                               | 401 403 in in in in 401
        PUT /api/v1/calendar/sharing                                               | 401 403 in in in in 401       | {}
        GET /api/v1/calendar/invitations/{token}                                   | 404 404 404 404 404 404 404
        POST /api/v1/calendar/invitations/{token}/answer                           | 404 404 404 404 404 404 404   | {"answer":"accepted"}
        POST /api/v1/calendar/replies                                              | 401 401 401 401 401 401 401   | BEGIN:VCALENDAR
        POST /api/v1/calendar/imports                                              | 401 403 in in in in 401       | BEGIN:VCALENDAR
        GET /api/v1/calendar/subscriptions                                         | 401 403 in in in in 401
        POST /api/v1/calendar/subscriptions                                        | 401 403 in in in in 401       | {}
        DELETE /api/v1/calendar/subscriptions/{id:guid}                            | 401 403 404 404 404 404 401
        GET /api/v1/calendar/feed                                                  | 401 403 in in in in 401
        POST /api/v1/calendar/feed                                                 | 401 403 in in in in 401
        DELETE /api/v1/calendar/feed                                               | 401 403 in in in in 401
        GET /api/v1/calendar/feeds/{secret}.ics                                    | 404 404 404 404 404 404 404
        GET /api/v1/interviews/links/{token}                                       | 404 404 404 404 404 404 404
        POST /api/v1/interviews/links/{token}/join                                 | 404 404 404 404 404 404 404   | {}
        GET /api/v1/interviews                                                     | 401 in in in in in in
        POST /api/v1/interviews                                                    | 401 403 in in in in in        | {"title":"Interview","interviewer":{"email":"{interviewer}"},"candidate":{"email":"{email}"},"start":"2035-01-01T09:00","durationMinutes":30,"timeZone":"UTC","serviceType":"custom"}
        GET /api/v1/interviews/{id:guid}                                           | 401 404 404 404 in in in
        GET /api/v1/interviews/of-room/{code}                                      | 401 404 404 404 in in in
        GET /api/v1/interviews/{id:guid}/pad                                       | 401 404 404 404 in in in
        PUT /api/v1/interviews/{id:guid}/details                                   | 401 404 404 404 403 in in     | {"title":"Other"}
        PUT /api/v1/interviews/{id:guid}/time                                      | 401 404 404 404 403 in in     | {"start":"2034-01-01T09:00","durationMinutes":30,"timeZone":"UTC"}
        PUT /api/v1/interviews/{id:guid}/service                                   | 401 404 404 404 403 in in     | {"serviceType":"other_link","link":"https://example.org/"}
        PUT /api/v1/interviews/{id:guid}/members                                   | 401 404 404 404 403 in in     | {"interviewer":{"email":"{interviewer}"},"candidate":{"email":"{email}"},"observers":[]}
        POST /api/v1/interviews/{id:guid}/confirm                                  | 401 404 404 404 in in 403     | {}
        POST /api/v1/interviews/{id:guid}/cancel                                   | 401 404 404 404 in in in      | {}
        POST /api/v1/interviews/{id:guid}/reopen                                   | 401 404 404 404 403 in in     | {"start":"2034-01-01T09:00","durationMinutes":30,"timeZone":"UTC"}
        PUT /api/v1/interviews/{id:guid}/phase                                     | 401 404 404 404 403 in in     | {"phase":"first_round"}
        POST /api/v1/interviews/{id:guid}/end                                      | 401 404 404 404 403 in in     | {}
        POST /api/v1/interviews/{id:guid}/no-show                                  | 401 404 404 404 403 in in     | {"who":["candidate"]}
        POST /api/v1/interviews/{id:guid}/feedback                                 | 401 404 404 404 in in 403     | {"sharedText":"Well done.","sharesScores":false}
        PUT /api/v1/interviews/{id:guid}/sheet                                     | 401 404 404 404 403 in 403    | {"question":"Why?","notes":""}
        POST /api/v1/interviews/{id:guid}/links                                    | 401 404 404 404 403 in in     | {"memberId":"{memberId}"}
        POST /api/v1/interviews/{id:guid}/pad/edits                                | 401 404 404 404 in in 403     | {"updates":["AAA="]}
        PUT /api/v1/interviews/{id:guid}/pad/language                              | 401 404 404 404 in in 403     | {"language":"csharp"}
        POST /api/v1/commands                                                      | 401 in in in in in in         | {"commands":[{"type":"cancel","interviewId":"{id}","body":{}}]}
        GET /api/v1/webhooks                                                       | 401 403 403 in 403 403 in
        POST /api/v1/webhooks                                                      | 401 403 403 in 403 403 in     | {}
        GET /api/v1/webhooks/{id:guid}                                             | 401 403 403 in 403 403 in
        PUT /api/v1/webhooks/{id:guid}                                             | 401 403 403 in 403 403 in     | {"url":"https://hooks.example.org/","kinds":["*"]}
        DELETE /api/v1/webhooks/{id:guid}                                          | 401 403 403 in 403 403 in
        POST /api/v1/webhooks/{id:guid}/secret                                     | 401 403 403 in 403 403 in
        GET /api/v1/webhooks/{id:guid}/deliveries                                  | 401 403 403 in 403 403 in
        POST /api/v1/webhooks/{id:guid}/deliveries/{deliveryId:guid}/redeliver     | 401 403 403 404 403 403 404
        GET /api/v1/notifications                                                  | 401 403 in in in in 401
        GET /api/v1/notifications/count                                            | 401 403 in in in in 401
        POST /api/v1/notifications/read-all                                        | 401 403 in in in in 401
        POST /api/v1/notifications/{id:guid}/read                                  | 401 403 404 404 404 404 401
        POST /api/v1/notifications/{id:guid}/later                                 | 401 403 404 404 404 404 401
        GET /api/v1/notifications/settings                                         | 401 403 in in in in 401
        PUT /api/v1/notifications/settings                                         | 401 403 in in in in 401       | {}
        GET /api/v1/notifications/reminders/{eventId:guid}                         | 401 403 404 404 in in 401
        PUT /api/v1/notifications/reminders/{eventId:guid}                         | 401 403 404 404 in in 401     | {"minutes":[5]}
        GET /api/v1/notifications/push-key                                         | 401 403 in in in in 401
        POST /api/v1/notifications/devices                                         | 401 403 in in in in 401       | {}
        DELETE /api/v1/notifications/devices/{id:guid}                             | 401 403 404 404 404 in 401
        GET /api/v1/notifications/mail-links/{token}                               | 404 404 404 404 404 404 404
        POST /api/v1/notifications/mail-links/{token}                              | 404 404 404 404 404 404 404   | {}
        GET /api/v1/audit                                                          | 401 403 in in in in 401
        GET /api/v1/audit/actors                                                   | 401 403 403 in 403 403 401
        GET /api/v1/audit/export                                                   | 401 403 in in in in 401
        GET /api/v1/audit/integrity                                                | 401 403 in in in in 401
        POST /api/v1/audit/integrity/check                                         | 401 403 403 in 403 403 401
        GET /api/v1/audit/key                                                      | 401 403 in in in in 401
        GET /api/v1/audit/objects/{kind}/{id:guid}                                 | 401 403 404 in 404 in 401
        GET /api/v1/audit/objects/{kind}/{id:guid}/as-of                           | 401 403 404 in 404 in 401
        GET /api/v1/statistics/{report}                                            | 401 403 in in in in 401
        GET /hubs/conference                                                       | 401 401 401 401 401 401 401
        GET /hubs/conference/negotiate                                             | 401 401 401 401 401 401 401
        GET /hubs/notifications                                                    | in in in in in in in
        GET /hubs/notifications/negotiate                                          | in in in in in in in
        GET /dev/mail                                                              | in in in in in in in
        GET /dev/mail/{id}                                                         | 404 404 404 404 404 404 404
        GET /dev/mail/{id}/html                                                    | 404 404 404 404 404 404 404
        GET /dev/mail/{id}/calendar                                                | 404 404 404 404 404 404 404
        GET /health/live                                                           | in in in in in in in
        GET /health/ready                                                          | in in in in in in in
        GET /openapi/{documentName}.json                                           | in in in in in in in
        POST /api/v1/guests                                                        | in in in in in in in          | {}
        DELETE /api/v1/session                                                     | in in in in in in in
        """;
}
