using System.Collections.Concurrent;
using Shouldly;
using VideoConf.EventStore.Timers;
using Xunit;
using static VideoConf.EventStore.Tests.LedgerDatabase;

namespace VideoConf.EventStore.Tests;

/// <summary>The runners of these tests never poll: they are woken, or they sleep for ever.</summary>
public sealed class TimersSpec
{
    private static readonly Instant Past = NodaConstants.UnixEpoch;
    private static Instant Now => SystemClock.Instance.GetCurrentInstant();

    [Fact]
    public async Task A_timer_fires_once_when_it_is_due_and_not_before_with_what_it_was_set_with()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        var seen = new ConcurrentQueue<(DueTimer Timer, Instant At)>();
        await node.RunAsync(node.Timers(new Alarm("alarm") { First = (timer, _) => { seen.Enqueue((timer, Now)); return Task.CompletedTask; } }));
        var due = Now + Duration.FromMilliseconds(400);
        await SetAsync(node, "alarm", "one", due, new PutIn(42));
        await SetAsync(node, "alarm", "overdue", Past);
        await FiredAsync(node, "overdue", "one");
        seen.Select(s => s.Timer.Key).ShouldBe(["overdue", "one"]);
        var one = seen.Last();
        one.Timer.Read<PutIn>().ShouldBe(new PutIn(42));
        one.At.ShouldBeGreaterThanOrEqualTo(due);
        (one.Timer.Kind, one.Timer.Attempts).ShouldBe(("alarm", 0));
        (await CountAsync(node)).ShouldBe(0);
    }

    [Fact]
    public async Task Setting_a_key_again_replaces_its_timer_and_cancelling_takes_it_back()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        await SetAsync(node, "alarm", "replaced", Past, new PutIn(1));
        await SetAsync(node, "other", "replaced", Past, new PutIn(3));
        await SetAsync(node, "alarm", "replaced", Past + Duration.FromDays(1), new PutIn(2));
        await SetAsync(node, "alarm", "cancelled", Past);
        await using (var session = node.Log.OpenSession(Anybody))
        {
            session.CancelTimer("alarm", "cancelled");
            session.CancelTimer("alarm", "never set");
            await session.SaveChangesAsync();
        }
        var amounts = new ConcurrentQueue<int>();
        Alarm Of(string kind) => new(kind) { First = (timer, _) => { amounts.Enqueue(timer.Read<PutIn>().Amount); return Task.CompletedTask; } };
        await node.Timers(Of("alarm"), Of("other")).FireDueAsync(default);
        amounts.ShouldBe([3, 2]);
        (await CountAsync(node)).ShouldBe(0);
    }

    [Fact]
    public async Task A_timer_commits_with_the_facts_or_not_at_all()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        var id = await database.OpenLedgerAsync();
        await using (var session = node.Log.OpenSession(Anybody))
        {
            (await session.FetchForWritingAsync<Ledger>(id)).Append(new PutIn(1));
            session.SetTimer("alarm", "lost", Past, new { });
            await database.AppendAsync(id, new PutIn(2));
            await Should.ThrowAsync<ConcurrencyException>(() => session.SaveChangesAsync());
        }
        await using (var connection = await node.DataSource.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        await using (var session = node.Log.OpenSession(Anybody, transaction))
        {
            session.SetTimer("alarm", "rolled back", Past, new { });
            await session.SaveChangesAsync();
        }
        (await CountAsync(node)).ShouldBe(0);
    }

    [Fact]
    public async Task What_fell_due_while_no_host_was_up_fires_at_the_next_start_oldest_first()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using (var before = database.Node("before")) foreach (var day in (int[])[3, 1, 2]) await SetAsync(before, "alarm", $"day {day}", Past + Duration.FromDays(day));
        await using var after = database.Node("after");
        await after.RunAsync(after.Timers(new Alarm("alarm")));
        await FiredAsync(after, "day 1", "day 2", "day 3");
    }

    [Fact]
    public async Task Two_hosts_share_2000_timers_and_none_fires_twice()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var first = database.Node("first");
        await using var second = database.Node("second");
        await database.ExecuteAsync("insert into events.vc_timers (kind, key, due, payload) select 'alarm', i::text, now() - interval '1 hour' + i * interval '1 ms', '{}' from generate_series(1, 2000) i");
        await Task.WhenAll(first.RunAsync(first.Timers(new Alarm("alarm", "first"))), second.RunAsync(second.Timers(new Alarm("alarm", "second"))));
        await Eventually.IsSoAsync(async () => await CountAsync(first) == 0);
        (await first.QueryAsync<long>("select count(*) from fired")).ShouldBe(2000);
        (await first.QueryAsync<long>("select count(distinct key) from fired")).ShouldBe(2000);
    }

    [Fact]
    public async Task Hosts_that_are_cut_off_or_stopped_at_any_moment_fire_each_timer_once()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var operators = database.Node("operator");
        await database.ExecuteAsync("insert into events.vc_timers (kind, key, due, payload) select 'alarm', i::text, now() - interval '1 hour', '{}' from generate_series(1, 3000) i");
        for (var i = 0; i < 20 && await CountAsync(operators) > 0; i++)
        {
            await using var node = database.Node("victim");
            await node.RunAsync(node.Timers(new Alarm("alarm")));
            await Eventually.IsSoAsync(async () => await operators.QueryAsync<bool>("select exists (select 1 from pg_stat_activity where application_name = 'victim' and xact_start is not null)") || await CountAsync(operators) == 0);
            if (i % 2 == 0) await operators.CutOffAsync("victim");
        }
        await using var last = database.Node("last");
        await last.RunAsync(last.Timers(new Alarm("alarm")));
        await Eventually.IsSoAsync(async () => await CountAsync(last) == 0);
        (await last.QueryAsync<long>("select count(*) from fired")).ShouldBe(3000);
        (await last.QueryAsync<long>("select count(distinct key) from fired")).ShouldBe(3000);
    }

    [Fact]
    public async Task A_timer_whose_handler_fails_is_put_off_longer_each_time_and_at_last_parked_with_its_error_and_the_others_fire()
    {
        await using var database = await StoreDatabase.NewAsync();
        var clock = new SetClock(Instant.FromUtc(2026, 11, 23, 9, 0));
        await using var node = database.Node("node", clock);
        var timers = node.Timers(new Alarm("alarm") { First = (timer, _) => timer.Key == "bad" ? throw new IOException("no good") : Task.CompletedTask });
        foreach (var key in (string[])["a", "bad", "c"]) await SetAsync(node, "alarm", key, clock.Now);

        for (var attempt = 1; attempt <= TimerRunner.RetryWaits.Length + 1; attempt++)
        {
            (await timers.FireDueAsync(default)).ShouldBe(attempt == 1 ? 3 : 1);
            await FiredAsync(node, "a", "c");
            (await node.QueryAsync<string>("select attempts || ' ' || error from events.vc_timers")).ShouldBe($"{attempt} IOException: no good");
            (await timers.FireDueAsync(default)).ShouldBe(0, "it waits for its next attempt");
            if (attempt <= TimerRunner.RetryWaits.Length)
            {
                var due = Instant.FromDateTimeUtc(await node.QueryAsync<DateTime>("select due from events.vc_timers"));
                (due - clock.Now).ShouldBe(TimerRunner.RetryWaits[attempt - 1]);
                clock.Now = due;
            }
        }
        TimerRunner.RetryWaits.ShouldBeInOrder();
        (await node.QueryAsync<bool>("select due = 'infinity' from events.vc_timers")).ShouldBeTrue();
        clock.Now += Duration.FromDays(3650);
        (await timers.FireDueAsync(default)).ShouldBe(0);
        (await timers.UntilNextAsync(default)).ShouldBe(Node.Never);

        // Setting it again is a fresh start.
        await SetAsync(node, "alarm", "bad", clock.Now);
        (await node.QueryAsync<bool>("select attempts = 0 and error is null from events.vc_timers")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_timer_set_for_sooner_than_the_one_waited_for_fires_in_time()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        await SetAsync(node, "alarm", "later", Now + Duration.FromHours(1));
        await node.RunAsync(node.Timers(new Alarm("alarm")));
        await SetAsync(node, "alarm", "sooner", Now + Duration.FromMilliseconds(100));
        await FiredAsync(node, "sooner");
        (await CountAsync(node)).ShouldBe(1);
    }

    [Fact]
    public async Task A_timer_set_on_another_host_is_announced_to_the_one_that_sleeps()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var sleeper = database.Node("sleeper");
        await using var setter = database.Node("setter");
        await sleeper.RunAsync(sleeper.Timers(new Alarm("alarm")));
        await setter.RunAsync(setter.Timers(new Alarm("another kind")));
        await Eventually.IsSoAsync(async () => await database.QueryAsync<long>("select count(*) from pg_stat_activity where query = 'listen vc_timers' and state = 'idle'") == 2);
        for (var i = 0; i < 3; i++)
        {
            await SetAsync(setter, "alarm", $"{i}", Now);
            await FiredAsync(sleeper, [.. Enumerable.Range(0, i + 1).Select(n => $"{n}")]);
        }
    }

    [Fact]
    public async Task Timers_that_nobody_here_handles_stay_and_keep_nobody_awake()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        await SetAsync(node, "of tomorrow", "one", Past);
        var timers = node.Timers(new Alarm("alarm"));
        (await timers.FireDueAsync(default)).ShouldBe(0);
        (await timers.UntilNextAsync(default)).ShouldBe(Node.Never);
        (await CountAsync(node)).ShouldBe(1);
    }

    [Fact]
    public async Task A_handler_can_set_the_next_timer_and_append_facts()
    {
        await using var database = await StoreDatabase.NewAsync();
        await using var node = database.Node();
        var id = await database.OpenLedgerAsync();
        await node.RunAsync(node.Timers(new Alarm("alarm")
        {
            First = async (timer, session) =>
            {
                var left = timer.Read<PutIn>().Amount;
                (await session.FetchForWritingAsync<Ledger>(id)).Append(new PutIn(left));
                if (left > 1) session.SetTimer("alarm", "again", timer.Due, new PutIn(left - 1));
            },
        }));
        await SetAsync(node, "alarm", "again", Past, new PutIn(3));
        await FiredAsync(node, "again", "again", "again");
        (await node.Log.FetchStreamAsync(id)).Skip(1).Select(f => f.Data).ShouldBe([new PutIn(3), new PutIn(2), new PutIn(1)]);
    }

    private static async Task SetAsync(Node node, string kind, string key, Instant due, object? payload = null)
    {
        await using var session = node.Log.OpenSession(Anybody);
        session.SetTimer(kind, key, due, payload ?? new { });
        await session.SaveChangesAsync();
    }

    private static async Task FiredAsync(Node node, params string[] keys)
    {
        await Eventually.IsSoAsync(async () => await node.QueryAsync<long>("select count(*) from fired") >= keys.Length);
        (await node.QueryAsync<string[]>("select array_agg(key order by n) from fired")).ShouldBe(keys);
    }

    private static Task<long> CountAsync(Node node) => node.QueryAsync<long>("select count(*) from events.vc_timers");
}
