using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Shouldly;
using Xunit;

namespace VideoConf.HttpApi.Tests;

public sealed class ProblemDocuments(SmallServer server) : IClassFixture<SmallServer>
{
    [Theory]
    [InlineData("", "")]
    [InlineData("null", "")]
    [InlineData("[]", "")]
    [InlineData("5", "")]
    [InlineData("{", "")]
    [InlineData("{\"name\":\"a\"", "")]
    [InlineData("{\"name\":\"a\",\"name\":\"b\"}", "name")]
    [InlineData("{\"name\":5}", "name")]
    [InlineData("{\"name\":\"\\ud800\"}", "name")]
    [InlineData("{\"name\":\"a\\u0000b\"}", "name")]
    [InlineData("{\"name\":\"\\u202Egpj\"}", "name")]
    [InlineData("{\"name\":\"\\u200B\\u200D\"}", "name")]
    [InlineData("{\"name\":\"  \"}", "name")]
    [InlineData("{\"name\":null}", "name")]
    [InlineData("{\"name\":\"a\",\"count\":-1}", "count")]
    [InlineData("{\"name\":\"a\",\"count\":11}", "count")]
    [InlineData("{\"name\":\"a\",\"count\":\"5\"}", "count")]
    [InlineData("{\"name\":\"a\",\"count\":1.5}", "count")]
    [InlineData("{\"name\":\"a\",\"count\":99999999999999999999}", "count")]
    [InlineData("{\"name\":\"a\",\"at\":\"yesterday\"}", "at")]
    [InlineData("{\"name\":\"a\",\"at\":\"10000-01-01T00:00:00Z\"}", "at")]
    [InlineData("{\"name\":\"a\",\"at\":7}", "at")]
    [InlineData("{\"name\":\"a\",\"colour\":\"blue\"}", "colour")]
    [InlineData("{\"name\":\"a\",\"colour\":1}", "colour")]
    public async Task A_body_that_cannot_be_accepted_is_answered_400_with_the_field(string body, string field)
    {
        using var answer = await Post(Encoding.UTF8.GetBytes(body));
        var problem = await ShouldBeProblem(answer, HttpStatusCode.BadRequest, "invalid_request");
        problem.Errors.ShouldNotBeNull().ShouldHaveSingleItem().Field.ShouldBe(field);
    }

    [Fact]
    public async Task A_wrong_UTF8_byte_and_a_name_of_a_megabyte_are_answered_400()
    {
        using var wrongByte = await Post([.. "{\"name\":\"a"u8, 0xFF, .. "\"}"u8]);
        (await ShouldBeProblem(wrongByte, HttpStatusCode.BadRequest, "invalid_request")).Errors!.Single().Field.ShouldBe("name");

        using var megabyte = await Post(Encoding.UTF8.GetBytes($"{{\"name\":\"{new string('x', 1 << 20)}\"}}"));
        (await ShouldBeProblem(megabyte, HttpStatusCode.BadRequest, "invalid_request")).Errors!.Single().Code.ShouldBe("too_long");
    }

    [Fact]
    public async Task All_wrong_fields_are_named_at_once()
    {
        using var answer = await Post("{\"count\":0}"u8.ToArray());
        (await ShouldBeProblem(answer, HttpStatusCode.BadRequest, "invalid_request"))
            .Errors!.Select(error => (error.Field, error.Code)).ShouldBe([("name", "required"), ("count", "out_of_range")]);
    }

    [Fact]
    public async Task A_good_body_passes_and_its_name_is_trimmed()
    {
        using var answer = await Post("{\"name\":\" Ада 👩‍💻 \",\"at\":\"2026-11-22T17:00:00+03:00\",\"colour\":\"dark_green\"}"u8.ToArray());
        var thing = await answer.Content.ReadFromJsonAsync<JsonElement>();
        thing.GetProperty("name").GetString().ShouldBe("Ада 👩‍💻");
        thing.GetProperty("at").GetString().ShouldBe("2026-11-22T14:00:00Z");
        thing.GetProperty("colour").GetString().ShouldBe("dark_green");
    }

    [Fact]
    public async Task A_body_that_is_too_large_or_no_JSON_keeps_its_status()
    {
        using var large = await Post(new byte[3_000_000]);
        await ShouldBeProblem(large, HttpStatusCode.RequestEntityTooLarge, "request_too_large");
        using var text = await server.Client.PostAsync("/api/v1/things", new StringContent("{}", Encoding.UTF8, "text/plain"));
        await ShouldBeProblem(text, HttpStatusCode.UnsupportedMediaType, "unsupported_media_type");
    }

    [Theory]
    [InlineData("/api/v1/things?limit=abc", "limit")]
    [InlineData("/api/v1/things?limit=0", "limit")]
    [InlineData("/api/v1/things?limit=101", "limit")]
    [InlineData("/api/v1/things?limit=-1", "limit")]
    [InlineData("/api/v1/things?cursor=x", "cursor")]
    [InlineData("/api/v1/things?cursor=________________________________", "cursor")]
    [InlineData("/api/v1/things?cursor=%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00%00", "cursor")]
    public async Task A_parameter_that_cannot_be_accepted_is_answered_400(string address, string field)
    {
        using var answer = await server.Client.GetAsync(address);
        (await ShouldBeProblem(answer, HttpStatusCode.BadRequest, "invalid_request")).Field.ShouldBe(field);
    }

    [Fact]
    public async Task An_unknown_address_or_method_is_answered_with_a_problem()
    {
        using var address = await server.Client.GetAsync("/api/v1/nothing");
        await ShouldBeProblem(address, HttpStatusCode.NotFound, "not_found");
        using var method = await server.Client.DeleteAsync("/api/v1/things");
        await ShouldBeProblem(method, HttpStatusCode.MethodNotAllowed, "method_not_allowed");
    }

    [Fact]
    public async Task A_bug_is_answered_500_without_any_detail()
    {
        using var answer = await server.Client.GetAsync("/api/v1/bug");
        await ShouldBeProblem(answer, HttpStatusCode.InternalServerError, "internal_error");
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("https://evil.example", true)]
    [InlineData("http://127.0.0.1:1", true)]
    [InlineData("null", true)]
    [InlineData("", false)]
    [InlineData("{self}", false)]
    public async Task An_unsafe_request_of_a_foreign_page_is_refused(string origin, bool refused)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/things") { Content = JsonContent.Create(new { name = "a" }) };
        if (origin != "")
            request.Headers.Add("Origin", origin.Replace("{self}", server.Client.BaseAddress!.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal));
        using var answer = await server.Client.SendAsync(request);
        if (refused)
            await ShouldBeProblem(answer, HttpStatusCode.Forbidden, "foreign_origin");
        else
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<HttpResponseMessage> Post(byte[] body)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        return await server.Client.PostAsync("/api/v1/things", content);
    }

    private static async Task<Problem> ShouldBeProblem(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        var problem = (await answer.Content.ReadFromJsonAsync<Problem>()).ShouldNotBeNull();
        problem.Code.ShouldBe(code);
        problem.Status.ShouldBe((int)status);
        problem.Type.ShouldBe("/problems/" + code);
        problem.Detail.ShouldNotBeNullOrEmpty();
        return problem;
    }
}
