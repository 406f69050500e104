using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using VideoConf.EventStore;

namespace VideoConf.Benchmarks.EventStore;

/// <summary>The ceiling of a decision: two prepared statements on a connection that is kept, facts read as they are, nothing else.</summary>
internal sealed class BareDecision : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlCommand read;
    private readonly NpgsqlCommand write;

    private BareDecision(NpgsqlConnection connection, NpgsqlCommand read, NpgsqlCommand write) => (this.connection, this.read, this.write) = (connection, read, write);

    public static async Task<BareDecision> OpenAsync(NpgsqlDataSource dataSource)
    {
        var connection = await dataSource.OpenConnectionAsync();
        var read = new NpgsqlCommand("select version, data from events.mt_events where stream_id = $1 order by version", connection);
        read.Parameters.Add(new NpgsqlParameter<Guid> { NpgsqlDbType = NpgsqlDbType.Uuid });
        await read.PrepareAsync();
        var write = new NpgsqlCommand(
            $"""
             with stream as (update events.mt_streams set version = $2 + 1, timestamp = now() where id = $1 and version = $2 returning version)
             insert into events.mt_events (seq_id, id, stream_id, version, data, type, timestamp, correlation_id, user_name, headers, tx_id)
             select nextval('events.mt_events_sequence'), $3, $1, version, $4, 'bench.seat_taken', now(), '{Domain.Metadata.CorrelationId}', '{Domain.Metadata.Actor}', '{"{"}"client":"web"{"}"}', pg_current_xact_id()::text::bigint
             from stream
             """, connection);
        write.Parameters.Add(new NpgsqlParameter<Guid> { NpgsqlDbType = NpgsqlDbType.Uuid });
        write.Parameters.Add(new NpgsqlParameter<long> { NpgsqlDbType = NpgsqlDbType.Bigint });
        write.Parameters.Add(new NpgsqlParameter<Guid> { NpgsqlDbType = NpgsqlDbType.Uuid });
        write.Parameters.Add(new NpgsqlParameter<string> { NpgsqlDbType = NpgsqlDbType.Jsonb });
        await write.PrepareAsync();
        return new BareDecision(connection, read, write);
    }

    public async Task TakeASeatAsync(Guid stream)
    {
        ((NpgsqlParameter<Guid>)read.Parameters[0]).TypedValue = stream;
        Seats? seats = null;
        long version = 0;
        await using (var reader = await read.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                version = reader.GetInt64(0);
                seats = Seats.Evolve(seats, JsonSerializer.Deserialize<SeatTaken>(reader.GetString(1), FactJson.Options)!);
            }
        }
        ((NpgsqlParameter<Guid>)write.Parameters[0]).TypedValue = stream;
        ((NpgsqlParameter<long>)write.Parameters[1]).TypedValue = version;
        ((NpgsqlParameter<Guid>)write.Parameters[2]).TypedValue = Guid.CreateVersion7();
        ((NpgsqlParameter<string>)write.Parameters[3]).TypedValue = JsonSerializer.Serialize(Domain.Fact(seats?.Taken ?? 0), FactJson.Options);
        await write.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await read.DisposeAsync();
        await write.DisposeAsync();
        await connection.DisposeAsync();
    }
}
