using VideoConf.EventStore.Projections;
using VideoConf.EventStore.Subscriptions;
using VideoConf.EventStore.Timers;
using VideoConf.Notifications.Views;

namespace VideoConf.Notifications.Reactions;

/// <summary>Once a day, at his hour on his clock, a person gets what the day holds and what was held back for it.</summary>
internal sealed class SendDigest(
    ICalendarEvents calendar, IPeople people, EventStore.Projections.Views views, SettingsOfRecipients settings, Inbox inbox, Raiser raiser, IClock clock) : TimerHandler(Timer)
{
    public const string Timer = "notifications.send_digest";

    internal sealed record Person(Guid PersonId);

    /// <summary>Sets the time of the next digest, or none.</summary>
    public static void Set(EventSession unit, Guid personId, string? at, string timeZone, Instant now)
    {
        if (at is null) unit.CancelTimer(Timer, personId.ToString());
        else unit.SetTimer(Timer, personId.ToString(), Clocks.Next(at, Clocks.ZoneOf(timeZone), now), new Person(personId));
    }

    public override async Task FireAsync(DueTimer timer, EventSession session, CancellationToken cancellationToken)
    {
        var personId = timer.Read<Person>().PersonId;
        var wishes = (await views.LoadAsync(settings, RecipientSettings.StreamOf(personId), cancellationToken))?.Data.Settings;
        if (wishes?.Digest is not { } at || (await people.FindAsync([personId], cancellationToken)).SingleOrDefault() is not { } person) return;
        var (now, zone) = (clock.GetCurrentInstant(), Clocks.ZoneOf(person.TimeZone));
        var today = now.InZone(zone).Date;
        Set(session, personId, at, person.TimeZone, now);

        var held = await Outbox.LockDigestAsync(session, personId, cancellationToken);
        var told = await session.QueryAsync(inbox, "where id = any($1)", [held.Select(h => h.NotificationId).ToArray()], cancellationToken);
        var agenda = await calendar.AgendaAsync(personId, now, zone.AtStartOfDay(today.PlusDays(1)).ToInstant(), cancellationToken);
        DigestLine[] lines =
        [
            .. agenda.Select(a => new DigestLine(null, new Content(a.EventId, a.Occurrence, a.Title, a.Start, a.End, a.AllDay, Place: a.Place, OwnerId: a.OrganizerId))),
            .. told.OrderBy(n => n.Data.RaisedAt).Select(n => new DigestLine(n.Data.Kind, n.Data.Content)),
        ];
        if (lines.Length == 0) return;
        var id = NamedIds.Of(personId, $"digest {today:uuuu-MM-dd}");
        await raiser.RaiseAsync(session, [new Telling(new Recipient(personId), null, null, new News(id, Notifications.Kind.Digest, new Content(null, null, "", now, Lines: lines), timer.Due))], cancellationToken);
        foreach (var one in held)
        {
            var stream = await session.FetchForWritingAsync<Notification>(one.NotificationId, cancellationToken: cancellationToken);
            stream.Append(new DeliveryGathered(one.DeliveryId, id, now));
        }
        Outbox.Remove(session, [.. held.Select(h => h.DeliveryId)]);
    }
}

/// <summary>Who moves to another zone has his digest at his hour there.</summary>
internal sealed class FollowPeople(IPeople people, EventStore.Projections.Views views, SettingsOfRecipients settings, IClock clock) : Reaction("notifications.follow_people")
{
    public override IReadOnlyCollection<Type> Facts => people.Changes;

    public override async Task ReactAsync(StoredEvent fact, EventSession session, CancellationToken cancellationToken)
    {
        var personId = fact.StreamId;
        if ((await views.LoadAsync(settings, RecipientSettings.StreamOf(personId), cancellationToken))?.Data.Settings.Digest is not { } at) return;
        if ((await people.FindAsync([personId], cancellationToken)).SingleOrDefault() is { } person) SendDigest.Set(session, personId, at, person.TimeZone, clock.GetCurrentInstant());
    }
}
