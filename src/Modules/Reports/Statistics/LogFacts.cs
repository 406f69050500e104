using System.Text.Json;

namespace VideoConf.Reports.Statistics;

/// <summary>Facts of other modules, known by their names in the log alone; only what is named here is taken out of them.</summary>
internal static class LogFacts
{
    /// <summary>Those of them that are registered: a module that is not there has none.</summary>
    public static IReadOnlyCollection<Type> Named(this EventRegistry registry, IEnumerable<string> wireNames) =>
        [.. wireNames.ToHashSet(StringComparer.Ordinal) is var names ? registry.Facts.Where(f => names.Contains(f.Value)).Select(f => f.Key) : []];

    public static T Read<T>(this StoredEvent e) => JsonSerializer.Deserialize<T>(e.Json, FactJson.Options)!;

    public static long Milliseconds(this Instant instant) => instant.ToUnixTimeMilliseconds();

    public static object? Utc(long? milliseconds) => milliseconds is { } ms ? Instant.FromUnixTimeMilliseconds(ms).ToDateTimeUtc() : null;
}
