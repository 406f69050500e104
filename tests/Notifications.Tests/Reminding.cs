using VideoConf.EventStore;

namespace VideoConf.Notifications.Tests;

public sealed class Reminding(NotificationsServer server) : IClassFixture<NotificationsServer>
{
    private static readonly Duration TenMinutes = Duration.FromMinutes(10);

    private readonly Person ada = server.NewPerson("Ada");
    private readonly Person bob = server.NewPerson("Bob");

    // A day further with each test, whose clock they share
    private static int day = 23;

    private readonly LocalDateTime start = new LocalDateTime(2026, 11, 1, 9, 0).PlusDays(Interlocked.Increment(ref day) - 1);

    private Instant Start => start.InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).ToInstant();

    private async Task<Guid> SchedulesAsync(object? more = null, params string[] invited)
    {
        var id = await ada.SchedulesAsync(more ?? new { start = Text(start), end = Text(start.PlusHours(1)) }, invited);
        await server.SettledAsync();
        return id;
    }

    private static string Text(LocalDateTime time) => NodaTime.Text.LocalDateTimePattern.GeneralIso.Format(time);

    private async Task<IReadOnlyList<NotificationRaised>> GivenAsync(Guid eventId) =>
        [.. (await server.Log.ReadAllAsync()).Select(f => f.Data).OfType<NotificationRaised>().Where(r => r.Kind == Kind.Reminder && r.Content.EventId == eventId)];

    [Fact]
    public async Task Everybody_who_comes_is_reminded_in_time_and_once()
    {
        var standup = await SchedulesAsync(null, bob.Email);
        (await bob.RemindersAsync(standup)).Select(r => (r.State, r.DueAt)).ShouldBe([("due", Start - TenMinutes)]);
        await server.PassesUntilAsync(Start - TenMinutes);
        foreach (var person in (Person[])[ada, bob])
        {
            var told = await server.ToldAsync(person.Id, Kind.Reminder, standup);
            (told.Content.Title, told.Content.MinutesBefore, told.Content.Start, told.DueAt).ShouldBe(("Standup", 10, Start, Start - TenMinutes));
            (await person.ListsAsync()).Count(n => n.Kind == "reminder" && n.Content.EventId == standup).ShouldBe(1);
            (await person.RemindersAsync(standup)).Single().State.ShouldBe("given");
        }
    }

    [Fact]
    public async Task A_moment_before_its_time_nobody_is_reminded()
    {
        var standup = await SchedulesAsync();
        await server.PassesUntilAsync(Start - TenMinutes - Duration.FromMilliseconds(1));
        await server.SettledAsync();
        (await GivenAsync(standup)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_moved_is_reminded_of_at_its_new_time_alone()
    {
        var standup = await SchedulesAsync(null, bob.Email);
        await ada.ChangesAsync(standup, new { start = Text(start.PlusHours(2)), end = Text(start.PlusHours(3)) });
        await server.SettledAsync();
        await server.PassesUntilAsync(Start);
        await server.SettledAsync();
        (await GivenAsync(standup)).ShouldBeEmpty();
        (await bob.RemindersAsync(standup)).Select(r => (r.State, r.Withdrawn)).ShouldBe([("due", null), ("withdrawn", "moved")]);
        await server.PassesUntilAsync(Start + Duration.FromHours(2) - TenMinutes);
        (await server.ToldAsync(bob.Id, Kind.Reminder, standup)).Content.Start.ShouldBe(Start + Duration.FromHours(2));
    }

    [Theory]
    [InlineData(true, "cancelled"), InlineData(false, "declined")]
    public async Task After_a_cancellation_or_a_no_there_is_no_reminder(bool isCancelled, string reason)
    {
        var standup = await SchedulesAsync(null, bob.Email);
        if (isCancelled) await ada.CancelsAsync(standup);
        else await bob.AnswersAsync(standup, "declined");
        await server.SettledAsync();
        await server.PassesUntilAsync(Start);
        await server.SettledAsync();
        (await GivenAsync(standup)).Select(r => r.Recipient.PersonId).ShouldBe(isCancelled ? [] : [ada.Id]);
        (await bob.RemindersAsync(standup)).Select(r => r.Withdrawn).ShouldBe([reason]);
    }

    [Fact]
    public async Task A_cancellation_that_nobody_has_heard_of_yet_still_counts_when_the_reminder_comes_due()
    {
        var standup = await SchedulesAsync();
        // What a reaction that lags behind leaves: the timer, of an event that is cancelled
        var reminder = (await ada.RemindersAsync(standup)).Single();
        await ada.CancelsAsync(standup);
        await server.SettledAsync();
        await using (var session = server.Log.OpenSession(EventMetadata.System))
        {
            session.SetTimer("notifications.remind", reminder.Id.ToString(), reminder.DueAt, new Reactions.Remind.Due(standup, new PlannedReminder(reminder.Id, new Recipient(ada.Id), start, 10, Start)));
            await session.SaveChangesAsync();
        }
        await server.PassesUntilAsync(Start);
        await server.SettledAsync();
        (await GivenAsync(standup)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_occurrence_of_a_series_is_reminded_of()
    {
        var standup = await SchedulesAsync(new { start = Text(start), end = Text(start.PlusHours(1)), recurrence = new { rule = "FREQ=DAILY;COUNT=4" } });
        for (var held = 0; held < 4; held++)
        {
            await server.PassesUntilAsync(Start + Duration.FromDays(held) - TenMinutes);
            await server.SettledAsync();
            (await GivenAsync(standup)).Count.ShouldBe(held + 1);
        }
        day += 4;
        (await GivenAsync(standup)).Select(r => r.Content.Start).ShouldBe(Enumerable.Range(0, 4).Select(held => (Instant?)(Start + Duration.FromDays(held))));
    }

    [Fact]
    public async Task Reminders_of_ones_own_come_on_top()
    {
        var standup = await SchedulesAsync(null, bob.Email);
        (await bob.Put($"notifications/reminders/{standup}", new { minutes = new[] { 30, 5 } })).As<Person.ShownReminders>().Own.ShouldBe([5, 30]);
        (await bob.RemindersAsync(standup)).Select(r => r.MinutesBefore).ShouldBe([5, 10, 30]);
        (await ada.RemindersAsync(standup)).Select(r => r.MinutesBefore).ShouldBe([10]);
        (await bob.Put($"notifications/reminders/{standup}", new { minutes = Array.Empty<int>() })).As<Person.ShownReminders>().Reminders.Select(r => (r.MinutesBefore, r.Withdrawn))
            .ShouldBe([(5, "changed"), (10, null), (30, "changed")]);
        (await server.NewPerson("Eve").Put($"notifications/reminders/{standup}", new { minutes = new[] { 5 } })).ShouldRefuse(404, "event_not_found");
    }

    [Fact]
    public async Task A_host_that_was_down_reminds_late_but_not_of_what_is_over()
    {
        var (late, over) = (await SchedulesAsync(), await SchedulesAsync(new { start = Text(start.PlusMinutes(-60)), end = Text(start.PlusMinutes(-30)) }));
        await server.StopAsync();
        server.Clock.Advance(Start + Duration.FromMinutes(5) - server.Clock.GetCurrentInstant());
        await server.StartAsync();
        await server.ToldAsync(ada.Id, Kind.Reminder, late);
        await server.SettledAsync();
        (await GivenAsync(over)).ShouldBeEmpty();
        (await ada.RemindersAsync(over)).Single().Withdrawn.ShouldBe("over");
    }

    [Fact]
    public async Task The_views_are_what_the_log_makes_of_them()
    {
        var standup = await SchedulesAsync(null, bob.Email);
        await server.PassesUntilAsync(Start);
        await server.ToldAsync(bob.Id, Kind.Reminder, standup);
        (await server.ViewDifferencesAsync()).ShouldBeEmpty();
        server.Logged.ShouldBeEmpty();
    }
}
