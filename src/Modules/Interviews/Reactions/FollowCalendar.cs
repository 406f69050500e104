using VideoConf.EventStore.Subscriptions;
using VideoConf.Interviews.Views;

namespace VideoConf.Interviews.Reactions;

/// <summary>What people do to the event in their calendars, they do to the interview: answers, another time, a cancellation; and it begins when somebody comes.</summary>
internal sealed class FollowCalendar(ICalendarEvents calendar, InterviewFinder interviews, Carrying carrying, IClock clock) : Reaction("interviews.follow_calendar")
{
    public override IReadOnlyCollection<Type> Facts => calendar.Facts;

    public override async Task ReactAsync(StoredEvent fact, EventSession session, CancellationToken cancellationToken)
    {
        if (calendar.Publish(fact) is not { } published || await interviews.OfEventAsync(session, published.EventId, cancellationToken) is not { } found) return;
        var stream = await session.FetchForWritingAsync<Interview>(found.Id, cancellationToken: cancellationToken);
        if (stream.State is not { } before) return;
        IReadOnlyList<object> facts = published is OccurrenceBegan
            ? before.State is InterviewState.Scheduled or InterviewState.Confirmed && before.Service?.Type == ServiceType.Custom ? [new InterviewStarted(By.Time, clock.GetCurrentInstant())] : []
            : (await calendar.FindAsync(session, [published.EventId], cancellationToken)).GetValueOrDefault(published.EventId) is { } e ? Differences(before, e, ByOf(fact), clock.GetCurrentInstant()) : [];
        if (facts.Count == 0) return;
        stream.Append(facts);
        await carrying.ApplyAsync(session, before, facts.Aggregate(before, (s, f) => Interview.Evolve(s, f)!), null, cancellationToken);
    }

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
