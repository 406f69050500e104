using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace VideoConf.Interviews;

/// <summary>What came of a command, as it is sent and as it is kept.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Json">The interview, or the problem document.</param>
internal sealed record CommandAnswer(int Status, string Json)
{
    public bool IsProblem => Status >= 400;
}

/// <param name="Owner">Whose keys these are: a person's, or an API key's.</param>
/// <param name="Key">1 to 200 characters.</param>
/// <param name="BodyHash">Of the command.</param>
internal sealed record IdempotencyKey(Guid Owner, string Key, byte[] BodyHash)
{
    public const int Longest = 200;

    public static byte[] HashOf(string command) => SHA256.HashData(Encoding.UTF8.GetBytes(command));
}

/// <summary>The answers to commands that came with an Idempotency-Key, for a day: the same command again is not carried out again.</summary>
internal sealed class AnsweredCommands(IClock clock)
{
    public static readonly Duration Kept = Duration.FromHours(24);

    /// <summary>The answers that were given, by key; of a key that was used for another command, the refusal.</summary>
    public async Task<IReadOnlyDictionary<string, CommandAnswer>> FindAsync(EventSession unit, IReadOnlyList<IdempotencyKey> keys, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, CommandAnswer>();
        if (keys.Count == 0) return found;
        await using var command = await unit.CreateCommandAsync("select key, body_hash, status, answer from interviews.answered_commands where owner = $1 and key = any($2) and at > $3", cancellationToken);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = keys[0].Owner });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(k => k.Key)] });
        command.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = (clock.GetCurrentInstant() - Kept).ToDateTimeUtc() });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var (key, hash) = (reader.GetString(0), reader.GetFieldValue<byte[]>(1));
            found[key] = keys.First(k => k.Key == key).BodyHash.AsSpan().SequenceEqual(hash) ? new CommandAnswer(reader.GetInt32(2), reader.GetString(3)) : InterviewCommands.Refused(Refusal.KeyReused);
        }
        return found;
    }

    /// <summary>Kept with what the command did, or not at all; two at once under one key lose a race, and the second finds the first's answer.</summary>
    public void Keep(EventSession unit, IReadOnlyList<(IdempotencyKey Key, CommandAnswer Answer)> all)
    {
        // What failed elsewhere is tried again
        var answers = all.Where(a => a.Answer.Status < 500).ToList();
        if (answers.Count == 0) return;
        var now = clock.GetCurrentInstant();
        // Those that are older than a day hold no more: these must go, some of the others go with them
        unit.Enlist(new NpgsqlBatchCommand("delete from interviews.answered_commands where owner = $1 and key = any($2) and at <= $3")
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = answers[0].Key.Owner }, new NpgsqlParameter<string[]> { TypedValue = [.. answers.Select(a => a.Key.Key)] },
                new NpgsqlParameter<DateTime> { TypedValue = (now - Kept).ToDateTimeUtc() },
            },
        });
        unit.Enlist(new NpgsqlBatchCommand(
            "delete from interviews.answered_commands where (owner, key) in (select owner, key from interviews.answered_commands where at <= $1 order by at limit 1000 for update skip locked)")
        {
            Parameters = { new NpgsqlParameter<DateTime> { TypedValue = (now - Kept).ToDateTimeUtc() } },
        });
        unit.Enlist(new NpgsqlBatchCommand("insert into interviews.answered_commands (owner, key, body_hash, status, answer, at) select $1, k.*, $6 from unnest($2::text[], $3::bytea[], $4::int[], $5::text[]) k")
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = answers[0].Key.Owner }, new NpgsqlParameter<string[]> { TypedValue = [.. answers.Select(a => a.Key.Key)] },
                new NpgsqlParameter<byte[][]> { TypedValue = [.. answers.Select(a => a.Key.BodyHash)] }, new NpgsqlParameter<int[]> { TypedValue = [.. answers.Select(a => a.Answer.Status)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. answers.Select(a => a.Answer.Json)] }, new NpgsqlParameter<DateTime> { TypedValue = now.ToDateTimeUtc() },
            },
        });
    }
}
