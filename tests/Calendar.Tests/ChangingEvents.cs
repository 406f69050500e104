using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

public sealed class ChangingEvents(CalendarServer server) : IClassFixture<CalendarServer>
{
    private readonly Person ada = server.NewPerson("Ada");
    private readonly Person bob = server.NewPerson("Bob");
    private readonly Person cleo = server.NewPerson("Cleo");

    private static string This(LocalDateTime occurrence) => $"?scope=this&occurrence={occurrence:uuuu-MM-dd'T'HH:mm:ss}";

    private static string Following(LocalDateTime occurrence) => $"?scope=following&occurrence={occurrence:uuuu-MM-dd'T'HH:mm:ss}";

    private static object Times(LocalDateTime start, int minutes = 60) => new { start, end = start.PlusMinutes(minutes) };

    private async Task<IReadOnlyList<LocalDateTime>> Weeks(Person person) => [.. (await person.Lists("2026-11-23T00:00:00Z", "2026-12-21T00:00:00Z")).Select(i => i.StartLocal)];

    [Fact]
    public async Task What_is_absent_stays_and_null_clears_what_can_be_nothing()
    {
        var shown = await ada.Schedules(Body.Weekly.With(bob) with { Description = "Every week", Place = new { kind = "link", url = "https://example.org" }, Reminders = [5] });
        var changed = await ada.Changes(shown, new { title = "Retro" });
        (changed.Title, changed.Description, changed.Place.Kind, changed.Attendees.Count, changed.Version, changed.Sequence).ShouldBe(("Retro", "Every week", PlaceKind.Link, 1, 2, 1));
        changed = await ada.Changes(shown, """{"description":null,"place":null,"recurrence":null,"title":null,"reminders":null,"attendees":null}""");
        (changed.Title, changed.Description, changed.Place.Kind, changed.Recurrence, changed.Attendees.Count).ShouldBe(("Retro", null, PlaceKind.None, null, 1));
        changed.Reminders.ShouldBe([5]);
    }

    [Fact]
    public async Task A_put_sets_all_anew()
    {
        var shown = await ada.Schedules(Body.Weekly.With(bob) with { Description = "Every week", Reminders = [5] });
        var changed = (await ada.Put($"calendar-events/{shown.Id}", Body.Once with { Title = "Retro" })).As<EventResource>();
        (changed.Title, changed.Description, changed.Recurrence, changed.Attendees.Count, changed.Reminders.Count).ShouldBe(("Retro", null, null, 0, 0));
        (await bob.Get($"calendar-events/{shown.Id}")).ShouldRefuse(404, "event_not_found");
        (await bob.Lists("2026-11-23T00:00:00Z", "2026-12-21T00:00:00Z")).ShouldBeEmpty();
        (await ada.Put($"calendar-events/{shown.Id}", new { title = "x" })).ShouldBlame("start", "end", "timeZone");
    }

    [Fact]
    public async Task Who_saw_an_older_version_is_told_so()
    {
        var shown = await ada.Schedules(Body.Weekly);
        (await ada.Patch($"calendar-events/{shown.Id}", new { title = "First" }, ("If-Match", "\"1\""))).Headers["ETag"].ShouldBe("\"2\"");
        foreach (var tag in new[] { "\"1\"", "\"junk\"", "7" })
        {
            (await ada.Patch($"calendar-events/{shown.Id}", new { title = "Second" }, ("If-Match", tag))).ShouldRefuse(412, "version_mismatch");
            (await ada.Put($"calendar-events/{shown.Id}", Body.Once, ("If-Match", tag))).ShouldRefuse(412, "version_mismatch");
            (await ada.Delete($"calendar-events/{shown.Id}", ("If-Match", tag))).ShouldRefuse(412, "version_mismatch");
            (await ada.Post($"calendar-events/{shown.Id}/undo", null, ("If-Match", tag))).ShouldRefuse(412, "version_mismatch");
        }
        (await ada.Patch($"calendar-events/{shown.Id}?dryRun=true", new { title = "Second" }, ("If-Match", "\"1\""))).ShouldRefuse(412, "version_mismatch");
        (await ada.Patch($"calendar-events/{shown.Id}", new { title = "Second" }, ("If-Match", "*"))).As<EventResource>().Version.ShouldBe(3);
    }

    [Fact]
    public async Task One_day_is_moved_and_the_others_stay()
    {
        var shown = await ada.Schedules(Body.Weekly.With(bob));
        var changed = await ada.Changes(shown, Times(Second.PlusDays(1), 90), This(Second));
        (changed.Id, changed.Occurrence, changed.StartLocal, changed.EndLocal, changed.IsChanged).ShouldBe((shown.Id, Second, Second.PlusDays(1), Second.PlusDays(1).PlusMinutes(90), true));
        (await Weeks(bob)).ShouldBe([First, Second.PlusDays(1), Third, Third.PlusWeeks(1)]);
        (await ada.Sees(shown)).StartLocal.ShouldBe(First);
        (await ada.Lists("2026-11-23T00:00:00Z", "2026-12-21T00:00:00Z")).Select(i => (i.Occurrence, i.IsChanged)).ShouldBe([(First, false), (Second, true), (Third, false), (Third.PlusWeeks(1), false)]);
    }

    [Fact]
    public async Task The_rest_of_a_series_goes_on_as_an_event_of_its_own_in_the_same_room()
    {
        var room = await ada.OpensRoom();
        var shown = await ada.Schedules(Body.Weekly.In(room).With(bob, cleo));
        await bob.Answers(shown, "accepted");
        var rest = await ada.Changes(shown, new { title = "Retro" }, Following(Third));
        rest.Id.ShouldNotBe(shown.Id);
        (rest.Title, rest.StartLocal, rest.Version, rest.Place.RoomId).ShouldBe(("Retro", Third, 1, room.RoomId));
        rest.Attendees.Select(a => a.Answer).ShouldBe([Answer.Accepted, Answer.NeedsAction]);
        (await ada.Sees(shown)).Recurrence!.Rule.ShouldBe("FREQ=WEEKLY;UNTIL=20261208T075959Z;BYDAY=TU");
        (await bob.Lists("2026-11-23T00:00:00Z", "2026-12-21T00:00:00Z")).Select(i => (i.EventId, i.StartLocal, i.Title)).ShouldBe(
            [(shown.Id, First, "Standup"), (shown.Id, Second, "Standup"), (rest.Id, Third, "Retro"), (rest.Id, Third.PlusWeeks(1), "Retro")]);
    }

    [Fact]
    public async Task The_whole_series_is_dragged_with_the_days_that_it_names()
    {
        var shown = await ada.Schedules(Body.Repeating("FREQ=WEEKLY;BYDAY=TU,TH"));
        var changed = await ada.Changes(shown, Times(First.PlusDays(3).PlusHours(1)), $"?scope=all&occurrence={First.PlusDays(2):uuuu-MM-dd'T'HH:mm:ss}");
        (changed.StartLocal, changed.Recurrence!.Rule).ShouldBe((First.PlusDays(1).PlusHours(1), "FREQ=WEEKLY;BYDAY=WE,FR"));
        (await Weeks(ada)).Take(3).ShouldBe([First.PlusDays(1).PlusHours(1), First.PlusDays(3).PlusHours(1), First.PlusDays(8).PlusHours(1)]);
    }

    [Fact]
    public async Task Another_time_zone_keeps_the_wall_clock_and_moves_the_moment()
    {
        var shown = await ada.Schedules(Body.Weekly);
        var changed = await ada.Changes(shown, new { timeZone = "America/New_York" });
        (changed.StartLocal, changed.Start).ShouldBe((First, Instant.FromUtc(2026, 11, 24, 14, 0)));
    }

    [Fact]
    public async Task Of_whom_is_invited_whoever_stays_keeps_his_answer()
    {
        var shown = await ada.Schedules(Body.Weekly.With(bob, cleo));
        await bob.Answers(shown, "accepted", comment: "Gladly");
        var dan = server.NewPerson("Dan");
        var changed = await ada.Changes(shown, new { attendees = new[] { new { email = dan.Email }, new { email = bob.Email } } });
        changed.Attendees.Select(a => (a.Email, a.Answer, a.Comment)).ShouldBe([(bob.Email, Answer.Accepted, "Gladly"), (dan.Email, Answer.NeedsAction, null)], ignoreOrder: true);
        (await cleo.Get($"calendar-events/{shown.Id}")).ShouldRefuse(404, "event_not_found");
        (await Weeks(cleo)).ShouldBeEmpty();
        (await Weeks(dan)).Count.ShouldBe(4);
        (await ada.TriesToChange(shown, new { attendees = Array.Empty<object>() }, This(Second))).ShouldRefuse(400, "scope_not_possible");
    }

    [Fact]
    public async Task Answers_are_for_the_series_or_for_one_day()
    {
        var shown = await ada.Schedules(Body.Weekly.With(bob));
        (await bob.Answers(shown, "accepted")).Answer.ShouldBe(Answer.Accepted);
        (await bob.Answers(shown, "declined", Second, "Away")).ShouldSatisfyAllConditions(e => e.Answer.ShouldBe(Answer.Declined), e => e.Occurrence.ShouldBe(Second));
        (await bob.Lists("2026-11-23T00:00:00Z", "2026-12-21T00:00:00Z")).Select(i => i.Answer).ShouldBe([Answer.Accepted, Answer.Declined, Answer.Accepted, Answer.Accepted]);
        (await ada.Sees(shown, Second)).Attendees.Single().ShouldSatisfyAllConditions(a => a.Answer.ShouldBe(Answer.Declined), a => a.Comment.ShouldBe("Away"));
        (await bob.Post($"calendar-events/{shown.Id}/answer", new { answer = "accepted", occurrence = First.PlusDays(1) })).ShouldRefuse(404, "occurrence_not_found");
    }

    [Fact]
    public async Task One_day_the_rest_or_all_is_cancelled_and_the_room_is_free_again()
    {
        var room = await ada.OpensRoom();
        var shown = await ada.Schedules(Body.Weekly.In(room).With(bob));
        await ada.Cancels(shown, This(First));
        (await Weeks(bob)).ShouldBe([Second, Third, Third.PlusWeeks(1)]);
        await cleo.Schedules(Body.Once.In(room));
        await ada.Cancels(shown, Following(Third));
        (await Weeks(bob)).ShouldBe([Second]);
        await ada.Cancels(shown);
        (await Weeks(bob)).ShouldBeEmpty();
        await cleo.Schedules(Body.Once.At(Second).In(room));
        (await ada.Delete($"calendar-events/{shown.Id}")).ShouldRefuse(409, "already_cancelled");
        (await ada.TriesToChange(shown, new { title = "x" })).ShouldRefuse(409, "already_cancelled");
        (await bob.Post($"calendar-events/{shown.Id}/answer", new { answer = "accepted" })).ShouldRefuse(409, "already_cancelled");
        (await ada.Sees(shown)).Status.ShouldBe(EventStatus.Cancelled);
    }

    [Fact]
    public async Task A_cancelled_event_is_scheduled_again_if_its_room_is_still_free()
    {
        var room = await ada.OpensRoom();
        var shown = await ada.Schedules(Body.Once.In(room));
        (await ada.Changes(shown, new { status = "cancelled" })).Status.ShouldBe(EventStatus.Cancelled);
        (await ada.Changes(shown, new { status = "scheduled" })).Status.ShouldBe(EventStatus.Scheduled);
        await ada.Cancels(shown);
        await bob.Schedules(Body.Once.In(room));
        (await ada.TriesToChange(shown, new { status = "scheduled" })).ShouldRefuse(409, "room_taken");
        (await ada.Post($"calendar-events/{shown.Id}/undo")).ShouldRefuse(409, "room_taken");
        (await ada.Sees(shown)).Status.ShouldBe(EventStatus.Cancelled);
    }

    [Fact]
    public async Task Undo_takes_back_a_change_a_day_a_cut_and_an_end()
    {
        var room = await ada.OpensRoom();
        var shown = await ada.Schedules(Body.Weekly.In(room).With(bob));
        var weeks = await Weeks(bob);

        await ada.Changes(shown, new { start = First.PlusHours(2), end = First.PlusHours(3), title = "Retro" });
        await bob.Answers(shown, "accepted");
        var undone = await ada.Undoes(shown);
        (undone.Title, undone.StartLocal, undone.Attendees.Single().Answer).ShouldBe(("Standup", First, Answer.Accepted));
        (await ada.Post($"calendar-events/{shown.Id}/undo")).ShouldRefuse(409, "nothing_to_undo");

        await ada.Changes(shown, Times(Second.PlusDays(1)), This(Second));
        await ada.Undoes(shown);
        await ada.Cancels(shown, This(Second));
        await ada.Undoes(shown);
        await ada.Cancels(shown, Following(Second));
        await ada.Undoes(shown);
        await ada.Cancels(shown);
        await ada.Undoes(shown);
        (await Weeks(bob)).ShouldBe(weeks);

        var rest = await ada.Changes(shown, new { title = "Retro" }, Following(Third));
        (await ada.Undoes(shown)).Recurrence!.Rule.ShouldBe("FREQ=WEEKLY;BYDAY=TU");
        (await Weeks(bob)).ShouldBe(weeks);
        (await ada.Sees(rest)).Status.ShouldBe(EventStatus.Cancelled);
        (await ada.Reads(shown)).Items.Select(i => i.What).Take(2).ShouldBe(["restored", "series_split"]);
    }

    [Fact]
    public async Task A_cut_is_taken_back_also_by_the_event_that_came_of_it()
    {
        var room = await ada.OpensRoom();
        var shown = await ada.Schedules(Body.Weekly.In(room));
        var rest = await ada.Changes(shown, Times(Third.PlusHours(1)), Following(Third));
        (await ada.Post($"calendar-events/{rest.Id}/undo", null, ("If-Match", "\"7\""))).ShouldRefuse(412, "version_mismatch");
        (await ada.Post($"calendar-events/{rest.Id}/undo", null, ("If-Match", "\"1\""))).As<EventResource>().Id.ShouldBe(shown.Id);
        (await Weeks(ada)).ShouldBe([First, Second, Third, Third.PlusWeeks(1)]);

        rest = await ada.Changes(shown, Times(Third.PlusHours(1)), Following(Third));
        await ada.Changes(shown, new { title = "Changed since" });
        (await ada.Post($"calendar-events/{rest.Id}/undo")).ShouldRefuse(409, "changed_since");
        (await ada.Changes(rest, new { title = "Mine" })).Title.ShouldBe("Mine");
        (await ada.Undoes(rest)).Title.ShouldBe("Standup");
    }

    [Fact]
    public async Task A_cut_whose_rest_was_changed_since_is_not_taken_back_in_one_step()
    {
        var shown = await ada.Schedules(Body.Weekly);
        var rest = await ada.Changes(shown, new { title = "Retro" }, Following(Third));
        await ada.Changes(rest, new { title = "Retrospective" });
        (await ada.Post($"calendar-events/{shown.Id}/undo")).ShouldRefuse(409, "changed_since");
        (await Weeks(ada)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_new_event_is_taken_back_and_that_too()
    {
        var shown = await ada.Schedules(Body.Once);
        (await ada.Undoes(shown)).Status.ShouldBe(EventStatus.Cancelled);
        (await ada.Undoes(shown)).Status.ShouldBe(EventStatus.Scheduled);
    }

    [Fact]
    public async Task Two_changes_within_one_trace_are_taken_back_one_by_one()
    {
        var trace = ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        var shown = (await ada.Post("calendar-events", Body.Once, trace)).As<EventResource>(HttpStatusCode.Created);
        server.Clock.Advance(Duration.FromSeconds(1));
        (await ada.Patch($"calendar-events/{shown.Id}", new { title = "Retro" }, trace)).As<EventResource>();
        var undone = await ada.Undoes(shown);
        (undone.Title, undone.Status).ShouldBe(("Standup", EventStatus.Scheduled));
    }

    [Fact]
    public async Task Of_a_taken_room_all_dates_are_named_with_times_at_which_it_is_free_and_titles_only_to_those_who_may_see_them()
    {
        var room = await ada.OpensRoom();
        await ada.Schedules(Body.Once.At(Second).In(room).With(bob) with { Title = "Secret" });
        var wanted = Body.Weekly.At(First.PlusMinutes(30)).In(room);
        var refused = await cleo.TriesToSchedule(wanted);
        refused.ShouldRefuse(409, "room_taken").Field.ShouldBe("place");
        var taken = Taken(refused);
        taken.Conflicts.ShouldHaveSingleItem().ShouldBe(new Conflict(Instant.FromUtc(2026, 12, 1, 8, 0), Instant.FromUtc(2026, 12, 1, 9, 0), Second, room.RoomCode, null));
        taken.Alternatives.ShouldNotBeEmpty();
        Taken(await bob.TriesToSchedule(wanted)).Conflicts.Single().EventTitle.ShouldBe("Secret");
        foreach (var free in taken.Alternatives)
        {
            var start = free.Start.InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).LocalDateTime;
            (free.End - free.Start).ShouldBe(Duration.FromHours(1));
            await cleo.Cancels(await cleo.Schedules(wanted.At(start)));
        }

        static RoomTaken Taken(Reply refused) => System.Text.Json.JsonSerializer.Deserialize<RoomTaken>(refused.Body, Reply.JsonOptions)!;
    }

    [Fact]
    public async Task A_room_that_is_taken_on_one_day_stops_a_move_and_changes_nothing()
    {
        var room = await ada.OpensRoom();
        await bob.Schedules(Body.Once.At(Second.PlusHours(2)).In(room));
        var shown = await ada.Schedules(Body.Weekly.In(room));
        var before = await server.EverythingAsync();
        (await ada.TriesToChange(shown, Times(First.PlusHours(2)))).ShouldRefuse(409, "room_taken");
        (await ada.TriesToChange(shown, Times(Second.PlusHours(2)), This(Second))).ShouldRefuse(409, "room_taken");
        (await ada.TriesToChange(shown, Times(Second.PlusHours(2)), Following(Second))).ShouldRefuse(409, "room_taken");
        (await server.EverythingAsync()).ShouldBe(before);
        (await ada.Changes(shown, new { start = Second.PlusHours(2), end = Second.PlusHours(3), place = new { kind = "none" } }, This(Second))).Place.Kind.ShouldBe(PlaceKind.None);
    }

    [Fact]
    public async Task History_tells_who_did_what()
    {
        var shown = await ada.Schedules(Body.Weekly.With(bob));
        await bob.Answers(shown, "tentative");
        await ada.Changes(shown, Times(Second.PlusHours(1)), This(Second));
        var history = (await bob.Reads(shown)).Items;
        history.Select(i => (i.What, i.By, i.Occurrence)).ShouldBe([("occurrence_changed", "Ada", Second), ("answered", "Bob", null), ("scheduled", "Ada", null)]);
        history[0].Changes.ShouldBe([new("start", "2026-12-01T09:00:00", "2026-12-01T10:00:00"), new("end", "2026-12-01T10:00:00", "2026-12-01T11:00:00")]);
    }

    [Fact]
    public async Task After_all_that_the_views_are_what_the_log_says()
    {
        (await server.ViewDifferencesAsync()).ShouldBeEmpty();
        server.Logged.ShouldBeEmpty();
    }
}
