namespace VideoConf.ICalendar.Files;

/// <summary>A content line (RFC 5545 section 3.1): known or not, it is kept as it stood.</summary>
public sealed class CalendarProperty
{
    private readonly PropertyLine line;

    /// <param name="name">Upper case.</param>
    /// <param name="value">Escaped, for only the name tells whether a comma parts or belongs.</param>
    /// <param name="parameters">In their order.</param>
    public CalendarProperty(string name, string value, IReadOnlyList<CalendarParameter> parameters)
        : this(new PropertyLine(name, parameters, 0, value))
    {
    }

    // Takes the value out, lest it hold on to a whole file
    internal CalendarProperty(in PropertyLine line) => this.line = new PropertyLine(line.Name, line.Parameters, line.Line, line.Value);

    /// <summary>Upper case.</summary>
    public string Name => line.Name;

    /// <summary>As written, still escaped.</summary>
    public string Value => line.Value;

    /// <summary>In their order.</summary>
    public IReadOnlyList<CalendarParameter> Parameters => line.Parameters;

    /// <summary>The line of the file on which it began, from 1; 0 if it comes from no file.</summary>
    public int Line => line.Line;

    /// <summary>The value as a TEXT (section 3.3.11), escapes undone.</summary>
    public string Text => line.Text;

    /// <summary>The value as a list of TEXT, parted at its commas (section 3.3.11).</summary>
    public IReadOnlyList<string> Texts => TextValue.List(Value);

    /// <summary>The first value of the parameter; null if it is not there.</summary>
    public string? Parameter(string name) => line.Parameter(name);

    /// <summary>A property whose value is a TEXT, escaped here.</summary>
    public static CalendarProperty OfText(string name, string text, params IReadOnlyList<CalendarParameter> parameters) =>
        new(name, TextValue.Escape(text), parameters);

    internal PropertyLine AsLine() => line;
}
