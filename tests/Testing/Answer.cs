using System.Net;
using System.Text;
using System.Text.Json;
using Shouldly;
using VideoConf.HttpApi;

namespace VideoConf.Testing;

/// <summary>What the server answered.</summary>
public sealed record Answer(HttpStatusCode Status, byte[] Body, IReadOnlyDictionary<string, string> Headers)
{
    public static readonly JsonSerializerOptions JsonOptions = Options();

    public static async Task<Answer> Of(HttpResponseMessage response) => new(
        response.StatusCode, await response.Content.ReadAsByteArrayAsync(),
        response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(",", h.Value)));

    public string Text => Encoding.UTF8.GetString(Body);

    public Problem Problem => JsonSerializer.Deserialize<Problem>(Body, JsonSerializerOptions.Web)!;

    public T As<T>(HttpStatusCode status = HttpStatusCode.OK)
    {
        Status.ShouldBe(status, Text);
        return JsonSerializer.Deserialize<T>(Body, JsonOptions)!;
    }

    public void ShouldBeDone() => Status.ShouldBe(HttpStatusCode.NoContent, Text);

    public Problem ShouldRefuse(int status, string code)
    {
        ((int)Status).ShouldBe(status, Text);
        Headers["Content-Type"].ShouldBe("application/problem+json");
        Problem.Code.ShouldBe(code);
        Problem.Detail.ShouldNotBeNullOrEmpty();
        return Problem;
    }

    /// <summary>400, and these fields are named and no others.</summary>
    public void ShouldBlame(params string[] fields) => ShouldRefuse(400, "invalid_request").Errors!.Select(e => e.Field).ShouldBe(fields);

    private static JsonSerializerOptions Options()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Json.Configure(options);
        return options;
    }
}
