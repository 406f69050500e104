using System.Reflection;
using System.Text.RegularExpressions;
using Shouldly;
using VideoConf.EventStore;
using VideoConf.Reports.Descriptions;
using Xunit;

namespace VideoConf.House.Tests;

/// <summary>Every fact is registered under a literal that says whose it is, and what stood in a log once is kept as a golden file.</summary>
public sealed partial class FactsSpec
{
    internal static readonly IReadOnlyList<(string Module, Assembly Assembly, EventRegistry Registry)> Modules =
        [.. Built.Modules.Select(m => Built.Name(m)).Select(name => (name, Assembly.Load(Built.Prefix + name))).Select(m => (m.name, m.Item2, RegistryOf(m.Item2)))];

    private static EventRegistry RegistryOf(Assembly assembly)
    {
        var registry = new EventRegistry();
        foreach (var method in assembly.GetTypes().SelectMany(t => t.GetMethods(BindingFlags.Static | BindingFlags.Public))
            .Where(m => m.ReturnType == typeof(EventRegistry) && m.GetParameters() is [{ ParameterType: var only }] && only == typeof(EventRegistry)))
            method.Invoke(null, [registry]);
        return registry;
    }

    /// <summary>The store's own facts stand in every registry.</summary>
    private static IEnumerable<string> OwnNames(EventRegistry registry) => registry.WireNames.Except(new EventRegistry().WireNames);

    /// <summary>The records of a module's <c>*Events.cs</c>, without those that are only a part of others.</summary>
    private static List<Type> FactsIn(string module, Assembly assembly)
    {
        var names = Directory.GetFiles(Path.GetDirectoryName(Built.Projects[module])!, "*Events.cs")
            .SelectMany(file => Record().Matches(File.ReadAllText(file)).Select(m => m.Groups["name"].Value)).ToHashSet();
        var records = assembly.GetTypes().Where(t => !t.IsNested && names.Contains(t.Name)).ToList();
        var parts = records.SelectMany(r => r.GetProperties()).Select(p => Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType).ToHashSet();
        return [.. records.Where(r => !parts.Contains(r))];
    }

    internal static IEnumerable<string> Unregistered(IEnumerable<Type> facts, EventRegistry registry) => facts.Where(f => !registry.Facts.ContainsKey(f)).Select(f => f.Name);

    internal static IEnumerable<string> BadlyNamed(string module, IEnumerable<string> wireNames) =>
        wireNames.Where(name => !WireName().IsMatch(name) || !name.StartsWith($"{module}.", StringComparison.OrdinalIgnoreCase));

    internal static IEnumerable<string> WithoutGolden(IEnumerable<string> wireNames, string folder) =>
        wireNames.Where(name => !File.Exists(Path.Combine(folder, $"{name}.golden.json")));

    private static string GoldenOf(string module) => Path.Combine(Built.Root, "tests", $"{module}.Tests", "Golden");

    [Fact]
    public void Every_fact_of_a_module_is_registered() =>
        Modules.SelectMany(m => Unregistered(FactsIn(m.Module, m.Assembly), m.Registry)).ShouldBeEmpty();

    [Fact]
    public void Every_registered_fact_stands_in_the_modules_list_of_facts() => Modules
        .SelectMany(m => m.Registry.Facts.Keys.Where(f => f.Assembly == m.Assembly).Except(FactsIn(m.Module, m.Assembly))).ShouldBeEmpty();

    [Fact]
    public void Wire_names_are_snake_case_behind_the_modules_name() =>
        Modules.SelectMany(m => BadlyNamed(m.Module, OwnNames(m.Registry))).Concat(BadlyNamed("store", new EventRegistry().WireNames)).ShouldBeEmpty();

    [Fact]
    public void Every_wire_name_has_its_golden_file() => Modules
        .SelectMany(m => WithoutGolden(OwnNames(m.Registry), GoldenOf(m.Module)))
        .Concat(WithoutGolden(new EventRegistry().WireNames, GoldenOf("EventStore"))).ShouldBeEmpty();

    internal static IEnumerable<string> WithoutDescription(IEnumerable<string> wireNames) => wireNames.Except(AllDescriptions.ByWireName.Keys);

    [Fact]
    public void Every_wire_name_is_described_for_the_audit_trail()
    {
        var names = Modules.SelectMany(m => m.Registry.WireNames).ToHashSet();
        WithoutDescription(names).ShouldBeEmpty();
        AllDescriptions.ByWireName.Keys.Except(names).ShouldBeEmpty();
    }

    [Fact]
    public void The_canaries_are_seen()
    {
        WithoutDescription(["rooms.never_was"]).ShouldBe(["rooms.never_was"]);
        Modules.Sum(m => OwnNames(m.Registry).Count()).ShouldBeGreaterThan(20);
        Unregistered([typeof(string)], new EventRegistry()).ShouldBe(["String"]);
        string[] bad = ["RoomOpened", "rooms.RoomOpened", "rooms.room-opened", "rooms.", "accounts.locked_out", "rooms.room_opened.v2", "rooms._opened"];
        BadlyNamed("Rooms", [.. bad, "rooms.room_opened", "rooms.room_opened_v2"]).ShouldBe(bad);
        WithoutGolden(["rooms.never_was"], GoldenOf("Rooms")).ShouldBe(["rooms.never_was"]);
    }

    [GeneratedRegex(@"^[a-z]+\.[a-z0-9]+(_[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WireName();

    [GeneratedRegex(@"^internal sealed record (?<name>\w+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Record();
}
