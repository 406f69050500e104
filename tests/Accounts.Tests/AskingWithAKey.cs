using System.Text.Json;

namespace VideoConf.Accounts.Tests;

/// <summary>Authorization: Bearer, at an endpoint of another module and at ours.</summary>
public sealed class AskingWithAKey(AccountsServer server) : IClassFixture<AccountsServer>
{
    private static readonly string[] Ours = ["GET /me", "GET /me/preferences", "PUT /me/profile", "PUT /me/password", "GET /api-keys", "POST /api-keys", "DELETE /api-keys/01a203db-3da8-7b27-a316-3d1627504093"];

    [Fact]
    public async Task A_key_is_known_by_its_id_and_its_scopes_and_is_no_person()
    {
        var (id, key) = await server.NewKey(scopes: ["interviews:read", "interviews:write"]);
        using var program = server.NewProgram(key);
        var asked = await program.Get("/interviews");
        asked.Status.ShouldBe(HttpStatusCode.OK, asked.Text);
        (asked["key"], asked["name"], asked["actor"], asked.Body.GetProperty("person").ValueKind).ShouldBe((id.ToString(), "Platform", $"api_key:{id}", JsonValueKind.Null));
        asked.Body.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()).Order().ShouldBe(["interviews:read", "interviews:write"]);
    }

    [Fact]
    public async Task A_person_passes_untouched()
    {
        using var ada = await server.NewAccount("ada@example.org");
        var asked = await ada.Get("/interviews");
        asked["person"].ShouldBe((await ada.Get("/me"))["id"]);
        asked.Body.GetProperty("key").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task Without_the_scope_it_is_forbidden()
    {
        var (_, key) = await server.NewKey(scopes: "interviews:write");
        using var program = server.NewProgram(key);
        (await program.Get("/interviews")).ShouldRefuse(HttpStatusCode.Forbidden, "missing_scope");
    }

    [Fact]
    public async Task What_is_no_key_is_answered_like_a_revoked_one()
    {
        using var ada = await server.NewAdministrator("like@example.org");
        var (id, revoked) = await server.NewKey(scopes: "interviews:read");
        await ada.Delete($"/api-keys/{id}");
        var answers = new List<string>();
        foreach (var key in (string[])[revoked, ApiKeySecret.New(), revoked[..^1], revoked + "A", revoked.ToUpperInvariant(), "vc_", "x", ApiKeySecret.Hash(revoked), new string('x', 10_000)])
        {
            using var program = server.NewProgram(key);
            var refused = await program.Get("/interviews");
            refused.ShouldRefuse(HttpStatusCode.Unauthorized, "wrong_api_key");
            answers.Add(refused.Text);
        }
        answers.Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Our_own_endpoints_know_no_key_whatever_its_scopes()
    {
        var (_, key) = await server.NewKey(scopes: ["interviews:read", "interviews:write"]);
        using var program = server.NewProgram(key);
        foreach (var endpoint in Ours)
            (await Send(program, endpoint)).ShouldRefuse(HttpStatusCode.Unauthorized, "not_signed_in");
    }

    [Fact]
    public async Task Keys_are_for_administrators()
    {
        using var nobody = server.NewBrowser();
        using var guest = server.NewBrowser();
        await guest.Post("/guests", new { });
        using var person = await server.NewAccount("person@example.org");
        foreach (var endpoint in Ours.Where(endpoint => endpoint.Contains("/api-keys", StringComparison.Ordinal)))
        {
            (await Send(nobody, endpoint)).ShouldRefuse(HttpStatusCode.Unauthorized, "not_signed_in");
            (await Send(guest, endpoint)).ShouldRefuse(HttpStatusCode.Forbidden, "not_administrator");
            (await Send(person, endpoint)).ShouldRefuse(HttpStatusCode.Forbidden, "not_administrator");
        }
    }

    [Fact]
    public async Task A_key_goes_before_the_cookie_that_is_sent_with_it()
    {
        using var ada = await server.NewAccount("both@example.org");
        ada.Headers.TryAddWithoutValidation("Authorization", "bearer vc_nobodys");
        (await ada.Get("/me")).ShouldRefuse(HttpStatusCode.Unauthorized, "not_signed_in");
        // Other schemes are none of ours: the cookie counts
        ada.Headers.Remove("Authorization");
        ada.Headers.TryAddWithoutValidation("Authorization", "Basic YTpi");
        (await ada.Get("/me")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Signing_in_and_becoming_a_guest_work_beside_a_key()
    {
        using var registered = await server.NewAccount("beside@example.org");
        using var program = server.NewProgram("vc_nobodys");
        (await program.SignIn("beside@example.org")).Status.ShouldBe(HttpStatusCode.OK);
        program.Headers.Remove("Authorization");
        (await program.Get("/me"))["email"].ShouldBe("beside@example.org");
    }

    [Fact]
    public async Task Another_module_lets_somebody_in_also_beside_a_key()
    {
        var (_, key) = await server.NewKey(scopes: "interviews:read");
        using var program = server.NewProgram(key);
        (await program.Post("/links", new { })).Status.ShouldBe(HttpStatusCode.OK);
        program.Headers.Remove("Authorization");
        (await program.Get("/me"))["displayName"].ShouldBe("Bob");
    }

    [Fact]
    public async Task A_page_of_another_site_cannot_use_a_key_either()
    {
        var (_, key) = await server.NewKey(scopes: "interviews:read");
        using var program = server.NewProgram(key);
        program.Headers.Add("Origin", "https://evil.example");
        (await program.Post("/interviews", new { })).ShouldRefuse(HttpStatusCode.Forbidden, "foreign_origin");
    }

    [Fact]
    public async Task Each_key_has_its_own_figure()
    {
        var (_, few) = await server.NewKey(requestsPerMinute: 2, "interviews:read");
        var (_, other) = await server.NewKey(requestsPerMinute: 2, "interviews:read");
        using var program = server.NewProgram(few);
        for (var i = 0; i < 2; i++)
            (await program.Get("/interviews")).Status.ShouldBe(HttpStatusCode.OK);
        var refused = await program.Get("/interviews");
        refused.ShouldRefuse(HttpStatusCode.TooManyRequests, "too_many_requests");
        refused.RetryAfter.ShouldNotBeNull().TotalSeconds.ShouldBeInRange(1, 30);
        using var another = server.NewProgram(other);
        (await another.Get("/interviews")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task No_key_gets_into_the_log_of_the_program()
    {
        var (_, key) = await server.NewKey(scopes: "interviews:read");
        var unknown = ApiKeySecret.New();
        using var program = server.NewProgram(key);
        using var stranger = server.NewProgram(unknown);
        (await program.Get("/interviews")).Status.ShouldBe(HttpStatusCode.OK);
        (await stranger.Get("/interviews")).Status.ShouldBe(HttpStatusCode.Unauthorized);
        server.Logged.ShouldNotBeEmpty();
        var (secret, wrong) = (key[9..], unknown[9..]);
        server.Logged.ShouldNotContain(line => line.Contains(secret, StringComparison.Ordinal) || line.Contains(wrong, StringComparison.Ordinal));
    }

    private static Task<Answer> Send(Browser browser, string endpoint) => endpoint.Split(' ') switch
    {
        ["GET", var path] => browser.Get(path),
        ["DELETE", var path] => browser.Delete(path),
        ["PUT", var path] => browser.Put(path, new { }),
        [_, var path] => browser.Post(path, new { }),
        _ => throw new ArgumentException(endpoint, nameof(endpoint)),
    };
}
