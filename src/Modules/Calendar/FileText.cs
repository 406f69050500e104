using System.Text;

namespace VideoConf.Calendar;

/// <summary>Text of others' files, made fit to be shown and kept here. Pure.</summary>
internal static class FileText
{
    /// <summary>Without control characters, of which PostgreSQL refuses U+0000, and without those that turn the direction of what follows.</summary>
    /// <param name="text">Null is empty.</param>
    /// <param name="longest">In UTF-16 units; what is longer ends with an ellipsis.</param>
    /// <param name="multiline">Keep line breaks and tabs.</param>
    /// <param name="isCut">It was longer.</param>
    public static string Clean(string? text, int longest, bool multiline, out bool isCut)
    {
        var clean = new StringBuilder();
        foreach (var letter in (text ?? "").ReplaceLineEndings("\n"))
        {
            if (letter is '\n' or '\t') clean.Append(multiline ? letter : ' ');
            else if (!char.IsControl(letter) && letter is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069'))) clean.Append(letter);
        }
        var trimmed = clean.ToString().Trim();
        isCut = trimmed.Length > longest;
        var end = longest - 1;
        return isCut ? trimmed[..(char.IsHighSurrogate(trimmed[end - 1]) ? end - 1 : end)] + "…" : trimmed;
    }
}
