using System.Text.Json;
using VideoConf.Reports.Descriptions;

namespace VideoConf.Reports;

/// <summary>How an object was after each of its facts, in words.</summary>
/// <param name="registry">Folds.</param>
/// <param name="portrait">What is shown of it.</param>
/// <param name="facts">All of its stream.</param>
internal sealed class ObjectPast(EventRegistry registry, Portrait portrait, IReadOnlyList<StoredEvent> facts)
{
    private readonly object?[] states = [.. registry.FoldAlong(portrait.StreamType, facts)];
    private readonly Dictionary<string, Introduced> introduced = facts.Where(f => AllDescriptions.ByWireName.GetValueOrDefault(f.WireName)?.Introduces == true)
        .SelectMany(Introduced.By).GroupBy(i => i.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Value, StringComparer.Ordinal);

    /// <summary>The last version that was recorded at this instant or before, all before it counted in; 0: it was not there yet.</summary>
    public int VersionAt(Instant at) => facts.ToList().FindLastIndex(f => f.RecordedAt <= at) + 1;

    /// <summary>Whose names are needed to tell how it was after so many facts.</summary>
    public IEnumerable<Guid> PeopleOf(int version)
    {
        var ids = new List<string>();
        Say(version, "en", each =>
        {
            ids.AddRange(each.Split(", "));
            return each;
        });
        return ids.SelectMany(id => (string?[])[id, introduced.GetValueOrDefault(id)?.PersonId?.ToString()]).Select(id => Guid.TryParse(id, out var person) ? person : Guid.Empty);
    }

    /// <summary>What each field said after so many facts; null before the first.</summary>
    public IReadOnlyList<string?> Say(int version, string language, Names names) => Say(version, language, ids => names.Of(ids, introduced.GetValueOrDefault));

    private IReadOnlyList<string?> Say(int version, string language, Func<string, string> name)
    {
        if (version < 1 || states[version - 1] is not { } state) return new string?[portrait.Fields.Count];
        var body = JsonSerializer.SerializeToElement(state, state.GetType(), FactJson.Options);
        return [.. portrait.Fields.Select(field => field.Of(body, language, name))];
    }
}
