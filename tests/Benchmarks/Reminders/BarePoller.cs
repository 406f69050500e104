using Npgsql;
using NpgsqlTypes;
using VideoConf.Benchmarks.EventStore;

namespace VideoConf.Benchmarks.Reminders;

/// <summary>
/// The peer, as it is commonly written: look once a second, take one row that is due with SKIP LOCKED, write what it
/// is for, commit; nothing is looked at again before it is given. And the limit: the same by batches, without a pause.
/// </summary>
internal static class BarePoller
{
    private const string Take = "delete from pending where id in (select id from pending where due <= now() order by due limit $1 for update skip locked) returning id, due, payload";
    private const string Give = "insert into given (id, due, payload) select * from unnest($1::uuid[], $2::timestamptz[], $3::text[])";

    public static Task<Drained> PollAsync(BenchServer server, int count, TimeSpan over) => RunAsync(server, "poller", count, over, 1, TimeSpan.FromSeconds(1));

    public static Task<Drained> LimitAsync(BenchServer server, int count, TimeSpan over) => RunAsync(server, "limit", count, over, 500, TimeSpan.FromMilliseconds(2));

    private static async Task<Drained> RunAsync(BenchServer server, string name, int count, TimeSpan over, int atOnce, TimeSpan pause)
    {
        await using var database = NpgsqlDataSource.Create(await server.NewConnectionStringAsync($"{name}_{(int)over.TotalSeconds}"));
        await using (var make = database.CreateCommand(
            """
            create table pending (id uuid primary key, due timestamptz not null, payload text not null);
            create index on pending (due);
            create table given (id uuid primary key, due timestamptz not null, payload text not null);
            """)) await make.ExecuteNonQueryAsync();
        var begin = DateTime.UtcNow.AddSeconds(2);
        await using (var fill = database.CreateCommand("insert into pending select gen_random_uuid(), $1 + $2 * n / $3, repeat('x', 600) from generate_series(0, $3 - 1) n"))
        {
            fill.Parameters.AddWithValue(begin);
            fill.Parameters.AddWithValue(over);
            fill.Parameters.AddWithValue(count);
            await fill.ExecuteNonQueryAsync();
        }
        await using var connection = await database.OpenConnectionAsync();
        for (var given = 0; given < count;)
        {
            await using var transaction = await connection.BeginTransactionAsync();
            var (ids, dues, payloads) = (new List<Guid>(), new List<DateTime>(), new List<string>());
            await using (var take = new NpgsqlCommand(Take, connection, transaction) { Parameters = { new NpgsqlParameter<int> { TypedValue = atOnce } } })
            {
                await using var reader = await take.ExecuteReaderAsync();
                while (await reader.ReadAsync())
                {
                    ids.Add(reader.GetGuid(0));
                    dues.Add(reader.GetDateTime(1));
                    payloads.Add(reader.GetString(2));
                }
            }
            if (ids.Count == 0)
            {
                await transaction.RollbackAsync();
                await Task.Delay(pause);
                continue;
            }
            await using (var give = new NpgsqlCommand(Give, connection, transaction))
            {
                give.Parameters.Add(new NpgsqlParameter { Value = ids.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
                give.Parameters.Add(new NpgsqlParameter { Value = dues.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
                give.Parameters.Add(new NpgsqlParameter { Value = payloads.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
                await give.ExecuteNonQueryAsync();
            }
            await transaction.CommitAsync();
            given += ids.Count;
        }
        return await Drained.ReadAsync(database, "select extract(epoch from pg_xact_commit_timestamp(xmin))::float8, extract(epoch from due)::float8 from given");
    }
}

/// <summary>When each was done, beside when it was due.</summary>
/// <param name="PerSecond">From the first that was due to the last that was done.</param>
internal sealed record Drained(double PerSecond, double P50, double P99)
{
    /// <param name="database">Where to ask.</param>
    /// <param name="sql">Done and due, in seconds.</param>
    public static async Task<Drained> ReadAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(double Done, double Due)>();
        while (await reader.ReadAsync()) rows.Add((reader.GetDouble(0), reader.GetDouble(1)));
        List<double> lateness = [.. rows.Select(r => (r.Done - r.Due) * 1000).Order()];
        return new Drained(rows.Count / (rows.Max(r => r.Done) - rows.Min(r => r.Due)), Measured.Percentile(lateness, 0.5), Measured.Percentile(lateness, 0.99));
    }

    public void AddTo(Report report, string @case, string subject, string what = "")
    {
        report.Add(@case, subject, $"{what}drained per s", PerSecond, "1/s");
        report.Add(@case, subject, $"{what}lateness p50", P50, "ms");
        report.Add(@case, subject, $"{what}lateness p99", P99, "ms");
    }
}
