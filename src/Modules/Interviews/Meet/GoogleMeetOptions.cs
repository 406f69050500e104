namespace VideoConf.Interviews;

/// <summary>How links of Google Meet are made, section <c>Interviews:GoogleMeet</c>; without <see cref="ServiceAccountFile"/> they are not.</summary>
public sealed record GoogleMeetOptions
{
    /// <summary>The JSON file with the key of a service account of Google Cloud.</summary>
    public string? ServiceAccountFile { get; init; }

    /// <summary>The calendar in which an event is made for each link: an address such as <c>interviews@example.org</c>.</summary>
    public string? CalendarId { get; init; }

    /// <summary>As whom of the Workspace domain the service account asks (domain-wide delegation): Google gives no meetings to service accounts themselves.</summary>
    public string? Subject { get; init; }

    /// <summary>Where tokens are given, RFC 7523.</summary>
    public string TokenAddress { get; init; } = "https://oauth2.googleapis.com/token";

    /// <summary>Below it lies the Calendar API, version 3.</summary>
    public string ApiAddress { get; init; } = "https://www.googleapis.com/calendar/v3/";

    internal bool IsOn => !string.IsNullOrEmpty(ServiceAccountFile);

    /// <exception cref="InvalidOperationException">The message is for the operator.</exception>
    internal void Validate(bool allowPrivateAddresses)
    {
        if (!IsOn && (!string.IsNullOrEmpty(CalendarId) || !string.IsNullOrEmpty(Subject))) throw new InvalidOperationException("Interviews:GoogleMeet:ServiceAccountFile is missing.");
        if (!IsOn) return;
        if (string.IsNullOrWhiteSpace(CalendarId)) throw new InvalidOperationException("Interviews:GoogleMeet:CalendarId is missing: the calendar in which events are made for the links.");
        foreach (var (name, value) in new[] { (nameof(TokenAddress), TokenAddress), (nameof(ApiAddress), ApiAddress) })
            if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || !OutgoingHttp.IsAllowed(address) || (address.Scheme != "https" && !allowPrivateAddresses))
                throw new InvalidOperationException($"Interviews:GoogleMeet:{name} must be an address that begins with https://.");
    }
}
