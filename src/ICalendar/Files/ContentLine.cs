using System.Buffers;
using System.Text;

namespace VideoConf.ICalendar.Files;

/// <summary>One unfolded content line, read leniently (RFC 5545 section 3.1).</summary>
internal static class ContentLine
{
    private static readonly SearchValues<char> NameEnd = SearchValues.Create(";:");
    private static readonly SearchValues<char> ValueEnd = SearchValues.Create(",;:");

    /// <summary>False if the line is none; a fault in a parameter costs that parameter alone.</summary>
    public static bool TryRead(ReadOnlySpan<char> line, int number, out PropertyLine property, out string? fault)
    {
        property = default;
        fault = null;
        var end = line.IndexOfAny(NameEnd);
        if (end < 1 || !IsName(line[..end].TrimEnd()))
        {
            return false;
        }

        var name = line[..end].TrimEnd().ToString().ToUpperInvariant();
        var parameters = new List<CalendarParameter>();
        while (line[end] == ';')
        {
            if (!TryReadParameter(line, ref end, parameters, ref fault))
            {
                return false;
            }
        }

        property = new PropertyLine(name, parameters.Count == 0 ? [] : parameters, number, line[(end + 1)..].ToString());
        return true;
    }

    // "at" stands on the semicolon before, and after on that of the next or on the colon
    private static bool TryReadParameter(ReadOnlySpan<char> line, ref int at, List<CalendarParameter> parameters, ref string? fault)
    {
        var rest = line[(at + 1)..];
        var length = rest.IndexOfAny('=', ';', ':');
        if (length < 0)
        {
            return false;
        }

        var name = rest[..length].Trim();
        at += 1 + length;
        if (line[at] != '=')
        {
            fault = name.IsEmpty ? fault ?? "An empty parameter." : $"The parameter {name} has no value.";
            return true;
        }

        var values = new List<string>(1);
        do
        {
            at++;
            if (!TryReadValue(line, ref at, values))
            {
                return false;
            }
        }
        while (line[at] == ',');

        if (IsName(name))
        {
            parameters.Add(new CalendarParameter(name.ToString().ToUpperInvariant(), values));
        }
        else
        {
            fault = $"\"{name}\" is no name of a parameter.";
        }

        return true;
    }

    private static bool TryReadValue(ReadOnlySpan<char> line, ref int at, List<string> values)
    {
        var rest = line[at..];
        var quote = rest.StartsWith("\"") ? rest[1..].IndexOf('"') : -1;
        var value = quote >= 0 ? rest.Slice(1, quote) : rest;
        var skip = quote >= 0 ? quote + 2 : 0;
        var length = rest[skip..].IndexOfAny(ValueEnd);
        if (length < 0)
        {
            return false;
        }

        values.Add(Decode(quote >= 0 ? value : rest[..length]));
        at += skip + length;
        return true;
    }

    // RFC 6868
    private static string Decode(ReadOnlySpan<char> value)
    {
        if (!value.Contains('^'))
        {
            return value.ToString();
        }

        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var next = i + 1 < value.Length && value[i] == '^' ? value[i + 1] : '\0';
            var decoded = next switch { 'n' => '\n', '\'' => '"', '^' => '^', _ => '\0' };
            text.Append(decoded == '\0' ? value[i] : decoded);
            i += decoded == '\0' ? 0 : 1;
        }

        return text.ToString();
    }

    /// <summary>What the RFC calls a name, and the few more letters that programs use.</summary>
    public static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('-' or '_' or '.' or '/'))
            {
                return false;
            }
        }

        return name.Length > 0;
    }
}
