namespace VideoConf.Accounts;

/// <summary>How a person wants to enter a call and to be spoken to. Both a part of a fact and the answer of the API.</summary>
/// <param name="VideoEnabled">Use a camera in calls; without it AutoJoinVideo means nothing.</param>
/// <param name="AudioEnabled">Use a microphone in calls; without it AutoJoinAudio means nothing.</param>
/// <param name="ScreenShareEnabled">Offer to share the screen.</param>
/// <param name="PreferredVideoQuality">180p, 360p, 720p or 1080p.</param>
/// <param name="PreferredAudioQuality">low, medium or high.</param>
/// <param name="AutoJoinAudio">The microphone is on when the pre-join screen opens; the person can switch it there and in the call.</param>
/// <param name="AutoJoinVideo">The camera is on when the pre-join screen opens; the person can switch it there and in the call.</param>
/// <param name="BackgroundBlur">Blur what is behind the person in the picture that he sends.</param>
/// <param name="VirtualBackground">A built-in name, or the https address of a picture on the site itself (the web UI blurs in place of another site's); goes before BackgroundBlur; null for none.</param>
/// <param name="NotificationsEnabled">Show notifications.</param>
/// <param name="Language">ru or en.</param>
/// <param name="TimeZone">An id of the IANA time zone database.</param>
internal sealed record UserPreferences(
    bool VideoEnabled, bool AudioEnabled, bool ScreenShareEnabled,
    string PreferredVideoQuality, string PreferredAudioQuality,
    bool AutoJoinAudio, bool AutoJoinVideo,
    bool BackgroundBlur, string? VirtualBackground,
    bool NotificationsEnabled, string Language, string TimeZone)
{
    public static readonly string[] VideoQualities = ["180p", "360p", "720p", "1080p"];
    public static readonly string[] AudioQualities = ["low", "medium", "high"];
    public static readonly string[] Languages = ["ru", "en"];
    public static readonly string[] Backgrounds = ["office", "library", "gradient"];

    public const int VirtualBackgroundLength = 2048;

    /// <summary>Those of a person who has set none.</summary>
    public static UserPreferences Default(string language) => new(
        VideoEnabled: true, AudioEnabled: true, ScreenShareEnabled: true,
        PreferredVideoQuality: "720p", PreferredAudioQuality: "medium",
        AutoJoinAudio: true, AutoJoinVideo: true,
        BackgroundBlur: false, VirtualBackground: null,
        NotificationsEnabled: true, Language: language, TimeZone: "UTC");
}
