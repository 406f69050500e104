using System.Reflection;
using System.Text.Json;
using Shouldly;
using VideoConf.EventStore;
using VideoConf.Reports.Descriptions;
using Xunit;

namespace VideoConf.House.Tests;

/// <summary>What the audit trail shows of facts and states is there to be shown, and has words.</summary>
public sealed class PortraitsSpec
{
    private static readonly EventRegistry Registry = Assembled();

    private static EventRegistry Assembled()
    {
        var registry = new EventRegistry();
        foreach (var add in Built.Modules.SelectMany(m => Assembly.Load(Built.Prefix + Built.Name(m)).GetTypes()).SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public))
            .Where(m => m.ReturnType == typeof(EventRegistry) && m.GetParameters() is [{ ParameterType: var only }] && only == typeof(EventRegistry)))
            add.Invoke(null, [registry]);
        return registry;
    }

    /// <summary>Null when the path leads nowhere.</summary>
    internal static Type? At(Type type, string path)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (path.Length == 0) return type;
        if (Items(type) is { } item) return At(item, path);
        var (name, rest) = path.Split('.', 2) is [var first, var others] ? (first, others) : (path, "");
        return type.GetProperties().FirstOrDefault(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name) == name) is { } property ? At(property.PropertyType, rest) : null;
    }

    private static Type? Items(Type type) => type == typeof(string) ? null
        : type.GetInterfaces().Prepend(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];

    private static Type StateOf(Portrait portrait) => Registry.Streams.Single(s => s.Value == portrait.StreamType).Key;

    internal static IEnumerable<string> Nowhere(Type state, IEnumerable<Field> fields) => fields
        .SelectMany(f => f.Holes.Select(h => (f, h)))
        .Where(x => (x.f.Each is { } each ? At(state, each) : state) is not { } from || At(from, x.h.Path) is null)
        .Select(x => $"{state.Name} {x.f.Name} {x.f.Each} {x.h.Path}");

    [Fact]
    public void Every_field_that_is_shown_of_a_state_is_there() => Portrait.ByObject.Values.SelectMany(p => Nowhere(StateOf(p), p.Fields)).ShouldBeEmpty();

    /// <summary>Words of enums that are said at some path; strings say themselves which they may be.</summary>
    internal static IEnumerable<string> WithoutWord(Type type, IEnumerable<string> paths) => paths.Select(p => At(type, p)).OfType<Type>()
        .Select(t => Items(t) is { IsEnum: true } item ? item : t).Where(t => t.IsEnum)
        .SelectMany(Enum.GetNames).Select(JsonNamingPolicy.SnakeCaseLower.ConvertName).Where(word => !Words.Knows(word)).Select(word => $"{type.Name} {word}");

    [Fact]
    public void Every_choice_that_is_said_has_a_word() => Registry.Facts.Where(f => AllDescriptions.ByWireName.ContainsKey(f.Value))
        .SelectMany(f => WithoutWord(f.Key, AllDescriptions.ByWireName[f.Value].English.Holes.Where(h => h.Form is Form.Word).Select(h => h.Path)))
        .Concat(Portrait.ByObject.Values.SelectMany(p => p.Fields.SelectMany(f => WithoutWord(f.Each is { } each ? At(StateOf(p), each)! : StateOf(p), f.Holes.Where(h => h.Form is Form.Word).Select(h => h.Path)))))
        .Distinct().ShouldBeEmpty();

    [Fact]
    public void The_canaries_are_seen()
    {
        Portrait.ByObject.Count.ShouldBeGreaterThan(3);
        Nowhere(typeof(Canary), [new Field("x", "x", "x", "{name} {day}{gone}"), new Field("y", "y", "y", "{key} {value.name} {value.gone}", "byId"), new Field("z", "z", "z", "{name}", "gone")])
            .ShouldBe(["Canary x  gone", "Canary y byId value.gone", "Canary z gone name"]);
        WithoutWord(typeof(Canary), ["day", "name"]).ShouldBe(Enum.GetNames<DayOfWeek>().Select(d => $"Canary {JsonNamingPolicy.SnakeCaseLower.ConvertName(d)}"));
    }

    private sealed record Canary(string Name, DayOfWeek? Day, Dictionary<Guid, Canary> ById);
}
