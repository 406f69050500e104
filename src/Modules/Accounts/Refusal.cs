using Microsoft.AspNetCore.Http;

namespace VideoConf.Accounts;

/// <summary>Every refusal of the module: its code, its sentence and its HTTP status, once.</summary>
internal static class Refusal
{
    private static readonly Dictionary<string, int> Statuses = [];

    public static readonly Decision EmailTaken = Define("email_taken", StatusCodes.Status409Conflict, "This e-mail address has an account already. Sign in with it.", "email");
    public static readonly Decision WrongCredentials = Define("wrong_credentials", StatusCodes.Status401Unauthorized, "The e-mail address or the password is wrong.");
    public static readonly Decision WrongPassword = Define("wrong_password", StatusCodes.Status403Forbidden, "This is not your present password.", "currentPassword");
    public static readonly Decision LockedOut = Define("locked_out", StatusCodes.Status429TooManyRequests, "There were too many wrong passwords. Wait a few minutes and try again.");
    public static readonly Decision AccountRequired = Define("account_required", StatusCodes.Status403Forbidden, "Guests have no password. Register first.");
    public static readonly Decision VersionMismatch = Define(Problems.VersionMismatch, StatusCodes.Status412PreconditionFailed, "Your preferences were changed in the meantime, perhaps on another device. Load them again and repeat your change.");

    public static readonly Decision NotAdministrator = Define("not_administrator", StatusCodes.Status403Forbidden, "Only administrators may do this.");
    public static readonly Decision ApiKeyNotFound = Define("api_key_not_found", StatusCodes.Status404NotFound, "There is no such key.");

    /// <summary>A refusal as its problem document, or null when the decision was none.</summary>
    public static ProblemResult? Problem(this Decision decision, TimeSpan? retryAfter = null) => decision is Decision.Refused refused
        ? Problems.Of(Statuses[refused.Code], refused.Code, refused.Reason, refused.Field, retryAfter)
        : null;

    private static Decision Define(string code, int status, string sentence, string? field = null)
    {
        Statuses.Add(code, status);
        return Decision.Refuse(code, sentence, field);
    }
}
