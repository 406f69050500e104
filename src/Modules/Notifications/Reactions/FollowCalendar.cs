using VideoConf.EventStore.Subscriptions;

namespace VideoConf.Notifications.Reactions;

/// <summary>When an event changes, its reminders follow in the same stroke; its people are told a moment later, in one message.</summary>
internal sealed class FollowCalendar(ICalendarEvents calendar, ILiveSessions sessions, Planner planner, Raiser raiser, NotificationsOptions options, IClock clock)
    : Reaction("notifications.follow_calendar")
{
    // A host that takes this module in for the first time reads old facts, and so does one whose subscription stood still
    private static readonly Duration TooOld = Duration.FromDays(1);

    public override IReadOnlyCollection<Type> Facts => calendar.Facts;

    public override async Task ReactAsync(StoredEvent fact, EventSession session, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var isOld = now - fact.RecordedAt > TooOld;
        switch (calendar.Publish(fact))
        {
            case OccurrenceBegan { SessionId: { } sessionId } began when !isOld:
                await RaiseAsync(began, sessionId, session, now, cancellationToken);
                break;
            case EventTouched touched:
                await planner.PlanAsync(session, touched.EventId, isOld ? null : fact.RecordedAt, null, cancellationToken);
                if (isOld) TellOfChanges.Remember(session, touched.EventId, touched.Version);
                else session.SetTimer(TellOfChanges.Timer, touched.EventId.ToString(), now + options.Settling, new TellOfChanges.Event(touched.EventId));
                break;
        }
    }

    private async Task RaiseAsync(OccurrenceBegan began, Guid sessionId, EventSession unit, Instant now, CancellationToken cancellationToken)
    {
        if ((await calendar.FindAsync(unit, [began.EventId], cancellationToken)).GetValueOrDefault(began.EventId) is not { } e) return;
        if (e.Occurrences(now).Take(100).FirstOrDefault(o => o.Key == began.Occurrence) is not { } occurrence) return;
        var came = (await sessions.FactsSinceAsync(sessionId, 0, cancellationToken)).Select(f => f.Data).OfType<ParticipantCame>().Select(c => c.Participant).ToList();
        var there = came.Select(p => p.PersonId).ToHashSet();
        await raiser.RaiseAsync(unit,
        [
            .. ReminderPlan.Parties(e).Where(p => p.PersonId is { } person && !there.Contains(person) && (p.IsOrganizer || e.AnswerOf(p.Id, occurrence.Key) != Participation.Declined))
                .Select(p => new Telling(new Recipient(p.PersonId), p, e, new News(
                    NamedIds.Of(e.Id, $"room_started {p.PersonId:N} {occurrence.Start.ToUnixTimeSeconds()}"), Kind.RoomStarted,
                    new Content(e.Id, occurrence.Key, occurrence.Title, occurrence.Start, occurrence.End, e.AllDay, e.IsSeries, e.TimeZone, occurrence.Place, came.FirstOrDefault()?.DisplayName), now, occurrence.End))),
        ], cancellationToken);
    }
}
