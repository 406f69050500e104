using Microsoft.AspNetCore.Http;

namespace VideoConf.Notifications;

/// <summary>The button "Later" of a reminder: it comes once more in five minutes, or when it begins, to the devices that get push messages.</summary>
internal sealed record PostponeReminder(Guid By, IReadOnlyList<Device> Devices, Instant Now)
{
    private static readonly Duration Wait = Duration.FromMinutes(5);

    public static Decision Decide(PostponeReminder c, Notification? state)
    {
        if (state is null || state.Recipient.PersonId != c.By) return Refusal.NotificationNotFound;
        if (state.Kind != Kind.Reminder || state.Content.Start is not { } start || start <= c.Now || c.Devices.Count == 0) return Refusal.NothingToPostpone;
        var until = Instant.Min(c.Now + Wait, start);
        // Pressed on two devices, or twice: one more message
        if (state.Deliveries.Exists(d => d is { Channel: Channel.Push, State: DeliveryState.Waiting } && d.DueAt > c.Now)) return Decision.Nothing;
        return Decision.Accept(new ReminderPostponed(
            until, [.. c.Devices.Select(d => new PlannedDelivery(NamedIds.Of(state.Id, $"push {d.Id:N} {until.ToUnixTimeTicks()}"), Channel.Push, d.Id, until))], c.Now));
    }

    internal sealed record Answer(Instant? Until);

    public static async Task<IResult> Endpoint(Guid id, HttpContext http, EventLog log, IPeople people, IClock clock, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        var wishes = await log.AggregateStreamAsync<RecipientSettings>(RecipientSettings.StreamOf(caller.PersonId), cancellationToken: cancellationToken);
        var reader = (await people.FindAsync([caller.PersonId], cancellationToken)).Select(p => new Reader(p.DisplayName, p.Language, p.TimeZone)).SingleOrDefault();
        var command = new PostponeReminder(caller.PersonId, reader is null ? [] : wishes?.Devices ?? [], clock.GetCurrentInstant());
        Instant? until = null;
        var decision = await log.ExecuteAsync(http.Metadata(), async unit =>
        {
            var stream = await unit.FetchForWritingAsync<Notification>(id, cancellationToken: cancellationToken);
            var decided = Decide(command, stream.State);
            if (decided is not Decision.Accepted { Facts: [ReminderPostponed postponed] }) return decided;
            stream.Append(postponed);
            until = postponed.Until;
            Outbox.Add(unit, [.. postponed.Deliveries.Select(d => new Waiting(d.DeliveryId, id, d.Channel, d.DueAt, stream.State!.Content.End, reader!, DeviceId: d.DeviceId))]);
            return decided;
        }, cancellationToken);
        return decision.Problem() ?? Results.Ok(new Answer(until));
    }
}
