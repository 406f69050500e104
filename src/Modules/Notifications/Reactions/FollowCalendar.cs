using VideoConf.EventStore.Subscriptions;

namespace VideoConf.Notifications.Reactions;

/// <summary>When an event changes, its reminders follow in the same stroke; its people are told a moment later, in one message.</summary>
internal sealed class FollowCalendar(ICalendarEvents calendar, ILiveSessions sessions, Planner planner, Raiser raiser, NotificationsOptions options, IClock clock)
    : PageReaction("notifications.follow_calendar")
{
    // A host that takes this module in for the first time reads old facts, and so does one whose subscription stood still
    private static readonly Duration TooOld = Duration.FromDays(1);

    public override IReadOnlyCollection<Type> Facts => calendar.Facts;

    public override async Task ReactAsync(IReadOnlyList<StoredEvent> facts, EventSession session, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var said = facts.Select(f => (Fact: f, Said: calendar.Publish(f), IsOld: now - f.RecordedAt > TooOld)).ToList();
        await RaiseAsync([.. said.Where(s => !s.IsOld).Select(s => s.Said).OfType<OccurrenceBegan>().Where(b => b.SessionId is not null)], session, now, cancellationToken);
        var touched = said.Where(s => s.Said is EventTouched).Select(s => (s.Fact, Said: (EventTouched)s.Said!, s.IsOld)).ToList();
        foreach (var (_, of, isOld) in touched)
        {
            if (isOld) TellOfChanges.Remember(session, of.EventId, of.Version);
            else session.SetTimer(TellOfChanges.Timer, of.EventId.ToString(), now + options.Settling, new TellOfChanges.Event(of.EventId));
        }
        // An event once, as it stands after all of these
        await planner.PlanAsync(session,
        [
            .. touched.GroupBy(t => t.Said.EventId).Select(of => new Planner.ToPlan(of.Key, of.Where(t => !t.IsOld).Select(t => (Instant?)t.Fact.RecordedAt).Min(), Cause: of.First().Fact)),
        ], cancellationToken);
    }

    private async Task RaiseAsync(IReadOnlyList<OccurrenceBegan> all, EventSession unit, Instant now, CancellationToken cancellationToken)
    {
        if (all.Count == 0) return;
        var events = await calendar.FindAsync(unit, [.. all.Select(b => b.EventId)], cancellationToken);
        var tellings = new List<Telling>();
        foreach (var began in all)
        {
            if (events.GetValueOrDefault(began.EventId) is not { } e || e.Occurrences(now).Take(100).FirstOrDefault(o => o.Key == began.Occurrence) is not { } occurrence) continue;
            var came = (await sessions.FactsSinceAsync(began.SessionId!.Value, 0, cancellationToken)).Select(f => f.Data).OfType<ParticipantCame>().Select(c => c.Participant).ToList();
            var there = came.Select(p => p.PersonId).ToHashSet();
            tellings.AddRange(ReminderPlan.Parties(e).Where(p => p.PersonId is { } person && !there.Contains(person) && (p.IsOrganizer || e.AnswerOf(p.Id, occurrence.Key) != Participation.Declined))
                .Select(p => new Telling(new Recipient(p.PersonId), p, e, new News(
                    NamedIds.Of(e.Id, $"room_started {p.PersonId:N} {occurrence.Start.ToUnixTimeSeconds()}"), Kind.RoomStarted,
                    new Content(e.Id, occurrence.Key, occurrence.Title, occurrence.Start, occurrence.End, e.AllDay, e.IsSeries, e.TimeZone, occurrence.Place, came.FirstOrDefault()?.DisplayName,
                        OwnerId: e.Organizer.PersonId, ById: came.FirstOrDefault()?.PersonId), now, occurrence.End))));
        }
        await raiser.RaiseAsync(unit, tellings, cancellationToken);
    }
}
