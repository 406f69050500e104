using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace VideoConf.Reports.Tests;

/// <summary>Every fact is chained behind the append, once, in commit-safe order.</summary>
public sealed class ChainingSpec(ChainDatabase log) : IClassFixture<ChainDatabase>
{
    [Fact]
    public async Task Facts_of_concurrent_writers_are_chained_by_concurrent_nodes_once_each()
    {
        using var enough = new CancellationTokenSource();
        var nodes = Enumerable.Range(0, 3).Select(_ => Task.Run(async () =>
        {
            var writer = log.NewWriter();
            while (!enough.IsCancellationRequested)
            {
                await writer.CatchUpAsync(default);
                await Task.Yield();
            }
        })).ToList();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(w => Task.Run(async () =>
        {
            var stream = Guid.CreateVersion7();
            for (var i = 0; i < 40; i++) await log.Log.DecideAsync<Notebook>(stream, new EventMetadata($"writer {w}"), _ => Decision.Accept(new Noted($"Note {i}", i)));
        })));
        await enough.CancelAsync();
        await Task.WhenAll(nodes);
        await log.ChainedAsync();
        var report = await log.VerifyAsync();
        report.Faults.ShouldBeEmpty();
        report.To.ShouldBe(await log.QueryAsync<long>("select count(*) from events.mt_events"));
    }

    [Fact]
    public async Task What_was_written_while_nobody_chained_is_caught_up()
    {
        await log.NoteAsync(500);
        await log.ChainedAsync();
        await log.NoteAsync(25_000);
        await log.ChainedAsync();
        await log.NoteAsync(5);
        await log.ChainedAsync();
        var report = await log.VerifyAsync();
        report.Faults.ShouldBeEmpty();
        report.To.ShouldBe(await log.QueryAsync<long>("select count(*) from events.mt_events"));
    }

    [Fact]
    public async Task A_fact_that_this_program_does_not_know_is_chained_too()
    {
        await log.NoteAsync(5);
        await log.ExecuteAsync(
            """
            insert into events.mt_events (seq_id, id, stream_id, version, data, type)
            select nextval('events.mt_events_sequence'), gen_random_uuid(), id, 6, '"what is this"', 'tests.of_the_future' from events.mt_streams order by id desc limit 1
            """);
        await log.ChainedAsync();
        (await log.VerifyAsync()).To.ShouldBe(await log.QueryAsync<long>("select count(*) from events.mt_events"));
    }

    [Fact]
    public async Task To_archive_a_stream_does_not_break_the_chain()
    {
        await log.NoteAsync(5);
        await log.ChainedAsync();
        await using var session = log.Log.OpenSession(EventMetadata.System);
        session.ArchiveStream(await log.QueryAsync<Guid>("select id from events.mt_streams order by id desc limit 1"));
        await session.SaveChangesAsync();
        (await log.VerifyAsync()).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_fact_whose_transaction_is_not_over_waits_and_holds_nobody_up()
    {
        await log.ChainedAsync();
        var before = await log.QueryAsync<long>("select count(*) from events.mt_events");
        await using var connection = await log.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var session = log.Log.OpenSession(EventMetadata.System, transaction))
        {
            session.StartStream<Notebook>(Guid.CreateVersion7(), new Noted("slow", 1));
            await session.SaveChangesAsync();
        }
        await log.Log.DecideAsync<Notebook>(Guid.CreateVersion7(), EventMetadata.System, _ => Decision.Accept(new Noted("quick", 2)));
        await log.NewWriter().CatchUpAsync(default);
        (await log.VerifyAsync()).To.ShouldBe(before);
        await transaction.CommitAsync();
        await log.ChainedAsync();
        var report = await log.VerifyAsync();
        (report.To, report.Faults.Count).ShouldBe((before + 2, 0));
    }

    [Fact]
    public async Task The_hashes_are_those_that_the_document_describes()
    {
        await log.NoteAsync(10);
        await log.ChainedAsync();
        await using var command = log.DataSource.CreateCommand(
            """
            select seq_id, tx_id, id, stream_id, version, type, timestamp, tenant_id, correlation_id, causation_id, user_name, mt_dotnet_type, headers::text, data::text, bdata
            from events.mt_events order by tx_id, seq_id
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var hash = new byte[32];
        while (await reader.ReadAsync()) hash = SHA256.HashData([.. hash, .. Canonical(reader)]);
        (await log.VerifyAsync()).Head.ShouldBe(Convert.ToHexStringLower(hash));
    }

    // docs/audit.md in code, and nothing of the module's
    private static byte[] Canonical(NpgsqlDataReader row)
    {
        var bytes = new MemoryStream();
        bytes.Write([0, 15]);
        Column(Long(row.GetInt64(0)));
        Column(Long(row.GetInt64(1)));
        Column(row.GetGuid(2).ToByteArray(bigEndian: true));
        Column(row.IsDBNull(3) ? null : row.GetGuid(3).ToByteArray(bigEndian: true));
        Column(Long(row.GetInt64(4)));
        Column(Text(5));
        Column(Long((row.GetDateTime(6) - new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc)).Ticks / 10));
        for (var column = 7; column <= 11; column++) Column(Text(column));
        for (var column = 12; column <= 13; column++) Column(Text(column) is { } json ? [1, .. json] : null);
        Column(row.IsDBNull(14) ? null : row.GetFieldValue<byte[]>(14));
        return bytes.ToArray();

        byte[]? Text(int column) => row.IsDBNull(column) ? null : Encoding.UTF8.GetBytes(row.GetString(column));

        void Column(byte[]? value)
        {
            var length = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, value?.Length ?? -1);
            bytes.Write(length);
            bytes.Write(value);
        }
    }

    private static byte[] Long(long value)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes;
    }
}
