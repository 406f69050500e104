using VideoConf.Testing;

namespace VideoConf.Accounts.Tests;

/// <summary>Every endpoint with a body against every bad body: 400 and a problem document, never 500, nothing signed in, nothing written.</summary>
public sealed class BadInput(AccountsServer server) : IClassFixture<AccountsServer>
{
    private static readonly (HttpMethod Method, string Path, string[] TextFields)[] Endpoints =
    [
        (HttpMethod.Post, "/accounts", ["email", "password", "displayName", "language", "timeZone"]),
        (HttpMethod.Post, "/session", ["email", "password"]),
        (HttpMethod.Post, "/guests", ["displayName"]),
        (HttpMethod.Put, "/me/profile", ["displayName"]),
        (HttpMethod.Put, "/me/password", ["currentPassword", "newPassword"]),
        (HttpMethod.Post, "/api-keys", ["name"]),
        (HttpMethod.Put, "/me/preferences", ["preferredVideoQuality", "preferredAudioQuality", "virtualBackground", "language", "timeZone"]),
    ];

    private static readonly Dictionary<string, byte[]> Values = new(Junk.Values)
    {
        ["an object"] = "{}"u8.ToArray(),
        ["true"] = "true"u8.ToArray(),
        ["a line break"] = "\"aaaaab\\ncdefgh@example.org\""u8.ToArray(),
    };

    public static TheoryData<string, string> EndpointsAndBodies() => Junk.Rows(from e in Endpoints from body in Junk.Bodies.Keys select ($"{e.Method} {e.Path}", body));

    public static TheoryData<string, string> EndpointsAndFields() => Junk.Rows(from e in Endpoints from field in e.TextFields select ($"{e.Method} {e.Path}", field));

    [Theory]
    [MemberData(nameof(EndpointsAndBodies))]
    public async Task A_body_that_is_not_what_is_expected_gets_400(string endpoint, string body)
    {
        var answer = await Send(endpoint, Junk.Bodies[body]);
        answer.ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request");
        answer.Errors.Count.ShouldBe(1);
    }

    [Theory]
    [MemberData(nameof(EndpointsAndFields))]
    public async Task A_field_that_cannot_be_right_gets_400_and_is_named(string endpoint, string field)
    {
        foreach (var (name, value) in Values)
        {
            var answer = await Send(endpoint, Junk.In(field, value));
            // At sign-in a password is only compared, so that odd characters in it are merely wrong; the address is missing
            answer.ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request");
            if ((endpoint, field) is not (("POST /session", "password") or ("PUT /me/password", "currentPassword")))
                answer.Errors.ShouldContain(error => error.Field == field, name);
        }
    }

    [Theory]
    [InlineData("ada")]
    [InlineData("@example.org")]
    [InlineData("ada@")]
    [InlineData("ada@@example.org")]
    [InlineData("ada@example@org")]
    [InlineData("ada lovelace@example.org")]
    [InlineData("ada@.org")]
    [InlineData("ada@org.")]
    [InlineData("ada@exam\u202Eple.org")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890123456@example.org")]
    public async Task What_cannot_be_an_address_is_refused(string email)
    {
        using var browser = server.NewBrowser();
        var answer = await browser.Post("/accounts", new { email, password = Browser.Password, displayName = "Ada" });
        answer.ShouldRefuse(HttpStatusCode.BadRequest, "invalid_request");
        answer.Errors.Single().Field.ShouldBe("email");
    }

    [Fact]
    public async Task All_that_is_wrong_is_told_at_once()
    {
        using var browser = server.NewBrowser();
        var answer = await browser.Post("/accounts", new { email = "ada", password = "short", displayName = " ", language = "de", timeZone = "Mars" });
        answer.Errors.Select(error => error.Field).ShouldBe(["email", "password", "displayName", "language", "timeZone"]);
    }

    [Fact]
    public async Task A_page_of_another_site_can_neither_sign_in_nor_out()
    {
        using var browser = await server.NewAccount("foreign@example.org");
        browser.Headers.Add("Origin", "https://evil.example");
        (await browser.Delete("/session")).ShouldRefuse(HttpStatusCode.Forbidden, "foreign_origin");
        (await browser.SignIn("foreign@example.org")).ShouldRefuse(HttpStatusCode.Forbidden, "foreign_origin");
        (await browser.Get("/me")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<Answer> Send(string endpoint, byte[] body)
    {
        using var browser = endpoint.Contains("/api-keys", StringComparison.Ordinal) ? await server.NewAdministrator($"{Guid.CreateVersion7()}@example.org") : server.NewBrowser();
        if (endpoint.Contains("/me", StringComparison.Ordinal))
            (await browser.Post("/guests", new { })).Status.ShouldBe(HttpStatusCode.Created);
        using var content = Junk.AsJson(body);
        var answer = await browser.Send(new HttpMethod(endpoint.Split(' ')[0]), endpoint.Split(' ')[1], content);
        answer.SetCookie.ShouldBeEmpty();
        return answer;
    }
}
