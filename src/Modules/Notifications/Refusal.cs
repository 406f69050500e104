using Microsoft.AspNetCore.Http;

namespace VideoConf.Notifications;

/// <summary>Every refusal of the module: its code, its sentence and its HTTP status, once.</summary>
internal static class Refusal
{
    private static readonly Dictionary<string, int> Statuses = [];

    private static Decision Define(string code, int status, string sentence, string? field = null)
    {
        Statuses.Add(code, status);
        return Decision.Refuse(code, sentence, field);
    }

    public static readonly Decision AccountNeeded = Define("account_needed", 403, "Notifications are for people with an account. Sign in to see them.");
    public static readonly Decision NotificationNotFound = Define("notification_not_found", 404, "There is no such notification, or it is not yours.");
    public static readonly Decision NothingToPostpone = Define("nothing_to_postpone", 409, "Only a reminder of what has not begun can come again, on a device that gets push messages.");
    public static readonly Decision EventNotFound = Define("event_not_found", 404, "There is no such event, or it is not in your calendar.");
    public static readonly Decision DeviceNotFound = Define("device_not_found", 404, "This device does not get push messages.");
    public static readonly Decision TooManyDevices = Define("too_many_devices", 400, $"At most {SubscribePush.MostDevices} devices can get push messages. Remove one first.");
    public static readonly Decision LinkNotFound = Define("link_not_found", 404, "This link is not one that was sent from here.");

    /// <summary>A refusal as its problem document, or null when the decision was none.</summary>
    public static ProblemResult? Problem(this Decision decision) => decision is Decision.Refused refused ? refused.ToProblem(Statuses[refused.Code]) : null;

    /// <summary>Null when an account asks.</summary>
    public static IResult? Caller(this HttpContext http, out Caller caller)
    {
        caller = http.User.Caller() ?? default;
        return http.User.Caller() is null ? Problems.OfStatus(401) : caller.IsGuest ? AccountNeeded.Problem() : null;
    }
}
