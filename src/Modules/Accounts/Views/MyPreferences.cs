using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace VideoConf.Accounts;

internal static class MyPreferences
{
    public static async Task<Ok<UserPreferences>> Endpoint(HttpContext http, EventLog log, CancellationToken cancellationToken)
    {
        var person = await log.AggregateStreamAsync<Person>(http.User.Caller()!.Value.PersonId, cancellationToken: cancellationToken);
        ETags.Write(http.Response, person?.PreferencesRevision ?? 0);
        return TypedResults.Ok(person?.Preferences ?? UserPreferences.Default(http.Request.PreferredLanguage()));
    }
}
