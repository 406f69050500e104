using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace VideoConf.Accounts;

internal sealed record RegisterAccount(Guid AccountId, string DisplayName, UserPreferences? Preferences)
{
    public static Decision Decide(RegisterAccount command) => command.Preferences is { } preferences
        ? Decision.Accept(new AccountRegistered(command.AccountId, command.DisplayName), new PreferencesChanged(preferences))
        : Decision.Accept(new AccountRegistered(command.AccountId, command.DisplayName));

    internal sealed record Request(string? Email, string? Password, string? DisplayName, string? Language = null, string? TimeZone = null);

    public static async Task<Results<Created<Me>, ProblemResult>> Endpoint(
        Request request, HttpContext http, AccountsDb db, UserManager<Account> users, EventLog log, IClock clock, CancellationToken cancellationToken)
    {
        var check = new Validation();
        var email = check.Email(request.Email);
        var password = check.NewPassword("password", request.Password, request.Email);
        var displayName = check.RequiredText("displayName", request.DisplayName, Checks.DisplayNameLength);
        var preferences = UserPreferences.Default(http.Request.PreferredLanguage());
        if (request.Language is not null)
            preferences = preferences with { Language = check.OneOf("language", request.Language, UserPreferences.Languages) };
        if (request.TimeZone is not null)
            preferences = preferences with { TimeZone = check.TimeZone(request.TimeZone) };
        if (check.Problem is { } problem)
            return problem;

        var account = new Account { Id = Guid.CreateVersion7(), UserName = email, Email = email, DisplayName = displayName };
        // Before the transaction: it takes long on purpose
        account.PasswordHash = users.PasswordHasher.HashPassword(account, password);
        var chosen = request.Language is null && request.TimeZone is null ? null : preferences;
        var decision = Decide(new RegisterAccount(account.Id, displayName, chosen));
        if (decision is not Decision.Accepted { Facts: var facts } || !await SaveAsync(account, facts, http, db, users, log, cancellationToken))
            return Refusal.EmailTaken.Problem()!;

        await SessionCookie.SignInAsync(http, account, remember: false, clock.GetCurrentInstant());
        return TypedResults.Created("/api/v1/me", Me.Of(account));
    }

    // The account's row and its facts, or neither; false when somebody has the address
    private static async Task<bool> SaveAsync(
        Account account, IReadOnlyList<object> facts, HttpContext http, AccountsDb db, UserManager<Account> users, EventLog log, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            var created = await users.CreateAsync(account);
            if (created.Errors.Any(error => error.Code is nameof(IdentityErrorDescriber.DuplicateEmail) or nameof(IdentityErrorDescriber.DuplicateUserName)))
                return false;
            created.ThrowIfFailed();
        }
        catch (DbUpdateException raced) when (raced.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false;
        }
        await using var session = log.OpenSession(http.Metadata() with { Actor = account.Id.ToString() }, (NpgsqlTransaction)transaction.GetDbTransaction());
        session.StartStream<Person>(account.Id, facts);
        await session.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
