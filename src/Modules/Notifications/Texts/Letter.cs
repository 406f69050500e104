using System.Text;

namespace VideoConf.Notifications.Texts;

/// <summary>What a mail says, before it is plain text or HTML: so that both say the same.</summary>
internal sealed record Letter(string Language, string Heading, string? Title, IReadOnlyList<Part> Parts, string Why, IReadOnlyList<Link> Footer);

internal sealed record Link(string Label, string Url, bool IsMain = false);

internal abstract record Part
{
    private Part() { }

    public sealed record Paragraph(string Text) : Part;

    /// <summary>A label and what there is to it, a pair a line.</summary>
    public sealed record Table(IReadOnlyList<(string Label, string Value)> Rows) : Part;

    /// <summary>In somebody's own words.</summary>
    public sealed record Quote(string Text) : Part;

    public sealed record Buttons(string? Question, IReadOnlyList<Link> Links) : Part;

    /// <param name="Rows">Time, what, and where it leads.</param>
    public sealed record Agenda(string Heading, IReadOnlyList<(string Time, string Text, Link? Link)> Rows) : Part;
}

/// <summary>A letter in plain text.</summary>
internal static class LetterText
{
    public static string Write(Letter letter)
    {
        var text = new StringBuilder().Append(letter.Heading).Append('\n');
        if (letter.Title is not null) text.Append('\n').Append(letter.Title).Append('\n');
        foreach (var part in letter.Parts) text.Append('\n').Append(Lines(part));
        text.Append("\n-- \n").Append(letter.Why).Append('\n');
        foreach (var link in letter.Footer) text.Append(link.Label).Append(": ").Append(link.Url).Append('\n');
        return text.ToString();
    }

    private static string Lines(Part part) => part switch
    {
        Part.Paragraph p => p.Text + "\n",
        Part.Table t => string.Concat(t.Rows.Select(row => $"{row.Label}: {row.Value}\n")),
        Part.Quote q => string.Concat(q.Text.ReplaceLineEndings("\n").Split('\n').Select(line => $"> {line}\n")),
        Part.Buttons b => (b.Question is null ? "" : b.Question + "\n") + string.Concat(b.Links.Select(link => $"{link.Label}: {link.Url}\n")),
        Part.Agenda a => a.Heading + "\n" + string.Concat(a.Rows.Select(row => $"* {(row.Time == "" ? "" : row.Time + "  ")}{row.Text}\n{(row.Link is { } link ? $"  {link.Label}: {link.Url}\n" : "")}")),
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };
}
