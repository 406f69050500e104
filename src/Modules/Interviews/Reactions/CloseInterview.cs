using VideoConf.EventStore.Subscriptions;
using VideoConf.EventStore.Timers;
using VideoConf.Interviews.Views;

namespace VideoConf.Interviews.Reactions;

/// <summary>Some time after its end an interview that nobody ended is over; in a room of ours it is known who did not come.</summary>
internal sealed class CloseInterview(IBookableRooms rooms, IClock clock) : TimerHandler(Timer)
{
    public const string Timer = "interviews.close";
    public static readonly Duration After = Duration.FromMinutes(30);
    private static readonly Duration Early = Duration.FromMinutes(30);

    internal sealed record Due(Guid InterviewId);

    public override async Task FireAsync(DueTimer timer, EventSession session, CancellationToken cancellationToken)
    {
        var now = clock.GetCurrentInstant();
        var stream = await session.FetchForWritingAsync<Interview>(timer.Read<Due>().InterviewId, cancellationToken: cancellationToken);
        if (stream.State is not { IsOver: false, Time.Interval: var held } state || held.End + After > now) return;
        var came = state.Service is { Type: ServiceType.Custom, RoomId: { } room } ? await rooms.VisitorsAsync(room, held.Start - Early, now, cancellationToken) : null;
        Guid[] missing = came is null ? [] : [.. state.Members.Where(m => m.Part != Part.Observer && !came.Any(m.Is)).Select(m => m.Id)];
        stream.Append(missing.Length > 0 ? new NoShowRecorded(missing, By.Time, now) : new InterviewEnded(By.Time, now));
    }
}

/// <summary>The timer of an interview's close stands where its time does.</summary>
internal sealed class SetClose(InterviewFinder interviews) : PageReaction("interviews.set_close")
{
    public override IReadOnlyCollection<Type> Facts { get; } = [typeof(InterviewScheduled), typeof(InterviewRescheduled), typeof(InterviewReopened), typeof(InterviewCancelled), typeof(InterviewEnded), typeof(NoShowRecorded)];

    public override async Task ReactAsync(IReadOnlyList<StoredEvent> facts, EventSession session, CancellationToken cancellationToken)
    {
        foreach (var interview in (await interviews.FindAsync(session, facts.Select(f => f.StreamId).Distinct(), cancellationToken)).Select(i => i.Data))
        {
            if (interview is { IsOver: false, Time.Interval: var held }) session.SetTimer(CloseInterview.Timer, interview.Id.ToString(), held.End + CloseInterview.After, new CloseInterview.Due(interview.Id));
            else session.CancelTimer(CloseInterview.Timer, interview.Id.ToString());
        }
    }
}
