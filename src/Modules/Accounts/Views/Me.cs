using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace VideoConf.Accounts;

/// <summary>The caller, as he sees himself.</summary>
/// <param name="Id">The person's id.</param>
/// <param name="Kind">account or guest.</param>
/// <param name="DisplayName">What others see.</param>
/// <param name="Email">Null for a guest.</param>
/// <param name="IsAdministrator">May make keys of the API, and see what concerns everybody.</param>
internal sealed record Me(Guid Id, string Kind, string DisplayName, string? Email, bool IsAdministrator)
{
    public static Me Of(Account account) => new(account.Id, CallerExtensions.AccountKind, account.DisplayName, account.Email, account.IsAdministrator);

    public static Me OfGuest(Caller guest) => new(guest.PersonId, CallerExtensions.GuestKind, guest.DisplayName, Email: null, IsAdministrator: false);

    public static async Task<Me> OfAsync(Caller caller, AccountsDb db, CancellationToken cancellationToken)
    {
        if (caller.IsGuest)
            return OfGuest(caller);
        var account = await db.Users.Where(account => account.Id == caller.PersonId)
            .Select(account => new { account.Email, account.IsAdministrator }).FirstOrDefaultAsync(cancellationToken);
        return new(caller.PersonId, CallerExtensions.AccountKind, caller.DisplayName, account?.Email, account?.IsAdministrator == true);
    }

    public static async Task<Ok<Me>> Endpoint(HttpContext http, AccountsDb db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await OfAsync(http.User.Caller()!.Value, db, cancellationToken));
}
