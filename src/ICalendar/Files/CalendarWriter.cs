using System.Buffers;
using System.Text;

namespace VideoConf.ICalendar.Files;

/// <summary>Writes iCalendar as RFC 5545 wants it: CRLF, lines folded at 75 octets between letters, UTF-8.</summary>
public static class CalendarWriter
{
    private const int MaxOctets = 75;

    /// <summary>The component with all that is in it, as UTF-8.</summary>
    /// <exception cref="ArgumentException">A name is none (section 3.1), or components lie deeper than a reader takes.</exception>
    public static byte[] Write(CalendarComponent component)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(output, component, 1);
        return output.WrittenSpan.ToArray();
    }

    private static void Write(ArrayBufferWriter<byte> output, CalendarComponent component, int depth)
    {
        if (depth > CalendarReader.MaxDepth)
        {
            throw new ArgumentException($"Components lie deeper than {CalendarReader.MaxDepth}.", nameof(component));
        }

        Fold(output, "BEGIN:" + Name(component.Name));
        var line = new StringBuilder();
        foreach (var property in component.Properties)
        {
            line.Clear().Append(Name(property.Name));
            foreach (var parameter in property.Parameters)
            {
                line.Append(';').Append(Name(parameter.Name)).Append('=').AppendJoin(',', parameter.Values.Select(Encode));
            }

            Fold(output, Clean(line.Append(':').Append(property.Value).ToString()));
        }

        foreach (var inner in component.Components)
        {
            Write(output, inner, depth + 1);
        }

        Fold(output, "END:" + Name(component.Name));
    }

    private static void Fold(ArrayBufferWriter<byte> output, string line)
    {
        var octets = 0;
        Span<byte> letter = stackalloc byte[4];
        foreach (var rune in line.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(letter);
            if (octets + length > MaxOctets)
            {
                output.Write("\r\n "u8);
                octets = 1;
            }

            output.Write(letter[..length]);
            octets += length;
        }

        output.Write("\r\n"u8);
    }

    // RFC 6868, and quotes where a separator stands in the value
    private static string Encode(string value)
    {
        var encoded = Clean(value.Replace("^", "^^").Replace("\r\n", "^n").Replace("\n", "^n").Replace("\"", "^'"));
        return encoded.AsSpan().ContainsAny(",;:") ? $"\"{encoded}\"" : encoded;
    }

    // A line break in a raw value would let it forge a line of its own
    private static string Clean(string text) =>
        text.Any(letter => char.IsControl(letter) && letter != '\t')
            ? string.Concat(text.Replace("\r\n", "\\n").Replace("\n", "\\n").Where(letter => !char.IsControl(letter) || letter == '\t'))
            : text;

    private static string Name(string name) =>
        ContentLine.IsName(name)
            ? name
            : throw new ArgumentException($"\"{name}\" is no name of iCalendar.", nameof(name));
}
