using Microsoft.Extensions.DependencyInjection;
using VideoConf.Calendar.Reactions;
using VideoConf.EventStore.Timers;
using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

/// <summary>Each test has a server of its own, because it moves the clock of the whole calendar.</summary>
public sealed class ExtendingTheHorizon : IAsyncLifetime
{
    private static readonly Duration Horizon = new CalendarOptions().Horizon;
    private readonly CalendarServer server = new();
    private Person ada = null!;
    private Person bob = null!;

    public async ValueTask InitializeAsync()
    {
        await server.InitializeAsync();
        (ada, bob) = (server.NewPerson("Ada"), server.NewPerson("Bob"));
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private void Days(int days) => server.Clock.Advance(Duration.FromDays(days));

    private LocalDateTime BehindHorizon(int days) => (Now + Horizon + Duration.FromDays(days)).InUtc().Date.At(new LocalTime(9, 0));

    /// <summary>Days on, the timer fires. A room that is lost tells when all is written: one step is one transaction.</summary>
    private async Task Extend(int days)
    {
        var room = await ada.OpensRoom();
        var bait = await ada.Schedules(Body.Repeating("FREQ=DAILY;BYHOUR=9").In(room) with { Title = "Bait", TimeZone = "UTC" });
        Days(6);
        await bob.Schedules(Body.Once.At((server.Clock.GetCurrentInstant() + Horizon).InUtc().Date.PlusDays(-1).At(new LocalTime(9, 0))).In(room) with { TimeZone = "UTC" });
        Days(days - 6);
        await Fire();
        await server.FactAsync(f => f.StreamId == bait.Id && f.Data is RoomNotAvailable);
    }

    private async Task Fire()
    {
        await using var session = server.Log.OpenSession(EventMetadata.System);
        session.SetTimer("calendar.extend_horizon", "daily", server.Clock.GetCurrentInstant(), new ExtendHorizon.Step(Guid.Empty));
        await session.SaveChangesAsync();
    }

    /// <summary>What leaves no fact is looked for until it is there; a step that fails is not waited for.</summary>
    private async Task Until(Func<Task<bool>> isSo)
    {
        var waiting = System.Diagnostics.Stopwatch.StartNew();
        while (!await isSo())
        {
            (await server.QueryAsync<long>("select count(*) from events.vc_timers where attempts > 0")).ShouldBe(0);
            waiting.Elapsed.ShouldBeLessThan(6 * WaitForFacts.Patience);
        }
    }

    private Task<long> Written(EventResource e) => server.QueryAsync<long>($"select count(*) from calendar.occurrences where event_id = '{e.Id}'");

    private Task<DateTime> Until(EventResource e) => server.QueryAsync<DateTime>($"select written_until from calendar.open_series where event_id = '{e.Id}'");

    [Fact]
    public async Task Series_without_an_end_are_written_out_as_far_ahead_as_before()
    {
        var shown = await ada.Schedules(Body.Repeating("FREQ=DAILY").With(bob));
        var before = await Written(shown);
        (await Until(shown)).ShouldBe((Now + Horizon).ToDateTimeUtc());
        await Extend(100);
        (await Written(shown)).ShouldBe(before + 100);
        (await Until(shown)).ShouldBe((Now + Horizon + Duration.FromDays(100)).ToDateTimeUtc());
        (await server.QueryAsync<long>($"select count(*) from calendar.appearances where event_id = '{shown.Id}'")).ShouldBe(2 * (before + 100));
    }

    [Fact]
    public async Task A_series_with_an_end_is_none_of_them_once_its_end_is_written()
    {
        var end = BehindHorizon(50);
        var shown = await ada.Schedules(Body.Repeating($"FREQ=DAILY;UNTIL={end:uuuuMMdd}T230000Z"));
        (await server.QueryAsync<long>("select count(*) from calendar.open_series")).ShouldBe(1);
        await Extend(100);
        (await server.QueryAsync<long>($"select count(*) from calendar.open_series where event_id = '{shown.Id}'")).ShouldBe(0);
        (await server.QueryAsync<DateTime>($"select max(occurrence) from calendar.occurrences where event_id = '{shown.Id}'")).ShouldBe(end.ToDateTimeUnspecified());
    }

    [Fact]
    public async Task What_lies_behind_the_horizon_is_listed_before_and_after_it_is_written_out_and_in_between()
    {
        await ada.Schedules(Body.Repeating("FREQ=DAILY") with { TimeZone = "UTC" });
        var single = await ada.Schedules(Body.Once.At(BehindHorizon(3).PlusHours(3)) with { TimeZone = "UTC" });
        var (from, to) = ($"{BehindHorizon(-5):uuuu-MM-dd}T00:00:00Z", $"{BehindHorizon(10):uuuu-MM-dd}T00:00:00Z");
        var expected = Enumerable.Range(-5, 15).Select(d => BehindHorizon(d)).Append(single.StartLocal).Order().ToList();
        async Task ShouldBeListed() => (await ada.Lists(from, to)).Where(i => i.Title == "Standup").Select(i => i.StartLocal).ShouldBe(expected);

        await ShouldBeListed();
        Days(5);
        await ShouldBeListed();
        Days(-5);
        await Extend(40);
        await ShouldBeListed();
        (await server.QueryAsync<long>($"select count(*) from calendar.occurrences where event_id = '{single.Id}'")).ShouldBe(1);
    }

    [Fact]
    public async Task Who_booked_a_room_for_a_day_behind_the_old_horizon_was_there_first()
    {
        var room = await ada.OpensRoom();
        var series = await ada.Schedules(Body.Repeating("FREQ=DAILY").In(room) with { TimeZone = "UTC" });
        Days(6);
        var single = await bob.Schedules(Body.Once.At(BehindHorizon(3).PlusMinutes(30)).In(room) with { TimeZone = "UTC" });
        Days(10);
        await Fire();
        var lost = await server.FactAsync(f => f.StreamId == series.Id && f.Data is RoomNotAvailable);
        ((RoomNotAvailable)lost.Data!).Occurrences.ShouldBe([BehindHorizon(3)]);
        var held = await ada.Sees(series, BehindHorizon(3));
        (held.Place.Kind, held.IsChanged, held.Sequence).ShouldBe((PlaceKind.None, true, 0));
        (await ada.Sees(series, BehindHorizon(4))).Place.RoomId.ShouldBe(room.RoomId);
        (await bob.Sees(single)).Place.RoomId.ShouldBe(room.RoomId);
        (await ada.Reads(series)).Items[0].ShouldSatisfyAllConditions(i => i.What.ShouldBe("room_not_available"), i => i.By.ShouldBeNull());
        server.Logged.ShouldBeEmpty();
    }

    [Fact]
    public async Task However_many_dates_are_lost()
    {
        var room = await ada.OpensRoom();
        var series = await ada.Schedules(Body.Repeating("FREQ=HOURLY;INTERVAL=4").In(room) with { TimeZone = "UTC" });
        Days(6);
        await bob.Schedules(Body.Repeating("FREQ=HOURLY;COUNT=100").At(BehindHorizon(1), 30).In(room) with { TimeZone = "UTC" });
        Days(10);
        await Fire();
        var lost = await server.FactAsync(f => f.StreamId == series.Id && f.Data is RoomNotAvailable);
        ((RoomNotAvailable)lost.Data!).Occurrences.ShouldBe(Enumerable.Range(0, 25).Select(i => BehindHorizon(1).PlusHours(4 * i)));
        server.Logged.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_series_that_meet_behind_the_horizon_the_one_that_begins_first_keeps_the_room()
    {
        var room = await ada.OpensRoom();
        var mine = await ada.Schedules(Body.Repeating("FREQ=DAILY").In(room) with { TimeZone = "UTC" });
        // Nobody is asked about rooms behind the horizon
        var late = await bob.Schedules(Body.Repeating("FREQ=DAILY;COUNT=3").At(BehindHorizon(5).PlusMinutes(15)).In(room) with { TimeZone = "UTC" });
        Days(20);
        await Fire();
        var lost = await server.FactAsync(f => f.Data is RoomNotAvailable);
        (lost.StreamId, ((RoomNotAvailable)lost.Data!).Occurrences).ShouldSatisfyAllConditions(
            l => l.StreamId.ShouldBe(late.Id), l => l.Occurrences.ShouldBe(Enumerable.Range(5, 3).Select(d => BehindHorizon(d).PlusMinutes(15))));
        (await server.QueryAsync<Guid[]>($"select array_agg(distinct event_id) from calendar.occurrences where room_id = '{room.RoomId}'")).ShouldBe([mine.Id]);
        server.Logged.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_answer_is_taken_also_while_a_room_behind_the_old_horizon_is_taken()
    {
        var room = await ada.OpensRoom();
        var series = await ada.Schedules(Body.Repeating("FREQ=DAILY").In(room).With(bob) with { TimeZone = "UTC" });
        Days(6);
        await bob.Schedules(Body.Once.At(BehindHorizon(3)).In(room) with { TimeZone = "UTC" });
        (await bob.Answers(series, "accepted")).Answer.ShouldBe(Answer.Accepted);
    }

    [Fact]
    public async Task What_was_emptied_is_made_again_from_the_events()
    {
        var room = await ada.OpensRoom();
        await ada.Schedules(Body.Weekly.In(room).With(bob));
        await ada.Schedules(Body.Once.At(BehindHorizon(30)));
        var changed = await ada.Schedules(Body.Repeating("FREQ=DAILY").At(First.PlusHours(3)).In(room));
        await ada.Changes(changed, new { start = First.PlusHours(5), end = First.PlusHours(6) }, "?scope=this&occurrence=2026-11-24T12:00:00");
        await ada.Cancels(await ada.Schedules(Body.Once.With(bob)));
        var before = await server.WrittenOutAsync();
        before.Length.ShouldBeGreaterThan(100_000);
        await using var delete = server.DataSource.CreateCommand("truncate calendar.occurrences, calendar.appearances, calendar.open_series");
        await delete.ExecuteNonQueryAsync();

        await Fire();
        await Until(async () => await server.WrittenOutAsync() == before);
    }

    [Fact]
    public async Task It_goes_on_with_the_next_hundred_until_all_are_written()
    {
        for (var i = 0; i < 120; i++) await ada.Schedules(Body.Repeating("FREQ=WEEKLY").At(First.PlusMinutes(i)));
        Days(30);
        await Fire();
        await Until(async () => await server.QueryAsync<long>($"select count(*) from calendar.open_series where written_until < '{Now + Horizon + Duration.FromDays(29)}'") == 0);
        (await server.QueryAsync<DateTime>("select due from events.vc_timers where kind = 'calendar.extend_horizon'")).ShouldBe((server.Clock.GetCurrentInstant() + Duration.FromDays(1)).ToDateTimeUtc());
        server.Services.GetServices<TimerHandler>().ShouldContain(h => h is ExtendHorizon);
    }
}
