using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

public sealed class Races(CalendarServer server) : IClassFixture<CalendarServer>
{
    private const int Rounds = 200;
    private const int Crowd = 100;
    private readonly Person ada = server.NewPerson("Ada");

    private List<Person> People(int count) => [.. Enumerable.Range(1, count).Select(i => server.NewPerson($"Person{i}"))];

    private static Task<Reply[]> AllAtOnce(IEnumerable<Func<Task<Reply>>> requests) => Task.WhenAll(requests.ToList().Select(Task.Run));

    private static void ShouldBeTaken(Reply refused, params LocalDateTime[] dates)
    {
        refused.ShouldRefuse(409, "room_taken");
        var taken = System.Text.Json.JsonSerializer.Deserialize<RoomTaken>(refused.Body, Reply.JsonOptions)!;
        taken.Conflicts.Select(c => c.StartLocal).Order().ShouldBe(dates);
    }

    /// <summary>Every round has a half hour of the week of its own, so that a weekly series meets nobody of another round.</summary>
    [Fact]
    public async Task Of_100_at_once_who_want_one_room_at_one_time_exactly_one_gets_it_200_times_over()
    {
        var room = await ada.OpensRoom();
        var people = People(Crowd);
        for (var round = 0; round < Rounds; round++)
        {
            var start = First.PlusMinutes(30 * round);
            var once = Body.Once.At(start, 30).In(room);
            var answers = await AllAtOnce(people.Select((person, i) => (Func<Task<Reply>>)(() => person.TriesToSchedule(once with { Title = $"{round} {i}" }))));
            answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1, $"round {round}");
            foreach (var refused in answers.Where(a => a.Status != HttpStatusCode.Created)) ShouldBeTaken(refused, start);
        }
        (await server.QueryAsync<long>($"select count(*) from calendar.occurrences where room_id = '{room.RoomId}'")).ShouldBe(Rounds);
        server.Logged.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_weekly_series_among_them_gets_all_its_dates_or_none()
    {
        var room = await ada.OpensRoom();
        var people = People(30);
        var series = 0;
        for (var round = 0; round < 40; round++)
        {
            var (start, third) = (First.PlusMinutes(30 * round), First.PlusMinutes(30 * round).PlusWeeks(2));
            var answers = await AllAtOnce(people.Select((person, i) => (Func<Task<Reply>>)(() => person.TriesToSchedule((i switch
            {
                0 => Body.Repeating("FREQ=WEEKLY;COUNT=5").At(start, 30),
                _ when i % 2 == 0 => Body.Once.At(start, 30),
                _ => Body.Once.At(third, 30),
            }).In(room)))));
            var won = answers.Index().Where(a => a.Item.Status == HttpStatusCode.Created).Select(a => a.Index).ToList();
            if (won.Contains(0)) won.ShouldBe([0]);
            else won.Select(i => i % 2).Order().ShouldBe([0, 1]);
            series += won.Contains(0) ? 1 : 0;
            foreach (var (i, refused) in answers.Index().Where(a => a.Item.Status != HttpStatusCode.Created))
                if (i > 0) ShouldBeTaken(refused, i % 2 == 0 ? start : third);
                else refused.ShouldRefuse(409, "room_taken");
        }
        (await server.QueryAsync<long>($"select count(*) from calendar.occurrences where room_id = '{room.RoomId}'")).ShouldBe(series * 5 + (40 - series) * 2);
        server.Logged.ShouldBeEmpty();
    }

    [Fact]
    public async Task Of_two_series_that_cross_one_is_held()
    {
        var people = People(2);
        for (var round = 0; round < 30; round++)
        {
            var room = await ada.OpensRoom();
            var answers = await AllAtOnce(
            [
                () => people[0].TriesToSchedule(Body.Repeating("FREQ=DAILY").In(room)),
                () => people[1].TriesToSchedule(Body.Repeating("FREQ=WEEKLY;BYDAY=FR").At(First.PlusDays(3).PlusMinutes(30)).In(room)),
            ]);
            answers.Count(a => a.Status == HttpStatusCode.Created).ShouldBe(1);
            answers.Single(a => a.Status != HttpStatusCode.Created).ShouldRefuse(409, "room_taken");
        }
        server.Logged.ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_that_change_rooms_in_opposite_directions_do_not_wait_for_one_another()
    {
        var (one, other) = (await ada.OpensRoom(), await ada.OpensRoom());
        var people = People(12);
        var events = new List<(Person Person, EventResource Event, bool InOne)>();
        foreach (var (i, person) in people.Index())
            events.Add((person, await person.Schedules(Body.Repeating("FREQ=DAILY;COUNT=50").At(First.PlusHours(i), 30).In(i % 2 == 0 ? one : other)), i % 2 == 0));
        for (var round = 0; round < 10; round++)
        {
            var answers = await AllAtOnce(events.Select(e => (Func<Task<Reply>>)(() =>
                e.Person.TriesToChange(e.Event, new { place = new { kind = "room", room = (e.InOne ? other : one).RoomCode } }))));
            answers.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
            events = [.. events.Select(e => e with { InOne = !e.InOne })];
        }

        // The days of a series may lie in both rooms: then each wants both
        var both = await AllAtOnce(events.Select((e, i) => (Func<Task<Reply>>)(() =>
            e.Person.TriesToChange(e.Event, new { place = new { kind = "room", room = (e.InOne ? other : one).RoomCode } }, $"?scope=this&occurrence={First.PlusHours(i).PlusDays(3):uuuu-MM-dd'T'HH:mm:ss}"))));
        both.ShouldAllBe(a => a.Status == HttpStatusCode.OK);
        server.Logged.ShouldBeEmpty();
    }

    [Fact]
    public async Task Changes_of_one_event_at_once_are_carried_out_one_after_the_other_and_who_saw_an_older_version_is_told_so()
    {
        var shown = await ada.Schedules(Body.Weekly.In(await ada.OpensRoom()));
        var answers = await AllAtOnce(Enumerable.Range(0, 20).Select(i => (Func<Task<Reply>>)(() =>
            ada.Patch($"calendar-events/{shown.Id}", new { title = $"Title {i}" }, ("If-Match", "\"1\"")))));
        answers.Count(a => a.Status == HttpStatusCode.OK).ShouldBe(1);
        foreach (var refused in answers.Where(a => a.Status != HttpStatusCode.OK)) refused.ShouldRefuse(412, "version_mismatch");
        (await ada.Sees(shown)).Version.ShouldBe(2);
    }

    [Fact]
    public async Task Whoever_books_past_the_queue_is_met_by_the_constraint_and_nothing_is_half_written()
    {
        var room = await ada.OpensRoom();
        await ada.Schedules(Body.Once.At(First.PlusDays(-1)));
        var before = await server.EverythingAsync();
        await using var connection = await server.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = new Npgsql.NpgsqlCommand(
            $"insert into calendar.occurrences values (gen_random_uuid(), '2026-11-24 09:00', '2026-11-24T08:00Z', '2026-11-24T09:00Z', '{room.RoomId}')", connection, transaction);
        await insert.ExecuteNonQueryAsync();

        var booking = Task.Run(() => ada.TriesToSchedule(Body.Weekly.In(room)));
        while (await server.QueryAsync<long>("select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") == 0)
            booking.IsCompleted.ShouldBeFalse();
        await transaction.CommitAsync();

        ShouldBeTaken(await booking, First);
        await using var delete = server.DataSource.CreateCommand($"delete from calendar.occurrences where room_id = '{room.RoomId}'");
        await delete.ExecuteNonQueryAsync();
        (await server.EverythingAsync()).ShouldBe(before);
        server.Logged.ShouldBeEmpty();
    }

    [Fact]
    public async Task After_all_that_the_views_are_what_the_log_says() => (await server.ViewDifferencesAsync()).ShouldBeEmpty();
}
