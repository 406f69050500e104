using System.Buffers.Binary;
using System.Buffers.Text;

namespace VideoConf.HttpApi;

/// <summary>One page of a list; <c>nextCursor</c> is null on the last one.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

/// <summary>The last item of a page: the next page holds what comes after it. Microseconds count, finer is lost. Years 1970 to 2999.</summary>
public readonly record struct Cursor(Instant At, Guid Id)
{
    private static readonly Instant Latest = Instant.FromUtc(3000, 1, 1, 0, 0);

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[24];
        BinaryPrimitives.WriteInt64BigEndian(bytes, At.ToUnixTimeTicks());
        Id.TryWriteBytes(bytes[8..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryParse(string text, out Cursor cursor)
    {
        cursor = default;
        Span<byte> bytes = stackalloc byte[24];
        if (text is not { Length: 32 } || !Base64Url.IsValid(text) || !Base64Url.TryDecodeFromChars(text, bytes, out var length) || length != 24)
            return false;
        var ticks = BinaryPrimitives.ReadInt64BigEndian(bytes);
        // Nothing was ever made outside of these years, and further out PostgreSQL and .NET disagree on what a date is
        if (ticks < 0 || ticks > Latest.ToUnixTimeTicks())
            return false;
        cursor = new(Instant.FromUnixTimeTicks(ticks), new Guid(bytes[8..], bigEndian: true));
        return true;
    }
}

/// <summary><c>?cursor=&amp;limit=</c>, limit 1 to 100, 20 when not given.</summary>
public static class Paging
{
    public const int MaxLimit = 100;
    public const int DefaultLimit = 20;

    public static int Limit(this Validation check, int? limit)
    {
        ArgumentNullException.ThrowIfNull(check);
        return check.InRange("limit", limit ?? DefaultLimit, 1, MaxLimit);
    }

    /// <summary>Null on the first page.</summary>
    public static Cursor? Cursor(this Validation check, string? cursor)
    {
        ArgumentNullException.ThrowIfNull(check);
        if (string.IsNullOrEmpty(cursor))
            return null;
        if (!HttpApi.Cursor.TryParse(cursor, out var parsed))
            check.Add("cursor", "invalid", "cursor is not one that this list handed out.");
        return parsed;
    }

    /// <summary>Cuts what a query with <c>limit + 1</c> rows returned into a page with the cursor of its last item.</summary>
    public static Page<T> Page<T>(IReadOnlyList<T> rows, int limit, Func<T, Cursor> cursorOf)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(cursorOf);
        return rows.Count <= limit
            ? new(rows, null)
            : new([.. rows.Take(limit)], cursorOf(rows[limit - 1]).ToString());
    }
}
