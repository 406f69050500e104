using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

/// <summary>The clock is at 15:00 in Berlin, unless moved.</summary>
public sealed class FollowingSessions(CalendarServer server) : IClassFixture<CalendarServer>
{
    private readonly Person ada = server.NewPerson("Ada");
    private readonly Person bob = server.NewPerson("Bob");

    private LocalDateTime Berlin(int minutes) => (server.Clock.GetCurrentInstant() + Duration.FromMinutes(minutes)).InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).LocalDateTime;

    private Task<StoredEvent> Fact<T>(EventResource e) => server.FactAsync(f => f.StreamId == e.Id && f.Data is T);

    private async Task<IReadOnlyList<object?>> Facts(EventResource e) => [.. (await server.Log.FetchStreamAsync(e.Id)).Skip(1).Select(f => f.Data)];

    /// <summary>Sessions are followed in order: when one that comes after has been, the earlier ones have.</summary>
    private async Task UpToHere()
    {
        var room = await ada.OpensRoom();
        var last = await ada.Schedules(Body.Once.At(Berlin(0)).In(room));
        await ada.Joins(room);
        await Fact<EventStarted>(last);
    }

    [Fact]
    public async Task An_occurrence_starts_with_the_session_of_its_room_and_is_over_with_it()
    {
        var room = await ada.OpensRoom();
        var shown = await ada.Schedules(Body.Repeating("FREQ=DAILY").At(Berlin(5)).In(room).With(bob));
        var began = server.Clock.GetCurrentInstant();
        var stay = await bob.Joins(room);
        (await Fact<EventStarted>(shown)).Data.ShouldBe(new EventStarted(Berlin(5), stay.SessionId, began));
        (await ada.Sees(shown, Berlin(5))).Status.ShouldBe(EventStatus.InProgress);
        (await ada.Sees(shown, Berlin(5).PlusDays(1))).Status.ShouldBe(EventStatus.Scheduled);

        server.Clock.Advance(Duration.FromMinutes(20));
        await bob.Leaves(room, stay);
        (await Fact<EventCompleted>(shown)).Data.ShouldBe(new EventCompleted(shown.StartLocal, began + Duration.FromMinutes(20)));
        (await bob.Sees(shown, shown.StartLocal)).Status.ShouldBe(EventStatus.Completed);
        (await server.QueryAsync<long>("select count(*) from calendar.sessions where event_id = '" + shown.Id + "'")).ShouldBe(0);
    }

    [Fact]
    public async Task It_is_in_progress_beyond_its_end_while_people_are_there()
    {
        var room = await ada.OpensRoom();
        var shown = await ada.Schedules(Body.Once.At(Berlin(0), 30).In(room));
        var stay = await ada.Joins(room);
        await Fact<EventStarted>(shown);
        server.Clock.Advance(Duration.FromMinutes(45));
        (await ada.Sees(shown)).Status.ShouldBe(EventStatus.InProgress);
        await ada.Leaves(room, stay);
        await Fact<EventCompleted>(shown);
        (await ada.Sees(shown)).Status.ShouldBe(EventStatus.Completed);
    }

    [Fact]
    public async Task Whoever_comes_back_takes_it_up_again()
    {
        var room = await ada.OpensRoom();
        var shown = await ada.Schedules(Body.Once.At(Berlin(0)).In(room));
        await ada.Leaves(room, await ada.Joins(room));
        await Fact<EventCompleted>(shown);
        var again = await ada.Joins(room);
        await server.FactAsync(f => f.StreamId == shown.Id && f.Data is EventStarted started && started.SessionId == again.SessionId);
        (await ada.Sees(shown)).Status.ShouldBe(EventStatus.InProgress);
    }

    [Fact]
    public async Task Who_comes_more_than_a_quarter_of_an_hour_early_starts_nothing_nor_who_comes_after_the_end()
    {
        var (early, late) = (await ada.OpensRoom(), await ada.OpensRoom());
        var (soon, past) = (await ada.Schedules(Body.Once.At(Berlin(16)).In(early)), await ada.Schedules(Body.Once.At(Berlin(0), 10).In(late)));
        await ada.Joins(early);
        server.Clock.Advance(Duration.FromMinutes(10));
        await ada.Joins(late);
        await UpToHere();
        (await Facts(soon)).ShouldBeEmpty();
        (await Facts(past)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_cancelled_or_has_moved_away_is_not_started()
    {
        var (one, other) = (await ada.OpensRoom(), await ada.OpensRoom());
        var (cancelled, moved) = (await ada.Schedules(Body.Once.At(Berlin(0)).In(one)), await ada.Schedules(Body.Once.At(Berlin(0)).In(other)));
        await ada.Cancels(cancelled);
        await ada.Changes(moved, new { place = new { kind = "none" } });
        await ada.Joins(one);
        await ada.Joins(other);
        await UpToHere();
        (await Facts(cancelled)).ShouldNotContain(f => f is EventStarted);
        (await Facts(moved)).ShouldNotContain(f => f is EventStarted);
    }

    [Fact]
    public async Task Of_two_meetings_back_to_back_whoever_comes_early_comes_to_the_second()
    {
        var room = await ada.OpensRoom();
        var first = await ada.Schedules(Body.Once.At(Berlin(-30), 40).In(room));
        var second = await ada.Schedules(Body.Once.At(Berlin(10), 40).In(room));
        await ada.Joins(room);
        await Fact<EventStarted>(second);
        (await Facts(first)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_happened_is_no_change_to_take_back_and_stays_when_one_is()
    {
        var room = await ada.OpensRoom();
        var shown = await ada.Schedules(Body.Once.At(Berlin(0)).In(room));
        await ada.Changes(shown, new { title = "Retro" });
        await ada.Joins(room);
        await Fact<EventStarted>(shown);
        var undone = await ada.Undoes(shown);
        (undone.Title, undone.Status).ShouldBe(("Standup", EventStatus.InProgress));
    }

    [Fact]
    public async Task A_persons_word_counts_until_somebody_takes_it_back()
    {
        var shown = await ada.Schedules(Body.Repeating("FREQ=DAILY").At(Berlin(60)));
        var query = $"?occurrence={shown.StartLocal:uuuu-MM-dd'T'HH:mm:ss}&scope=this";
        (await ada.Changes(shown, new { status = "in_progress" }, query)).Status.ShouldBe(EventStatus.InProgress);
        (await ada.Changes(shown, new { status = "completed" }, query)).Status.ShouldBe(EventStatus.Completed);
        (await ada.Changes(shown, new { status = "scheduled" }, query)).Status.ShouldBe(EventStatus.Scheduled);
        (await ada.Reads(shown)).Items.Select(i => i.What).ShouldBe(["reopened", "completed", "started", "scheduled"]);
        (await ada.TriesToChange(shown, new { status = "completed" })).ShouldRefuse(400, "occurrence_needed");
        (await ada.TriesToChange(shown, new { status = "done" }, query)).ShouldBlame("status");
        (await ada.TriesToChange(shown, new { status = "completed", title = "Retro" }, query)).ShouldBlame("status");
    }
}
