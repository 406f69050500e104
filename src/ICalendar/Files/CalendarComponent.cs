using System.Text;

namespace VideoConf.ICalendar.Files;

/// <summary>A parameter of a property (RFC 5545 section 3.2), decoded (quotes off, RFC 6868 undone).</summary>
public sealed record CalendarParameter(string Name, IReadOnlyList<string> Values);

/// <summary>A content line (RFC 5545 section 3.1): known or not, it is kept as it stood.</summary>
/// <param name="Name">As written; compare without case.</param>
/// <param name="Value">As written, still escaped, for only the name tells whether a comma parts or belongs.</param>
/// <param name="Parameters">In their order.</param>
public sealed record CalendarProperty(string Name, string Value, IReadOnlyList<CalendarParameter> Parameters)
{
    /// <summary>The value as a TEXT (section 3.3.11), escapes undone.</summary>
    public string Text => Unescape(Value);

    /// <summary>The first value of the parameter; null if it is not there.</summary>
    public string? Parameter(string name)
    {
        foreach (var parameter in Parameters)
        {
            if (parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return parameter.Values[0];
            }
        }

        return null;
    }

    /// <summary>A property whose value is a TEXT, escaped here.</summary>
    public static CalendarProperty OfText(string name, string text, params CalendarParameter[] parameters) =>
        new(name, text.Replace("\\", "\\\\").Replace(";", "\\;").Replace(",", "\\,").Replace("\r\n", "\\n").Replace("\n", "\\n").Replace("\r", "\\n"), parameters);

    private static string Unescape(string value)
    {
        if (!value.Contains('\\'))
        {
            return value;
        }

        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '\\' || i + 1 == value.Length)
            {
                text.Append(value[i]);
            }
            else
            {
                i++;
                text.Append(value[i] is 'n' or 'N' ? '\n' : value[i]);
            }
        }

        return text.ToString();
    }
}

/// <summary>A component (RFC 5545 section 3.6): VCALENDAR, VEVENT, VTODO, or one that nobody here knows.</summary>
public sealed class CalendarComponent(string name)
{
    /// <summary>Upper case.</summary>
    public string Name { get; } = name;

    /// <summary>In their order.</summary>
    public IList<CalendarProperty> Properties { get; } = [];

    /// <summary>In their order, behind the properties.</summary>
    public IList<CalendarComponent> Components { get; } = [];

    /// <summary>The first property of that name; null if there is none.</summary>
    public CalendarProperty? Property(string wanted)
    {
        foreach (var property in Properties)
        {
            if (property.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            {
                return property;
            }
        }

        return null;
    }
}

/// <summary>Something in a file that was mended or passed over.</summary>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="Code">Stable, snake_case.</param>
/// <param name="Message">A sentence for people.</param>
public sealed record CalendarWarning(int Line, string Code, string Message);

/// <summary>What a file holds: its outermost components, and what had to be mended.</summary>
public sealed record CalendarFile(IReadOnlyList<CalendarComponent> Components, IReadOnlyList<CalendarWarning> Warnings);
