using System.Text;

namespace VideoConf.Notifications.Mail;

/// <summary>Text as it may stand in a mail: encoded words (RFC 2047), quoted-printable and base64 (RFC 2045). Pure.</summary>
internal static class MimeText
{
    public const int LongestLine = 76;

    /// <summary>One line without control characters: what people write cannot begin a header of its own.</summary>
    public static string OneLine(string text, int longest)
    {
        var line = new StringBuilder(Math.Min(text.Length, longest + 1));
        foreach (var rune in text.EnumerateRunes())
        {
            var isBreak = Rune.IsControl(rune) || Rune.IsWhiteSpace(rune);
            if (isBreak && (line.Length == 0 || line[^1] == ' ')) continue;
            if (line.Length + rune.Utf16SequenceLength > longest) return line.ToString().TrimEnd() + "…";
            line.Append(isBreak ? " " : rune.ToString());
        }
        return line.ToString().TrimEnd();
    }

    /// <summary>Unstructured text, folded.</summary>
    /// <param name="text">One line.</param>
    /// <param name="column">How much of the first line is taken.</param>
    public static string Unstructured(string text, int column) =>
        IsPlain(text) && column + text.Length <= LongestLine ? text : EncodedWords(text, column);

    /// <summary>A display name (RFC 5322 section 3.2.5), folded.</summary>
    /// <inheritdoc cref="Unstructured"/>
    public static string Phrase(string text, int column)
    {
        var quoted = $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
        return IsPlain(text) && column + quoted.Length <= LongestLine ? quoted : EncodedWords(text, column);
    }

    // What looks like an encoded word would be read as one
    private static bool IsPlain(string text) => Ascii.IsValid(text) && !text.Contains("=?", StringComparison.Ordinal);

    // A word ends before a character, never within one (RFC 2047 section 5)
    private static string EncodedWords(string text, int column)
    {
        const string begin = "=?utf-8?B?", end = "?=";
        var (written, word) = (new StringBuilder(), new List<byte>());
        var room = Room(column);
        var bytes = new byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(bytes);
            if (word.Count + length > room && word.Count > 0)
            {
                written.Append(begin).Append(Convert.ToBase64String(word.ToArray())).Append(end).Append("\r\n ");
                word.Clear();
                room = Room(1);
            }
            word.AddRange(bytes.AsSpan(0, length));
        }
        return written.Append(begin).Append(Convert.ToBase64String(word.ToArray())).Append(end).ToString();

        static int Room(int column) => Math.Min((LongestLine - column - begin.Length - end.Length) / 4 * 3, 45);
    }

    /// <summary>In lines of 76 characters.</summary>
    public static string Base64(ReadOnlySpan<byte> content) => Convert.ToBase64String(content, Base64FormattingOptions.InsertLineBreaks);

    /// <summary>Whether most of it can be read without decoding.</summary>
    public static bool IsMostlyAscii(string text) => text.Count(letter => letter < 128) >= text.Length / 6 * 5;

    public static string QuotedPrintable(string text)
    {
        var (written, column) = (new StringBuilder(text.Length + text.Length / 8), 0);
        var bytes = Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"));
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == '\r' && i + 1 < bytes.Length && bytes[i + 1] == '\n')
            {
                written.Append("\r\n");
                (column, i) = (0, i + 1);
                continue;
            }
            var endsLine = i + 1 == bytes.Length || bytes[i + 1] == '\r';
            var isPlain = bytes[i] is >= 33 and <= 126 and not (byte)'=' || bytes[i] is (byte)' ' or (byte)'\t' && !endsLine;
            var width = isPlain ? 1 : 3;
            // The = of a soft break must fit behind it
            if (column + width > LongestLine - (endsLine ? 0 : 1))
            {
                written.Append("=\r\n");
                column = 0;
            }
            if (isPlain) written.Append((char)bytes[i]);
            else written.Append('=').Append(bytes[i].ToString("X2"));
            column += width;
        }
        return written.ToString();
    }
}
