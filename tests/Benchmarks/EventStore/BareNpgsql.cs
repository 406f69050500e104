using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using VideoConf.EventStore;

namespace VideoConf.Benchmarks.EventStore;

/// <summary>
/// The ceiling: the rows that the store writes, by one prepared multi-row INSERT a transaction, on a connection that is
/// kept, with JSON made beforehand and nothing checked.
/// </summary>
internal sealed class BareNpgsql : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlCommand command;

    private BareNpgsql(NpgsqlConnection connection, NpgsqlCommand command) => (this.connection, this.command) = (connection, command);

    public static async Task<BareNpgsql> OpenAsync(NpgsqlDataSource dataSource, IReadOnlyList<object> facts)
    {
        var connection = await dataSource.OpenConnectionAsync();
        var values = string.Join(", ", facts.Select((_, i) =>
            $"(nextval('events.mt_events_sequence'), ${i * 2 + 7}, $1, {i + 1}, ${i * 2 + 8}, $3, $2, $4, $5, $6, pg_current_xact_id()::text::bigint)"));
        var command = new NpgsqlCommand(
            $"""
             with stream as (insert into events.mt_streams (id, type, version, timestamp, created) values ($1, '{Domain.StreamType}', {facts.Count}, $2, $2))
             insert into events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, user_name, headers, tx_id) values {values}
             """, connection);
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<Guid> { NpgsqlDbType = NpgsqlDbType.Uuid });
        parameters.Add(new NpgsqlParameter<DateTime> { NpgsqlDbType = NpgsqlDbType.TimestampTz });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = "bench.seat_taken" });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = Domain.Metadata.CorrelationId });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = Domain.Metadata.Actor });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = """{"client":"web"}""", NpgsqlDbType = NpgsqlDbType.Jsonb });
        foreach (var fact in facts)
        {
            parameters.Add(new NpgsqlParameter<Guid> { NpgsqlDbType = NpgsqlDbType.Uuid });
            parameters.Add(new NpgsqlParameter<string> { TypedValue = JsonSerializer.Serialize(fact, FactJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb });
        }
        await command.PrepareAsync();
        return new BareNpgsql(connection, command);
    }

    public Task AppendAsync()
    {
        ((NpgsqlParameter<Guid>)command.Parameters[0]).TypedValue = Guid.CreateVersion7();
        ((NpgsqlParameter<DateTime>)command.Parameters[1]).TypedValue = DateTime.UtcNow;
        for (var i = 6; i < command.Parameters.Count; i += 2) ((NpgsqlParameter<Guid>)command.Parameters[i]).TypedValue = Guid.CreateVersion7();
        return command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await command.DisposeAsync();
        await connection.DisposeAsync();
    }
}
