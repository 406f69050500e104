using System.Runtime.CompilerServices;
using System.Xml.Linq;
using Mono.Cecil;

namespace VideoConf.House.Tests;

/// <summary>The house as it stands: projects in the tree, assemblies beside this test.</summary>
internal static class Built
{
    public const string Prefix = "VideoConf.";

    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", ".."));

    /// <summary>Project files of <c>src</c> and <c>tests</c>, by name.</summary>
    public static IReadOnlyDictionary<string, string> Projects { get; } = new[] { "src", "tests" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.csproj", SearchOption.AllDirectories))
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => file);

    /// <summary>What was built of <c>src</c>.</summary>
    public static IReadOnlyList<ModuleDefinition> Assemblies { get; } =
        [.. Projects.Where(p => p.Value.StartsWith(Path.Combine(Root, "src"), StringComparison.Ordinal)).Select(p => Read(p.Key))];

    /// <summary>Of <c>src/Modules</c>, without the contracts.</summary>
    public static IReadOnlyList<ModuleDefinition> Modules { get; } =
        [.. Assemblies.Where(a => Projects[Name(a)].Contains("/Modules/", StringComparison.Ordinal) && !Name(a).EndsWith(".Contracts", StringComparison.Ordinal))];

    /// <summary>This test's own assembly: the canaries live in it.</summary>
    public static ModuleDefinition Canaries { get; } = Read("House.Tests");

    public static string Name(ModuleDefinition assembly) => assembly.Assembly.Name.Name[Prefix.Length..];

    /// <summary>Types that a person wrote, nested ones included.</summary>
    public static IEnumerable<TypeDefinition> Types(ModuleDefinition assembly) => assembly.Types.SelectMany(WithNested)
        .Where(t => !t.Name.Contains('<', StringComparison.Ordinal) && !t.FullName.StartsWith('<')
            && !t.CustomAttributes.Any(a => a.AttributeType.Name is "CompilerGeneratedAttribute" or "GeneratedCodeAttribute"));

    public static IEnumerable<string> ProjectReferences(string project) => XDocument.Load(Projects[project]).Descendants("ProjectReference")
        .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value));

    public static IEnumerable<string> PackageReferences(string project) => XDocument.Load(Projects[project]).Descendants("PackageReference")
        .Select(r => r.Attribute("Include")!.Value);

    public static IEnumerable<string> AssemblyReferences(ModuleDefinition assembly) => assembly.AssemblyReferences
        .Select(r => r.Name).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name[Prefix.Length..]);

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    private static ModuleDefinition Read(string project)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        resolver.AddSearchDirectory(Path.GetDirectoryName(typeof(object).Assembly.Location));
        return ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, $"{Prefix}{project}.dll"), new ReaderParameters { AssemblyResolver = resolver });
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
