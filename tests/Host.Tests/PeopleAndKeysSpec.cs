using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace VideoConf.Host.Tests;

/// <summary>An operator appoints administrators and makes keys, beside a running host.</summary>
public sealed class PeopleAndKeysSpec
{
    private const string Replies = "vc_a key of the operator's own, that only begins like one";

    [Fact]
    public async Task An_operator_appoints_administrators_and_makes_keys()
    {
        await using var host = new HostProgram();
        await host.StartAsync($"--Calendar:RepliesKey={Replies}");
        using var ada = new HttpClient { BaseAddress = new Uri(host.Address, "/api/v1/") };
        (await ada.PostAsJsonAsync("accounts", new { email = "ada@example.org", password = "correct horse battery", displayName = "Ada" })).EnsureSuccessStatusCode();

        await AnAdministratorIsAppointedAndDismissedAsync(host, ada);
        await AKeyIsMadeAndRevokedAsync(host);
        await AProgramAsksWithItsKeyAsync(host);
        await AnotherBearerIsStillTakenWhereItIsAskedForAsync(host);
        var verified = await host.RunAsync("events", "verify", "--json");
        (verified.ExitCode, verified.Json[^1].GetProperty("faults").GetInt32()).ShouldBe((0, 0), verified.Error);
    }

    [Fact]
    public async Task Before_the_server_ran_once_a_command_says_so()
    {
        await using var host = new HostProgram();
        (await host.RunAsync("people", "list")).ShouldSatisfyAllConditions(e => e.ExitCode.ShouldBe(1), e => e.Error.ShouldEndWith("start the server once.\n"));
    }

    private static async Task AnAdministratorIsAppointedAndDismissedAsync(HostProgram host, HttpClient ada)
    {
        (await IsAdministratorAsync()).ShouldBeFalse();
        (await host.RunAsync("people", "appoint", "ADA@example.org")).ShouldBe(new Ended(0, "ADA@example.org is an administrator now.\n", ""));
        (await IsAdministratorAsync()).ShouldBeTrue();
        (await host.RunAsync("people", "appoint", "ada@example.org", "--json")).Json.Single().GetProperty("changed").GetBoolean().ShouldBeFalse();
        var listed = (await host.RunAsync("people", "list", "--json")).Json.ShouldHaveSingleItem();
        (listed.GetProperty("email").GetString(), listed.GetProperty("displayName").GetString(), listed.GetProperty("isAdministrator").GetBoolean()).ShouldBe(("ada@example.org", "Ada", true));
        (await host.RunAsync("people", "list")).Output.ShouldContain("administrator  ada@example.org  Ada");
        var fact = (await host.RunAsync("events", "tail", "--last", "1", "--json")).Json.Single();
        (fact.GetProperty("type").GetString(), fact.GetProperty("actor").GetString(), fact.GetProperty("client").GetString()).ShouldBe(("accounts.administrator_appointed", Environment.UserName, "system"));

        (await host.RunAsync("people", "dismiss", "ada@example.org")).ShouldBe(new Ended(0, "ada@example.org is no administrator any more.\n", ""));
        (await IsAdministratorAsync()).ShouldBeFalse();
        (await host.RunAsync("people", "appoint", "eve@example.org")).ShouldBe(new Ended(1, "", "There is no account eve@example.org.\n"));
        (await host.RunAsync("people", "dismiss", "eve@example.org")).ExitCode.ShouldBe(1);

        async Task<bool> IsAdministratorAsync() => (await ada.GetFromJsonAsync<JsonElement>("me")).GetProperty("isAdministrator").GetBoolean();
    }

    private static async Task AKeyIsMadeAndRevokedAsync(HostProgram host)
    {
        var made = (await host.RunAsync("keys", "create", "--name", "Platform", "--scope", "interviews:read", "--scope", "interviews:write", "--requests-per-minute", "60", "--json")).Json.Single();
        var (key, id) = (made.GetProperty("key").GetString()!, made.GetProperty("info").GetProperty("id").GetGuid());
        var second = await host.RunAsync("keys", "create", "--name", "Second", "--scope", "interviews:read");
        (second.ExitCode, second.Output.TrimEnd()[..3]).ShouldBe((0, "vc_"), second.Error);
        second.Error.ShouldContain("shown this once");

        var listed = await host.RunAsync("keys", "list", "--json");
        listed.Output.ShouldNotContain(key[9..]);
        listed.Json.Select(k => k.GetProperty("name").GetString()).ShouldBe(["Second", "Platform"]);
        (listed.Json[1].GetProperty("requestsPerMinute").GetInt32(), listed.Json[1].GetProperty("createdBy").GetString(), listed.Json[1].GetProperty("prefix").GetString()).ShouldBe((60, Environment.UserName, key[..9]));
        (await host.RunAsync("keys", "list")).Output.ShouldContain($"{key[..9]}…  live  interviews:read interviews:write  60/min  by {Environment.UserName}");

        (await host.RunAsync("keys", "revoke", id.ToString())).ShouldBe(new Ended(0, $"{id} is revoked.\n", ""));
        (await host.RunAsync("keys", "revoke", id.ToString())).ExitCode.ShouldBe(0);
        (await host.RunAsync("keys", "list", "--json")).Json[1].GetProperty("revokedAt").GetString().ShouldNotBeNull();
        var unknown = Guid.NewGuid();
        (await host.RunAsync("keys", "revoke", unknown.ToString())).ShouldBe(new Ended(1, "", $"There is no key {unknown}.\n"));
        (await host.RunAsync("keys", "create", "--name", "x", "--scope", "interviews:delete", "--requests-per-minute", "0"))
            .ShouldSatisfyAllConditions(e => e.ExitCode.ShouldBe(1), e => e.Output.ShouldBe(""), e => e.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2));
        (await host.RunAsync("keys", "create", "--name", "x")).ExitCode.ShouldNotBe(0);
    }

    private static async Task AProgramAsksWithItsKeyAsync(HostProgram host)
    {
        var (reader, readerId) = await NewKeyAsync("interviews:read");
        var (writer, writerId) = await NewKeyAsync("interviews:write");
        (await AskAsync(reader, HttpMethod.Get, "interviews")).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(reader, HttpMethod.Post, "interviews")).ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(writer, HttpMethod.Get, "interviews")).ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(writer, HttpMethod.Post, "interviews")).ShouldBe(HttpStatusCode.Created);
        var facts = (await host.RunAsync("events", "tail", "--last", "50", "--json")).Json.Where(f => f.GetProperty("type").GetString()!.StartsWith("interviews.", StringComparison.Ordinal));
        facts.Select(f => f.GetProperty("actor").GetString()).Distinct().ShouldBe([$"api_key:{writerId}"]);
        foreach (var path in (string[])["me", "rooms", "calendar-events", "notifications", "api-keys"])
            (await AskAsync(reader, HttpMethod.Get, path)).ShouldBe(HttpStatusCode.Unauthorized, path);

        (await host.RunAsync("keys", "revoke", readerId)).ExitCode.ShouldBe(0);
        (await AskAsync(reader, HttpMethod.Get, "interviews")).ShouldBe(HttpStatusCode.Unauthorized);

        async Task<(string Key, string Id)> NewKeyAsync(string scope)
        {
            var made = (await host.RunAsync("keys", "create", "--name", scope, "--scope", scope, "--json")).Json.Single();
            return (made.GetProperty("key").GetString()!, made.GetProperty("info").GetProperty("id").GetString()!);
        }

        async Task<HttpStatusCode> AskAsync(string key, HttpMethod method, string path)
        {
            using var program = new HttpClient { BaseAddress = new Uri(host.Address, "/api/v1/") };
            program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
            var interview = new { title = "Algorithms", interviewer = new { name = "Ada", email = "ada@example.org" }, candidate = new { name = "Bob", email = "bob@example.org" } };
            using var request = new HttpRequestMessage(method, path) { Content = method == HttpMethod.Post ? JsonContent.Create(interview) : null };
            using var answer = await program.SendAsync(request);
            return answer.StatusCode;
        }
    }

    private static async Task AnotherBearerIsStillTakenWhereItIsAskedForAsync(HostProgram host)
    {
        using var server = new HttpClient { BaseAddress = host.Address };
        (await ReplyAsync("vc_another")).ShouldBe(HttpStatusCode.Unauthorized);
        // Not 401: the key was right, and the body is none
        (await ReplyAsync(Replies)).ShouldBe(HttpStatusCode.BadRequest);

        async Task<HttpStatusCode> ReplyAsync(string key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/calendar/replies") { Content = new StringContent("x") { Headers = { ContentType = new MediaTypeHeaderValue("text/calendar") } } };
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
            using var answer = await server.SendAsync(request);
            return answer.StatusCode;
        }
    }
}
