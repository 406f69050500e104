using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace VideoConf.Accounts;

/// <param name="Preferences">All of them: what is left out is missing, not kept.</param>
/// <param name="ExpectedRevision">The revision that the person saw, when he insists on it.</param>
internal sealed record ChangePreferences(UserPreferences Preferences, long? ExpectedRevision)
{
    public static Decision Decide(ChangePreferences command, Person? person) => command switch
    {
        { ExpectedRevision: { } expected } when expected != (person?.PreferencesRevision ?? 0) => Refusal.VersionMismatch,
        _ when command.Preferences == person?.Preferences => Decision.Nothing,
        _ => Decision.Accept(new PreferencesChanged(command.Preferences)),
    };

    internal sealed record Request(
        bool? VideoEnabled, bool? AudioEnabled, bool? ScreenShareEnabled,
        string? PreferredVideoQuality, string? PreferredAudioQuality,
        bool? AutoJoinAudio, bool? AutoJoinVideo,
        bool? BackgroundBlur, bool? NotificationsEnabled, string? Language, string? TimeZone, string? VirtualBackground = null);

    public static async Task<Results<Ok<UserPreferences>, ProblemResult>> Endpoint(
        Request request, HttpContext http, EventLog log, CancellationToken cancellationToken)
    {
        var check = new Validation();
        var preferences = Read(request, check);
        if (check.Problem is { } problem)
            return problem;

        var command = new ChangePreferences(preferences, ETags.ReadIfMatch(http.Request));
        var outcome = await log.DecideAsync<Person>(
            http.User.Caller()!.Value.PersonId, http.Metadata(), person => Decide(command, person), cancellationToken: cancellationToken);
        if (outcome.Decision.Problem() is { } refused)
            return refused;
        ETags.Write(http.Response, outcome.State!.PreferencesRevision);
        return TypedResults.Ok(preferences);
    }

    private static UserPreferences Read(Request request, Validation check) => new(
        check.Required("videoEnabled", request.VideoEnabled),
        check.Required("audioEnabled", request.AudioEnabled),
        check.Required("screenShareEnabled", request.ScreenShareEnabled),
        check.OneOf("preferredVideoQuality", request.PreferredVideoQuality, UserPreferences.VideoQualities),
        check.OneOf("preferredAudioQuality", request.PreferredAudioQuality, UserPreferences.AudioQualities),
        check.Required("autoJoinAudio", request.AutoJoinAudio),
        check.Required("autoJoinVideo", request.AutoJoinVideo),
        check.Required("backgroundBlur", request.BackgroundBlur),
        check.VirtualBackground(request.VirtualBackground),
        check.Required("notificationsEnabled", request.NotificationsEnabled),
        check.OneOf("language", request.Language, UserPreferences.Languages),
        check.TimeZone(request.TimeZone));
}
