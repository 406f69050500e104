using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using VideoConf.EventStore.Subscriptions;
using VideoConf.Notifications.Push;
using VideoConf.Notifications.Views;

namespace VideoConf.Notifications;

/// <summary>To browsers that may be closed.</summary>
internal sealed class PushDelivery(
    PushKeys keys, SealedSubscriptions subscriptions, Letters letters, NotificationsOptions options, SettingsOfRecipients settings,
    Outbox outbox, EventLog log, LiveFeed feed, EventStore.Projections.Views views, Inbox inbox, IClock clock, ILogger<PushDelivery> logger)
    : Deliveries(Channel.Push, outbox, log, feed, views, inbox, clock, logger)
{
    private const int AtOnce = 8;
    private const int LongestBody = 500;
    private static readonly Duration Keep = Duration.FromDays(1);

    // Of what became of it: the browser that is gone is forgotten with it
    private const string Gone = "gone";

    // Letters beyond ASCII as they are: escaped, a Russian message takes three times the bytes, of which there are few
    private static readonly JsonSerializerOptions Compact = new(FactJson.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private sealed record Action(string Name, string Title);

    protected override async Task<IReadOnlyList<Outcome>> HandOverAsync(IReadOnlyList<(Waiting Waiting, Notification Notification)> batch, CancellationToken cancellationToken)
    {
        var streams = batch.Select(b => RecipientSettings.StreamOf(b.Notification.Recipient.PersonId!.Value)).Distinct().ToArray();
        var wishes = (await Views.QueryAsync(settings, "where id = any($1)", [streams], cancellationToken)).ToDictionary(s => s.Id, s => s.Data);
        var outcomes = new System.Collections.Concurrent.ConcurrentBag<Outcome>();
        await Parallel.ForEachAsync(batch, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (one, stopping) =>
        {
            var person = one.Notification.Recipient.PersonId!.Value;
            var device = wishes.GetValueOrDefault(RecipientSettings.StreamOf(person))?.Devices.Find(d => d.Id == one.Waiting.DeviceId);
            outcomes.Add(await SendAsync(one.Waiting, one.Notification, device, stopping));
        });
        return [.. outcomes];
    }

    private async Task<Outcome> SendAsync(Waiting waiting, Notification n, Device? device, CancellationToken cancellationToken)
    {
        if (device is null) return new Outcome(waiting, Gone, "This device does not take push messages any more.", IsPermanent: true);
        if (keys.Sender is not { } sender || subscriptions.Open(device.Sealed) is not { } subscription)
            return new Outcome(waiting, "keys_lost", "The server's keys were lost; subscribing again helps.", IsPermanent: true);
        var now = Clock.GetCurrentInstant();
        var keep = waiting.UselessAfter is { } useless ? Duration.Max(Duration.Zero, Duration.Min(useless - now, Keep)) : Keep;
        byte[] payload;
        try
        {
            payload = Payload(waiting, n);
        }
        catch (Exception e)
        {
            return NotWritten(waiting, e);
        }
        var message = new PushMessage(payload, keep, Raising.IsUrgent(n.Kind, n.Content) ? Urgency.High : Urgency.Normal, n.Id.ToString());
        return await sender.SendAsync(subscription, message, cancellationToken) switch
        {
            PushResult.Gone => new Outcome(waiting, Gone, "The browser is no longer subscribed.", IsPermanent: true),
            PushResult.Failed f => new Outcome(waiting, f.Code, f.Reason, f.IsPermanent, f.RetryAfter is { } wait ? now + wait : null),
            _ => new Outcome(waiting),
        };
    }

    /// <summary>What push-worker.js of the web UI reads.</summary>
    private byte[] Payload(Waiting waiting, Notification n)
    {
        var (title, body) = letters.Write(waiting, n).Short;
        var isRussian = waiting.Reader.Language == "ru";
        var place = n.Content.Place is { } path && path.StartsWith('/') ? options.Origin + path : n.Content.Place;
        var join = n.Kind is Kind.Reminder or Kind.RoomStarted ? place : null;
        Action[] actions =
        [
            .. join is null ? [] : new[] { new Action("join", isRussian ? "Войти" : "Join") },
            .. n.Kind != Kind.Reminder ? [] : new[] { new Action("later", isRussian ? "Позже" : "Later") },
        ];
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            n.Id, n.Kind, title, body = body.Length > LongestBody ? body[..LongestBody] : body, join, tag = n.Id,
            url = n.Content.EventId is { } e ? letters.CalendarUrl(e) : $"{options.Origin}/notifications",
            actions = actions.Select(a => new { action = a.Name, title = a.Title }),
        }, Compact);
    }

    /// <summary>A browser that its service does not know any more is forgotten.</summary>
    protected override async Task AlsoAsync(EventSession unit, IReadOnlyList<(Outcome Outcome, Notification Notification)> outcomes, CancellationToken cancellationToken)
    {
        foreach (var of in outcomes.Where(o => o.Outcome.Code == Gone && o.Outcome.Waiting.DeviceId is not null).GroupBy(o => o.Notification.Recipient.PersonId!.Value))
        {
            var stream = await unit.FetchForWritingAsync<RecipientSettings>(RecipientSettings.StreamOf(of.Key), cancellationToken: cancellationToken);
            foreach (var device in of.Select(o => o.Outcome.Waiting.DeviceId!.Value).Distinct())
                if (SubscribePush.DecideEnd(device, stream.State, isGone: true) is Decision.Accepted { Facts: var facts }) stream.Append(facts);
        }
    }
}
