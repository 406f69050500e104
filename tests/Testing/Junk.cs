using System.Net.Http.Headers;
using System.Text;
using Xunit;

namespace VideoConf.Testing;

/// <summary>What no endpoint takes: bodies that are not the JSON object that is expected, and values that are right for next to no field.</summary>
public static class Junk
{
    public static readonly IReadOnlyDictionary<string, byte[]> Bodies = new Dictionary<string, byte[]>
    {
        ["empty"] = [],
        ["null"] = "null"u8.ToArray(),
        ["an array"] = "[]"u8.ToArray(),
        ["a string"] = "\"x\""u8.ToArray(),
        ["a number"] = "-1"u8.ToArray(),
        ["half an object"] = "{\"name\":"u8.ToArray(),
        ["a byte that is no UTF-8"] = [0xFF],
        ["UTF-16"] = Encoding.Unicode.GetBytes("{}"),
        ["very deep"] = Encoding.UTF8.GetBytes(new string('[', 100_000)),
    };

    /// <summary>JSON, or what looks like it. Those that are texts are no good ones.</summary>
    public static readonly IReadOnlyDictionary<string, byte[]> Values = new Dictionary<string, byte[]>
    {
        ["an array"] = "[]"u8.ToArray(),
        ["a negative number"] = "-1"u8.ToArray(),
        ["a huge number"] = "99999999999999999999"u8.ToArray(),
        ["a fraction"] = "2.5"u8.ToArray(),
        ["a megabyte"] = Encoding.UTF8.GetBytes($"\"{new string('x', 1 << 20)}\""),
        ["a wrong UTF-8 byte"] = [(byte)'"', (byte)'a', 0xC3, 0x28, (byte)'"'],
        ["half a surrogate pair"] = "\"\\ud800\""u8.ToArray(),
        // Long enough for what must have a length
        ["U+0000"] = "\"aaaaabcdefgh\\u0000\""u8.ToArray(),
        ["an escape"] = "\"aaaaabcdefgh\\u001b[31mred\""u8.ToArray(),
    };

    /// <summary>An object with this field beside the others.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="value">JSON, or not.</param>
    /// <param name="others">A JSON object that has no such field.</param>
    public static byte[] In(string field, byte[] value, string others = "{}") =>
        [.. Encoding.UTF8.GetBytes(others[..^1] + (others.Length > 2 ? "," : "") + $"\"{field}\":"), .. value, (byte)'}'];

    public static ByteArrayContent AsJson(byte[] body) => new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };

    /// <summary>Each of these with each of those.</summary>
    public static TheoryData<string, string> Rows(IEnumerable<(string, string)> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var data = new TheoryData<string, string>();
        foreach (var (a, b) in rows) data.Add(a, b);
        return data;
    }
}
