using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using VideoConf.Reports.Descriptions;

namespace VideoConf.Reports.Tests;

/// <summary>What is secret or private is never in a line, whatever fact it is made of.</summary>
public sealed partial class DescriptionsSpec
{
    /// <summary>One fact of each kind that ever stood in a log, every field set.</summary>
    internal static readonly IReadOnlyList<(string WireName, JsonElement Body)> Golden =
        [.. Directory.GetFiles(Path.Combine(Here(), ".."), "*.golden.json", SearchOption.AllDirectories).Where(f => f.Contains("/Golden/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .Select(f => (Path.GetFileName(f)[..^".golden.json".Length], JsonDocument.Parse(File.ReadAllText(f)).RootElement)).Where(g => AllDescriptions.ByWireName.ContainsKey(g.Item1))];

    [Fact]
    public void No_template_names_what_is_secret_or_private() =>
        AllDescriptions.ByWireName.Values.SelectMany(d => d.Paths.Concat(d.English.Earlier).Concat(d.Russian.Earlier).Select(p => $"{d.WireName} {p}")).Where(p => Secret().IsMatch(p.Split(' ')[1])).ShouldBeEmpty();

    [Fact]
    public void No_secret_of_any_fact_is_said()
    {
        var looked = 0;
        foreach (var (name, body) in Golden)
        {
            var secrets = Secrets(body, "").ToList();
            looked += secrets.Count;
            foreach (var path in AllDescriptions.ByWireName[name].Paths.Concat(AllDescriptions.ByWireName[name].English.Earlier))
            {
                if (Template.At(body, path) is { } said) secrets.Where(s => said.Contains(s, StringComparison.Ordinal)).ShouldBeEmpty($"{name} {path}");
            }
        }
        looked.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void No_portrait_names_what_is_secret_or_private() =>
        Portrait.ByObject.Values.SelectMany(p => p.Fields.SelectMany(f => f.Holes.Select(h => $"{p.Object} {f.Each} {h.Path}"))).Where(p => Secret().IsMatch(p)).ShouldBeEmpty();

    [Fact]
    public void Both_languages_say_the_same_things() => AllDescriptions.ByWireName.Values
        .Where(d => !d.English.Holes.Select(h => h.ToString()).Order().SequenceEqual(d.Russian.Holes.Select(h => h.ToString()).Order())).Select(d => d.WireName).ShouldBeEmpty();

    [Theory]
    [InlineData("the last is “{word:was:role}”[ since {when:at}][ by {person:by}]", "en", "the last is “co-host” since 2026-11-22 14:00 UTC")]
    [InlineData("{word:was:role}, {when:at}, {named:gone}", "ru", "соведущий, 2026-11-22 14:00 UTC, –")]
    public void A_template_is_filled_and_leaves_out_what_nobody_said(string template, string language, string text) => new Template(template).Fill(language, hole => hole.Path switch
    {
        "role" when hole.Source is Source.Was => "co_host",
        "at" => "2026-11-22T14:00:00Z",
        _ => null,
    }).ShouldBe(text);

    [Fact]
    public void Every_path_leads_somewhere()
    {
        var wrong = Golden.SelectMany(g => AllDescriptions.ByWireName[g.WireName] is var d ? d.Paths.Concat(((string?[])[d.Title, d.Owner, d.Within]).OfType<string>().Where(p => p.Length > 0))
            .Where(p => Template.At(g.Body, p) is null).Select(p => $"{g.WireName} {p}") : []);
        wrong.ShouldBeEmpty();
    }

    internal static IEnumerable<string> Secrets(JsonElement value, string name) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Secrets(p.Value, Secret().IsMatch(p.Name) ? p.Name : name)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Secrets(item, name)),
        JsonValueKind.String when name.Length > 0 && value.GetString() is { Length: > 3 } text => [text],
        _ => [],
    };

    [GeneratedRegex("secret|sealed|hash|pass|url|link$|email|private|sharedText|scores|notes|question|update$|comment|description|endpoint", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Secret();

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
