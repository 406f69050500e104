using Microsoft.AspNetCore.Http;

namespace VideoConf.Reports;

/// <summary>Every refusal of the module: its code, its sentence and its HTTP status, once.</summary>
internal static class Refusal
{
    private static readonly Dictionary<string, int> Statuses = [];

    private static Decision Define(string code, int status, string sentence, string? field = null)
    {
        Statuses.Add(code, status);
        return Decision.Refuse(code, sentence, field);
    }

    public static readonly Decision RoomNotFound = Define("room_not_found", 404, "There is no such room, or it is private and not yours.");
    public static readonly Decision SessionNotFound = Define("session_not_found", 404, "There never was such a session in this room, or this person was not there.");
    public static readonly Decision NotManager = Define("not_host_or_co_host", 403, "Only the host and the co-hosts of the room can see this.");
    public static readonly Decision AdministratorNeeded = Define("administrator_needed", 403, "Only an administrator may do this.");
    public static readonly Decision NoPastShown = Define("no_past_shown", 404, "Of objects of this kind only the lines can be shown.");
    public static readonly Decision AccountNeeded = Define("account_needed", 403, "Audit trail and statistics are for people with an account.");
    public static readonly Decision ObjectNotFound = Define("object_not_found", 404, "There is no such object, or it is not yours.");
    public static readonly Decision ReportNotFound = Define("report_not_found", 404, "There is no such report.");

    /// <summary>A refusal as its problem document, or null when the decision was none.</summary>
    public static ProblemResult? Problem(this Decision decision) => decision is Decision.Refused refused ? refused.ToProblem(Statuses[refused.Code]) : null;

    /// <summary>Null when an account asks.</summary>
    public static IResult? Caller(this HttpContext http, out Caller caller)
    {
        caller = http.User.Caller() ?? default;
        return http.User.Caller() is null ? Problems.OfStatus(401) : caller.IsGuest ? AccountNeeded.Problem() : null;
    }
}
