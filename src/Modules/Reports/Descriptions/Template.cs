using System.Text;
using System.Text.Json;
using NodaTime.Text;

namespace VideoConf.Reports.Descriptions;

/// <summary>Where what fills a hole comes from.</summary>
internal enum Source { Fact, Person, Named, Was }

/// <summary>How it is said.</summary>
internal enum Form { Plain, Word, When }

internal readonly record struct Hole(Source Source, Form Form, string Path)
{
    /// <summary><c>word:was:phase</c>: first how, then where from, then the path.</summary>
    public static Hole Of(string text)
    {
        var (source, form) = (Source.Fact, Form.Plain);
        while (text.Split(':', 2) is [var prefix, var rest])
        {
            if (Enum.TryParse<Form>(prefix, ignoreCase: true, out var f)) form = f;
            else source = Enum.Parse<Source>(prefix, ignoreCase: true);
            text = rest;
        }
        return new Hole(source, form, text);
    }

    /// <summary>As a person reads it; several are apart by a comma.</summary>
    public string Say(string value, string language) => Form switch
    {
        Form.Word => string.Join(", ", value.Split(", ").Select(each => Words.Say(each, language))),
        Form.When => string.Join(", ", value.Split(", ").Select(Moment)),
        _ => value,
    };

    private static string Moment(string text) =>
        LocalDateTimePattern.GeneralIso.Parse(text).TryGetValue(default, out var local) ? local.ToString("uuuu-MM-dd HH:mm", null)
        : InstantPattern.ExtendedIso.Parse(text).TryGetValue(default, out var instant) ? instant.ToString("uuuu-MM-dd HH:mm 'UTC'", null)
        : text;
}

/// <summary>A sentence with holes in it; what stands between brackets is left out when a hole in it stays empty.</summary>
internal sealed class Template
{
    private readonly List<(string Text, Hole? Hole, int Group)> pieces = [];

    public Template(string text)
    {
        var (group, groups) = (0, 0);
        for (var at = 0; at < text.Length;)
        {
            var next = text.AsSpan(at).IndexOfAny("{[]") is var found && found < 0 ? text.Length : at + found;
            if (next > at) pieces.Add((text[at..next], null, group));
            at = next + 1;
            if (next == text.Length) break;
            if (text[next] == '{')
            {
                var close = text.IndexOf('}', next);
                pieces.Add(("", Hole.Of(text[at..close]), group));
                at = close + 1;
            }
            else group = text[next] == '[' ? ++groups : 0;
        }
    }

    public IEnumerable<Hole> Holes => pieces.Select(p => p.Hole).OfType<Hole>();

    /// <summary>What is taken out of the fact itself.</summary>
    public IEnumerable<string> Paths => Holes.Where(h => h.Source is not Source.Was).Select(h => h.Path);

    /// <summary>What earlier facts of the stream are asked for.</summary>
    public IEnumerable<string> Earlier => Holes.Where(h => h.Source is Source.Was).Select(h => h.Path);

    public string Fill(string language, Func<Hole, string?> value)
    {
        var said = pieces.Select(p => p.Hole is { } hole ? value(hole) is { } text ? hole.Say(text, language) : null : p.Text).ToList();
        var empty = pieces.Where((p, i) => p.Group > 0 && said[i] is null).Select(p => p.Group).ToHashSet();
        var whole = new StringBuilder();
        for (var i = 0; i < said.Count; i++)
        {
            if (!empty.Contains(pieces[i].Group)) whole.Append(said[i] ?? "–");
        }
        return whole.ToString();
    }

    /// <summary>What stands at a path, as a person reads it; of a list, what stands there in each; null when nothing does.</summary>
    public static string? At(JsonElement body, string path)
    {
        if (path.Length == 0) return Text(body);
        if (body.ValueKind == JsonValueKind.Array)
            return body.EnumerateArray().Select(each => At(each, path)).OfType<string>().ToList() is { Count: > 0 } all ? string.Join(", ", all) : null;
        var (name, rest) = path.Split('.', 2) is [var first, var others] ? (first, others) : (path, "");
        return body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) ? At(value, rest) : null;
    }

    public static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Array => value.GetArrayLength() == 0 ? null : string.Join(", ", value.EnumerateArray().Select(Text)),
        JsonValueKind.Object => string.Join(", ", value.EnumerateObject().Select(p => $"{p.Name}: {Text(p.Value)}")),
        _ => value.GetRawText(),
    };
}
