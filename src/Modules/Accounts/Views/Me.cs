using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace VideoConf.Accounts;

/// <summary>The caller, as he sees himself.</summary>
/// <param name="Id">The person's id.</param>
/// <param name="Kind">account or guest.</param>
/// <param name="DisplayName">What others see.</param>
/// <param name="Email">Null for a guest.</param>
internal sealed record Me(Guid Id, string Kind, string DisplayName, string? Email)
{
    public static Me Of(Account account) => new(account.Id, CallerExtensions.AccountKind, account.DisplayName, account.Email);

    public static Me OfGuest(Caller guest) => new(guest.PersonId, CallerExtensions.GuestKind, guest.DisplayName, Email: null);

    public static async Task<Me> OfAsync(Caller caller, AccountsDb db, CancellationToken cancellationToken) => caller.IsGuest
        ? OfGuest(caller)
        : new(caller.PersonId, CallerExtensions.AccountKind, caller.DisplayName,
            await db.Users.Where(account => account.Id == caller.PersonId).Select(account => account.Email).FirstOrDefaultAsync(cancellationToken));

    public static async Task<Ok<Me>> Endpoint(HttpContext http, AccountsDb db, CancellationToken cancellationToken) =>
        TypedResults.Ok(await OfAsync(http.User.Caller()!.Value, db, cancellationToken));
}
