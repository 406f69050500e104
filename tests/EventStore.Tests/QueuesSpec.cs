using Shouldly;
using Xunit;
using static VideoConf.EventStore.Tests.LedgerDatabase;

namespace VideoConf.EventStore.Tests;

public sealed class QueuesSpec(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_queues_up_reads_what_the_one_before_has_saved(bool byView)
    {
        var id = Guid.CreateVersion7();
        await using var first = database.Log.OpenSession(Anybody);
        first.QueueUp("tests.seat", ["1", "2"]);
        (await IsThereAsync(first, id, byView)).ShouldBeFalse();

        await using var second = database.Log.OpenSession(Anybody);
        second.QueueUp("tests.seat", ["2", "3"]);
        var waits = IsThereAsync(second, id, byView);
        await using (var other = database.Log.OpenSession(Anybody))
        {
            // Another line, and another in the same one, are not waited for
            other.QueueUp("tests.table", ["1"]);
            other.QueueUp("tests.seat", ["4"]);
            (await IsThereAsync(other, id, byView)).ShouldBeFalse();
        }
        waits.IsCompleted.ShouldBeFalse();
        first.StartStream<Ledger>(id, new Opened($"owner of {id}"));
        await first.SaveChangesAsync(TestContext.Current.CancellationToken);
        (await waits).ShouldBeTrue();
    }

    private async Task<bool> IsThereAsync(EventSession session, Guid id, bool byView)
    {
        if (byView) return (await session.QueryAsync(database.Balances, "where id = $1", [id], TestContext.Current.CancellationToken)).Count > 0;
        await using var command = await session.CreateCommandAsync($"select exists (select 1 from events.mt_streams where id = '{id}')", TestContext.Current.CancellationToken);
        return (bool)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
