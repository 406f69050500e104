namespace VideoConf.ICalendar.Files;

/// <summary>A parameter of a property (RFC 5545 section 3.2), decoded (quotes off, RFC 6868 undone). Its name is upper case.</summary>
public sealed record CalendarParameter(string Name, IReadOnlyList<string> Values);

/// <summary>A component (RFC 5545 section 3.6): VCALENDAR, VEVENT, VTODO, or one that nobody here knows.</summary>
public sealed class CalendarComponent(string name)
{
    private PropertyLine[]? lines;
    private List<CalendarProperty>? properties;
    private List<CalendarComponent>? components;

    /// <summary>Upper case.</summary>
    public string Name { get; } = name;

    /// <summary>The line of its BEGIN, from 1; 0 if it comes from no file.</summary>
    public int Line { get; init; }

    /// <summary>In their order.</summary>
    public IList<CalendarProperty> Properties
    {
        get
        {
            if (properties is null)
            {
                properties = lines is null ? [] : [.. lines.Select(line => new CalendarProperty(line))];
                lines = null;
            }

            return properties;
        }
    }

    /// <summary>In their order, behind the properties.</summary>
    public IList<CalendarComponent> Components => components ??= [];

    internal IReadOnlyList<CalendarComponent> Parts => (IReadOnlyList<CalendarComponent>?)components ?? [];

    /// <summary>The properties without making objects of them.</summary>
    internal ReadOnlySpan<PropertyLine> Lines => properties is null ? lines : properties.ConvertAll(property => property.AsLine()).ToArray();

    /// <summary>Takes everything out of the buffer in which it was read.</summary>
    internal void Detach()
    {
        _ = Properties;
        foreach (var part in Parts)
        {
            part.Detach();
        }
    }

    internal void SetLines(PropertyLine[] read) => lines = read;

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
/// <param name="Property">The property at fault; null if it is a line or a component.</param>
public sealed record CalendarWarning(int Line, string Code, string Message, string? Property = null);

/// <summary>What a file holds: its outermost components, and what had to be mended.</summary>
public sealed record CalendarFile(IReadOnlyList<CalendarComponent> Components, IReadOnlyList<CalendarWarning> Warnings)
{
    /// <summary>The first component that was never closed: a part of the file is missing. Null if all were.</summary>
    public CalendarWarning? Torn => Warnings.FirstOrDefault(warning => warning.Code == "missing_end");
}
