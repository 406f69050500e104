using Npgsql;
using Shouldly;
using VideoConf.Testing;
using Xunit;
using static VideoConf.EventStore.Tests.LedgerDatabase;

namespace VideoConf.EventStore.Tests;

/// <summary>Sequence numbers are drawn before commit: who goes by them alone skips what a slower transaction commits later.</summary>
public sealed class CommitSafeReadingSpec(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    private EventLog Log => database.Log;

    [Fact]
    public async Task A_fact_that_drew_its_number_first_and_commits_last_is_skipped_by_a_naive_reader_and_not_by_the_log()
    {
        var (early, late) = (await database.OpenLedgerAsync(), await database.OpenLedgerAsync());
        var naive = new NaiveReader(database);
        await naive.ReadAsync();
        var cursor = (await Log.ReadAllAsync())[^1].Cursor;

        await using var slow = await OpenWriter.AppendAsync(database, early, new PutIn(1));
        await using var fast = await OpenWriter.AppendAsync(database, late, new PutIn(2));
        await fast.CommitAsync();

        (await naive.ReadAsync()).ShouldBe([late]);
        var whileSlowIsOpen = await Log.ReadForwardAsync(cursor, 100);
        whileSlowIsOpen.Facts.ShouldBeEmpty();
        whileSlowIsOpen.MoreIsWaiting.ShouldBeTrue();

        await slow.CommitAsync();

        (await naive.ReadAsync()).ShouldBeEmpty("the canary: the naive reader has passed this fact by for ever");
        (await Log.ReadAllAsync(whileSlowIsOpen.End)).Select(f => f.StreamId).ShouldBe([early, late]);
    }

    [Fact]
    public async Task A_transaction_that_began_first_and_draws_its_number_last_keeps_its_place_too()
    {
        var (early, late) = (await database.OpenLedgerAsync(), await database.OpenLedgerAsync());
        var cursor = (await Log.ReadAllAsync())[^1].Cursor;

        await using var slow = await OpenWriter.BeginAsync(database);
        await using var fast = await OpenWriter.AppendAsync(database, late, new PutIn(2));
        await slow.AppendAsync(early, new PutIn(1));
        await fast.CommitAsync();
        (await Log.ReadForwardAsync(cursor, 100)).Facts.ShouldBeEmpty();
        await slow.CommitAsync();

        var facts = await Log.ReadAllAsync(cursor);
        facts.Select(f => f.StreamId).ShouldBe([early, late]);
        facts[0].Position.ShouldBeGreaterThan(facts[1].Position);
        facts.Select(f => f.Cursor).ShouldBeInOrder();
    }

    [Fact]
    public async Task A_stream_is_read_in_the_order_of_its_versions_also_when_a_later_one_was_written_by_an_older_transaction()
    {
        var id = await database.OpenLedgerAsync();
        var cursor = (await Log.ReadAllAsync())[^1].Cursor;

        await using var older = await OpenWriter.BeginAsync(database);
        await using var inBetween = await OpenWriter.BeginAsync(database);
        await database.AppendAsync(id, new PutIn(2));
        await older.AppendAsync(id, new PutIn(3));
        await older.CommitAsync();
        var readable = await Log.ReadForwardAsync(cursor, 100);
        await inBetween.CommitAsync();

        readable.Facts.Concat(await Log.ReadAllAsync(readable.End)).Select(f => f.Version).ShouldBe([2, 3]);
    }

    [Fact]
    public async Task A_transaction_that_is_rolled_back_leaves_a_hole_that_holds_nobody_up()
    {
        var (early, late) = (await database.OpenLedgerAsync(), await database.OpenLedgerAsync());
        var cursor = (await Log.ReadAllAsync())[^1].Cursor;
        await using (await OpenWriter.AppendAsync(database, early, new PutIn(1))) await database.AppendAsync(late, new PutIn(2));
        (await Log.ReadAllAsync(cursor)).Select(f => f.StreamId).ShouldBe([late]);
    }

    [Fact]
    public async Task Pages_follow_one_another_without_overlap()
    {
        var cursor = await Log.ReadAllAsync() is [.., var last] ? last.Cursor : LogCursor.Start;
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++) ids.Add(await database.OpenLedgerAsync(new PutIn(i)));
        (await Log.ReadAllAsync(cursor)).Count.ShouldBe(10);

        var read = new List<StoredEvent>();
        LogPage page;
        do
        {
            page = await Log.ReadForwardAsync(cursor, 3);
            read.AddRange(page.Facts);
            cursor = page.End;
        }
        while (page.IsFull);
        read.Select(f => (f.StreamId, f.Version)).ShouldBe(ids.SelectMany(id => new[] { (id, 1L), (id, 2L) }));
    }

    [Fact]
    public async Task Who_wants_only_the_streams_goes_through_the_same_pages_and_waits_for_the_same_writers()
    {
        var cursor = await Log.ReadAllAsync() is [.., var last] ? last.Cursor : LogCursor.Start;
        for (var i = 0; i < 5; i++) await database.OpenLedgerAsync(new PutIn(i), new Looked());
        var open = await database.OpenLedgerAsync();
        await Log.ReadAllAsync();
        await using var slow = await OpenWriter.AppendAsync(database, open, new PutIn(1));
        string[] names = ["ledger.opened", "ledger.put_in"];
        ChangedStreams changed;
        do
        {
            var page = await Log.ReadForwardAsync(cursor, 3, names);
            changed = await Log.ReadChangedAsync(cursor, 3, names);
            changed.Streams.ShouldBe(page.Facts.Select(f => f.StreamId).Distinct(), ignoreOrder: true);
            (changed.End, changed.IsFull).ShouldBe((page.End, page.IsFull));
            cursor = changed.End;
        }
        while (changed.IsFull);
        await slow.CommitAsync();
        await Log.ReadAllAsync(cursor);
        (await Log.ReadChangedAsync(cursor, 3, names)).Streams.ShouldBe([open]);
    }

    [Fact]
    public async Task Who_wants_some_wire_names_only_gets_those_and_passes_the_others_by()
    {
        var cursor = (await Log.HeadAsync());
        var id = await database.OpenLedgerAsync(new PutIn(1), new TakenOut(1), new PutIn(2));
        await Log.ReadAllAsync();
        var page = await Log.ReadForwardAsync(cursor, 100, ["ledger.put_in"]);
        page.Facts.Where(f => f.StreamId == id).Select(f => f.Data).ShouldBe([new PutIn(1), new PutIn(2)]);
        (await Log.ReadForwardAsync(page.End, 100)).Facts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_starts_at_the_head_sees_what_is_committed_from_then_on_and_nothing_of_before()
    {
        var before = await database.OpenLedgerAsync();
        await Log.ReadAllAsync();
        var head = await Log.HeadAsync();
        var after = await database.OpenLedgerAsync();
        (await Log.ReadAllAsync(head)).Select(f => f.StreamId).ShouldBe([after]);
        before.ShouldNotBe(after);
    }

    [Fact]
    public async Task What_is_still_open_when_a_reader_starts_at_the_head_comes_to_him_when_it_commits()
    {
        var (open, committed) = (await database.OpenLedgerAsync(), await database.OpenLedgerAsync());
        await using var slow = await OpenWriter.AppendAsync(database, open, new PutIn(1));
        await database.AppendAsync(committed, new PutIn(2));
        var head = await Log.HeadAsync();
        await slow.CommitAsync();
        (await Log.ReadAllAsync(head)).Select(f => f.StreamId).ShouldContain(open);
    }
}

/// <summary>The reader that everybody writes first: remembers the highest number and asks for what is above it.</summary>
internal sealed class NaiveReader(LedgerDatabase database)
{
    private long seen;

    public async Task<IReadOnlyList<Guid>> ReadAsync()
    {
        await using var command = database.DataSource.CreateCommand("select seq_id, stream_id from events.mt_events where seq_id > $1 order by seq_id");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = seen });
        await using var reader = await command.ExecuteReaderAsync();
        var streams = new List<Guid>();
        while (await reader.ReadAsync())
        {
            seen = reader.GetInt64(0);
            streams.Add(reader.GetGuid(1));
        }
        return streams;
    }
}

/// <summary>A transaction that stays open until it is told to commit; disposed before, it is rolled back.</summary>
internal sealed class OpenWriter : IAsyncDisposable
{
    private readonly LedgerDatabase database;
    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private OpenWriter(LedgerDatabase database, NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (this.database, this.connection, this.transaction) = (database, connection, transaction);

    /// <summary>Its transaction id is drawn here.</summary>
    public static async Task<OpenWriter> BeginAsync(LedgerDatabase database)
    {
        var connection = await database.DataSource.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("select pg_current_xact_id()", connection, transaction);
        await command.ExecuteNonQueryAsync();
        return new OpenWriter(database, connection, transaction);
    }

    public static async Task<OpenWriter> AppendAsync(LedgerDatabase database, Guid id, object fact)
    {
        var writer = await BeginAsync(database);
        await writer.AppendAsync(id, fact);
        return writer;
    }

    public async Task AppendAsync(Guid id, object fact)
    {
        await using var session = database.Log.OpenSession(Anybody, transaction);
        (await session.FetchForWritingAsync<Ledger>(id)).Append(fact);
        await session.SaveChangesAsync();
    }

    public Task CommitAsync() => transaction.CommitAsync();

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
