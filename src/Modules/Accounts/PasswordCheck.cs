using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;

namespace VideoConf.Accounts;

/// <summary>Looks at a password under the lock-out; an account that does not exist takes as long as a wrong password.</summary>
internal sealed class PasswordCheck(SignInAttempts attempts, IPasswordHasher<Account> hasher, DecoyHash decoy, EventLog log)
{
    public async Task<PasswordVerdict> RunAsync(HttpContext http, string normalizedEmail, Account? account, string password, Instant now)
    {
        var attempt = await attempts.CountAsync(normalizedEmail, now, http.RequestAborted);
        if (attempt.LockedFor is { } wait)
            return new(IsRight: false, wait.ToTimeSpan());
        // The decoy is nobody's: whatever its verdict, without an account the password is wrong
        var verified = hasher.VerifyHashedPassword(account!, account?.PasswordHash ?? decoy.Value, password);
        if (account is null || verified == PasswordVerificationResult.Failed)
        {
            if (account is not null && attempt.LocksUntil is { } until)
                Record(http, account.Id, until);
            return new(IsRight: false, null);
        }
        await attempts.ForgetAsync(normalizedEmail, http.RequestAborted);
        return new(IsRight: true, null);
    }

    // After the answer: the time of one more append would tell that there is an account. The lock itself stands already.
    private void Record(HttpContext http, Guid accountId, Instant until)
    {
        var metadata = http.Metadata() with { Actor = null };
        http.Response.OnCompleted(async () => await log.DecideAsync<Person>(accountId, metadata, _ => Decision.Accept(new LockedOut(until))));
    }
}

/// <param name="IsRight">The account exists and this is its password.</param>
/// <param name="LockedFor">The password was not looked at, because the address is locked for so long.</param>
internal readonly record struct PasswordVerdict(bool IsRight, TimeSpan? LockedFor);

/// <summary>The hash of a password that nobody knows, made with the same cost as all others.</summary>
internal sealed class DecoyHash(IPasswordHasher<Account> hasher)
{
    public string Value { get; } = hasher.HashPassword(null!, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
}
