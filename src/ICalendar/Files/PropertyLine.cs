using System.Buffers;
using System.Text;

namespace VideoConf.ICalendar.Files;

/// <summary>
/// A property as it lies in its file. Of most the value becomes a number or a time at once, so neither an object nor
/// a string is made before somebody wants one.
/// </summary>
internal readonly struct PropertyLine
{
    // The bytes of the file, or a value that was decoded already
    private readonly object source;
    private readonly int from;
    private readonly int length;

    public PropertyLine(string name, IReadOnlyList<CalendarParameter> parameters, int line, byte[] file, int from, int length)
    {
        (Name, Parameters, Line, source, this.from, this.length) = (name, parameters, line, file, from, length);
    }

    public PropertyLine(string name, IReadOnlyList<CalendarParameter> parameters, int line, string value)
    {
        (Name, Parameters, Line, source) = (name, parameters, line, value);
    }

    public string Name { get; }

    public IReadOnlyList<CalendarParameter> Parameters { get; }

    public int Line { get; }

    /// <summary>A new string each time.</summary>
    public string Value => source as string ?? Encoding.UTF8.GetString((byte[])source, from, length);

    /// <summary>The value as a TEXT, escapes undone.</summary>
    public string Text
    {
        get
        {
            if (source is not byte[] file || !file.AsSpan(from, length).Contains((byte)'\\'))
            {
                return TextValue.Unescape(Value);
            }

            var letters = ArrayPool<char>.Shared.Rent(length);
            var text = TextValue.Unescape(letters.AsSpan(0, Encoding.UTF8.GetChars(file, from, length, letters, 0)));
            ArrayPool<char>.Shared.Return(letters);
            return text;
        }
    }

    /// <summary>The value without making a string of it, if it is short and plain.</summary>
    public ReadOnlySpan<char> Characters(Span<char> scratch) =>
        source is byte[] file && length <= scratch.Length && Ascii.ToUtf16(file.AsSpan(from, length), scratch, out var written) == OperationStatus.Done
            ? scratch[..written]
            : Value;

    /// <summary>The first value of the parameter; null if it is not there.</summary>
    public string? Parameter(string name)
    {
        for (var i = 0; i < Parameters.Count; i++)
        {
            if (Parameters[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return Parameters[i].Values[0];
            }
        }

        return null;
    }
}
