using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;
using VideoConf.EventStore;

namespace VideoConf.Testing;

/// <summary>
/// One file per wire name, <c>rooms.room_closed.golden.json</c>: the body of such a fact as it was first written. Files
/// are added and never edited, because rows in a log are never rewritten: what stood there once must be readable for ever.
/// </summary>
public static class GoldenJson
{
    private const string Extension = ".golden.json";

    /// <param name="registry">Where the module's wire names are registered, past ones included.</param>
    /// <param name="prefix">What the module's wire names begin with.</param>
    /// <param name="samples">One fact for each of today's shapes, every field set.</param>
    /// <param name="folder">Where the golden files lie, in the source tree.</param>
    /// <exception cref="ShouldAssertException">All that is wrong, a line each. A missing file is written, for a person to look at and commit.</exception>
    public static void ShouldHold(EventRegistry registry, string prefix, IEnumerable<object> samples, string folder)
    {
        var byType = samples.ToDictionary(sample => sample.GetType());
        var names = registry.Facts.ToDictionary(fact => fact.Value, fact => fact.Key);
        var wrong = new List<string>();
        foreach (var name in registry.WireNames.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var today = names.GetValueOrDefault(name);
            if (today is not null && !byType.ContainsKey(today)) wrong.Add($"{name}: no sample of {today.Name}");
            else wrong.AddRange(Check(registry, name, today is null ? null : byType[today], Path.Combine(folder, name + Extension)).Select(w => $"{name}: {w}"));
        }
        wrong.AddRange(Directory.GetFiles(folder, "*" + Extension)
            .Select(file => Path.GetFileName(file)[..^Extension.Length]).Except(registry.WireNames)
            .Select(name => $"{name}: has a golden file, but is registered no more; a log may still hold it"));
        wrong.ShouldBeEmpty();
    }

    private static IEnumerable<string> Check(EventRegistry registry, string name, object? sample, string path)
    {
        if (!File.Exists(path))
        {
            if (sample is not null) File.WriteAllText(path, Serialize(sample, new(FactJson.Options) { WriteIndented = true }) + "\n");
            yield return sample is null ? "no golden file for this past shape" : "had no golden file; it is written now, look at it and commit it";
            yield break;
        }
        var golden = JsonNode.Parse(File.ReadAllText(path))!.AsObject();
        if (Read(registry, name, golden.ToJsonString(), out var error) is not { } read)
        {
            yield return error;
            yield break;
        }
        if (sample is null) yield break;
        var known = golden.Select(member => member.Key).ToHashSet();
        foreach (var added in sample.GetType().GetConstructors().Single().GetParameters().Where(p => !p.HasDefaultValue && !known.Contains(JsonNamingPolicy.CamelCase.ConvertName(p.Name!))))
            yield return $"{added.Name} was added without a default: old rows do not have it";
        foreach (var changed in Changes(golden, JsonNode.Parse(Serialize(sample, FactJson.Options)), "")) yield return $"written otherwise today: {changed}";
        foreach (var changed in Changes(golden, JsonNode.Parse(Serialize(read, FactJson.Options)), "")) yield return $"read otherwise today: {changed}";
    }

    private static object? Read(EventRegistry registry, string name, string json, out string error)
    {
        error = "cannot be read";
        try
        {
            return registry.Read(name, json);
        }
        catch (JsonException e)
        {
            error = $"cannot be read: {e.Message}";
            return null;
        }
    }

    // Members that today's shape has and the golden does not are optional fields that came later.
    private static IEnumerable<string> Changes(JsonNode? golden, JsonNode? today, string path) => (golden, today) switch
    {
        (JsonObject was, JsonObject now) => was.SelectMany(member => now.ContainsKey(member.Key)
            ? Changes(member.Value, now[member.Key], $"{path}.{member.Key}")
            : [$"{path}.{member.Key} is gone"]),
        _ => JsonNode.DeepEquals(golden, today) ? [] : [$"{path} was {golden?.ToJsonString() ?? "null"} and is {today?.ToJsonString() ?? "null"}"],
    };

    private static string Serialize(object fact, JsonSerializerOptions options) => JsonSerializer.Serialize(fact, fact.GetType(), options);
}
