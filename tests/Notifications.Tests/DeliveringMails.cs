using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace VideoConf.Notifications.Tests;

/// <summary>Notifications with a mail server that can be away.</summary>
public sealed class MailingServer : NotificationsServer
{
    private readonly int port = FreePort();
    private Peer? mailServer;

    protected override NotificationsOptions Options => new()
    {
        SettlingSeconds = 0, PublicUrl = "https://meet.example.org", RepliesTo = "replies@example.org",
        Smtp = new SmtpOptions { Host = "127.0.0.1", Port = port, Security = "none", FromAddress = "calls@example.org", TimeoutSeconds = 5 },
    };

    public async Task MailComesBackAsync() => mailServer ??= await Peer.Start("smtp.mjs", new { security = "none", port });

    public async Task MailGoesAwayAsync()
    {
        if (mailServer is not null) await mailServer.DisposeAsync();
        mailServer = null;
    }

    /// <summary>The next mail to any of these; others in between are passed over.</summary>
    internal async Task<GotMail> GotAsync(params string[] addresses)
    {
        while (true)
            if ((await mailServer!.Next("mail")).Deserialize<GotMail>(JsonSerializerOptions.Web)! is var mail && addresses.Contains(mail.To[0])) return mail;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await MailGoesAwayAsync();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

public sealed class DeliveringMails(MailingServer server) : IClassFixture<MailingServer>
{
    private readonly Person ada = server.NewPerson("Ada");
    private readonly Person bob = server.NewPerson("Bob");

    private async Task<T> FactAsync<T>(Func<T, bool> wanted) where T : class => (T)(await server.FactAsync(f => f.Data is T fact && wanted(fact))).Data!;

    [Fact]
    public async Task An_invitation_arrives_as_calendars_understand_it_and_is_answered_by_its_link()
    {
        await server.MailComesBackAsync();
        var standup = await ada.SchedulesAsync(new { title = "Собеседование \"А\"", place = new { kind = "link", url = "https://example.org/x" } }, bob.Email);
        var mail = await server.GotAsync(bob.Email);
        var told = await server.ToldAsync(bob.Id, Kind.Invitation, standup);
        mail.Subject.ShouldBe("Invitation: Собеседование \"А\" (24 November, 09:00)");
        mail.MessageId.ShouldBe($"<{told.Deliveries.Single().DeliveryId:N}@meet.example.org>");
        var part = mail.Files.First(f => f.Type == "text/calendar").Content.ReplaceLineEndings("\n").Replace("\n ", "", StringComparison.Ordinal);
        part.ShouldContain("METHOD:REQUEST");
        part.ShouldContain("ORGANIZER;CN=Ada:mailto:replies@example.org");
        part.ShouldContain($"RSVP=TRUE:mailto:{bob.Email}");
        mail.Files.ShouldContain(f => f.Name == "invite.ics");
        mail.Headers["list-unsubscribe-post"].ShouldBe("List-Unsubscribe=One-Click");
        mail.Headers["reply-to"].ShouldContain("replies@example.org");
        (await FactAsync<DeliverySent>(s => s.DeliveryId == told.Deliveries.Single().DeliveryId)).Attempt.ShouldBe(1);

        var token = mail.Text.Split("/invitation/")[1].Split('?')[0].Trim();
        using var stranger = new TestPerson(server, "Nobody") { IsSignedIn = false };
        (await stranger.Post($"calendar/invitations/{token}/answer", new { answer = "accepted" })).Status.ShouldBe(HttpStatusCode.OK);
        (await server.ToldAsync(ada.Id, Kind.Answer, standup)).Content.By.ShouldBe("Bob");
    }

    [Fact]
    public async Task A_change_and_a_cancellation_replace_the_invitation_in_the_other_calendar()
    {
        await server.MailComesBackAsync();
        var standup = await ada.SchedulesAsync(null, bob.Email);
        var uid = UidOf(await server.GotAsync(bob.Email));
        await ada.ChangesAsync(standup, new { start = "2026-11-24T11:00:00", end = "2026-11-24T12:00:00" });
        var change = await server.GotAsync(bob.Email);
        (UidOf(change), CalendarOf(change).Contains("SEQUENCE:1\n", StringComparison.Ordinal), CalendarOf(change).Contains("METHOD:REQUEST", StringComparison.Ordinal)).ShouldBe((uid, true, true));
        await ada.CancelsAsync(standup);
        var cancel = await server.GotAsync(bob.Email);
        (UidOf(cancel), CalendarOf(cancel).Contains("METHOD:CANCEL", StringComparison.Ordinal), CalendarOf(cancel).Contains("STATUS:CANCELLED", StringComparison.Ordinal)).ShouldBe((uid, true, true));
    }

    [Fact]
    public async Task An_outage_loses_nothing_and_holds_up_nothing_else()
    {
        await server.MailGoesAwayAsync();
        var standup = await ada.SchedulesAsync(null, bob.Email);
        var told = await server.ToldAsync(bob.Id, Kind.Invitation, standup);
        var failed = await FactAsync<DeliveryFailed>(f => f.DeliveryId == told.Deliveries.Single().DeliveryId);
        (failed.Code, failed.Attempt).ShouldBe(("unreachable", 1));
        (failed.RetryAt!.Value - failed.At).ShouldBeInRange(Duration.FromSeconds(30), Duration.FromSeconds(45));
        (await bob.ListsAsync()).ShouldContain(n => n.Content.EventId == standup);
        await server.MailComesBackAsync();
        await server.PassesUntilAsync(failed.RetryAt.Value);
        (await server.GotAsync(bob.Email)).MessageId.ShouldBe($"<{failed.DeliveryId:N}@meet.example.org>");
        (await FactAsync<DeliverySent>(s => s.DeliveryId == failed.DeliveryId)).Attempt.ShouldBe(2);
    }

    [Fact]
    public async Task After_an_outage_a_reminder_of_what_is_over_is_withdrawn()
    {
        var (_, start, told) = await RemindedInVainAsync();
        await server.MailComesBackAsync();
        await server.PassesUntilAsync(start + Duration.FromMinutes(31));
        (await FactAsync<DeliveryWithdrawn>(w => w.DeliveryId == told.Deliveries.Single().DeliveryId)).Reason.ShouldBe(WithdrawalReason.Over);
    }

    [Fact]
    public async Task A_reminder_that_waits_to_be_sent_is_withdrawn_when_its_event_moves()
    {
        var (standup, start, told) = await RemindedInVainAsync();
        await ada.ChangesAsync(standup, At(start + Duration.FromHours(1)));
        (await FactAsync<DeliveryWithdrawn>(w => w.DeliveryId == told.Deliveries.Single().DeliveryId)).Reason.ShouldBe(WithdrawalReason.Moved);
        await server.SettledAsync();
        (await ada.RemindersAsync(standup)).Select(r => r.State).ShouldBe(["due", "given"]);
    }

    [Fact]
    public async Task An_address_that_does_not_exist_is_given_up_at_once_with_the_reason()
    {
        await server.MailComesBackAsync();
        var standup = await ada.SchedulesAsync(null, "nobody@example.org");
        var guest = (NotificationRaised)(await server.FactAsync(f => f.Data is NotificationRaised { Recipient.PersonId: null } r && r.Content.EventId == standup)).Data!;
        var failed = await FactAsync<DeliveryFailed>(f => f.DeliveryId == guest.Deliveries.Single().DeliveryId);
        (failed.Code, failed.RetryAt).ShouldBe(("smtp_550", null));
        failed.Reason.ShouldContain("No such user here");
        (await server.QueryAsync<long>($"select count(*) from notifications.deliveries where id = '{failed.DeliveryId}'")).ShouldBe(0);
    }

    [Fact]
    public async Task What_fails_again_and_again_is_given_up_in_the_end()
    {
        await server.MailComesBackAsync();
        var standup = await ada.SchedulesAsync(new { start = "2026-12-24T09:00:00", end = "2026-12-24T10:00:00" }, "tempfail@example.org");
        var guest = (NotificationRaised)(await server.FactAsync(f => f.Data is NotificationRaised { Recipient.PersonId: null } r && r.Content.EventId == standup)).Data!;
        for (var attempt = 1; ; attempt++)
        {
            var failed = await FactAsync<DeliveryFailed>(f => f.DeliveryId == guest.Deliveries.Single().DeliveryId && f.Attempt == attempt);
            failed.Code.ShouldBe("smtp_451");
            if (failed.RetryAt is not { } again) break;
            await server.PassesUntilAsync(again);
        }
        (await server.Log.FetchStreamAsync(guest.NotificationId)).Count(f => f.Data is DeliveryFailed).ShouldBe(Deliveries.RetryWaits.Length + 1);
    }

    [Fact]
    public async Task By_the_link_in_a_mail_such_mails_end()
    {
        await server.MailComesBackAsync();
        await ada.SchedulesAsync(null, bob.Email, "guest-who-leaves@example.org");
        using var stranger = new TestPerson(server, "Nobody") { IsSignedIn = false };
        var links = new Dictionary<string, string>();
        // They go out in one batch, in any order
        foreach (var mail in (GotMail[])[await NextAsync(), await NextAsync()]) links[mail.To[0]] = mail.Headers["list-unsubscribe"].Split("/api/v1/")[1].TrimEnd('>');
        (await stranger.Get(links[bob.Email])).As<StopMails.Answer>().ShouldBe(new StopMails.Answer(Kind.Invitation, HasAccount: true, IsStopped: false));
        foreach (var link in links.Values) (await stranger.Post(link)).As<StopMails.Answer>().IsStopped.ShouldBeTrue();
        var next = await ada.SchedulesAsync(null, bob.Email, "guest-who-leaves@example.org");
        (await server.ToldAsync(bob.Id, Kind.Invitation, next)).Deliveries.ShouldBeEmpty();
        await server.SettledAsync();
        (await server.Log.ReadAllAsync()).Select(f => f.Data).OfType<NotificationRaised>().ShouldNotContain(r => r.Content.EventId == next && r.Recipient.PersonId == null);
        (await stranger.Get($"notifications/mail-links/{links[bob.Email].Split('/')[^1][..^2]}AA")).ShouldRefuse(404, "link_not_found");

        Task<GotMail> NextAsync() => server.GotAsync(bob.Email, "guest-who-leaves@example.org");
    }

    [Fact]
    public async Task A_mail_that_cannot_be_written_stands_in_nobodys_way()
    {
        await server.MailComesBackAsync();
        var (broken, sound) = (Raised(new Content(null, null, "Of no event")), Raised(new Content(Guid.CreateVersion7(), null, "Sound")));
        await using (var session = server.Log.OpenSession(EventMetadata.System))
        {
            foreach (var raised in (NotificationRaised[])[broken, sound]) session.StartStream<Notification>(raised.NotificationId, raised);
            Outbox.Add(session, [.. ((NotificationRaised[])[broken, sound]).Select(r => new Waiting(
                r.Deliveries[0].DeliveryId, r.NotificationId, Channel.Email, r.At, null, new Reader("Ada", "en", "UTC"), PartyId: Guid.CreateVersion7(), Address: ada.Email))]);
            await session.SaveChangesAsync();
        }
        await FactAsync<DeliverySent>(s => s.DeliveryId == sound.Deliveries[0].DeliveryId);
        (await FactAsync<DeliveryFailed>(f => f.DeliveryId == broken.Deliveries[0].DeliveryId)).Code.ShouldBe("not_written");

        NotificationRaised Raised(Content content)
        {
            var now = server.Clock.GetCurrentInstant();
            return new NotificationRaised(Guid.CreateVersion7(), new Recipient(ada.Id), Kind.Invitation, content, Listed: true, [new PlannedDelivery(Guid.CreateVersion7(), Channel.Email, null, now)], now, now);
        }
    }

    [Fact]
    public async Task Who_has_a_way_in_of_his_own_finds_it_in_the_mail_and_in_its_calendar_part()
    {
        await server.MailComesBackAsync();
        var (own, plain) = ($"own-{Guid.CreateVersion7():N}@example.net", $"plain-{Guid.CreateVersion7():N}@example.net");
        var path = $"/join/{new string('a', 120)}";
        server.OwnPlaces[own] = path;
        await ada.SchedulesAsync(new { title = "Mock", place = new { kind = "link", url = "https://example.org/x" } }, own, plain);
        var mails = new[] { await server.GotAsync(own, plain), await server.GotAsync(own, plain) }.ToDictionary(m => m.To[0]);
        mails[own].Text.ShouldContain($"https://meet.example.org{path}");
        var part = CalendarOf(mails[own]);
        part.ShouldContain($"\nLOCATION:https://meet.example.org{path}\n");
        part.ShouldContain($"\nURL:https://meet.example.org{path}\n");
        part.ShouldContain($"RSVP=TRUE:mailto:{own}");
        part.ShouldNotContain("https://example.org/x");
        CalendarOf(mails[plain]).ShouldContain("\nLOCATION:https://example.org/x\n");
        part.Split('\n').Where(l => !l.StartsWith("LOCATION", StringComparison.Ordinal) && !l.StartsWith("URL", StringComparison.Ordinal))
            .ShouldBe(CalendarOf(mails[plain]).Split('\n').Where(l => !l.StartsWith("LOCATION", StringComparison.Ordinal) && !l.StartsWith("URL", StringComparison.Ordinal)));
    }

    /// <summary>A reminder that was given while no mail went out.</summary>
    private async Task<(Guid Event, Instant Start, NotificationRaised Told)> RemindedInVainAsync()
    {
        await server.MailGoesAwayAsync();
        var start = server.Clock.GetCurrentInstant() + Duration.FromMinutes(20);
        var standup = await ada.SchedulesAsync(At(start));
        await server.SettledAsync();
        await server.PassesUntilAsync(start - Duration.FromMinutes(10));
        var told = await server.ToldAsync(ada.Id, Kind.Reminder, standup);
        await FactAsync<DeliveryFailed>(f => f.DeliveryId == told.Deliveries.Single().DeliveryId);
        return (standup, start, told);
    }

    private static object At(Instant start) => new
    {
        start = Text(start), end = Text(start + Duration.FromMinutes(30)), reminders = new[] { 10 },
    };

    private static string Text(Instant at) => NodaTime.Text.LocalDateTimePattern.GeneralIso.Format(at.InZone(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).LocalDateTime);

    private static string CalendarOf(GotMail mail) => mail.Files.First(f => f.Type == "text/calendar").Content.ReplaceLineEndings("\n").Replace("\n ", "", StringComparison.Ordinal);

    private static string UidOf(GotMail mail) => CalendarOf(mail).Split("UID:")[1].Split('\n')[0];
}
