using Shouldly;
using Xunit;
using static VideoConf.EventStore.Tests.LedgerDatabase;

namespace VideoConf.EventStore.Tests;

public sealed class CallersTransactionSpec(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Facts_and_views_share_the_fate_of_the_callers_transaction(bool commit)
    {
        var existing = await database.OpenLedgerAsync();
        var fresh = Guid.CreateVersion7();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await using (var session = database.Log.OpenSession(Anybody, transaction))
            {
                (await session.FetchForWritingAsync<Ledger>(existing)).Append(new PutIn(9));
                session.StartStream<Ledger>(fresh, new Opened($"owner of {fresh}"));
                await session.SaveChangesAsync();
            }
            (await database.Log.FetchStreamAsync(fresh)).ShouldBeEmpty();
            if (commit) await transaction.CommitAsync();
            else await transaction.RollbackAsync();
        }

        (await database.Log.FetchStreamAsync(fresh)).Count.ShouldBe(commit ? 1 : 0);
        (await database.Log.AggregateStreamAsync<Ledger>(existing))!.Balance.ShouldBe(commit ? 9 : 0);
        (await database.Views.LoadAsync(database.Balances, existing))!.Data.Amount.ShouldBe(commit ? 9 : 0);
        (await database.Views.LoadAsync(database.Balances, fresh) is null).ShouldBe(!commit);
    }

    [Fact]
    public async Task A_session_reads_what_the_callers_transaction_has_written()
    {
        var id = Guid.CreateVersion7();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var first = database.Log.OpenSession(Anybody, transaction))
        {
            first.StartStream<Ledger>(id, new Opened("seen inside"));
            await first.SaveChangesAsync();
        }
        await using var second = database.Log.OpenSession(Anybody, transaction);
        (await second.FetchForWritingAsync<Ledger>(id)).State!.Owner.ShouldBe("seen inside");
    }
}
