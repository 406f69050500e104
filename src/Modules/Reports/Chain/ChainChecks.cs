using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace VideoConf.Reports.Chain;

/// <summary>One look at the chain.</summary>
/// <param name="From">First place that was looked at.</param>
/// <param name="To">Last place that was found as it was written.</param>
/// <param name="By">Null: the server by itself.</param>
internal sealed record ChainCheck(Instant At, long From, long To, string? By);

/// <summary>What came of looking, and what of it still stands.</summary>
internal sealed class ChainChecks(NpgsqlDataSource dataSource, IClock clock)
{
    public async Task NoteAsync(ChainReport report, string? by, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand("insert into reports.checks (checked_at, from_place, to_place, fault, checked_by) values ($1, $2, $3, $4, $5)");
        command.Parameters.AddWithValue(clock.GetCurrentInstant().ToDateTimeUtc());
        command.Parameters.AddWithValue(report.From);
        command.Parameters.AddWithValue(report.To);
        command.Parameters.Add(new NpgsqlParameter { Value = report.Faults is [var first, ..] ? JsonSerializer.Serialize(first, FactJson.Options) : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)by ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>The last look that says how far all is intact: from the beginning on, or on from where such a one ended.</summary>
    public Task<ChainCheck?> LastAsync(CancellationToken cancellationToken) => LastAsync("from_place = 1 or checked_by is null", cancellationToken);

    /// <summary>The last look at everything.</summary>
    public Task<ChainCheck?> LastWholeAsync(CancellationToken cancellationToken) => LastAsync("from_place = 1", cancellationToken);

    private async Task<ChainCheck?> LastAsync(string condition, CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand($"select checked_at, from_place, to_place, checked_by from reports.checks where {condition} order by id desc limit 1");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new ChainCheck(Instant.FromDateTimeUtc(reader.GetDateTime(0)), reader.GetInt64(1), reader.GetInt64(2), reader.IsDBNull(3) ? null : reader.GetString(3))
            : null;
    }

    /// <summary>What was found last and has not been seen put right by a later look at that place; null: nothing.</summary>
    public async Task<ChainFault?> FaultAsync(CancellationToken cancellationToken)
    {
        await using var command = dataSource.CreateCommand(
            """
            select f.fault from reports.checks f where f.fault is not null and not exists (
                select 1 from reports.checks later where later.id > f.id and later.fault is null
                    and (f.fault->>'place')::bigint between later.from_place and later.to_place)
            order by f.id desc limit 1
            """);
        return await command.ExecuteScalarAsync(cancellationToken) is string fault ? JsonSerializer.Deserialize<ChainFault>(fault, FactJson.Options) : null;
    }
}
