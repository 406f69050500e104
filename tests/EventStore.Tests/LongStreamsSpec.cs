using Npgsql;
using Shouldly;
using VideoConf.EventStore.Projections;
using VideoConf.EventStore.Subscriptions;
using VideoConf.Testing;
using Xunit;
using static VideoConf.EventStore.Tests.LedgerDatabase;

namespace VideoConf.EventStore.Tests;

/// <summary>Streams that grow long, come in bulk, or come to an end.</summary>
public sealed class LongStreamsSpec
{
    // Without Looked, which no ledger's state depends on: facts that the snapshot does not name stand between those it does.
    private static Snapshot<Ledger> Kept() => new("ledgerstate", "ledger", [typeof(Opened), typeof(PutIn), typeof(TakenOut), typeof(OwnerChanged), typeof(Closed)], 1);

    private static async Task<(StoreDatabase Database, Node Node)> WithSnapshotAsync()
    {
        var database = await StoreDatabase.NewAsync();
        var node = database.Node(moreInline: [Kept()]);
        await node.MigrateAsync();
        return (database, node);
    }

    [Fact]
    public async Task A_stream_with_a_snapshot_is_fetched_without_its_old_facts()
    {
        var (database, node) = await WithSnapshotAsync();
        await using var _ = database;
        await using var __ = node;
        var id = Guid.CreateVersion7();
        await node.Log.DecideAsync<Ledger>(id, Anybody, _ => Decision.Accept(new Opened("Ada"), new PutIn(5), new TakenOut(2)));
        await node.Log.DecideAsync<Ledger>(id, Anybody, _ => Decision.Accept(new Looked()));
        // Whoever folds them now fails.
        await database.ExecuteAsync($"update events.mt_events set data = '{{\"amount\": \"many\"}}' where stream_id = '{id}' and version in (2, 3)");
        await Should.ThrowAsync<UnreadableFactException>(() => node.Log.AggregateStreamAsync<Ledger>(id));

        var outcome = await node.Log.DecideAsync<Ledger>(id, Anybody, ledger =>
        {
            ledger.ShouldBe(new Ledger("Ada", 3, 2));
            return Decision.Accept(new PutIn(10));
        });
        (outcome.Version, outcome.State).ShouldBe((5, new Ledger("Ada", 13, 3)));
        (await database.Views.LoadAsync(Kept(), id))!.Data.ShouldBe(outcome.State);
    }

    [Fact]
    public async Task A_snapshot_is_the_fold_of_its_stream_also_under_64_writers_and_after_a_rebuild()
    {
        var (database, node) = await WithSnapshotAsync();
        await using var _ = database;
        await using var __ = node;
        var id = Guid.CreateVersion7();
        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => node.Log.DecideAsync<Ledger>(id, Anybody, ledger =>
            ledger is null ? Decision.Accept(new Opened("all"), new PutIn(1))
            : i % 4 == 0 ? Decision.Accept(new TakenOut(ledger.Balance), new PutIn(ledger.Balance + 1), new Looked())
            : Decision.Accept(new TakenOut(ledger.Balance), new PutIn(ledger.Balance + 1))))));

        var folded = await node.Log.AggregateStreamAsync<Ledger>(id);
        folded!.Balance.ShouldBe(64);
        (await database.Views.LoadAsync(Kept(), id))!.Data.ShouldBe(folded);
        var snapshot = node.Rebuild.Views.OfType<Snapshot<Ledger>>().Single();
        (await node.Rebuild.VerifyAsync(snapshot)).ShouldBeEmpty();
        await node.Rebuild.RebuildAsync(snapshot);
        (await database.Views.LoadAsync(Kept(), id))!.Data.ShouldBe(folded);
    }

    [Fact]
    public async Task What_is_appended_between_reading_the_snapshot_and_the_facts_is_not_left_out()
    {
        var (database, node) = await WithSnapshotAsync();
        await using var _ = database;
        await using var __ = node;
        var id = Guid.CreateVersion7();
        await node.Log.DecideAsync<Ledger>(id, Anybody, _ => Decision.Accept(new Opened("Ada"), new PutIn(5)));
        await using var connection = await node.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var session = node.Log.OpenSession(Anybody, transaction))
        {
            (await session.FetchForWritingAsync<Ledger>(id)).Append(new PutIn(100), new Looked());
            await session.SaveChangesAsync();
        }
        await using (var gate = new NpgsqlCommand("lock table events.mt_events in access exclusive mode", connection, transaction)) await gate.ExecuteNonQueryAsync();
        await using var reader = node.Log.OpenSession(Anybody);
        var fetching = reader.FetchForWritingAsync<Ledger>(id);
        await Eventually.IsSoAsync(() => database.QueryAsync<bool>("select exists (select 1 from pg_locks where not granted and relation = 'events.mt_events'::regclass)"));
        await transaction.CommitAsync();

        var fetched = await fetching;
        (fetched.Version, fetched.State!.Balance).ShouldBe((4, 105));
    }

    [Fact]
    public async Task Streams_in_bulk_are_as_if_each_had_been_appended()
    {
        var (database, node) = await WithSnapshotAsync();
        await using var _ = database;
        await using var __ = node;
        await node.FollowAsync();
        var recorder = new Recorder("recorder", node, typeof(PutIn));
        await node.SubscribeAsync(recorder);
        var writing = ReactionsSpec.WriteAsync(database, writers: 3, rounds: 15);
        var yesterday = Instant.FromUtc(2026, 11, 21, 8, 0);
        NewStream[] streams = [.. Enumerable.Range(0, 2_500).Select(i => new NewStream(Guid.CreateVersion7(), [new Opened($"import {i}"), new PutIn(i), new TakenOut(1), new PutIn(5), new Looked()],
            i == 7 ? [.. Enumerable.Range(0, 5).Select(n => yesterday + Duration.FromMinutes(n))] : null))];
        (await node.Log.BulkAppendAsync<Ledger>([.. streams, new NewStream(Guid.NewGuid(), [])], new EventMetadata("importer", Client: "system"))).ShouldBe(12_500);
        await writing;

        var facts = await node.Log.FetchStreamAsync(streams[7].Id);
        facts.Select(f => f.Data).ShouldBe(streams[7].Facts);
        facts.Select(f => f.Version).ShouldBe([1, 2, 3, 4, 5]);
        facts.Select(f => f.RecordedAt).ShouldBe(streams[7].RecordedAt!);
        facts.ShouldAllBe(f => f.Metadata == new EventMetadata("importer", null, null, "system") && f.Id.Version == 7);
        (await node.Log.AggregateStreamAsync<Ledger>(streams[7].Id, asOf: yesterday + Duration.FromMinutes(1))).ShouldBe(new Ledger("import 7", 7, 1));
        (await database.QueryAsync<long>("select count(distinct seq_id) - count(*) from events.mt_events")).ShouldBe(0);
        (await node.Log.ReadAllAsync()).Select(f => f.Cursor).ShouldBeInOrder();
        (await new LogCheck(node.Log).RunAsync()).Faults.ShouldBeEmpty();
        await node.HasReactedOnceToAllAsync(recorder);
        // Ledgers of the load were written by a host without this snapshot.
        await node.Rebuild.RebuildAsync(node.Rebuild.Views.OfType<Snapshot<Ledger>>().Single());
        await node.ViewsAreAsTheLogSaysAsync();
        (await node.Log.DecideAsync<Ledger>(streams[9].Id, Anybody, ledger => Decision.Accept(new TakenOut(ledger!.Balance)))).Version.ShouldBe(6);
    }

    [Fact]
    public async Task A_bulk_page_with_a_stream_that_exists_is_refused_whole()
    {
        await using var database = await StoreDatabase.NewAsync();
        var existing = await database.OpenLedgerAsync();
        var before = await database.CountFactsAsync();
        NewStream[] page = [.. Enumerable.Range(0, 5).Select(i => new NewStream(i == 3 ? existing : Guid.CreateVersion7(), [new Opened($"import {i}")]))];
        (await Should.ThrowAsync<PostgresException>(() => database.Log.BulkAppendAsync<Ledger>(page, Anybody))).SqlState.ShouldBe("23505");
        (await database.CountFactsAsync()).ShouldBe(before);
        (await database.Views.LoadAsync(database.Balances, page[0].Id)).ShouldBeNull();
    }

    [Fact]
    public async Task An_archived_stream_is_read_as_before_and_takes_no_more_facts()
    {
        await using var database = await StoreDatabase.NewAsync();
        var id = await database.OpenLedgerAsync(new PutIn(5));
        await using (var session = database.Log.OpenSession(Anybody))
        {
            (await session.FetchForWritingAsync<Ledger>(id)).Append(new TakenOut(1));
            session.ArchiveStream(id);
            await session.SaveChangesAsync();
        }
        await Should.ThrowAsync<ConcurrencyException>(() => database.AppendAsync(id, new PutIn(1)));
        await Should.ThrowAsync<ConcurrencyException>(() => database.Log.DecideAsync<Ledger>(id, Anybody, _ => Decision.Accept(new PutIn(1))));
        (await database.Log.AggregateStreamAsync<Ledger>(id)).ShouldBe(new Ledger($"owner of {id}", 4, 2));
        (await database.Log.ReadAllAsync()).Count(f => f.StreamId == id).ShouldBe(3);
        (await database.QueryAsync<bool>($"select bool_and(is_archived) from (select is_archived from events.mt_streams where id = '{id}' union all select is_archived from events.mt_events where stream_id = '{id}') as rows")).ShouldBeTrue();
        (await new LogCheck(database.Log).RunAsync()).Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_check_of_the_log_finds_a_gap_a_row_out_of_step_a_broken_body_and_counts_names_that_nobody_knows()
    {
        await using var database = await StoreDatabase.NewAsync();
        Guid[] ids = [await database.OpenLedgerAsync(new PutIn(1), new PutIn(2)), await database.OpenLedgerAsync(new PutIn(1)), await database.OpenLedgerAsync(new PutIn(1)), await database.OpenLedgerAsync(new Looked())];
        (await new LogCheck(database.Log).RunAsync()).Faults.ShouldBeEmpty();
        await database.ExecuteAsync(
            $$"""
              delete from events.mt_events where stream_id = '{{ids[0]}}' and version = 2;
              update events.mt_streams set version = 9 where id = '{{ids[1]}}';
              update events.mt_events set data = '[]' where stream_id = '{{ids[2]}}' and version = 2;
              update events.mt_events set type = 'ledger.of_tomorrow' where stream_id = '{{ids[3]}}' and version = 2;
              """);
        var report = await new LogCheck(database.Log).RunAsync();
        report.Faults.Select(f => (f.Kind, f.StreamId)).ShouldBe([("stream_out_of_step", ids[0]), ("stream_out_of_step", ids[1]), ("unreadable_body", ids[2])], ignoreOrder: true);
        report.UnknownWireNames.ShouldBe([KeyValuePair.Create("ledger.of_tomorrow", 1L)]);
        report.Facts.ShouldBe(8);
    }
}
