using VideoConf.EventStore.Projections;
using VideoConf.Notifications.Views;

namespace VideoConf.Notifications;

/// <summary>One piece of news for one recipient.</summary>
/// <param name="Party">Who he is in the event; has the address of one without an account.</param>
/// <param name="Event">Null when it is about none.</param>
internal sealed record Telling(Recipient To, Party? Party, ICalendarEvent? Event, News News);

/// <summary>Tells people: notifications and the work of delivering them, in the caller's unit of work.</summary>
internal sealed class Raiser(IPeople people, EventStore.Projections.Views views, SettingsOfRecipients settings, Inbox inbox, IClock clock)
{
    /// <summary>Each piece of news once: what has been told under its id is left out.</summary>
    public async Task RaiseAsync(EventSession unit, IReadOnlyList<Telling> all, CancellationToken cancellationToken)
    {
        if (all.Count == 0) return;
        var now = clock.GetCurrentInstant();
        var known = (await unit.QueryAsync(inbox, "where id = any($1)", [all.Select(t => t.News.Id).ToArray()], cancellationToken)).Select(n => n.Id).ToHashSet();
        Telling[] fresh = [.. all.DistinctBy(t => t.News.Id).Where(t => !known.Contains(t.News.Id))];
        var addressees = await AddresseesAsync(fresh, cancellationToken);
        var waiting = new List<Waiting>();
        foreach (var telling in fresh)
        {
            if (addressees(telling) is not { } to || Raising.Decide(telling.News, to, now) is not { } raised) continue;
            unit.StartStream<Notification>(raised.NotificationId, raised);
            waiting.AddRange(raised.Deliveries.Select(d => new Waiting(
                d.DeliveryId, raised.NotificationId, d.Channel, d.DueAt, telling.News.UselessAfter, to.Reader, telling.Party?.Id,
                d.Channel == Channel.Email ? to.Address : null, d.Channel == Channel.Email ? telling.News.Attachment : null, d.DeviceId, d.InDigest ? to.Recipient.Id : null)));
        }
        Outbox.Add(unit, waiting);
    }

    private async Task<Func<Telling, Addressee?>> AddresseesAsync(IReadOnlyList<Telling> all, CancellationToken cancellationToken)
    {
        // The organizer's language is the best guess at that of people who have no account
        Guid[] persons = [.. all.SelectMany(t => (Guid?[])[t.To.PersonId, t.Event?.Organizer.PersonId]).OfType<Guid>().Distinct()];
        var accounts = (await people.FindAsync(persons, cancellationToken)).ToDictionary(p => p.PersonId);
        var streams = all.Select(StreamOf).OfType<Guid>().Distinct().ToArray();
        var wishes = (await views.QueryAsync(settings, "where id = any($1)", [streams], cancellationToken)).ToDictionary(s => s.Id, s => s.Data);
        return telling =>
        {
            var wish = StreamOf(telling) is { } stream ? wishes.GetValueOrDefault(stream, RecipientSettings.None) : RecipientSettings.None;
            if (telling.To.PersonId is { } person)
                return accounts.GetValueOrDefault(person) is { } a ? new Addressee(telling.To, a.Email, new Reader(a.DisplayName, a.Language, a.TimeZone), a.NotificationsEnabled, wish) : null;
            return telling.Party?.Email is { } email && !Erased.Is(email) && telling.Event is { } e
                ? new Addressee(telling.To, email, new Reader(telling.Party.Name ?? email, accounts.GetValueOrDefault(e.Organizer.PersonId!.Value)?.Language ?? "en", e.TimeZone), MayBeDisturbed: true, wish)
                : null;
        };
    }

    private static Guid? StreamOf(Telling telling) =>
        telling.To.PersonId is { } person ? RecipientSettings.StreamOf(person) : telling.Party?.Email is { } email ? RecipientSettings.StreamOf(email) : null;
}
