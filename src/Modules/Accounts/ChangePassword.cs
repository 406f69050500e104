using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace VideoConf.Accounts;

internal sealed record ChangePassword(bool IsGuest, bool IsLocked, bool CurrentPasswordIsRight)
{
    public static Decision Decide(ChangePassword command) => command switch
    {
        { IsGuest: true } => Refusal.AccountRequired,
        { IsLocked: true } => Refusal.LockedOut,
        { CurrentPasswordIsRight: false } => Refusal.WrongPassword,
        _ => Decision.Accept(new PasswordChanged()),
    };

    internal sealed record Request(string? CurrentPassword, string? NewPassword);

    public static async Task<Results<NoContent, ProblemResult>> Endpoint(
        Request request, HttpContext http, AccountsDb db, UserManager<Account> users, PasswordCheck passwords, EventLog log, IClock clock, CancellationToken cancellationToken)
    {
        var caller = http.User.Caller()!.Value;
        var account = caller.IsGuest ? null : await users.FindByIdAsync(caller.PersonId.ToString());
        var check = new Validation();
        var current = check.Password("currentPassword", request.CurrentPassword);
        var chosen = check.NewPassword("newPassword", request.NewPassword, account?.Email);
        if (check.Problem is { } problem)
            return problem;

        var now = clock.GetCurrentInstant();
        var verdict = account is null ? default : await passwords.RunAsync(http, account.NormalizedEmail!, account, current, now);
        var decision = Decide(new ChangePassword(account is null, verdict.LockedFor is not null, verdict.IsRight));
        if (decision.Problem(verdict.LockedFor) is { } refused)
            return refused;

        // Before the transaction: it takes long on purpose
        account!.PasswordHash = users.PasswordHasher.HashPassword(account, chosen);
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            var saved = await users.UpdateSecurityStampAsync(account);
            if (saved.Errors.Any(error => error.Code is nameof(IdentityErrorDescriber.ConcurrencyFailure)))
                return Problems.OfStatus(StatusCodes.Status409Conflict);
            saved.ThrowIfFailed();
            await using var session = log.OpenSession(http.Metadata(), (NpgsqlTransaction)transaction.GetDbTransaction());
            var stream = await session.FetchForWritingAsync<Person>(account.Id, cancellationToken: cancellationToken);
            stream.Append(((Decision.Accepted)decision).Facts);
            await session.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        // The new stamp signs every device out but this one
        await SessionCookie.SignInAsync(http, account, await SessionCookie.IsPersistentAsync(http), now);
        return TypedResults.NoContent();
    }
}
