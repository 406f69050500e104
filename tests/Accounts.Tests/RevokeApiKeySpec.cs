namespace VideoConf.Accounts.Tests;

public sealed class RevokeApiKeySpec(AccountsServer server) : IClassFixture<AccountsServer>
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 22, 14, 0);

    [Fact]
    public void What_is_no_key_cannot_be_revoked() => RevokeApiKey.Decide(new(Now), null).ShouldBe(Refusal.ApiKeyNotFound);

    [Fact]
    public void A_revoked_key_stays_revoked() => RevokeApiKey.Decide(new(Now), new ApiKey(IsRevoked: true)).ShouldBe(Decision.Nothing);

    [Fact]
    public void A_live_key_is_revoked() =>
        RevokeApiKey.Decide(new(Now), new ApiKey(IsRevoked: false)).ShouldBeOfType<Decision.Accepted>().Facts.ShouldBe([new ApiKeyRevoked(Now)]);

    [Fact]
    public async Task It_opens_nothing_any_more_and_stays_in_the_list()
    {
        using var ada = await server.NewAdministrator("ada@example.org");
        var (id, key) = await server.NewKey(scopes: "interviews:read");
        using var program = server.NewProgram(key);
        (await program.Get("/interviews")).Status.ShouldBe(HttpStatusCode.OK);

        (await ada.Delete($"/api-keys/{id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await ada.Delete($"/api-keys/{id}")).Status.ShouldBe(HttpStatusCode.NoContent);
        (await program.Get("/interviews")).ShouldRefuse(HttpStatusCode.Unauthorized, "wrong_api_key");
        (await ada.Get("/api-keys")).Body.GetProperty("items").EnumerateArray().Single(item => item.GetProperty("id").GetGuid() == id)
            .GetProperty("revokedAt").GetString().ShouldNotBeNull();
        (await server.Facts(id)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Nobodys_key_is_not_found()
    {
        using var ada = await server.NewAdministrator("bea@example.org");
        (await ada.Delete($"/api-keys/{Guid.CreateVersion7()}")).ShouldRefuse(HttpStatusCode.NotFound, "api_key_not_found");
        (await ada.Delete("/api-keys/vc_x")).ShouldRefuse(HttpStatusCode.NotFound, "not_found");
        // A person's stream is no key's
        var person = (await ada.Get("/me")).Id;
        (await ada.Delete($"/api-keys/{person}")).ShouldRefuse(HttpStatusCode.NotFound, "api_key_not_found");
        (await server.Facts(person)).Count.ShouldBe(2);
    }
}
