using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace VideoConf.Accounts;

internal static class BecomeGuest
{
    internal sealed record Request(string? DisplayName = null);

    /// <summary>Whoever is signed in stays who he is; a guest may say another name.</summary>
    public static async Task<Results<Created<Me>, Ok<Me>, ProblemResult>> Endpoint(
        Request request, HttpContext http, AccountsDb db, IClock clock, CancellationToken cancellationToken)
    {
        var check = new Validation();
        var displayName = check.OptionalText("displayName", request.DisplayName, Checks.DisplayNameLength);
        if (check.Problem is { } problem)
            return problem;

        var now = clock.GetCurrentInstant();
        if (http.User.Caller() is { } caller)
        {
            if (caller.IsGuest && displayName is not null && displayName != caller.DisplayName)
                await SessionCookie.SignInGuestAsync(http, caller = caller with { DisplayName = displayName }, now);
            return TypedResults.Ok(await Me.OfAsync(caller, db, cancellationToken));
        }
        var guest = new Caller(Guid.CreateVersion7(), displayName ?? NameOfTheNameless(http.Request), IsGuest: true);
        await SessionCookie.SignInGuestAsync(http, guest, now);
        return TypedResults.Created("/api/v1/me", Me.OfGuest(guest));
    }

    private static string NameOfTheNameless(HttpRequest request) => request.PreferredLanguage() == "ru" ? "Гость" : "Guest";
}
