using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace VideoConf.Host;

/// <summary>Reads the sections of the configuration, one a module. A name that nobody knows is an error: what was misspelt would be without effect and nobody would notice.</summary>
internal static class Settings
{
    /// <exception cref="SettingException">A name is unknown, or its value cannot be read.</exception>
    public static T Section<T>(this IConfiguration configuration, string name) where T : new()
    {
        var section = configuration.GetSection(name);
        if (UnknownIn(section, typeof(T)) is { } unknown) throw new SettingException($"There is no setting {unknown}. docs/operations.md names those that there are.");
        return Sentences(() => section.Get<T>() ?? new());
    }

    /// <summary>Does what may find a setting out of its range, and tells the operator in a sentence.</summary>
    public static T Sentences<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidOperationException or ValidationException)
        {
            throw new SettingException(e.Message, e);
        }
    }

    /// <summary>The names of everything that can be set below a section, as an operator writes them.</summary>
    public static IEnumerable<string> NamesOf(string section, Type options) => Properties(options).SelectMany(property =>
        HasNames(property.PropertyType) ? NamesOf($"{section}:{property.Name}", property.PropertyType) : [$"{section}:{property.Name}"]);

    private static string? UnknownIn(IConfigurationSection section, Type options)
    {
        foreach (var child in section.GetChildren())
        {
            if (Properties(options).FirstOrDefault(p => string.Equals(p.Name, child.Key, StringComparison.OrdinalIgnoreCase)) is not { } property) return child.Path;
            if (HasNames(property.PropertyType) && UnknownIn(child, property.PropertyType) is { } unknown) return unknown;
        }
        return null;
    }

    private static IEnumerable<PropertyInfo> Properties(Type options) => options.GetProperties().Where(p => p.SetMethod is { IsPublic: true });

    private static bool HasNames(Type type) => type.Namespace?.StartsWith(nameof(VideoConf), StringComparison.Ordinal) == true;
}

/// <summary>A setting cannot be used; the message is for the operator.</summary>
internal sealed class SettingException(string message, Exception? inner = null) : Exception(message, inner);
