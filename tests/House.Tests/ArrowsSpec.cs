using Shouldly;
using Xunit;

namespace VideoConf.House.Tests;

/// <summary>Who may reference whom: the table of docs/map.md.</summary>
public sealed class ArrowsSpec
{
    // Ground first: a module may know the contracts of those before it.
    private static readonly string[] Order = ["Accounts", "Rooms", "Calendar", "Interviews"];

    // They may know everybody's contracts, and nobody knows theirs.
    private static readonly string[] Leaves = ["Signaling", "Notifications", "Reports"];

    private static readonly Dictionary<string, string[]> Packages = new()
    {
        ["EventStore"] = ["Npgsql", "NodaTime"],
        ["ICalendar"] = ["NodaTime"],
        ["HttpApi"] = ["NodaTime"],
        ["EmbeddedPostgres"] = [],
    };

    // Tests that need more than what they test and Testing, each with its reason.
    private static readonly Dictionary<string, string[]> TestsKnowMore = new()
    {
        // Real rooms under the hub, not a stand-in of our own code
        ["Signaling.Tests"] = ["Rooms"],
        // Real rooms, because an event opens one in its own transaction
        ["Calendar.Tests"] = ["Rooms"],
        // Real events of real people in real rooms, which it follows
        ["Notifications.Tests"] = ["Accounts", "Rooms", "Calendar"],
        // Real events in real rooms, which follow an interview in its own transaction
        ["Interviews.Tests"] = ["Rooms", "Calendar"],
        // Real rooms, events and interviews, whose facts are read as lines and whose past is shown
        ["Reports.Tests"] = ["Rooms", "Calendar", "Interviews"],
        ["House.Tests"] = ["Host", "ICalendar"],
        ["Journeys"] = ["Host"],
        ["Benchmarks"] = ["Host", "ICalendar"],
        // The host around a module under test: its HTTP pipeline, and the claims that say who asks
        ["Testing"] = ["EventStore", "EmbeddedPostgres", "HttpApi", "Accounts.Contracts"],
    };

    internal static bool MayReference(string from, string to) => from switch
    {
        "Host" => !IsTest(to) && to != "Host",
        "HttpApi" => to is "EventStore",
        "EventStore" or "ICalendar" or "EmbeddedPostgres" => false,
        _ when IsTest(from) => to == "Testing" || to == Tested(from) || TestsKnowMore.GetValueOrDefault(from, []).Contains(to),
        _ when from.EndsWith(".Contracts", StringComparison.Ordinal) => to is "EventStore",
        _ => to is "EventStore" or "HttpApi" || (from == "Calendar" && to == "ICalendar") || (Contract(to) is { } module && (module == from || IsBelow(module, from))),
    };

    internal static bool MayUse(string project, string package) =>
        project.EndsWith(".Contracts", StringComparison.Ordinal) ? package == "NodaTime" : !Packages.TryGetValue(project, out var allowed) || allowed.Contains(package);

    private static bool IsBelow(string module, string other) =>
        Order.Contains(module) && (Leaves.Contains(other) || (Order.Contains(other) && Array.IndexOf(Order, module) < Array.IndexOf(Order, other)));

    private static string? Contract(string project) => project.EndsWith(".Contracts", StringComparison.Ordinal) ? project[..^".Contracts".Length] : null;

    private static bool IsTest(string project) => project.EndsWith(".Tests", StringComparison.Ordinal) || project is "Testing" or "Journeys" or "Benchmarks";

    private static string Tested(string project) => project.Replace(".Tests", "", StringComparison.Ordinal);

    [Fact]
    public void Projects_reference_only_what_the_map_allows() =>
        (from project in Built.Projects.Keys from to in Built.ProjectReferences(project) where !MayReference(project, to) select $"{project} -> {to}").ShouldBeEmpty();

    [Fact]
    public void Assemblies_know_only_what_the_map_allows() =>
        (from assembly in Built.Assemblies from to in Built.AssemblyReferences(assembly) where !MayReference(Built.Name(assembly), to) select $"{Built.Name(assembly)} -> {to}").ShouldBeEmpty();

    [Fact]
    public void The_ground_uses_only_the_packages_that_it_needs() =>
        (from project in Built.Projects.Keys from package in Built.PackageReferences(project) where !MayUse(project, package) select $"{project} -> {package}").ShouldBeEmpty();

    [Fact]
    public void Every_module_has_its_place_in_the_order() => Built.Modules.Select(Built.Name).Except([.. Order, .. Leaves]).ShouldBeEmpty();

    [Theory]
    [InlineData("Rooms", "Accounts")]
    [InlineData("Rooms", "Calendar.Contracts")]
    [InlineData("Rooms", "Signaling.Contracts")]
    [InlineData("Rooms", "ICalendar")]
    [InlineData("Rooms", "EmbeddedPostgres")]
    [InlineData("Rooms", "Host")]
    [InlineData("Accounts", "Rooms.Contracts")]
    [InlineData("Signaling", "Rooms")]
    [InlineData("Rooms.Contracts", "HttpApi")]
    [InlineData("Rooms.Contracts", "Accounts.Contracts")]
    [InlineData("EventStore", "Rooms.Contracts")]
    [InlineData("EventStore", "HttpApi")]
    [InlineData("HttpApi", "Accounts.Contracts")]
    [InlineData("EmbeddedPostgres", "EventStore")]
    [InlineData("Host", "Testing")]
    [InlineData("Rooms.Tests", "Accounts")]
    public void The_canary_an_arrow_that_is_not_on_the_map_is_seen(string from, string to) => MayReference(from, to).ShouldBeFalse();

    [Theory]
    [InlineData("Rooms", "Rooms.Contracts")]
    [InlineData("Rooms", "Accounts.Contracts")]
    [InlineData("Calendar", "Rooms.Contracts")]
    [InlineData("Calendar", "ICalendar")]
    [InlineData("Signaling", "Rooms.Contracts")]
    [InlineData("Rooms.Tests", "Rooms")]
    public void An_arrow_of_the_map_is_allowed(string from, string to) => MayReference(from, to).ShouldBeTrue();

    [Fact]
    public void The_canary_a_package_in_the_ground_is_seen()
    {
        MayUse("EventStore", "Dapper").ShouldBeFalse();
        MayUse("Rooms.Contracts", "Npgsql").ShouldBeFalse();
        Built.Projects.Count.ShouldBeGreaterThan(10);
        Built.Assemblies.Count.ShouldBeGreaterThan(7);
    }
}
