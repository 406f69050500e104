using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace VideoConf.Accounts;

internal sealed record SignIn(bool IsLocked, bool PasswordIsRight)
{
    // Signing in is no fact: nobody's history should tell when he was there
    public static Decision Decide(SignIn command) => command switch
    {
        { IsLocked: true } => Refusal.LockedOut,
        { PasswordIsRight: false } => Refusal.WrongCredentials,
        _ => Decision.Nothing,
    };

    internal sealed record Request(string? Email, string? Password, bool? Remember = null);

    public static async Task<Results<Ok<Me>, ProblemResult>> Endpoint(
        Request request, HttpContext http, UserManager<Account> users, PasswordCheck passwords, IClock clock)
    {
        var check = new Validation();
        var email = check.Email(request.Email);
        var password = check.Password("password", request.Password);
        if (check.Problem is { } problem)
            return problem;

        var now = clock.GetCurrentInstant();
        var account = await users.FindByEmailAsync(email);
        var verdict = await passwords.RunAsync(http, users.NormalizeEmail(email), account, password, now);
        if (Decide(new SignIn(verdict.LockedFor is not null, verdict.IsRight)).Problem(verdict.LockedFor) is { } refused)
            return refused;

        await SessionCookie.SignInAsync(http, account!, request.Remember ?? false, now);
        return TypedResults.Ok(Me.Of(account!));
    }
}
