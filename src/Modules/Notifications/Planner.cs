using VideoConf.EventStore.Projections;
using VideoConf.Notifications.Reactions;
using VideoConf.Notifications.Views;

namespace VideoConf.Notifications;

/// <summary>Keeps reminders in line with their event: facts, timers and what waits to be sent, in the caller's unit of work.</summary>
internal sealed class Planner(ICalendarEvents calendar, Inbox inbox, IClock clock)
{
    // Later than this nobody is reminded of what was planned too late; well within what is planned ahead
    private static readonly Duration Longest = ReminderPlan.Ahead / 2;

    /// <summary>An event whose reminders are to be brought in line with it.</summary>
    /// <param name="Since">Since when the event stands as it does: a host that was down reads it late. Null: since now.</param>
    /// <param name="First">A fact of the plan that goes before: what a person wants besides; null for none.</param>
    /// <param name="Cause">The fact that leads to it; null: as the session says.</param>
    internal sealed record ToPlan(Guid EventId, Instant? Since = null, OwnRemindersSet? First = null, StoredEvent? Cause = null);

    /// <summary>Each event once; the caller saves the unit.</summary>
    public async Task PlanAsync(EventSession unit, IReadOnlyList<ToPlan> all, CancellationToken cancellationToken)
    {
        if (all.Count == 0) return;
        var events = await calendar.FindAsync(unit, [.. all.Select(a => a.EventId)], cancellationToken);
        if (events.Count == 0) return;
        var now = clock.GetCurrentInstant();
        var plans = await unit.FetchManyForWritingAsync<ReminderPlan>([.. events.Keys.Select(ReminderPlan.StreamOf)], cancellationToken);
        foreach (var one in all.Where(a => events.ContainsKey(a.EventId)))
        {
            if (one.Cause is { } cause) unit.Because(cause);
            Plan(unit, plans[ReminderPlan.StreamOf(one.EventId)], events[one.EventId], one, now);
        }
        await WithdrawWaitingAsync(unit, all, events, now, cancellationToken);
    }

    private static void Plan(EventSession unit, EventStream<ReminderPlan> stream, ICalendarEvent e, ToPlan toPlan, Instant now)
    {
        var state = toPlan.First is { } first ? ReminderPlan.Evolve(stream.State, first) : stream.State;
        if (toPlan.First is not null) stream.Append(toPlan.First);
        if (ReminderPlan.Decide(state, e, Instant.Max(now - Longest, Instant.Min(toPlan.Since ?? now, now)), now, out var again) is Decision.Accepted { Facts: var facts })
        {
            stream.Append(facts);
            foreach (var gone in facts.OfType<RemindersWithdrawn>().SelectMany(f => f.Reminders)) unit.CancelTimer(Remind.Timer, gone.NotificationId.ToString());
            foreach (var planned in facts.OfType<RemindersPlanned>().SelectMany(f => f.Reminders))
                unit.SetTimer(Remind.Timer, planned.NotificationId.ToString(), planned.DueAt, new Remind.Due(e.Id, planned));
        }
        if (again is { } at) unit.SetTimer(PlanOn.Timer, e.Id.ToString(), at, new PlanOn.Event(e.Id));
        else unit.CancelTimer(PlanOn.Timer, e.Id.ToString());
    }

    // Given already, and still on its way outside: a mail server that is down, quiet hours
    private async Task WithdrawWaitingAsync(EventSession unit, IReadOnlyList<ToPlan> all, IReadOnlyDictionary<Guid, ICalendarEvent> events, Instant now, CancellationToken cancellationToken)
    {
        var waiting = await Outbox.LockRemindersAsync(unit, inbox.Table.Name, [.. events.Keys], now, cancellationToken);
        var withdrawn = new List<Guid>();
        foreach (var of in waiting.GroupBy(w => w.NotificationId))
        {
            var stream = await unit.FetchForWritingAsync<Notification>(of.Key, cancellationToken: cancellationToken);
            var (e, reminder) = (events[stream.State!.Content.EventId!.Value], ReminderOf(stream.State));
            if (ReminderPlan.StillHolds(e, reminder, now) is not null) continue;
            if (all.First(a => a.EventId == e.Id).Cause is { } cause) unit.Because(cause);
            var reason = stream.State.Content.End <= now ? WithdrawalReason.Over : ReminderPlan.WhyNot(e, reminder, now);
            stream.Append(of.Select(object (w) => new DeliveryWithdrawn(w.DeliveryId, reason, now)));
            withdrawn.AddRange(of.Select(w => w.DeliveryId));
        }
        if (withdrawn.Count > 0) Outbox.Remove(unit, withdrawn);
    }

    private static PlannedReminder ReminderOf(Notification n) => new(n.Id, n.Recipient, n.Content.Occurrence!.Value, n.Content.MinutesBefore!.Value, n.Content.Start!.Value);
}
