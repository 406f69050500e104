using System.Runtime.CompilerServices;
using System.Text;

namespace VideoConf.Notifications.Texts;

/// <summary>Markup. Only what stands in the source becomes markup as it is; all that is filled in is text and escaped.</summary>
internal readonly record struct Html(string Markup)
{
    public static readonly Html Empty = new("");

    public static Html Of(ref Writer markup) => new(markup.ToString());

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.Markup)));

    /// <summary>Text, its line breaks kept.</summary>
    public static Html Lines(string text) => new(Escape(text.ReplaceLineEndings("\n")).Replace("\n", "<br>\n", StringComparison.Ordinal));

    public override string ToString() => Markup;

    private static string Escape(string text)
    {
        var written = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            written = letter switch
            {
                '&' => written.Append("&amp;"),
                '<' => written.Append("&lt;"),
                '>' => written.Append("&gt;"),
                '"' => written.Append("&quot;"),
                '\'' => written.Append("&#39;"),
                _ => written.Append(letter),
            };
        }
        return written.ToString();
    }

    [InterpolatedStringHandler]
    internal ref struct Writer(int literalLength, int formattedCount)
    {
        private readonly StringBuilder written = new(literalLength + formattedCount * 16);

        public readonly void AppendLiteral(string markup) => written.Append(markup);

        public readonly void AppendFormatted(string? text) => written.Append(Escape(text ?? ""));

        public readonly void AppendFormatted(Html markup) => written.Append(markup.Markup);

        public override readonly string ToString() => written.ToString();
    }
}
