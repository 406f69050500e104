using System.Runtime.CompilerServices;
using VideoConf.Calendar.Contracts;
using VideoConf.Notifications.Views;
using static VideoConf.Notifications.Tests.Samples;

namespace VideoConf.Notifications.Tests;

public sealed class FactsSpec
{
    private static readonly EventRegistry Registry = new EventRegistry().AddNotificationFacts();
    private static readonly Guid Device = new("0199c2b4-0000-7000-8000-0000000000d0");
    private static readonly Content Content = new(
        EventId, Tuesday, "Standup", Now, Now + Duration.FromHours(1), AllDay: false, IsSeries: true, "Europe/Berlin", "/room/abc-defg-hij", "Ada", 10, [Changed.Time, Changed.Place], Now, Participation.Tentative,
        "Perhaps", [new DigestLine(Kind.Change, new Content(EventId, null, "Standup"))]);

    [Fact]
    public void Every_fact_is_written_and_read_as_it_was_the_first_time() => GoldenJson.ShouldHold(Registry, "notifications.",
    [
        new RemindersPlanned(EventId, [PlannedReminder.Of(EventId, new Recipient(null, EventId, Cleo.Id), Occurrence(Tuesday), 10)], Now),
        new RemindersWithdrawn(EventId, [new WithdrawnReminder(Device, WithdrawalReason.Moved)], Now),
        new OwnRemindersSet(EventId, Ada.Id, [5, 1440]),
        new NotificationRaised(
            Device, new Recipient(Ada.Id), Kind.Reminder, Content, Listed: true, [new PlannedDelivery(Bob.Id, Channel.Push, Device, Now, InDigest: true)], Now, Now),
        new NotificationRead(Now),
        new ReminderPostponed(Now + Duration.FromMinutes(5), [new PlannedDelivery(Bob.Id, Channel.Push, Device, Now, InDigest: false)], Now),
        new DeliverySent(Device, 2, Now),
        new DeliveryFailed(Device, 1, "smtp_450", "4.2.1 The mailbox is busy", Now + Duration.FromMinutes(1), Now),
        new DeliveryGathered(Device, EventId, Now),
        new DeliveryWithdrawn(Device, WithdrawalReason.Over, Now),
        new SettingsChanged(Ada.Id, new Settings([new KindChannels(Kind.Answer, InApp: true, Email: false, Push: true)], new QuietHours("22:00", "07:00"), "08:30")),
        new InboxRead(Ada.Id, Now),
        new PushSubscribed(Ada.Id, Device, "5e884898da28047151d0e56f8dc6292773603d0d6aabbdd62a11ef721d1542d8", "CfDJ8sealed", "Chromium on Linux", Now),
        new PushUnsubscribed(Device, IsGone: true),
        new MailsStopped(Now),
    ], Folder());

    [Fact]
    public void The_views_name_every_fact_of_their_streams() => new Inbox().Facts.Concat(new SettingsOfRecipients().Facts).Concat([typeof(RemindersPlanned), typeof(RemindersWithdrawn), typeof(OwnRemindersSet)])
        .ShouldBe(Registry.Facts.Keys.Where(f => f.Assembly == typeof(NotificationsModule).Assembly), ignoreOrder: true);

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Golden");
}
