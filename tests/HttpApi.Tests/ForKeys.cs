using System.Net;
using System.Net.Http.Json;
using Shouldly;
using VideoConf.EventStore;
using Xunit;

namespace VideoConf.HttpApi.Tests;

/// <summary>Endpoints that programs may use with a key.</summary>
public sealed class ForKeys(SmallServer server) : IClassFixture<SmallServer>
{
    [Theory]
    [InlineData("key=1,scope=things:write,scope=things:read", "api_key:1")]
    [InlineData("sub=ada", "ada")]
    public async Task A_key_with_the_scope_and_a_person_pass_and_the_log_knows_which_it_was(string claims, string actor)
    {
        using var answer = await Ask(claims);
        (await answer.Content.ReadFromJsonAsync<EventMetadata>())!.Actor.ShouldBe(actor);
    }

    [Theory]
    [InlineData("key=1", null, 403, "missing_scope", "Bearer error=\"insufficient_scope\", scope=\"things:read\"")]
    [InlineData("key=1,scope=things:write,scope=things:readable", null, 403, "missing_scope", "Bearer error=\"insufficient_scope\", scope=\"things:read\"")]
    [InlineData(null, "Bearer 1", 401, "wrong_api_key", "Bearer error=\"invalid_token\"")]
    [InlineData(null, null, 401, "not_signed_in", "Bearer")]
    public async Task Others_are_told_what_they_lack(string? claims, string? authorization, int status, string code, string challenge)
    {
        using var answer = await Ask(claims, authorization);
        ((int)answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()).ShouldBe((status, challenge));
        (await answer.Content.ReadFromJsonAsync<Problem>())!.Code.ShouldBe(code);
    }

    [Fact]
    public async Task A_key_has_its_own_figure_and_a_person_the_general_one()
    {
        for (var i = 0; i < 2; i++)
        {
            using var passed = await Ask("key=2,scope=things:read,requests_per_minute=2");
            passed.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        using var refused = await Ask("key=2,scope=things:read,requests_per_minute=2");
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 30);
        using var other = await Ask("key=3,scope=things:read,requests_per_minute=2");
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var person = await Ask("sub=2,requests_per_minute=1");
        using var again = await Ask("sub=2,requests_per_minute=1");
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<HttpResponseMessage> Ask(string? claims, string? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/for-keys");
        if (claims is not null) request.Headers.Add("X-Claims", claims);
        if (authorization is not null) request.Headers.Add("Authorization", authorization);
        return await server.Client.SendAsync(request);
    }
}
