namespace VideoConf.Notifications.Tests;

public sealed class Digests(NotificationsServer server) : IClassFixture<NotificationsServer>
{
    private readonly Person ada = server.NewPerson("Ada");

    private async Task WantsAsync(Person person, string? digest) => (await person.Put("notifications/settings", new { channels = Array.Empty<object>(), digest })).Status.ShouldBe(System.Net.HttpStatusCode.OK);

    private Instant NextAt(string time, string zone) => Clocks.Next(time, DateTimeZoneProviders.Tzdb[zone], server.Clock.GetCurrentInstant());

    private static string Day(Instant at, string zone) => NodaTime.Text.LocalDatePattern.Iso.Format(at.InZone(DateTimeZoneProviders.Tzdb[zone]).Date);

    [Fact]
    public async Task It_comes_at_the_persons_hour_with_the_day_and_what_was_held_back()
    {
        var bob = server.NewPerson("Bob", timeZone: "America/New_York");
        await WantsAsync(bob, "08:00");
        var at = NextAt("08:00", "America/New_York");
        var day = Day(at, "America/New_York");
        var today = await ada.SchedulesAsync(new { title = "Today", start = $"{day}T15:00:00", end = $"{day}T16:00:00", timeZone = "America/New_York", reminders = new[] { 1440 } }, bob.Email);
        await ada.SchedulesAsync(new { title = "Another day", start = "2026-12-24T09:00:00", end = "2026-12-24T10:00:00" }, bob.Email);
        await server.SettledAsync();
        // An answer has nothing for another calendar in it
        await bob.SchedulesAsync(new { title = "His own", start = "2026-12-23T09:00:00", end = "2026-12-23T10:00:00" }, ada.Email);
        await server.PassesUntilAsync(at);
        var digest = await server.ToldAsync(bob.Id, Kind.Digest);
        digest.Content.Lines!.Where(l => l.Kind is null).Select(l => l.Content.Title).ShouldBe(["Today"]);
        (digest.Listed, digest.Deliveries.Single().Channel).ShouldBe((false, Channel.Email));
        digest.Content.Lines!.Where(l => l.Kind == Kind.Invitation).ShouldBeEmpty();
        var invitation = await server.ToldAsync(bob.Id, Kind.Invitation, today);
        (invitation.Deliveries.Single().DueAt, invitation.Deliveries.Single().InDigest).ShouldBe((at, false));
    }

    [Fact]
    public async Task What_was_gathered_is_not_mailed_on_its_own()
    {
        var bob = server.NewPerson("Bob");
        (await bob.Put("notifications/settings", new { channels = new[] { new { kind = "answer", inApp = true, email = true, push = true } }, digest = "07:00" })).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        var standup = await bob.SchedulesAsync(new { start = "2026-12-22T09:00:00", end = "2026-12-22T10:00:00" }, ada.Email);
        await server.SettledAsync();
        await ada.AnswersAsync(standup, "accepted");
        var answer = await server.ToldAsync(bob.Id, Kind.Answer, standup);
        answer.Deliveries.Single().InDigest.ShouldBeTrue();
        await server.PassesUntilAsync(NextAt("07:00", "Europe/Berlin"));
        var digest = await server.ToldAsync(bob.Id, Kind.Digest);
        digest.Content.Lines!.Single().Kind.ShouldBe(Kind.Answer);
        await server.FactAsync(f => f.Data is DeliveryGathered g && g.DeliveryId == answer.Deliveries.Single().DeliveryId && g.DigestId == digest.NotificationId);
        (await server.QueryAsync<long>($"select count(*) from notifications.deliveries where notification_id = '{answer.NotificationId}'")).ShouldBe(0);
    }

    [Fact]
    public async Task Without_a_day_and_without_news_there_is_none()
    {
        var bob = server.NewPerson("Bob");
        await WantsAsync(bob, "06:00");
        await server.PassesUntilAsync(NextAt("06:00", "Europe/Berlin"));
        await server.SettledAsync();
        (await server.Log.ReadAllAsync()).Select(f => f.Data).OfType<NotificationRaised>().ShouldNotContain(r => r.Recipient.PersonId == bob.Id && r.Kind == Kind.Digest);
        (await server.QueryAsync<long>($"select count(*) from events.vc_timers where kind = 'notifications.send_digest' and key = '{bob.Id}'")).ShouldBe(1);
    }

    [Fact]
    public async Task Who_wants_none_any_more_gets_what_was_held_back_at_once()
    {
        var bob = server.NewPerson("Bob");
        (await bob.Put("notifications/settings", new { channels = new[] { new { kind = "answer", inApp = true, email = true, push = true } }, digest = "05:00" })).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        var standup = await bob.SchedulesAsync(new { start = "2026-12-21T09:00:00", end = "2026-12-21T10:00:00" }, ada.Email);
        await server.SettledAsync();
        await ada.AnswersAsync(standup, "declined");
        var answer = await server.ToldAsync(bob.Id, Kind.Answer, standup);
        (await bob.Put("notifications/settings", new { channels = new[] { new { kind = "answer", inApp = true, email = true, push = true } } })).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        await server.FactAsync(f => f.Data is DeliverySent s && s.DeliveryId == answer.Deliveries.Single().DeliveryId);
    }
}
