using System.Diagnostics;
using Npgsql;

namespace VideoConf.Benchmarks.Interviews;

/// <summary>The limit: the same things as one row each in bare tables, in one round trip and one transaction, with nothing looked at and nobody asked.</summary>
internal sealed class BareTables(NpgsqlDataSource database) : IAsyncDisposable
{
    private static readonly string[] Inserts =
    [
        "insert into rooms values ($1, $2)", "insert into events values ($1, $2, now(), now() + interval '1 hour')", "insert into interviews values ($1, $1, $1, $2)",
        "insert into people values ($1, $2, 'Ada'), ($1, $2, 'Bob')", "insert into reminders values ($1, now()), ($1, now())",
    ];

    public static async Task<BareTables> MakeAsync(string connectionString)
    {
        var database = NpgsqlDataSource.Create(connectionString);
        await using var make = database.CreateCommand(
            """
            create table rooms (id uuid primary key, name text not null);
            create table events (id uuid primary key, title text not null, starts_at timestamptz not null, ends_at timestamptz not null);
            create table interviews (id uuid primary key, room_id uuid not null, event_id uuid not null, title text not null);
            create table people (interview_id uuid not null, email text not null, name text not null);
            create index on people (interview_id);
            create table reminders (interview_id uuid not null, due timestamptz not null);
            create index on reminders (due);
            """);
        await make.ExecuteNonQueryAsync();
        return new BareTables(database);
    }

    public async Task<(double PerSecond, List<double> Times)> SinglesAsync(int clients, int count)
    {
        var (watch, times) = (Stopwatch.StartNew(), new List<double>());
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            var own = new List<double>();
            for (var i = client; i < count; i += clients)
            {
                var one = Stopwatch.StartNew();
                await BatchAsync(1);
                own.Add(one.Elapsed.TotalMilliseconds);
            }
            lock (times) times.AddRange(own);
        }));
        return (count / watch.Elapsed.TotalSeconds, times);
    }

    public async Task BatchAsync(int count)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        for (var i = 0; i < count; i++)
        {
            var id = Guid.CreateVersion7();
            foreach (var insert in Inserts)
            {
                var command = new NpgsqlBatchCommand(insert) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = id } } };
                if (insert.Contains("$2", StringComparison.Ordinal)) command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = $"Interview of somebody {id}" });
                batch.BatchCommands.Add(command);
            }
        }
        await batch.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
