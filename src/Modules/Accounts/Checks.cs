using Microsoft.AspNetCore.Http;

namespace VideoConf.Accounts;

/// <summary>What the fields of this module's requests must look like.</summary>
internal static class Checks
{
    public const int DisplayNameLength = 80;

    // RFC 5321, 4.5.3.1, as erratum 1690 to RFC 3696 reads it
    private const int EmailLength = 254;
    private const int PasswordMinLength = 10;
    private const int PasswordMaxLength = 128;

    // The most used passwords that are long enough; what is short or repeats itself is refused by other rules
    private static readonly HashSet<string> CommonPasswords = new(StringComparer.OrdinalIgnoreCase)
    {
        "1234567890", "0123456789", "0987654321", "9876543210", "12345678910", "1q2w3e4r5t", "1qaz2wsx3edc", "q1w2e3r4t5y6",
        "qwertyuiop", "qwerty123456", "qwerty12345", "qwerty1234", "qwertyuiop123", "password12", "password123", "password1234", "passw0rd123",
        "passwordpassword", "administrator", "iloveyou123", "letmein1234", "welcome123", "welcome1234", "sunshine123", "abcdefghij", "abcdefghijk",
        "abcd123456", "abc1234567", "йцукенгшщз", "йцукенгшщзх", "пароль1234", "пароль12345", "пароль123456",
    };

    public static string Email(this Validation check, string? value)
    {
        var email = check.RequiredText("email", value, EmailLength);
        // Whoever owns the address proves it by mail; here only what can be none is refused
        if (email.Length is > 0 and <= EmailLength && (email.Split('@') is not [{ Length: > 0 and <= 64 }, { Length: > 0 } domain]
            || email.Any(char.IsWhiteSpace) || domain.StartsWith('.') || domain.EndsWith('.')))
            check.Add("email", "invalid", "This is not an e-mail address.");
        return email;
    }

    /// <summary>A password that is to be looked at, not chosen: only bounded.</summary>
    public static string Password(this Validation check, string field, string? value)
    {
        if (string.IsNullOrEmpty(value))
            check.Add(field, "required", $"{field} is missing.");
        else if (value.Length > PasswordMaxLength)
            check.Add(field, "too_long", $"{field} may have at most {PasswordMaxLength} characters.");
        return value ?? "";
    }

    /// <summary>Length and not being obvious, as NIST SP 800-63B 3.1.1 advises; no rules about kinds of characters.</summary>
    public static string NewPassword(this Validation check, string field, string? value, string? email)
    {
        var password = check.Password(field, value);
        if (password.Length is 0 or > PasswordMaxLength)
            return password;
        if (password.Length < PasswordMinLength)
            check.Add(field, "too_short", $"{field} must have at least {PasswordMinLength} characters.");
        else if (password.Any(char.IsControl))
            check.Add(field, "invalid_characters", $"{field} contains characters that cannot be typed.");
        else if (password.Distinct().Count() < 5 || CommonPasswords.Contains(password) || string.Equals(password, email, StringComparison.OrdinalIgnoreCase))
            check.Add(field, "too_weak", "This password is easily guessed. Choose another one.");
        return password;
    }

    public static string TimeZone(this Validation check, string? value)
    {
        if (value is null)
            check.Add("timeZone", "required", "timeZone is missing.");
        else if (!DateTimeZoneProviders.Tzdb.Ids.Contains(value))
            check.Add("timeZone", "unknown_time_zone", "timeZone must be an id of the IANA time zone database, such as Europe/Moscow.");
        return value ?? "";
    }

    public static string? VirtualBackground(this Validation check, string? value)
    {
        var background = check.OptionalText("virtualBackground", value, UserPreferences.VirtualBackgroundLength);
        if (background is { Length: <= UserPreferences.VirtualBackgroundLength } && !UserPreferences.Backgrounds.Contains(background)
            && !(Uri.TryCreate(background, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.UserInfo == "" && uri.Host != ""))
            check.Add("virtualBackground", "invalid", $"virtualBackground must be {string.Join(", ", UserPreferences.Backgrounds)} or an https address.");
        return background;
    }

    /// <summary>Of our languages the one that the browser wants most; English when it wants none of them.</summary>
    public static string PreferredLanguage(this HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .OrderByDescending(wanted => wanted.Quality ?? 1)
        .Select(wanted => wanted.Value.Value?.Split('-')[0].ToLowerInvariant())
        .FirstOrDefault(UserPreferences.Languages.Contains) ?? "en";
}
