namespace VideoConf.Notifications;

/// <summary>One who is told, as he is at this moment.</summary>
/// <param name="Address">Null: no mail can reach him.</param>
/// <param name="MayBeDisturbed">Mails and pushes are not switched off altogether.</param>
internal sealed record Addressee(Recipient Recipient, string? Address, Reader Reader, bool MayBeDisturbed, RecipientSettings Settings);

/// <summary>An iCalendar object for the recipient's calendar program (RFC 6047).</summary>
/// <param name="Method">REQUEST or CANCEL.</param>
internal sealed record CalendarPart(string Method, byte[] Content);

/// <summary>What is to be told, before it is decided how.</summary>
/// <param name="Id">The same for the same news, however often it is worked out.</param>
/// <param name="DueAt">When it should come.</param>
/// <param name="UselessAfter">Then nobody needs it any more.</param>
/// <param name="Attachment">What the recipient's calendar is to take in.</param>
/// <param name="ByMailOnly">For other calendars alone: the person hears of it in other words.</param>
internal sealed record News(Guid Id, Kind Kind, Content Content, Instant DueAt, Instant? UselessAfter = null, CalendarPart? Attachment = null, bool ByMailOnly = false);

/// <summary>Decides by which ways somebody is told, and when. Pure; docs/notifications.md has the table.</summary>
internal static class Raising
{
    /// <summary>Reminders this short are given at once, whatever the hour.</summary>
    public const int UrgentMinutes = 30;

    /// <returns>Null when he wants to hear of it in no way.</returns>
    public static NotificationRaised? Decide(News news, Addressee to, Instant now)
    {
        var channels = to.Settings.Settings.Of(news.Kind);
        var listed = to.Recipient.PersonId is not null && channels.InApp && !news.ByMailOnly;
        var (due, inDigest) = Held(news, to, now);
        var deliveries = new List<PlannedDelivery>();
        if (to.MayBeDisturbed && channels.Email && to.Address is not null && !to.Settings.MailsStopped)
            // Other calendars take in what is attached; a line of a digest has nothing attached
            deliveries.Add(new PlannedDelivery(NamedIds.Of(news.Id, "email"), Channel.Email, null, due, inDigest && news.Attachment is null));
        if (to.MayBeDisturbed && channels.Push && !news.ByMailOnly)
            deliveries.AddRange(to.Settings.Devices.Select(d => new PlannedDelivery(NamedIds.Of(news.Id, $"push {d.Id:N}"), Channel.Push, d.Id, due)));
        return listed || deliveries.Count > 0 ? new NotificationRaised(news.Id, to.Recipient, news.Kind, news.Content, listed, deliveries, news.DueAt, now) : null;
    }

    public static bool IsUrgent(Kind kind, Content content) => kind == Kind.RoomStarted || (kind == Kind.Reminder && content.MinutesBefore < UrgentMinutes);

    private static (Instant Due, bool InDigest) Held(News news, Addressee to, Instant now)
    {
        if (IsUrgent(news.Kind, news.Content) || news.Kind == Kind.Digest || to.Recipient.PersonId is null) return (now, false);
        var zone = Clocks.ZoneOf(to.Reader.TimeZone);
        var settings = to.Settings.Settings;
        if (settings.Digest is { } at && Clocks.Next(at, zone, now) is var digest)
            // What it is about must not have begun by then
            return digest >= news.Content.Start || digest >= news.UselessAfter ? (Quiet(settings, zone, now), false) : (digest, true);
        return (Quiet(settings, zone, now), false);
    }

    private static Instant Quiet(Settings settings, DateTimeZone zone, Instant now) => settings.QuietHours is { } quiet ? Clocks.EndOfQuiet(quiet, zone, now) : now;
}
