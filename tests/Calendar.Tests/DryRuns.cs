using static VideoConf.Calendar.Tests.Samples;

namespace VideoConf.Calendar.Tests;

/// <summary>A dry run says what would come of a request, and writes nothing at all.</summary>
public sealed class DryRuns(CalendarServer server) : IClassFixture<CalendarServer>
{
    private readonly Person ada = server.NewPerson("Ada");
    private readonly Person bob = server.NewPerson("Bob");
    private readonly Person cleo = server.NewPerson("Cleo");

    private async Task<ChangePreview> WritesNothing(Func<Task<Reply>> request)
    {
        var before = await server.EverythingAsync();
        var preview = (await request()).As<ChangePreview>();
        (await server.EverythingAsync()).ShouldBe(before);
        return preview;
    }

    private static IEnumerable<(string, string)> Told(ChangePreview preview) => preview.Notified.Select(n => (n.Email, n.Why));

    [Fact]
    public async Task Of_a_new_series_it_tells_the_dates_and_whom_it_invites()
    {
        var preview = await WritesNothing(() => ada.TriesToSchedule(Body.Repeating("FREQ=WEEKLY;COUNT=12").With(bob) with { Place = new { kind = "new_room" } }, "?dryRun=true"));
        (preview.Occurrences, preview.FirstDates.Count, preview.FirstDates[0], preview.Event!.Title, preview.Event.Place.Kind, preview.LostChanges).ShouldBe((12, 10, First, "Standup", PlaceKind.Room, 0));
        Told(preview).ShouldBe([(bob.Email, "invited")]);
        preview.Conflicts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_taken_room_is_told_as_conflicts_and_is_no_refusal()
    {
        var room = await ada.OpensRoom();
        await bob.Schedules(Body.Once.At(Second).In(room));
        var preview = await WritesNothing(() => ada.TriesToSchedule(Body.Weekly.In(room), "?dryRun=true"));
        preview.Conflicts.ShouldHaveSingleItem().StartLocal.ShouldBe(Second);
    }

    [Fact]
    public async Task Who_would_be_in_two_places_at_once_is_warned_of_if_one_may_know()
    {
        await ada.Schedules(Body.Once with { Title = "Mine" });
        await bob.Schedules(Body.Once.At(Second) with { Title = "Bobs" });
        await cleo.Schedules(Body.Once.At(Third));
        (await bob.Put("calendar/sharing", new { freeBusy = true })).As<ShareFreeBusy.Answer>();
        var preview = await WritesNothing(() => ada.TriesToSchedule(Body.Weekly.With(bob, cleo), "?dryRun=true"));
        preview.Warnings.Select(w => (w.Person, w.Start, w.Title)).ShouldBe([("Ada", Instant.FromUtc(2026, 11, 24, 8, 0), "Mine"), ("Bob", Instant.FromUtc(2026, 12, 1, 8, 0), null)]);
    }

    [Fact]
    public async Task Also_when_that_lasts_for_days()
    {
        await ada.Schedules(Body.Once with { Title = "Holidays", Start = new(2026, 11, 20, 0, 0), End = new(2026, 11, 30, 0, 0), AllDay = true });
        (await WritesNothing(() => ada.TriesToSchedule(Body.Once, "?dryRun=true"))).Warnings.ShouldHaveSingleItem().Title.ShouldBe("Holidays");
    }

    [Fact]
    public async Task Of_a_move_it_tells_the_new_dates_who_hears_of_it_and_what_would_be_lost()
    {
        var shown = await ada.Schedules(Body.Repeating("FREQ=WEEKLY;COUNT=4;BYDAY=TU").With(bob));
        await ada.Changes(shown, new { start = Second.PlusHours(3), end = Second.PlusHours(4) }, "?scope=this&occurrence=2026-12-01T09:00:00");
        var moved = await WritesNothing(() => ada.TriesToChange(shown, new { start = First.PlusDays(1), end = First.PlusDays(1).PlusHours(1) }, "?dryRun=true"));
        (moved.Event!.Recurrence!.Rule, moved.LostChanges).ShouldBe(("FREQ=WEEKLY;COUNT=4;BYDAY=WE", 0));
        Told(moved).ShouldBe([(bob.Email, "changed")]);
        var fewer = await WritesNothing(() => ada.TriesToChange(shown, new { recurrence = new { rule = "FREQ=WEEKLY;INTERVAL=2;COUNT=2" } }, "?dryRun=true"));
        fewer.LostChanges.ShouldBe(1);
        var words = await WritesNothing(() => ada.TriesToChange(shown, new { title = "Retro" }, "?dryRun=true"));
        words.Occurrences.ShouldBe(4);
    }

    [Fact]
    public async Task Of_a_cut_it_tells_the_dates_of_the_rest_and_of_an_attendee_who_is_left_out_that_he_is_removed()
    {
        var shown = await ada.Schedules(Body.Repeating("FREQ=WEEKLY;COUNT=4").With(bob, cleo));
        var cut = await WritesNothing(() => ada.TriesToChange(
            shown, new { start = Third.PlusHours(1), end = Third.PlusHours(2) }, "?scope=following&occurrence=2026-12-08T09:00:00&dryRun=true"));
        (cut.Occurrences, cut.FirstDates).ShouldSatisfyAllConditions(c => c.Occurrences.ShouldBe(2), c => c.FirstDates.ShouldBe([Third.PlusHours(1), Third.PlusWeeks(1).PlusHours(1)]));
        var without = await WritesNothing(() => ada.TriesToChange(shown, new { attendees = new[] { new { email = bob.Email } } }, "?dryRun=true"));
        Told(without).ShouldBe([(bob.Email, "changed"), (cleo.Email, "removed")]);
    }

    [Fact]
    public async Task Of_a_cancellation_it_tells_how_many_are_gone_and_whom_it_tells()
    {
        var shown = await ada.Schedules(Body.Repeating("FREQ=WEEKLY;COUNT=4").With(bob));
        async Task<(int, string)> Cancel(string query) =>
            await WritesNothing(() => ada.Delete($"calendar-events/{shown.Id}{query}")) is var p ? (p.Occurrences, p.Notified.Single().Why) : default;
        (await Cancel("?dryRun=true")).ShouldBe((4, "cancelled"));
        (await Cancel("?scope=following&occurrence=2026-12-08T09:00:00&dryRun=true")).ShouldBe((2, "changed"));
        (await Cancel("?scope=this&occurrence=2026-12-08T09:00:00&dryRun=true")).ShouldBe((1, "changed"));
    }

    [Fact]
    public async Task Nobody_is_told_of_an_answer_or_of_a_status()
    {
        var shown = await ada.Schedules(Body.Once.With(bob, cleo));
        (await WritesNothing(() => bob.Post($"calendar-events/{shown.Id}/answer?dryRun=true", new { answer = "declined" }))).ShouldSatisfyAllConditions(
            p => p.Event!.Answer.ShouldBe(Answer.Declined), p => p.Notified.ShouldBeEmpty());
        (await WritesNothing(() => ada.TriesToChange(shown, new { status = "completed" }, "?dryRun=true"))).ShouldSatisfyAllConditions(
            p => p.Event!.Status.ShouldBe(EventStatus.Completed), p => p.Notified.ShouldBeEmpty());
    }

    [Fact]
    public async Task An_undo_can_be_looked_at_first()
    {
        var shown = await ada.Schedules(Body.Weekly.With(bob));
        await ada.Changes(shown, new { title = "Retro" });
        (await WritesNothing(() => ada.Post($"calendar-events/{shown.Id}/undo?dryRun=true"))).ShouldSatisfyAllConditions(
            p => p.Event!.Title.ShouldBe("Standup"), p => p.Notified.Single().Why.ShouldBe("changed"));
        var rest = await ada.Changes(shown, new { title = "Rest" }, "?scope=following&occurrence=2026-12-08T09:00:00");
        (await WritesNothing(() => ada.Post($"calendar-events/{rest.Id}/undo?dryRun=true"))).Event!.Id.ShouldBe(shown.Id);
    }

    [Fact]
    public async Task What_changes_nothing_has_nothing_to_show()
    {
        var shown = await ada.Schedules(Body.Weekly.With(bob));
        (await WritesNothing(() => ada.TriesToChange(shown, new { title = "Standup" }, "?dryRun=true"))).ShouldSatisfyAllConditions(
            p => p.Event.ShouldBeNull(), p => p.Notified.ShouldBeEmpty(), p => p.Occurrences.ShouldBe(0));
    }

    [Fact]
    public async Task What_is_refused_is_refused_in_a_dry_run_too()
    {
        var shown = await ada.Schedules(Body.Weekly.With(bob));
        (await bob.TriesToChange(shown, new { title = "x" }, "?dryRun=true")).ShouldRefuse(403, "not_organizer");
        (await ada.TriesToSchedule(Body.Repeating("FREQ=SECONDLY"), "?dryRun=true")).ShouldRefuse(400, "too_many_occurrences");
        (await cleo.Delete($"calendar-events/{shown.Id}?dryRun=true")).ShouldRefuse(404, "event_not_found");
    }
}
