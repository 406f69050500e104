using System.Reflection;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Shouldly;
using VideoConf.EventStore;
using Xunit;

namespace VideoConf.House.Tests;

/// <summary>What somebody is called, how he is reached and what he writes is marked as his in every fact, so that it can be erased (docs/erasure.md).</summary>
public sealed partial class PersonalSpec
{
    private static readonly Dictionary<string, string> NobodysOwn = new(StringComparer.Ordinal)
    {
        ["ApiKeyCreated.Name"] = "of a program",
        ["Criterion.Title"] = "a scale of the platform's",
        ["DeliveryFailed.Reason"] = "in the mail server's words, without the address",
    };

    /// <summary>Texts by whose names something personal is to be expected, and that are neither marked nor excused.</summary>
    internal static IEnumerable<string> Unmarked(IEnumerable<Type> facts) => Within(facts)
        .SelectMany(type => Written(type).Where(p => p.PropertyType == typeof(string) && Suspicious().IsMatch(p.Name) && !p.IsDefined(typeof(PersonalAttribute)))
            .Select(p => $"{type.Name}.{p.Name}"))
        .Where(name => !NobodysOwn.ContainsKey(name)).Distinct();

    /// <summary>Marks that do not say whose.</summary>
    internal static IEnumerable<string> WithoutSubject(IEnumerable<Type> facts) => Within(facts)
        .SelectMany(type => Written(type).Select(p => (Type: type, Property: p, Mark: p.GetCustomAttribute<PersonalAttribute>())))
        .Where(m => m.Mark?.Subject is { } subject && (Nullable.GetUnderlyingType(m.Type.GetProperty(subject)?.PropertyType ?? typeof(void)) ?? m.Type.GetProperty(subject)?.PropertyType) != typeof(Guid))
        .Select(m => $"{m.Type.Name}.{m.Property.Name}");

    private static IEnumerable<PropertyInfo> Written(Type type) =>
        type.GetProperties().Where(p => p.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always });

    private static HashSet<Type> Within(IEnumerable<Type> facts)
    {
        var (seen, open) = (new HashSet<Type>(), new Stack<Type>(facts));
        while (open.TryPop(out var type))
        {
            foreach (var argument in type.GetGenericArguments()) open.Push(argument);
            if (type.Namespace?.StartsWith(Built.Prefix, StringComparison.Ordinal) != true || type.IsEnum || !seen.Add(type)) continue;
            foreach (var property in Written(type)) open.Push(property.PropertyType);
        }
        return seen;
    }

    [Fact]
    public void Everything_personal_in_facts_is_marked() => Unmarked(FactsSpec.Modules.SelectMany(m => m.Registry.Facts.Keys)).ShouldBeEmpty();

    [Fact]
    public void Every_mark_says_whose_it_is() => WithoutSubject(FactsSpec.Modules.SelectMany(m => m.Registry.Facts.Keys)).ShouldBeEmpty();

    [Fact]
    public void Nothing_is_excused_that_is_not_there() =>
        NobodysOwn.Keys.Except(Within(FactsSpec.Modules.SelectMany(m => m.Registry.Facts.Keys)).SelectMany(t => Written(t).Select(p => $"{t.Name}.{p.Name}"))).ShouldBeEmpty();

    [Fact]
    public void The_canaries_are_seen()
    {
        Unmarked([typeof(Canary)]).ShouldBe(["Canary.DisplayName", "Feather.Comment"], ignoreOrder: true);
        WithoutSubject([typeof(Canary)]).ShouldBe(["Feather.SharedText"]);
    }

    private sealed record Canary(Guid Id, string DisplayName, [property: Personal(nameof(Canary.Id))] string Email, string Code, IReadOnlyList<Feather> Feathers, [property: JsonIgnore] string Title);

    private sealed record Feather(string? Comment, [property: Personal(nameof(Feather.Colour))] string SharedText, string Colour);

    [GeneratedRegex("(Name|Email|Address|Comment|Text|Notes|Question|Reason|Title|Description|Topic)$|^By$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Suspicious();
}
