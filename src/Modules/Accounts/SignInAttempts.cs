using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace VideoConf.Accounts;

/// <summary>
/// Lock-out by e-mail address, whether or not it has an account: Identity's own counter stands in the account's row, so
/// that only existing accounts are ever locked, which tells who has one; and it loses count of guesses made in parallel.
/// </summary>
internal sealed class SignInAttempts(NpgsqlDataSource dataSource, AccountsOptions options)
{
    // An attempt counts before its password is looked at, and no two of one address count at once
    private const string CountSql =
        """
        insert into accounts.sign_in_attempts as known (email_hash, attempts, last_at) values ($1, 1, $2)
        on conflict (email_hash) do update
        set attempts = case when known.last_at <= $3 then 1 else known.attempts + 1 end, last_at = $2
        where known.attempts < $4 or known.last_at <= $3
        returning attempts
        """;

    private const string ForgetOldSql =
        """
        delete from accounts.sign_in_attempts where email_hash in
            (select email_hash from accounts.sign_in_attempts where last_at <= $1 limit 100 for update skip locked)
        """;

    private int Allowed => options.LockOutAfter;

    private Duration LockOut => Duration.FromMinutes(options.LockOutMinutes);

    /// <summary>Counts an attempt, or refuses it without counting.</summary>
    public async Task<SignInAttempt> CountAsync(string normalizedEmail, Instant now, CancellationToken cancellationToken)
    {
        var hash = Hash(normalizedEmail);
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(Command(CountSql, hash, now.ToDateTimeUtc(), (now - LockOut).ToDateTimeUtc(), Allowed));
        batch.BatchCommands.Add(Command("select last_at from accounts.sign_in_attempts where email_hash = $1", hash));
        batch.BatchCommands.Add(Command(ForgetOldSql, (now - LockOut).ToDateTimeUtc()));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        var counted = await reader.ReadAsync(cancellationToken);
        var isLast = counted && reader.GetInt32(0) >= Allowed;
        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var lockedUntil = Instant.FromDateTimeUtc(reader.GetDateTime(0)) + LockOut;
        return new(counted ? null : lockedUntil - now, isLast ? lockedUntil : null);
    }

    /// <summary>The password was right.</summary>
    public async Task ForgetAsync(string normalizedEmail, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(Command("delete from accounts.sign_in_attempts where email_hash = $1", Hash(normalizedEmail)));
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    // Addresses without an account are nobody's to keep
    private static byte[] Hash(string normalizedEmail) => SHA256.HashData(Encoding.UTF8.GetBytes(normalizedEmail));

    private static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        return command;
    }
}

/// <param name="LockedFor">Refused: this long from now.</param>
/// <param name="LocksUntil">Counted, and if this password is wrong too, the address is locked until then.</param>
internal readonly record struct SignInAttempt(Duration? LockedFor, Instant? LocksUntil);
