using VideoConf.EventStore.Projections;
using VideoConf.Notifications.Reactions;
using VideoConf.Notifications.Views;

namespace VideoConf.Notifications;

/// <summary>Keeps reminders in line with their event: facts, timers and what waits to be sent, in the caller's unit of work.</summary>
internal sealed class Planner(ICalendarEvents calendar, Inbox inbox, IClock clock)
{
    // Later than this nobody is reminded of what was planned too late; well within what is planned ahead
    private static readonly Duration Longest = ReminderPlan.Ahead / 2;

    /// <param name="unit">The caller saves it.</param>
    /// <param name="eventId">The event.</param>
    /// <param name="since">Since when the event stands as it does: a host that was down reads it late. Null: since now.</param>
    /// <param name="first">A fact of the plan that goes before: what a person wants besides; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task PlanAsync(EventSession unit, Guid eventId, Instant? since, OwnRemindersSet? first, CancellationToken cancellationToken)
    {
        if ((await calendar.FindAsync(unit, [eventId], cancellationToken)).GetValueOrDefault(eventId) is not { } e) return;
        var now = clock.GetCurrentInstant();
        var stream = await unit.FetchForWritingAsync<ReminderPlan>(ReminderPlan.StreamOf(eventId), cancellationToken: cancellationToken);
        var state = first is null ? stream.State : ReminderPlan.Evolve(stream.State, first);
        if (first is not null) stream.Append(first);
        if (ReminderPlan.Decide(state, e, Instant.Max(now - Longest, Instant.Min(since ?? now, now)), now, out var again) is Decision.Accepted { Facts: var facts })
        {
            stream.Append(facts);
            foreach (var gone in facts.OfType<RemindersWithdrawn>().SelectMany(f => f.Reminders)) unit.CancelTimer(Remind.Timer, gone.NotificationId.ToString());
            foreach (var planned in facts.OfType<RemindersPlanned>().SelectMany(f => f.Reminders))
                unit.SetTimer(Remind.Timer, planned.NotificationId.ToString(), planned.DueAt, new Remind.Due(eventId, planned));
        }
        if (again is { } at) unit.SetTimer(PlanOn.Timer, eventId.ToString(), at, new PlanOn.Event(eventId));
        else unit.CancelTimer(PlanOn.Timer, eventId.ToString());
        await WithdrawWaitingAsync(unit, e, now, cancellationToken);
    }

    // Given already, and still on its way outside: a mail server that is down, quiet hours
    private async Task WithdrawWaitingAsync(EventSession unit, ICalendarEvent e, Instant now, CancellationToken cancellationToken)
    {
        var waiting = await Outbox.LockRemindersAsync(unit, inbox.Table.Name, e.Id, now, cancellationToken);
        var withdrawn = new List<Guid>();
        foreach (var of in waiting.GroupBy(w => w.NotificationId))
        {
            var stream = await unit.FetchForWritingAsync<Notification>(of.Key, cancellationToken: cancellationToken);
            var reminder = ReminderOf(stream.State!);
            if (ReminderPlan.StillHolds(e, reminder, now) is not null) continue;
            var reason = stream.State!.Content.End <= now ? WithdrawalReason.Over : ReminderPlan.WhyNot(e, reminder, now);
            stream.Append(of.Select(object (w) => new DeliveryWithdrawn(w.DeliveryId, reason, now)));
            withdrawn.AddRange(of.Select(w => w.DeliveryId));
        }
        if (withdrawn.Count > 0) Outbox.Remove(unit, withdrawn);
    }

    private static PlannedReminder ReminderOf(Notification n) => new(n.Id, n.Recipient, n.Content.Occurrence!.Value, n.Content.MinutesBefore!.Value, n.Content.Start!.Value);
}
