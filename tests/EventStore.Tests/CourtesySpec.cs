using Shouldly;
using VideoConf.EventStore.Subscriptions;
using Xunit;

namespace VideoConf.EventStore.Tests;

public sealed class CourtesySpec
{
    private static readonly int AtOnce = Math.Max(1, Environment.ProcessorCount / 2);

    private readonly Courtesy courtesy = new();

    [Fact]
    public async Task While_no_command_is_carried_out_nobody_waits()
    {
        for (var reader = 0; reader < 10 * AtOnce; reader++) (await courtesy.TurnAsync(TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task While_a_command_is_carried_out_readers_work_one_after_the_other()
    {
        using var command = courtesy.Command();
        var (working, most) = (0, 0);
        await Task.WhenAll(Enumerable.Range(0, 10 * AtOnce).Select(async _ =>
        {
            using var turn = await courtesy.TurnAsync(TestContext.Current.CancellationToken);
            var now = Interlocked.Increment(ref working);
            while (now > Volatile.Read(ref most)) Interlocked.Exchange(ref most, now);
            await Task.Yield();
            Interlocked.Decrement(ref working);
        }));
        most.ShouldBeInRange(1, AtOnce);
    }

    [Fact]
    public async Task One_that_is_stuck_does_not_stop_the_others()
    {
        using var command = courtesy.Command();
        List<IDisposable?> stuck = [];
        for (var line = 0; line < AtOnce; line++) stuck.Add(await courtesy.TurnAsync(TestContext.Current.CancellationToken));
        using (await courtesy.TurnAsync(TestContext.Current.CancellationToken)) { }
        foreach (var turn in stuck) turn!.Dispose();
    }
}
