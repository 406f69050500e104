using VideoConf.Calendar.Contracts;
using VideoConf.EventStore;
using VideoConf.Notifications.Mail;

namespace VideoConf.Notifications.Tests;

public sealed class TellingOfChanges(NotificationsServer server) : IClassFixture<NotificationsServer>
{
    private readonly Person ada = server.NewPerson("Ada");
    private readonly Person bob = server.NewPerson("Bob");
    private readonly Person cleo = server.NewPerson("Cleo");

    /// <summary>What was told of an event, but for reminders, in the order in which it was.</summary>
    private async Task<IReadOnlyList<(Guid To, Kind Kind)>> ToldOfAsync(Guid eventId)
    {
        await server.SettledAsync();
        return [.. (await server.Log.ReadAllAsync()).Select(f => f.Data).OfType<NotificationRaised>().Where(r => r.Content.EventId == eventId && r.Kind != Kind.Reminder).Select(r => (r.Recipient.Id, r.Kind))];
    }

    [Fact]
    public async Task Who_is_invited_is_told_and_who_invites_is_not()
    {
        var standup = await ada.SchedulesAsync(null, bob.Email, "guest@example.org");
        var told = await server.ToldAsync(bob.Id, Kind.Invitation, standup);
        (told.Content.Title, told.Content.By, told.Content.Start).ShouldBe(("Standup", "Ada", Instant.FromUtc(2026, 11, 24, 8, 0)));
        (await ToldOfAsync(standup)).Count.ShouldBe(2);
        var guest = (await server.Log.ReadAllAsync()).Select(f => f.Data).OfType<NotificationRaised>().Single(r => r.Content.EventId == standup && r.Recipient.PersonId is null);
        var delivery = guest.Deliveries.Single();
        (guest.Listed, delivery.Channel).ShouldBe((false, Channel.Email));
        await server.FactAsync(f => f.Data is DeliverySent sent && sent.DeliveryId == delivery.DeliveryId);
        var mail = (await new MailFolder(server.Mails.FullName, new SmtpOptions().Sender).ListAsync(int.MaxValue, TestContext.Current.CancellationToken)).Single(m => m.To == "guest@example.org");
        mail.Method.ShouldBe("REQUEST");
    }

    [Fact]
    public async Task A_change_is_told_with_what_is_new()
    {
        var standup = await ada.SchedulesAsync(null, bob.Email);
        await ToldOfAsync(standup);
        await ada.ChangesAsync(standup, new { start = "2026-11-24T11:00:00", end = "2026-11-24T12:00:00", title = "Retro" });
        var content = (await server.ToldAsync(bob.Id, Kind.Change, standup)).Content;
        content.What.ShouldBe([Changed.Time, Changed.Title]);
        (content.PreviousStart, content.Start, content.Title).ShouldBe((Instant.FromUtc(2026, 11, 24, 8, 0), Instant.FromUtc(2026, 11, 24, 10, 0), "Retro"));
        (await ToldOfAsync(standup)).ShouldBe([(bob.Id, Kind.Invitation), (bob.Id, Kind.Change)]);
    }

    [Fact]
    public async Task Of_an_interview_it_is_told_as_of_one()
    {
        var interview = await ada.SchedulesAsync(new { type = "interview" }, bob.Email);
        await ToldOfAsync(interview);
        await ada.ChangesAsync(interview, new { start = "2026-11-24T11:00:00", end = "2026-11-24T12:00:00" });
        await ToldOfAsync(interview);
        await ada.CancelsAsync(interview);
        (await ToldOfAsync(interview)).ShouldBe([(bob.Id, Kind.InterviewScheduled), (bob.Id, Kind.InterviewChanged), (bob.Id, Kind.InterviewCancelled)]);
    }

    [Fact]
    public async Task Who_is_added_is_invited_and_who_is_taken_out_is_told_so()
    {
        var standup = await ada.SchedulesAsync(null, bob.Email);
        await ToldOfAsync(standup);
        await ada.ChangesAsync(standup, new { attendees = new[] { new { email = cleo.Email } } });
        (await ToldOfAsync(standup)).ShouldBe([(bob.Id, Kind.Invitation), (cleo.Id, Kind.Invitation), (bob.Id, Kind.Cancellation)], ignoreOrder: true);
    }

    [Fact]
    public async Task A_cancellation_is_told_to_all_who_were_invited()
    {
        var standup = await ada.SchedulesAsync(null, bob.Email, cleo.Email);
        await ToldOfAsync(standup);
        await ada.CancelsAsync(standup);
        (await ToldOfAsync(standup)).Where(t => t.Kind == Kind.Cancellation).Select(t => t.To).ShouldBe([bob.Id, cleo.Id], ignoreOrder: true);
    }

    [Fact]
    public async Task An_answer_is_told_to_the_organizer()
    {
        var standup = await ada.SchedulesAsync(null, bob.Email);
        await ToldOfAsync(standup);
        await bob.AnswersAsync(standup, "accepted", "With pleasure");
        var content = (await server.ToldAsync(ada.Id, Kind.Answer, standup)).Content;
        (content.By, content.Response, content.Comment).ShouldBe(("Bob", Participation.Accepted, "With pleasure"));
        (await ToldOfAsync(standup)).ShouldBe([(bob.Id, Kind.Invitation), (ada.Id, Kind.Answer)]);
    }

    [Fact]
    public async Task What_cannot_be_seen_is_no_news()
    {
        var standup = await ada.SchedulesAsync(null, bob.Email);
        await ToldOfAsync(standup);
        await ada.ChangesAsync(standup, new { reminders = new[] { 20 } });
        (await ToldOfAsync(standup)).ShouldBe([(bob.Id, Kind.Invitation)]);
    }

    [Fact]
    public async Task Nobody_is_told_of_what_is_over()
    {
        var past = await ada.SchedulesAsync(new { start = "2026-11-20T09:00:00", end = "2026-11-20T10:00:00" }, bob.Email);
        (await ToldOfAsync(past)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Half_a_series_that_is_moved_is_told_once_and_mailed_for_both_halves()
    {
        var standup = await ada.SchedulesAsync(new { recurrence = new { rule = "FREQ=WEEKLY;COUNT=6" } }, bob.Email);
        await ToldOfAsync(standup);
        await ada.ChangesAsync(standup, new { start = "2026-12-08T11:00:00", end = "2026-12-08T12:00:00" }, "?scope=following&occurrence=2026-12-08T09:00:00");
        await ToldOfAsync(standup);
        var changes = (await server.Log.ReadAllAsync()).Select(f => f.Data).OfType<NotificationRaised>().Where(r => r.Recipient.Id == bob.Id && r.Kind == Kind.Change).ToList();
        changes.Select(c => (c.Content.EventId == standup, c.Listed)).ShouldBe([(true, false), (false, true)], ignoreOrder: true);
        changes.Single(c => c.Listed).Content.What!.ShouldContain(Changed.Time);
    }

    [Fact]
    public async Task That_a_room_is_open_is_told_to_those_who_are_not_there()
    {
        var late = Instant.FromUtc(2026, 11, 24, 8, 0);
        var standup = await ada.SchedulesAsync(new { place = new { kind = "new_room" } }, bob.Email, cleo.Email);
        await cleo.AnswersAsync(standup, "declined");
        await ToldOfAsync(standup);
        if (server.Clock.GetCurrentInstant() < late) await server.PassesUntilAsync(late);
        var room = (await ada.Get($"calendar-events/{standup}")).As<Shown>().Place.RoomCode;
        (await ada.Post($"rooms/{room}/join", new { })).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        var told = await server.ToldAsync(bob.Id, Kind.RoomStarted, standup);
        (told.Content.By, told.Content.Place).ShouldBe(("Ada", $"/room/{room}"));
        (await ToldOfAsync(standup)).Where(t => t.Kind == Kind.RoomStarted).ShouldBe([(bob.Id, Kind.RoomStarted)]);
    }

    private sealed record Shown(ShownPlace Place);
    private sealed record ShownPlace(string RoomCode);
}
