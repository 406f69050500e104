using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace VideoConf.Interviews.Tests;

/// <summary>What the OpenAPI document shows can be sent, and is what is answered.</summary>
public sealed class ExamplesSpec(InterviewsServer server) : IClassFixture<InterviewsServer>
{
    private static readonly JsonSerializerOptions Strict = new(InterviewCommands.JsonOptions) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    [Fact]
    public async Task The_examples_of_schedule_and_of_commands_are_accepted()
    {
        using var platform = server.NewPlatform();
        var made = await platform.Post("interviews", Examples.Schedule);
        made.Status.ShouldBe(System.Net.HttpStatusCode.Created, made.Text);
        NamesIn(JsonNode.Parse(Examples.Interview)!).ShouldBe(NamesIn(JsonNode.Parse(made.Body)!), ignoreOrder: true);
        var batch = await platform.Post("commands", Examples.Commands.Replace("2027-03-01", "2027-03-03", StringComparison.Ordinal));
        batch.Status.ShouldBe(System.Net.HttpStatusCode.OK, batch.Text);
        JsonNode.Parse(batch.Body)!["results"]!.AsArray().Select(r => (int)r!["status"]!).ShouldBe([201, 404]);
        NamesIn(JsonNode.Parse(Examples.CommandsAnswer)!["results"]![0]!).ShouldBe(["status", "body"]);
    }

    private static string[] NamesIn(JsonNode node) => [.. node.AsObject().Select(p => p.Key)];

    public static TheoryData<string> Verbs() => [.. InterviewsModule.Verbs.Select(v => v.Type)];

    [Theory]
    [MemberData(nameof(Verbs))]
    public void Each_verbs_example_is_what_it_reads(string type)
    {
        var verb = InterviewsModule.Verbs.Single(v => v.Type == type);
        var check = new HttpApi.Validation();
        verb.Read(JsonSerializer.Deserialize(Examples.Bodies[type], verb.Request, Strict)!, new Asking(Samples.AsAda, Samples.Now, new Dictionary<string, Accounts.Contracts.PersonWithAccount>()), check);
        check.Problem.ShouldBeNull();
    }

    [Fact]
    public void There_is_one_for_each_verb_and_no_more()
    {
        Examples.Bodies.Keys.ShouldBe(InterviewsModule.Verbs.Select(v => v.Type), ignoreOrder: true);
        JsonSerializer.Deserialize<InterviewResource>(Examples.Interview, Strict)!.Title.ShouldBe("Mock interview: graphs");
    }
}
