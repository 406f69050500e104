using static VideoConf.Notifications.Tests.Samples;

namespace VideoConf.Notifications.Tests;

public sealed class RaisingSpec
{
    private static readonly Guid Phone = new("0199c2b4-0000-7000-8000-0000000000d0");
    private static readonly RecipientSettings WithPhone = RecipientSettings.None with { Devices = [new Device(Phone, "hash", "sealed", "Phone", Now)] };

    private static News Of(Kind kind, int? minutes = null, Instant? uselessAfter = null, CalendarPart? attachment = null, bool byMailOnly = false) =>
        new(EventId, kind, new Content(EventId, null, "Standup", MinutesBefore: minutes), Now, uselessAfter, attachment, byMailOnly);

    private static Addressee Bob(RecipientSettings? settings = null, bool mayBeDisturbed = true, string zone = "Europe/Berlin") =>
        new(new Recipient(Samples.Bob.PersonId), "bob@example.org", new Reader("Bob", "en", zone), mayBeDisturbed, settings ?? RecipientSettings.None);

    private static RecipientSettings Quiet(string from, string to) => WithPhone with { Settings = Settings.Default with { QuietHours = new QuietHours(from, to) } };

    private static NotificationRaised Raised(News news, Addressee to) => Raising.Decide(news, to, Now).ShouldNotBeNull();

    [Fact]
    public void It_goes_every_way_that_was_not_switched_off()
    {
        var raised = Raised(Of(Kind.Invitation), Bob(WithPhone));
        raised.Listed.ShouldBeTrue();
        raised.Deliveries.Select(d => (d.Channel, d.DeviceId, d.DueAt, d.InDigest)).ShouldBe([(Channel.Email, null, Now, false), (Channel.Push, (Guid?)Phone, Now, false)]);
    }

    [Theory]
    [InlineData(true, false, false), InlineData(false, true, false), InlineData(false, false, true)]
    public void A_way_that_was_switched_off_for_the_kind_is_not_gone(bool inApp, bool email, bool push)
    {
        var settings = WithPhone with { Settings = Settings.Default with { Channels = [new KindChannels(Kind.Change, inApp, email, push)] } };
        var raised = Raised(Of(Kind.Change), Bob(settings));
        (raised.Listed, raised.Deliveries.Any(d => d.Channel == Channel.Email), raised.Deliveries.Any(d => d.Channel == Channel.Push)).ShouldBe((inApp, email, push));
        Raised(Of(Kind.Invitation), Bob(settings)).Deliveries.Count.ShouldBe(2);
    }

    [Fact]
    public void Who_wants_to_hear_of_it_in_no_way_is_told_nothing() =>
        Raising.Decide(Of(Kind.Change), Bob(WithPhone with { Settings = Settings.Default with { Channels = [new KindChannels(Kind.Change, false, false, false)] } }), Now).ShouldBeNull();

    [Fact]
    public void Who_switched_notifications_off_finds_them_in_the_list_alone()
    {
        var raised = Raised(Of(Kind.Invitation), Bob(WithPhone, mayBeDisturbed: false));
        (raised.Listed, raised.Deliveries.Count).ShouldBe((true, 0));
    }

    [Fact]
    public void An_address_without_an_account_gets_mail_and_has_no_list()
    {
        var cleo = new Addressee(new Recipient(null, EventId, Cleo.Id), "cleo@example.org", new Reader("cleo@example.org", "en", "UTC"), true, RecipientSettings.None);
        var raised = Raised(Of(Kind.Invitation), cleo);
        (raised.Listed, raised.Deliveries.Single().Channel).ShouldBe((false, Channel.Email));
        Raising.Decide(Of(Kind.Invitation), cleo with { Settings = RecipientSettings.None with { MailsStopped = true } }, Now).ShouldBeNull();
    }

    [Fact]
    public void What_is_for_other_calendars_alone_goes_by_mail()
    {
        var raised = Raised(Of(Kind.Change, byMailOnly: true), Bob(WithPhone));
        (raised.Listed, raised.Deliveries.Single().Channel).ShouldBe((false, Channel.Email));
    }

    [Fact]
    public void The_same_news_has_the_same_deliveries() =>
        Raised(Of(Kind.Change), Bob(WithPhone)).Deliveries.Select(d => d.DeliveryId).ShouldBe(Raised(Of(Kind.Change), Bob(WithPhone)).Deliveries.Select(d => d.DeliveryId));

    // It is three in the afternoon in Berlin
    [Theory]
    [InlineData("14:00", "16:00", 60), InlineData("22:00", "16:00", 60), InlineData("15:00", "15:30", 30), InlineData("16:00", "14:00", 0), InlineData("14:00", "15:00", 0)]
    public void Quiet_hours_hold_back_what_goes_outside_until_they_are_over(string from, string to, int minutes)
    {
        var raised = Raised(Of(Kind.Invitation), Bob(Quiet(from, to)));
        raised.Listed.ShouldBeTrue();
        raised.Deliveries.Select(d => d.DueAt).Distinct().ShouldBe([Now + Duration.FromMinutes(minutes)]);
    }

    [Theory]
    [InlineData(nameof(Kind.RoomStarted), null, false), InlineData(nameof(Kind.Reminder), 29, false), InlineData(nameof(Kind.Reminder), 0, false), InlineData(nameof(Kind.Reminder), 30, true), InlineData(nameof(Kind.Reminder), 1440, true),
     InlineData(nameof(Kind.Invitation), null, true), InlineData(nameof(Kind.Change), null, true), InlineData(nameof(Kind.Cancellation), null, true), InlineData(nameof(Kind.Answer), null, true)]
    public void Only_what_cannot_wait_comes_in_quiet_hours(string kind, int? minutes, bool waits) =>
        Raised(Of(Enum.Parse<Kind>(kind), minutes), Bob(Quiet("14:00", "16:00"))).Deliveries.ShouldAllBe(d => d.DueAt == (waits ? Now + Duration.FromHours(1) : Now));

    [Fact]
    public void Quiet_hours_are_those_of_the_persons_own_zone() =>
        Raised(Of(Kind.Invitation), Bob(Quiet("14:00", "16:00"), zone: "America/New_York")).Deliveries.ShouldAllBe(d => d.DueAt == Now);

    [Fact]
    public void A_digest_gathers_mails_that_carry_nothing_for_other_calendars()
    {
        var digest = WithPhone with { Settings = Settings.Default with { Digest = "08:00" } };
        var morning = Instant.FromUtc(2026, 11, 23, 7, 0);
        Mail(Raised(Of(Kind.Reminder, 1440), Bob(digest))).ShouldBe((morning, true));
        Mail(Raised(Of(Kind.Change, attachment: new CalendarPart("REQUEST", [])), Bob(digest))).ShouldBe((morning, false));
        // In the digest of tomorrow it would come too late
        Mail(Raised(Of(Kind.Reminder, 60, uselessAfter: Now + Duration.FromHours(2)), Bob(digest))).ShouldBe((Now, false));
        var tonight = Of(Kind.Invitation) with { Content = new Content(EventId, null, "Standup", Start: morning - Duration.FromHours(9)) };
        Raised(tonight, Bob(digest)).Deliveries.ShouldAllBe(d => d.DueAt == Now && !d.InDigest);
        Raised(tonight with { Content = tonight.Content with { Start = morning + Duration.FromHours(1) } }, Bob(digest)).Deliveries.ShouldAllBe(d => d.DueAt == morning);
        Mail(Raised(Of(Kind.RoomStarted), Bob(digest with { Settings = digest.Settings with { Channels = [new KindChannels(Kind.RoomStarted, true, true, true)] } }))).ShouldBe((Now, false));

        static (Instant, bool) Mail(NotificationRaised raised) => raised.Deliveries.Single(d => d.Channel == Channel.Email) is var d ? (d.DueAt, d.InDigest) : default;
    }
}
