using System.Text.RegularExpressions;
using Mono.Cecil;
using Shouldly;
using Xunit;

namespace VideoConf.House.Tests;

/// <summary>What is public, what things are called, and where they lie.</summary>
public sealed partial class TypesSpec
{
    // An interface of the framework's making that the house implements once by need; none so far. SignalR's client interfaces would stand here.
    private static readonly string[] InterfacesWithOneImplementation = [];

    internal static IEnumerable<string> NeedlesslyPublic(ModuleDefinition module) => Built.Types(module)
        .Where(t => t.IsPublic && t.Name != $"{Built.Name(module)}Module" && !t.Name.EndsWith("Options", StringComparison.Ordinal)).Select(t => t.FullName);

    internal static IEnumerable<string> BadlyNamed(IEnumerable<string> names) => names.Where(name => BadName().IsMatch(name));

    internal static IEnumerable<string> BadProjects(IEnumerable<string> names) => names.Where(name => name.Split('.').Any(part => BadProject().IsMatch(part)));

    internal static IEnumerable<string> Lonely(IReadOnlyList<ModuleDefinition> assemblies)
    {
        var types = assemblies.SelectMany(Built.Types).ToList();
        return from contract in types
               where contract.IsInterface && !contract.Module.Assembly.Name.Name.EndsWith(".Contracts", StringComparison.Ordinal)
               where !InterfacesWithOneImplementation.Contains(contract.FullName)
               where types.Count(t => t is { IsInterface: false, IsAbstract: false } && Interfaces(t).Contains(contract.FullName)) < 2
               select contract.FullName;
    }

    internal static IEnumerable<string> ConferenceWords(ModuleDefinition assembly) => Built.Types(assembly)
        .SelectMany(t => t.Methods.Select(m => m.Name).Concat(t.Properties.Select(p => p.Name)).Append(t.Name).Select(name => (Type: t.FullName, Name: name)))
        .Where(n => ConferenceWord().IsMatch(n.Name)).Select(n => $"{n.Type}.{n.Name}");

    private static HashSet<string> Interfaces(TypeDefinition? type)
    {
        var names = new HashSet<string>();
        for (; type is not null; type = type.BaseType?.Resolve())
            foreach (var implemented in type.Interfaces) names.Add(implemented.InterfaceType.GetElementType().FullName);
        return names;
    }

    [Fact]
    public void A_module_shows_its_module_class_and_its_options_and_nothing_else() => Built.Modules.SelectMany(NeedlesslyPublic).ShouldBeEmpty();

    [Fact]
    public void No_type_has_a_name_that_says_nothing() => BadlyNamed(Built.Assemblies.SelectMany(Built.Types).Select(t => t.Name.Split('`')[0])).ShouldBeEmpty();

    [Fact]
    public void No_project_is_a_drawer_for_everything() => BadProjects(Built.Projects.Keys).ShouldBeEmpty();

    [Fact]
    public void An_interface_has_two_implementations_or_is_a_contract() => Lonely(Built.Assemblies).ShouldBeEmpty();

    [Fact]
    public void The_ground_knows_no_conference_word() =>
        Built.Assemblies.Where(a => Built.Name(a) is "EventStore" or "HttpApi" or "EmbeddedPostgres").SelectMany(ConferenceWords).ShouldBeEmpty();

    [Fact]
    public void Views_Reactions_Past_and_Schema_are_the_only_folders_of_a_module_besides_its_ways_out() => Built.Modules
        .SelectMany(m => Directory.GetDirectories(Path.GetDirectoryName(Built.Projects[Built.Name(m)])!))
        // What speaks a protocol of its own to somebody outside, and the words it says
        .Where(folder => Path.GetRelativePath(Path.Combine(Built.Root, "src", "Modules"), folder) is not ("Notifications/Mail" or "Notifications/Push" or "Notifications/Texts" or "Interviews/Webhooks" or "Interviews/Meet"))
        // The proof of the log, how its facts read, and what they come to: none is a verb
        .Where(folder => Path.GetRelativePath(Path.Combine(Built.Root, "src", "Modules"), folder) is not ("Reports/Chain" or "Reports/Descriptions" or "Reports/Statistics"))
        .Where(folder => Path.GetFileName(folder) is not ("Views" or "Reactions" or "Past" or "Schema" or "bin" or "obj")).ShouldBeEmpty();

    [Fact]
    public void The_canaries_are_seen()
    {
        NeedlesslyPublic(Built.Canaries).ShouldContain(typeof(TypesSpec).FullName);
        BadlyNamed(["RoomManager", "DateHelper", "DateHelpers", "FactProcessor", "ViewBase", "StringUtils"]).Count().ShouldBe(6);
        BadlyNamed(["Database", "BaseAddress", "RoomDirectory"]).ShouldBeEmpty();
        BadProjects(["Common", "Rooms.Core", "Shared", "Web.Helpers", "Utils"]).Count().ShouldBe(5);
        BadProjects(["Rooms.Contracts", "Testing"]).ShouldBeEmpty();
        Lonely([Built.Canaries]).ShouldBe(["VideoConf.House.Tests.ILonely"]);
        ConferenceWords(Built.Canaries).ShouldContain("VideoConf.House.Tests.Alone.JoinRoom");
    }

    [GeneratedRegex("(Manager|Helpers?|Processor|Base|Util(s|ities)?)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BadName();

    [GeneratedRegex("^(Common|Core|Shared|Helpers?|Util(s|ities)?)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BadProject();

    [GeneratedRegex("Room|Participant|Conference|Meeting|Interview|Calendar", RegexOptions.None, 1000)]
    private static partial Regex ConferenceWord();
}

internal interface ILonely;

internal sealed class Alone : ILonely
{
    public static void JoinRoom() { }
}

internal interface ICompany;

internal sealed class First : ICompany;

internal sealed class Second : ICompany;
