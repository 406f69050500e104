using System.Text;

namespace VideoConf.ICalendar.Files;

/// <summary>
/// Reads an iCalendar stream (RFC 5545 section 3.4) as real programs write it: bare line feeds, a byte order mark,
/// Latin-1, lines that are none, components that nobody closed. What is mended is told, with its line.
/// </summary>
public sealed class CalendarReader
{
    /// <summary>Files beyond this many bytes are refused.</summary>
    public const int MaxBytes = 10_000_000;

    /// <summary>Components nested deeper than this are passed over.</summary>
    public const int MaxDepth = 16;

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    private readonly List<CalendarComponent> found = [];
    private readonly List<CalendarWarning> warnings = [];
    private readonly List<CalendarComponent> open = [];
    private byte[] unfolded = new byte[256];
    private int tooDeep;

    private CalendarReader()
    {
    }

    /// <summary>Reads a whole file.</summary>
    /// <returns>Null if it has more than <see cref="MaxBytes"/>.</returns>
    public static CalendarFile? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > MaxBytes)
        {
            return null;
        }

        var reader = new CalendarReader();
        reader.ReadLines(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);
        return new CalendarFile(reader.found, reader.warnings);
    }

    private void ReadLines(ReadOnlySpan<byte> rest)
    {
        var number = 1;
        while (!rest.IsEmpty)
        {
            // Folding may part the bytes of one letter, so lines are put together before they are decoded
            var first = number;
            var line = NextLine(ref rest, ref number);
            if (!rest.IsEmpty && rest[0] is (byte)' ' or (byte)'\t')
            {
                line = Unfold(line, ref rest, ref number);
            }

            if (!line.IsEmpty)
            {
                ReadLine(Decode(line, first), first);
            }
        }

        for (var i = open.Count - 1; i >= 0; i--)
        {
            Warn(number - 1, "missing_end", $"{open[i].Name} is not closed.");
        }
    }

    private ReadOnlySpan<byte> Unfold(scoped ReadOnlySpan<byte> line, ref ReadOnlySpan<byte> rest, ref int number)
    {
        var length = Append(line, 0);
        while (!rest.IsEmpty && rest[0] is (byte)' ' or (byte)'\t')
        {
            length = Append(NextLine(ref rest, ref number)[1..], length);
        }

        return unfolded.AsSpan(0, length);
    }

    private int Append(scoped ReadOnlySpan<byte> line, int length)
    {
        if (length + line.Length > unfolded.Length)
        {
            Array.Resize(ref unfolded, Math.Max(unfolded.Length * 2, length + line.Length));
        }

        line.CopyTo(unfolded.AsSpan(length));
        return length + line.Length;
    }

    private static ReadOnlySpan<byte> NextLine(ref ReadOnlySpan<byte> rest, ref int number)
    {
        number++;
        var end = rest.IndexOfAny((byte)'\r', (byte)'\n');
        if (end < 0)
        {
            var all = rest;
            rest = [];
            return all;
        }

        var line = rest[..end];
        rest = rest[(rest[end] == '\r' && end + 1 < rest.Length && rest[end + 1] == '\n' ? end + 2 : end + 1)..];
        return line;
    }

    private string Decode(ReadOnlySpan<byte> line, int number)
    {
        try
        {
            return Utf8.GetString(line);
        }
        catch (DecoderFallbackException)
        {
            Warn(number, "not_utf8", "The line is not UTF-8; read as Latin-1.");
            return Encoding.Latin1.GetString(line);
        }
    }

    private void ReadLine(string line, int number)
    {
        if (!ContentLine.TryRead(line, out var property, out var fault))
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                Warn(number, "not_a_content_line", "The line is not NAME:VALUE; passed over.");
            }

            return;
        }

        if (fault is not null)
        {
            Warn(number, "bad_parameter", fault);
        }

        if (property!.Name.Equals("BEGIN", StringComparison.OrdinalIgnoreCase))
        {
            Begin(property.Value.Trim().ToUpperInvariant(), number);
        }
        else if (property.Name.Equals("END", StringComparison.OrdinalIgnoreCase))
        {
            End(property.Value.Trim().ToUpperInvariant(), number);
        }
        else if (open.Count == 0)
        {
            Warn(number, "outside_a_component", $"{property.Name} stands outside of every component; passed over.");
        }
        else if (tooDeep == 0)
        {
            open[^1].Properties.Add(property);
        }
    }

    private void Begin(string name, int number)
    {
        if (open.Count == MaxDepth)
        {
            tooDeep++;
            Warn(number, "too_deep", $"{name} lies deeper than {MaxDepth} components; passed over.");
            return;
        }

        if (!ContentLine.IsName(name))
        {
            Warn(number, "bad_component_name", $"\"{name}\" is no name of a component; its lines count to the one around.");
            return;
        }

        // A calendar never lies within another component: the one before was not closed
        if (name == "VCALENDAR" && open.Count > 0)
        {
            CloseTo(0, number);
        }

        var component = new CalendarComponent(name);
        (open.Count == 0 ? found : open[^1].Components).Add(component);
        open.Add(component);
    }

    private void End(string name, int number)
    {
        if (tooDeep > 0)
        {
            tooDeep--;
            return;
        }

        var match = open.FindLastIndex(component => component.Name == name);
        if (match < 0)
        {
            Warn(number, "unmatched_end", $"END:{name} closes nothing.");
            return;
        }

        CloseTo(match + 1, number);
        open.RemoveAt(match);
    }

    private void CloseTo(int depth, int number)
    {
        for (var i = open.Count - 1; i >= depth; i--)
        {
            Warn(number, "missing_end", $"{open[i].Name} is not closed.");
            open.RemoveAt(i);
        }
    }

    private void Warn(int line, string code, string message)
    {
        if (warnings.Count < 1_000)
        {
            warnings.Add(new CalendarWarning(line, code, message));
        }
    }
}
