using System.Text;
using System.Text.Json;

namespace VideoConf.Reports.Descriptions;

internal enum Source { Fact, Person, Was }

/// <summary>A sentence with holes in it.</summary>
internal sealed class Template
{
    private readonly List<(string Text, Source? Source)> pieces = [];

    public Template(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            var open = text.IndexOf('{', at);
            if (open < 0) open = text.Length;
            if (open > at) pieces.Add((text[at..open], null));
            if (open == text.Length) break;
            var close = text.IndexOf('}', open);
            var hole = text[(open + 1)..close];
            pieces.Add(hole.Split(':', 2) switch
            {
                ["person", var path] => (path, Source.Person),
                ["was", var path] => (path, Source.Was),
                _ => (hole, Source.Fact),
            });
            at = close + 1;
        }
    }

    public IEnumerable<string> Paths => pieces.Where(p => p.Source is Source.Fact or Source.Person).Select(p => p.Text);

    public IEnumerable<string> People => pieces.Where(p => p.Source is Source.Person).Select(p => p.Text);

    public IEnumerable<string> Earlier => pieces.Where(p => p.Source is Source.Was).Select(p => p.Text);

    public string Fill(Func<Source, string, string?> value)
    {
        var text = new StringBuilder();
        foreach (var (piece, source) in pieces) text.Append(source is { } from ? value(from, piece) ?? "–" : piece);
        return text.ToString();
    }

    /// <summary>What stands at a path, as a person reads it; null when nothing does.</summary>
    public static string? At(JsonElement body, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty(name, out body)) return null;
        }
        return Text(body);
    }

    public static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Text)),
        JsonValueKind.Object => string.Join(", ", value.EnumerateObject().Select(p => $"{p.Name}: {Text(p.Value)}")),
        _ => value.GetRawText(),
    };
}
