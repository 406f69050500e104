using System.Runtime.InteropServices;
using System.Text;

namespace VideoConf.ICalendar.Files;

/// <summary>
/// The names and parameters of a file's lines. A file says the same few thousand times, so each is made once
/// and found again by its bytes.
/// </summary>
internal sealed class LineCache(byte[] file)
{
    private const int Places = 1_024;

    private readonly string?[] names = new string?[Places];
    private readonly (int From, int Length, IReadOnlyList<CalendarParameter>? List)[] parameters = new (int, int, IReadOnlyList<CalendarParameter>?)[Places];

    /// <summary>The name in upper case; null if it is none.</summary>
    public string? Name(ReadOnlySpan<byte> bytes)
    {
        ref var place = ref names[Place(bytes)];
        if (place is not null && Ascii.Equals(bytes, place))
        {
            return place;
        }

        var name = Encoding.Latin1.GetString(bytes).ToUpperInvariant();
        return ContentLine.IsName(name) ? place = name : null;
    }

    /// <summary>The parameters that stood there before in the same bytes; null if none did.</summary>
    public IReadOnlyList<CalendarParameter>? Parameters(ReadOnlySpan<byte> bytes)
    {
        var (from, length, list) = parameters[Place(bytes)];
        return list is not null && file.AsSpan(from, length).SequenceEqual(bytes) ? list : null;
    }

    public void Keep(int from, int length, IReadOnlyList<CalendarParameter> list) =>
        parameters[Place(file.AsSpan(from, length))] = (from, length, list);

    private static int Place(ReadOnlySpan<byte> bytes)
    {
        var hash = (ulong)bytes.Length;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            hash = (hash ^ word) * 0x9E3779B97F4A7C15;
            hash ^= hash >> 29;
        }

        foreach (var letter in bytes[(bytes.Length & ~7)..])
        {
            hash = (hash ^ letter) * 0x100000001B3;
        }

        return (int)((hash ^ (hash >> 32)) % Places);
    }
}
