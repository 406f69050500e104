using VideoConf.EventStore.Timers;

namespace VideoConf.Notifications.Reactions;

/// <summary>A reminder whose time has come is given, if it still holds: the event is looked at once more, and may not change until that is saved.</summary>
internal sealed class Remind(ICalendarEvents calendar, Raiser raiser, IClock clock) : TimerHandler(Timer)
{
    public const string Timer = "notifications.remind";

    internal sealed record Due(Guid EventId, PlannedReminder Reminder);

    public override Task FireAsync(DueTimer timer, EventSession session, CancellationToken cancellationToken) => FireAsync([timer], session, cancellationToken);

    public override async Task FireAsync(IReadOnlyList<DueTimer> timers, EventSession session, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        Due[] all = [.. timers.Select(t => t.Read<Due>())];
        var events = await calendar.FindAsync(session, [.. all.Select(d => d.EventId).Distinct()], cancellationToken);
        var tellings = new List<Telling>();
        foreach (var due in all.Where(d => events.ContainsKey(d.EventId)))
        {
            var (e, reminder) = (events[due.EventId], due.Reminder);
            if (ReminderPlan.StillHolds(e, reminder, now) is not { } o) continue;
            tellings.Add(new Telling(reminder.Recipient, ReminderPlan.Parties(e).First(p => ReminderPlan.RecipientOf(e, p) == reminder.Recipient), e, new News(
                reminder.NotificationId, Notifications.Kind.Reminder,
                new Content(e.Id, o.Key, o.Title, o.Start, o.End, e.AllDay, e.IsSeries, e.TimeZone, o.Place, e.Organizer.Name, reminder.MinutesBefore, OwnerId: e.Organizer.PersonId, ById: e.Organizer.PersonId), reminder.DueAt, o.End)));
        }
        await raiser.RaiseAsync(session, tellings, cancellationToken);
        foreach (var e in tellings.Select(t => t.Event!).DistinctBy(e => e.Id)) session.Require(e.Id, e.Version);
        // In time for the event that was moved the reaction withdraws; for one that is over by now nobody else says it
        foreach (var missed in all.Where(d => tellings.TrueForAll(t => t.News.Id != d.Reminder.NotificationId)).GroupBy(d => d.EventId))
        {
            var plan = await session.FetchForWritingAsync<ReminderPlan>(ReminderPlan.StreamOf(missed.Key), cancellationToken: cancellationToken);
            if (plan.State is null) continue;
            plan.Append(new RemindersWithdrawn(missed.Key, [.. missed.Select(d => new WithdrawnReminder(d.Reminder.NotificationId, WhyMissed(events.GetValueOrDefault(missed.Key), d.Reminder, now)))], now));
        }
    }

    private static WithdrawalReason WhyMissed(ICalendarEvent? e, PlannedReminder reminder, Instant now) =>
        e is { IsCancelled: false } && e.Occurrences(reminder.Start - Duration.FromDays(1)).Take(100).Any(o => o.Key == reminder.Occurrence && o.Start == reminder.Start && o.End <= now)
            ? WithdrawalReason.Over
            : e is null ? WithdrawalReason.Cancelled : ReminderPlan.WhyNot(e, reminder, now);
}

/// <summary>A series goes on: its next reminders are planned.</summary>
internal sealed class PlanOn(Planner planner) : TimerHandler(Timer)
{
    public const string Timer = "notifications.plan_on";

    internal sealed record Event(Guid EventId);

    public override Task FireAsync(DueTimer timer, EventSession session, CancellationToken cancellationToken) =>
        planner.PlanAsync(session, [new(timer.Read<Event>().EventId, timer.Due)], cancellationToken);
}
