using VideoConf.EventStore.Subscriptions;
using VideoConf.Interviews.Views;

namespace VideoConf.Interviews.Reactions;

/// <summary>What people do to the event in their calendars, they do to the interview: answers, another time, a cancellation; and it begins when somebody comes.</summary>
internal sealed class FollowCalendar(ICalendarEvents calendar, InterviewFinder interviews, Carrying carrying, IClock clock) : PageReaction("interviews.follow_calendar")
{
    public override IReadOnlyCollection<Type> Facts => calendar.Facts;

    public override async Task ReactAsync(IReadOnlyList<StoredEvent> facts, EventSession session, CancellationToken cancellationToken)
    {
        var said = facts.Select(f => (Fact: f, Said: calendar.Publish(f)!)).Where(f => f.Said is not null).ToLookup(f => f.Said.EventId);
        var found = await interviews.OfEventsAsync(session, said.Select(e => e.Key), cancellationToken);
        if (found.Count == 0) return;
        var (events, now) = (await calendar.FindAsync(session, [.. found.Select(i => i.Data.EventId!.Value)], cancellationToken), clock.GetCurrentInstant());
        foreach (var (id, known) in found.Select(i => (i.Id, i.Data)))
        {
            var e = events.GetValueOrDefault(known.EventId!.Value);
            // Mostly nothing, as after what the interview itself did to its event
            if (!said[known.EventId.Value].Any(f => Taken(known, f.Said, e, f.Fact, now).Count > 0)) continue;
            var stream = await session.FetchForWritingAsync<Interview>(id, cancellationToken: cancellationToken);
            if (stream.State is not { } before) continue;
            var after = before;
            foreach (var (fact, of) in said[known.EventId.Value])
            {
                var taken = Taken(after, of, e, fact, now);
                if (taken.Count == 0) continue;
                session.Because(fact);
                stream.Append(taken);
                after = taken.Aggregate(after, (s, f) => Interview.Evolve(s, f)!);
            }
            if (after != before) await carrying.ApplyAsync(session, before, after, null, cancellationToken);
        }
    }

    private static IReadOnlyList<object> Taken(Interview interview, CalendarFact said, ICalendarEvent? e, StoredEvent fact, Instant now) =>
        said is OccurrenceBegan
            ? interview.State is InterviewState.Scheduled or InterviewState.Confirmed && interview.Service?.Type == ServiceType.Custom ? [new InterviewStarted(By.Time, now)] : []
            : e is null ? [] : Differences(interview, e, ByOf(fact), now);

    private static By ByOf(StoredEvent fact) => Guid.TryParse(fact.Metadata.Actor, out var actor) ? new By(actor, "") : By.Time;

    /// <summary>What the interview has not yet taken over from its event.</summary>
    internal static IReadOnlyList<object> Differences(Interview interview, ICalendarEvent e, By by, Instant now)
    {
        var facts = new List<object>();
        if (e.IsCancelled) return interview.IsOver ? [] : [new InterviewCancelled(by, null, now)];
        if (interview.State == InterviewState.Cancelled) facts.Add(new InterviewReopened(by, now));
        if (e.Occurrences(Instant.MinValue).FirstOrDefault() is { } held)
        {
            var time = new InterviewTime(held.StartLocal, (int)Math.Clamp((held.End - held.Start).TotalMinutes, 5, ScheduleInterview.LongestMinutes), e.TimeZone);
            if (time != interview.Time && !interview.IsOver) facts.Add(new InterviewRescheduled(time, by, now));
        }
        foreach (var member in interview.Members.Where(m => m.Part != Part.Observer))
        {
            if (e.Attendees.FirstOrDefault(a => string.Equals(a.Email, member.Email, StringComparison.OrdinalIgnoreCase)) is not { } attendee) continue;
            var (answer, hasConfirmed) = (e.AnswerOf(attendee.Id, null), interview.Confirmed.ContainsKey(member.Id));
            if (answer == Participation.Accepted && !hasConfirmed) facts.Add(new InterviewConfirmed(member.Id, now));
            if (answer == Participation.Declined && hasConfirmed) facts.Add(new ConfirmationWithdrawn(member.Id, now));
        }
        return facts;
    }
}
