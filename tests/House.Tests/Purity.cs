using Mono.Cecil;
using Mono.Cecil.Cil;

namespace VideoConf.House.Tests;

/// <summary>Follows the calls of a method through our own code and names those that ask the clock, the dice or the world.</summary>
internal static class Purity
{
    private static readonly string[] Worlds =
        ["System.IO.", "System.Net.", "System.Data.", "System.Threading.", "Npgsql.", "Microsoft.AspNetCore.", "Microsoft.Extensions.", "Microsoft.EntityFrameworkCore."];

    private static readonly string[] Sources =
    [
        "System.Random", "System.Security.Cryptography.RandomNumberGenerator", "System.TimeProvider", "System.Diagnostics.Stopwatch", "System.Environment",
        "System.Console", "NodaTime.IClock", "NodaTime.SystemClock", "NodaTime.ZonedClock",
    ];

    private static readonly string[] Members =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTimeOffset.get_Now", "System.DateTimeOffset.get_UtcNow",
        "System.Guid.NewGuid", "System.Guid.CreateVersion7",
    ];

    /// <summary>What must be pure in an assembly: deciders, evolvers, views with all they have, and what lifts past shapes.</summary>
    public static IEnumerable<MethodDefinition> Roots(ModuleDefinition assembly) => Built.Types(assembly).SelectMany(type => IsView(type)
        ? type.Methods
        : type.Methods.Where(m => m.IsStatic && (m.Name is "Decide" or "Evolve" || (m.Name.StartsWith("Add", StringComparison.Ordinal) && m.Name.EndsWith("Facts", StringComparison.Ordinal)))));

    /// <summary>The ways from a method to something impure, e.g. <c>JoinRoom.Decide -> Guid.NewGuid</c>.</summary>
    public static IEnumerable<string> Impurities(MethodDefinition root)
    {
        var seen = new HashSet<string> { root.FullName };
        var open = new Stack<MethodDefinition>([root]);
        while (open.TryPop(out var method))
        {
            foreach (var called in method.HasBody ? method.Body.Instructions.Select(i => (i.OpCode, Method: i.Operand as MethodReference)).Where(c => c.Method is not null) : [])
            {
                var target = called.Method!;
                var type = target.DeclaringType.GetElementType().FullName;
                if (IsImpure(type, target.Name)) yield return $"{root.DeclaringType.Name}.{root.Name} -> {type}.{target.Name}";
                else if (IsOurs(target.DeclaringType) && target.Resolve() is { } ours)
                    foreach (var next in called.OpCode == OpCodes.Newobj && ours.DeclaringType.Name.Contains(">d__", StringComparison.Ordinal) ? ours.DeclaringType.Methods : [ours])
                        if (seen.Add(next.FullName)) open.Push(next);
            }
        }
    }

    // The compiler's iterators ask which thread they are on, and nothing comes of it.
    private static bool IsImpure(string type, string member) =>
        member != "get_CurrentManagedThreadId" && (Sources.Contains(type) || Members.Contains($"{type}.{member}") || Worlds.Any(world => type.StartsWith(world, StringComparison.Ordinal)));

    private static bool IsOurs(TypeReference type) => type.GetElementType().Scope.Name.StartsWith(Built.Prefix, StringComparison.Ordinal)
        || type.Module.Assembly.Name.Name.StartsWith(Built.Prefix, StringComparison.Ordinal) && type.GetElementType().Scope is ModuleDefinition;

    private static bool IsView(TypeDefinition type)
    {
        for (var up = type.BaseType; up is not null; up = up.Resolve()?.BaseType)
            if (up.Name == "View`2") return true;
        return false;
    }
}
