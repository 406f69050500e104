using System.Text.RegularExpressions;

namespace VideoConf.Interviews;

/// <summary>Where an interview shall be held, as requests say it.</summary>
internal static partial class ServiceRequest
{
    private const int LongestLink = 2000;

    /// <summary>The service, or the refusal of its link.</summary>
    public static (Service? Service, Decision? Refusal) Read(Validation check, string? serviceType, string? link)
    {
        var type = check.OneOf("serviceType", serviceType ?? "custom", "custom", "google_meet", "other_link");
        if (type == "custom") return (new Service(ServiceType.Custom, null, null, null), null);
        var text = link?.Trim() ?? "";
        if (type == "google_meet")
        {
            // Without one it is to be made
            if (text.Length == 0) return (new Service(ServiceType.GoogleMeet, null, null, null), null);
            return IsMeetLink(text) ? (new Service(ServiceType.GoogleMeet, text, null, null), null) : (null, Interviews.Refusal.InvalidMeetLink);
        }
        return text.Length is > 0 and <= LongestLink && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme == "https" && uri.UserInfo == "" && !text.Any(char.IsControl)
            ? (new Service(ServiceType.OtherLink, text, null, null), null)
            : (null, Interviews.Refusal.InvalidLink);
    }

    public static bool IsMeetLink(string text) => MeetLink().IsMatch(text);

    // support.google.com/meet: the meeting code has ten letters; "lookup" carries a nickname within an organisation
    [GeneratedRegex(@"^https://meet\.google\.com/([a-z]{3}-[a-z]{4}-[a-z]{3}|lookup/[a-z0-9_-]{1,80})(\?[^\s#]{0,200})?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MeetLink();
}
