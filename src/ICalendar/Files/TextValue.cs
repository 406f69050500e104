namespace VideoConf.ICalendar.Files;

/// <summary>The escapes of TEXT (RFC 5545 section 3.3.11).</summary>
internal static class TextValue
{
    public static string Escape(string text) =>
        text.Replace("\\", "\\\\").Replace(";", "\\;").Replace(",", "\\,").Replace("\r\n", "\\n").Replace("\n", "\\n").Replace("\r", "\\n");

    public static string Unescape(string value) => value.Contains('\\') ? Unescape(value.ToCharArray().AsSpan()) : value;

    /// <summary>Works in the letters themselves: what is left is never longer.</summary>
    public static string Unescape(Span<char> letters)
    {
        var length = 0;
        for (var i = 0; i < letters.Length; i++)
        {
            var letter = letters[i];
            if (letter == '\\' && i + 1 < letters.Length)
            {
                i++;
                letter = letters[i] is 'n' or 'N' ? '\n' : letters[i];
            }

            letters[length++] = letter;
        }

        return new string(letters[..length]);
    }

    public static IReadOnlyList<string> List(string value)
    {
        var list = new List<string>();
        var from = 0;
        for (var i = 0; i <= value.Length; i++)
        {
            if (i == value.Length || value[i] == ',')
            {
                list.Add(Unescape(value[from..i]));
                from = i + 1;
            }
            else if (value[i] == '\\')
            {
                i = Math.Min(i + 1, value.Length - 1);
            }
        }

        return list;
    }
}
