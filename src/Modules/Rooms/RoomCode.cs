using System.Security.Cryptography;

namespace VideoConf.Rooms;

/// <summary>
/// A room's code: ten of 31 characters, none of which is mistaken for another (no i, l, o, 0, 1), written
/// three-four-three. It names a room; it is no secret: 31^10 is about 49 bits.
/// </summary>
internal static class RoomCode
{
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

    public static string New() => Write(RandomNumberGenerator.GetString(Alphabet, 10));

    /// <summary>The code as it is stored, from what a person typed: case and dashes do not matter. Null when it is none.</summary>
    public static string? Parse(string text)
    {
        if (text.Length > 20) return null;
        var letters = string.Concat(text.Where(c => c is not ('-' or ' '))).ToLowerInvariant();
        return letters.Length == 10 && letters.All(Alphabet.Contains) ? Write(letters) : null;
    }

    private static string Write(string letters) => $"{letters[..3]}-{letters[3..7]}-{letters[7..]}";
}
