using System.Net.Http.Json;
using System.Text.Json;

namespace VideoConf.Accounts.Tests;

public sealed class CreateApiKeySpec(AccountsServer server) : IClassFixture<AccountsServer>
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 14, 0);

    [Fact]
    public void A_key_is_a_fact_that_does_not_hold_the_key()
    {
        var key = ApiKeySecret.New();
        key.ShouldMatch("^vc_[A-Za-z0-9_-]{43}$");
        var fact = CreateApiKey.Decide(new("Platform", ApiKeySecret.PrefixOf(key), ApiKeySecret.Hash(key), ["interviews:read"], 600, Now))
            .ShouldBeOfType<Decision.Accepted>().Facts.ShouldHaveSingleItem().ShouldBeOfType<ApiKeyCreated>();
        (fact.Name, fact.Prefix, fact.RequestsPerMinute, fact.At).ShouldBe(("Platform", key[..9], 600, Now));
        JsonSerializer.Serialize(fact).ShouldNotContain(key[9..]);
    }

    [Fact]
    public async Task An_administrator_sees_the_key_once_and_never_again()
    {
        using var ada = await server.NewAdministrator("ada@example.org");
        var created = await ada.Post("/api-keys", new { name = " Platform ", scopes = (string[])["interviews:write", "interviews:read", "interviews:read"] });
        created.Status.ShouldBe(HttpStatusCode.Created, created.Text);
        var key = created["key"]!;
        var info = created.Body.GetProperty("info");
        info.GetProperty("prefix").GetString().ShouldBe(key[..9]);
        (info.GetProperty("name").GetString(), info.GetProperty("requestsPerMinute").GetInt32(), info.GetProperty("createdBy").GetString()).ShouldBe(("Platform", 600, "Ada"));
        (info.GetProperty("createdAt").GetDateTimeOffset(), info.GetProperty("revokedAt").ValueKind).ShouldBe((server.Clock.GetUtcNow(), JsonValueKind.Null));

        var list = await ada.Get("/api-keys");
        list.Text.ShouldNotContain(key[9..]);
        var listed = list.Body.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("id").GetGuid() == info.GetProperty("id").GetGuid());
        listed.GetRawText().ShouldBe(info.GetRawText());
        listed.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()).ShouldBe(["interviews:read", "interviews:write"]);
        list.Body.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()).ShouldBe(["interviews:read", "interviews:write"]);
        (await server.Scalar<long>($"select count(*) from events.mt_events where data::text like '%{key[9..]}%'")).ShouldBe(0);
        (await server.Log.FetchStreamAsync(info.GetProperty("id").GetGuid())).ShouldHaveSingleItem().Metadata.Actor.ShouldBe((await ada.Get("/me"))["id"]);
    }

    [Fact]
    public async Task The_newest_stands_first()
    {
        using var ada = await server.NewAdministrator("newest@example.org");
        foreach (var name in (string[])["First", "Second"])
        {
            server.Clock.Advance(Duration.FromSeconds(1));
            await ada.Post("/api-keys", new { name, scopes = (string[])["interviews:read"] });
        }
        (await ada.Get("/api-keys")).Body.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("name").GetString()).Take(2).ShouldBe(["Second", "First"]);
    }

    [Theory]
    [InlineData("""{"name":"x"}""", "scopes", "required")]
    [InlineData("""{"name":"x","scopes":[]}""", "scopes", "required")]
    [InlineData("""{"name":"x","scopes":["interviews:delete"]}""", "scopes", "not_one_of")]
    [InlineData("""{"name":"x","scopes":["interviews:read","*"]}""", "scopes", "not_one_of")]
    [InlineData("""{"name":"x","scopes":[null]}""", "scopes", "not_one_of")]
    [InlineData("""{"name":"x","scopes":["interviews:read"],"requestsPerMinute":0}""", "requestsPerMinute", "out_of_range")]
    [InlineData("""{"name":"x","scopes":["interviews:read"],"requestsPerMinute":100001}""", "requestsPerMinute", "out_of_range")]
    [InlineData("""{"name":" ","scopes":["interviews:read"]}""", "name", "required")]
    [InlineData("""{"name":"x","scopes":"interviews:read"}""", "scopes", "invalid_type")]
    [InlineData("""{"name":"x","scopes":["interviews:read"],"requestsPerMinute":1.5}""", "requestsPerMinute", "invalid_type")]
    public async Task What_cannot_be_a_key_is_refused_and_named(string body, string field, string code)
    {
        using var ada = await server.NewAdministrator($"{Guid.CreateVersion7()}@example.org");
        using var content = JsonContent.Create(JsonDocument.Parse(body).RootElement);
        var answer = await ada.Send(HttpMethod.Post, "/api-keys", content);
        answer.ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request");
        answer.Errors.ShouldBe([(field, code)]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    public async Task The_ends_of_the_range_are_in_it(int requestsPerMinute)
    {
        using var ada = await server.NewAdministrator($"{Guid.CreateVersion7()}@example.org");
        (await ada.Post("/api-keys", new { name = new string('n', 80), scopes = (string[])["interviews:read"], requestsPerMinute })).Status.ShouldBe(HttpStatusCode.Created);
    }
}
