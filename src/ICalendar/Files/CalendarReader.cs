using System.Text;
using System.Text.Unicode;

namespace VideoConf.ICalendar.Files;

/// <summary>
/// Reads an iCalendar stream (RFC 5545 section 3.4) as real programs write it: bare line feeds, a byte order mark,
/// Latin-1, lines that are none, components that nobody closed. What is mended is told, with its line.
/// </summary>
public sealed class CalendarReader
{
    /// <summary>Files beyond this many bytes are refused, if nothing else is said.</summary>
    public const int MaxBytes = 10_000_000;

    /// <summary>No more warnings than this are kept.</summary>
    public const int MaxWarnings = 1_000;

    /// <summary>Components nested deeper than this are passed over.</summary>
    public const int MaxDepth = 16;

    private readonly byte[] file;
    private readonly int size;
    private readonly bool isUtf8;
    private readonly LineCache cache;
    private readonly List<CalendarComponent> found = [];
    private readonly List<CalendarWarning> warnings = [];
    private readonly List<CalendarComponent> open = [];

    // Of each open component, by depth
    private readonly List<PropertyLine>[] lines = [.. Enumerable.Range(0, MaxDepth).Select(_ => new List<PropertyLine>())];
    private int tooDeep;

    private CalendarReader(byte[] file, int size)
    {
        this.file = file;
        this.size = size;
        isUtf8 = Utf8.IsValid(file.AsSpan(0, size));
        cache = new LineCache(file);
    }

    /// <summary>Reads a whole file.</summary>
    /// <returns>Null if it has more than <paramref name="maxBytes"/>.</returns>
    public static CalendarFile? Read(ReadOnlySpan<byte> bytes, int maxBytes = MaxBytes)
    {
        if (bytes.Length > maxBytes)
        {
            return null;
        }

        return ReadIn(new byte[bytes.Length], bytes);
    }

    /// <summary>Reads a file in a buffer that is at least as long; what is found lies in it.</summary>
    internal static CalendarFile ReadIn(byte[] buffer, ReadOnlySpan<byte> bytes)
    {
        // A copy, for lines are unfolded on the spot
        bytes = bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
        bytes.CopyTo(buffer);
        var reader = new CalendarReader(buffer, bytes.Length);
        reader.ReadLines();
        return new CalendarFile(reader.found, reader.warnings);
    }

    private void ReadLines()
    {
        var (number, at) = (1, 0);
        while (at < size)
        {
            var (first, from) = (number, at);
            var end = NextLine(ref at, ref number);
            while (at < size && file[at] is (byte)' ' or (byte)'\t')
            {
                // Folding may part the bytes of one letter, so lines are put together before they are decoded
                var rest = at + 1;
                var restEnd = NextLine(ref at, ref number);
                file.AsSpan(rest, restEnd - rest).CopyTo(file.AsSpan(end));
                end += restEnd - rest;
            }

            if (end > from)
            {
                ReadLine(from, end - from, first);
            }
        }

        CloseTo(0, number - 1);
    }

    // The end of the line; "at" goes on to the next
    private int NextLine(ref int at, ref int number)
    {
        number++;
        var length = file.AsSpan(at, size - at).IndexOfAny((byte)'\r', (byte)'\n');
        if (length < 0)
        {
            at = size;
            return at;
        }

        var end = at + length;
        at = file[end] == '\r' && end + 1 < size && file[end + 1] == '\n' ? end + 2 : end + 1;
        return end;
    }

    private void ReadLine(int from, int length, int number)
    {
        var line = file.AsSpan(from, length);
        if (TryReadPlain(from, length, number, out var plain))
        {
            Take(plain);
            return;
        }

        if (!ContentLine.TryRead(Decode(line, number), number, out var property, out var fault))
        {
            if (line.ContainsAnyExcept(" \t"u8))
            {
                Warn(number, "not_a_content_line", "The line is not NAME:VALUE; passed over.");
            }

            return;
        }

        if (fault is not null)
        {
            Warn(number, "bad_parameter", fault);
        }
        else if (line.IndexOfAny((byte)';', (byte)':') is var begin && line[begin] == ';' && PlainEnd(line, begin) is > 0 and var end)
        {
            cache.Keep(from + begin, end - begin, property.Parameters);
        }

        Take(property);
    }

    // A line without quotes whose parameters were met before, or that has none
    private bool TryReadPlain(int from, int length, int number, out PropertyLine property)
    {
        property = default;
        var line = file.AsSpan(from, length);
        var end = line.IndexOfAny((byte)';', (byte)':');
        if (end < 1 || cache.Name(line[..end]) is not { } name || !(isUtf8 || Utf8.IsValid(line)))
        {
            return false;
        }

        IReadOnlyList<CalendarParameter>? parameters = [];
        if (line[end] == ';')
        {
            var begin = end;
            end = PlainEnd(line, begin);
            parameters = end < 0 ? null : cache.Parameters(line[begin..end]);
        }

        property = parameters is null ? default : new PropertyLine(name, parameters, number, file, from + end + 1, length - end - 1);
        return parameters is not null;
    }

    // The colon that ends the parameters; -1 if quotes or nothing come before
    private static int PlainEnd(ReadOnlySpan<byte> line, int begin)
    {
        var end = line[begin..].IndexOfAny((byte)':', (byte)'"');
        return end > 0 && line[begin + end] == ':' ? begin + end : -1;
    }

    private string Decode(ReadOnlySpan<byte> line, int number)
    {
        if (isUtf8 || Utf8.IsValid(line))
        {
            return Encoding.UTF8.GetString(line);
        }

        Warn(number, "not_utf8", "The line is not UTF-8; read as Latin-1.");
        return Encoding.Latin1.GetString(line);
    }

    private void Take(in PropertyLine property)
    {
        if (property.Name == "BEGIN")
        {
            Begin(NameOf(property), property.Line);
        }
        else if (property.Name == "END")
        {
            End(NameOf(property), property.Line);
        }
        else if (open.Count == 0)
        {
            Warn(property.Line, "outside_a_component", $"{property.Name} stands outside of every component; passed over.");
        }
        else if (tooDeep == 0)
        {
            lines[open.Count - 1].Add(property);
        }
    }

    private string NameOf(in PropertyLine property)
    {
        Span<char> scratch = stackalloc char[32];
        Span<byte> bytes = stackalloc byte[32];
        var written = property.Characters(scratch).Trim();
        return written.Length <= bytes.Length && Ascii.FromUtf16(written, bytes, out var length) == System.Buffers.OperationStatus.Done && cache.Name(bytes[..length]) is { } name
            ? name
            : property.Value.Trim().ToUpperInvariant();
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

        var component = new CalendarComponent(name) { Line = number };
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
        Close();
    }

    private void Close()
    {
        var depth = open.Count - 1;
        open[depth].SetLines([.. lines[depth]]);
        lines[depth].Clear();
        open.RemoveAt(depth);
    }

    private void CloseTo(int depth, int number)
    {
        for (var i = open.Count - 1; i >= depth; i--)
        {
            Warn(number, "missing_end", $"{open[i].Name} is not closed.");
            Close();
        }
    }

    private void Warn(int line, string code, string message)
    {
        if (warnings.Count < MaxWarnings)
        {
            warnings.Add(new CalendarWarning(line, code, message));
        }
    }
}
