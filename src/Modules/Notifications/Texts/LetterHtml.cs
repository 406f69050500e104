namespace VideoConf.Notifications.Texts;

/// <summary>
/// A letter as HTML that mail programs of the last twenty years draw: tables, styles in place, nothing from elsewhere. Text and
/// ground keep the program's own colours, so that it can be read in its dark mode; buttons bring both.
/// </summary>
internal static class LetterHtml
{
    private const string Blue = "#1f5fbf";

    public static string Write(Letter letter) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="{letter.Language}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>{letter.Heading}</title>
        </head>
        <body style="margin:0;padding:16px;font-family:Arial,Helvetica,sans-serif;font-size:16px;line-height:1.45">
        <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;margin:0 auto"><tr><td>
        {Heading(letter)}{Html.Join(letter.Parts.Select(Draw))}<hr style="border:0;border-top:1px solid #888888;margin:24px 0 12px">
        <p style="font-size:13px;margin:0">{letter.Why}{Html.Join(letter.Footer.Select(link => Html.Of($"<br>\n{Anchor(link)}")))}</p>
        </td></tr></table>
        </body>
        </html>

        """).Markup;

    private static Html Heading(Letter letter) => letter.Title is { } title ? Html.Of($"<p style=\"margin:0 0 8px\">{letter.Heading}</p>\n{Largest(title)}") : Largest(letter.Heading);

    private static Html Largest(string text) => Html.Of($"<h1 style=\"font-size:22px;line-height:1.25;margin:0 0 16px;word-break:break-word\">{text}</h1>\n");

    private static Html Draw(Part part) => part switch
    {
        Part.Paragraph p => Html.Of($"<p style=\"margin:0 0 16px\">{p.Text}</p>\n"),
        Part.Table t => Html.Of($"<table cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"margin:0 0 16px\">\n{Html.Join(t.Rows.Select(Row))}</table>\n"),
        Part.Quote q => Html.Of($"<blockquote style=\"margin:0 0 16px;padding:0 0 0 12px;border-left:3px solid #888888;word-break:break-word\">{Html.Lines(q.Text)}</blockquote>\n"),
        Part.Buttons b => Html.Of($"{Question(b.Question)}<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"margin:0 0 16px\"><tr>\n{Html.Join(b.Links.Select(Button))}</tr></table>\n"),
        Part.Agenda a => Html.Of($"<h2 style=\"font-size:18px;margin:0 0 8px\">{a.Heading}</h2>\n<ul style=\"margin:0 0 16px;padding:0 0 0 20px\">\n{Html.Join(a.Rows.Select(Item))}</ul>\n"),
        _ => throw new ArgumentOutOfRangeException(nameof(part)),
    };

    private static Html Question(string? question) => question is null ? Html.Empty : Html.Of($"<p style=\"margin:0 0 8px\">{question}</p>\n");

    private static Html Row((string Label, string Value) row) =>
        Html.Of($"<tr><th align=\"left\" valign=\"top\" style=\"padding:2px 16px 2px 0;font-weight:bold\">{row.Label}</th><td style=\"padding:2px 0;word-break:break-word\">{row.Value}</td></tr>\n");

    // Outlook draws the cell where it draws no padding around a link
    private static Html Button(Link link) => link.IsMain
        ? Html.Of($"<td bgcolor=\"{Blue}\" style=\"background:{Blue};border:1px solid {Blue};border-radius:6px;padding:10px 18px\"><a href=\"{link.Url}\" style=\"color:#ffffff;text-decoration:none;font-weight:bold\">{link.Label}</a></td><td width=\"8\"></td>\n")
        : Html.Of($"<td bgcolor=\"#ffffff\" style=\"background:#ffffff;border:1px solid {Blue};border-radius:6px;padding:10px 18px\"><a href=\"{link.Url}\" style=\"color:{Blue};text-decoration:none;font-weight:bold\">{link.Label}</a></td><td width=\"8\"></td>\n");

    private static Html Item((string Time, string Text, Link? Link) row) =>
        Html.Of($"<li style=\"margin:0 0 6px;word-break:break-word\">{Time(row.Time)}{row.Text}{(row.Link is { } link ? Html.Of($" – {Anchor(link)}") : Html.Empty)}</li>\n");

    private static Html Time(string time) => time == "" ? Html.Empty : Html.Of($"<strong>{time}</strong> ");

    private static Html Anchor(Link link) => Html.Of($"<a href=\"{link.Url}\">{link.Label}</a>");
}
