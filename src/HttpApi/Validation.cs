using System.Globalization;
using System.Text;

namespace VideoConf.HttpApi;

/// <summary>
/// Collects everything that is wrong with one request, so that a person gets all complaints at once.
/// Every method returns the value to go on with; it is only worth something once <see cref="Problem"/> is null.
/// Lengths are in UTF-16 units, as a browser's maxlength counts them.
/// </summary>
public sealed class Validation
{
    private readonly List<FieldError> errors = [];

    /// <summary>400 with every error, or null when all is well.</summary>
    public ProblemResult? Problem => errors.Count == 0 ? null : Problems.Invalid(errors);

    public void Add(string field, string code, string message) => errors.Add(new(field, code, message));

    /// <summary>Trimmed text that must be there: one line, no control or direction-changing characters, something visible.</summary>
    public string RequiredText(string field, string? value, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            Add(field, "required", $"{field} is missing.");
            return "";
        }
        return CheckText(field, value.Trim(), maxLength, multiline: false);
    }

    /// <summary>The same, but blank means null. <paramref name="multiline"/> allows line breaks and tabs.</summary>
    public string? OptionalText(string field, string? value, int maxLength, bool multiline = false) =>
        string.IsNullOrWhiteSpace(value) ? null : CheckText(field, value.Trim(), maxLength, multiline);

    public T Required<T>(string field, T? value) where T : struct
    {
        if (value is null)
            Add(field, "required", $"{field} is missing.");
        return value.GetValueOrDefault();
    }

    public string OneOf(string field, string? value, params ReadOnlySpan<string> allowed)
    {
        if (value is null)
            Add(field, "required", $"{field} is missing.");
        else if (!allowed.Contains(value))
            Add(field, "not_one_of", $"{field} must be one of {string.Join(", ", allowed)}.");
        return value ?? "";
    }

    /// <summary>Both ends included.</summary>
    public T InRange<T>(string field, T value, T min, T max) where T : struct, IComparable<T>
    {
        if (value.CompareTo(min) < 0 || value.CompareTo(max) > 0)
            Add(field, "out_of_range", $"{field} must be between {min} and {max}.");
        return value;
    }

    /// <summary>A null stays null.</summary>
    public T? InRange<T>(string field, T? value, T min, T max) where T : struct, IComparable<T> =>
        value is null ? null : InRange(field, value.Value, min, max);

    private string CheckText(string field, string value, int maxLength, bool multiline)
    {
        if (value.Length > maxLength)
            Add(field, "too_long", $"{field} may have at most {maxLength} characters.");
        else if (value.EnumerateRunes().Any(rune => IsForbidden(rune, multiline)))
            Add(field, "invalid_characters", $"{field} contains characters that cannot be used here.");
        else if (!value.EnumerateRunes().Any(IsVisible))
            Add(field, "required", $"{field} has nothing that can be seen.");
        return value;
    }

    // PostgreSQL refuses U+0000; the bidi controls make one name look like another. U+FFFD is what a lone surrogate is read as.
    private static bool IsForbidden(Rune rune, bool multiline) => rune.Value switch
    {
        '\n' or '\r' or '\t' => !multiline,
        0x2028 or 0x2029 or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFFFD => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control,
    };

    private static bool IsVisible(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);
}
