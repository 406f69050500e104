using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace VideoConf.Interviews;

/// <summary>An interview as its deciders see it.</summary>
/// <param name="Organizer">Who asked for it.</param>
/// <param name="Time">Null until it is scheduled; so are service and event.</param>
/// <param name="Confirmed">The members who said that they come, and when.</param>
/// <param name="RescheduledAt">When it was moved last.</param>
internal sealed record Interview(
    Guid Id, By Organizer, InterviewDetails Details, ImmutableList<Member> Members, bool IsPeer, ImmutableList<Criterion> Rubric, InterviewState State, Instant CreatedAt,
    InterviewTime? Time, Service? Service, Guid? EventId, ImmutableList<int> Reminders, ImmutableDictionary<Guid, Instant> Confirmed, Phase? Phase, Instant? PhaseSince, Instant? StartedAt, Instant? EndedAt,
    ImmutableHashSet<Guid> NoShows, ImmutableList<Feedback> Feedback, ImmutableDictionary<Guid, Sheet> Sheets, By? CancelledBy, string? CancelReason,
    Instant? RescheduledAt, Instant? CancelledAt) : IEvolve<Interview>
{
    [JsonIgnore]
    public Member Interviewer => Members.First(m => m.Part == Part.Interviewer);

    [JsonIgnore]
    public Member Candidate => Members.First(m => m.Part == Part.Candidate);

    [JsonIgnore]
    public bool IsOver => State is InterviewState.Ended or InterviewState.NoShow or InterviewState.Cancelled;

    public Member? MemberOf(Guid personId) => Members.Find(m => m.Is(personId));

    /// <summary>Who sees that there is such an interview.</summary>
    public bool IsVisibleTo(Asker asker) => MayManage(asker) || MemberOf(asker.Id) is not null;

    public bool MayManage(Asker asker) => asker.IsPlatform || asker.Id == Organizer.Id || Interviewer.Is(asker.Id);

    public static Interview? Evolve(Interview? state, object fact) => fact switch
    {
        InterviewRequested e => new(
            e.InterviewId, e.By, e.Details, [.. e.Members], e.IsPeer, [.. e.Rubric], InterviewState.Requested, e.At, null, null, null, [], ImmutableDictionary<Guid, Instant>.Empty, null, null, null, null, [], [],
            e.Question is null ? ImmutableDictionary<Guid, Sheet>.Empty : ImmutableDictionary<Guid, Sheet>.Empty.Add(e.Members.First(m => m.Part == Part.Interviewer).Id, new Sheet(e.Question, null)), null, null, null, null),
        _ when state is null => null,
        InterviewScheduled e => state with { State = InterviewState.Scheduled, Time = e.Time, Service = e.Service, EventId = e.EventId, Reminders = [.. e.Reminders] },
        InterviewDetailsChanged e => state with { Details = e.Details },
        InterviewRescheduled e => state with { Time = e.Time, RescheduledAt = e.At },
        ServiceChosen e => state with { Service = e.Service },
        InterviewerAssigned e => state.With(Part.Interviewer, [e.Member]),
        CandidateAssigned e => state.With(Part.Candidate, [e.Member]),
        ObserversChanged e => state.With(Part.Observer, e.Observers),
        InterviewConfirmed e => state.Answered(state.Confirmed.SetItem(e.MemberId, e.At)),
        ConfirmationWithdrawn e => state.Answered(state.Confirmed.Remove(e.MemberId)),
        InterviewStarted e => state with { State = InterviewState.InProgress, StartedAt = e.At, Phase = Interviews.Phase.Introduction, PhaseSince = e.At },
        PhaseChanged e => state with { Phase = e.Phase, PhaseSince = e.At },
        InterviewEnded e => state with { State = InterviewState.Ended, EndedAt = e.At, Phase = null, PhaseSince = null },
        NoShowRecorded e => state with { State = InterviewState.NoShow, NoShows = [.. e.MemberIds], EndedAt = e.At, Phase = null, PhaseSince = null },
        FeedbackGiven e => state with { Feedback = state.Feedback.Add(e.Feedback) },
        InterviewCancelled e => state with { State = InterviewState.Cancelled, CancelledBy = e.By, CancelReason = e.Reason, CancelledAt = e.At },
        InterviewReopened => (state with { State = InterviewState.Scheduled, NoShows = [], StartedAt = null, EndedAt = null, CancelledBy = null, CancelReason = null, CancelledAt = null }).Answered(state.Confirmed),
        JoinLinkRenewed e => state with { Members = [.. state.Members.Select(m => m.Id == e.MemberId ? m with { LinkVersion = m.LinkVersion + 1 } : m)] },
        SheetWritten e => state with { Sheets = state.Sheets.SetItem(e.MemberId, e.Sheet) },
        _ => state,
    };

    private Interview With(Part part, IReadOnlyList<Member> members)
    {
        ImmutableList<Member> all = [.. Members.Where(m => m.Part != part), .. members];
        return (this with { Members = [.. all.OrderBy(m => m.Part)] }).Answered(Confirmed.RemoveRange(Confirmed.Keys.Where(id => !all.Exists(m => m.Id == id))));
    }

    // Confirmed is an interview to which both sides said yes
    private Interview Answered(ImmutableDictionary<Guid, Instant> confirmed) => this with
    {
        Confirmed = confirmed,
        State = State is not (InterviewState.Scheduled or InterviewState.Confirmed) ? State
            : confirmed.ContainsKey(Interviewer.Id) && confirmed.ContainsKey(Candidate.Id) ? InterviewState.Confirmed : InterviewState.Scheduled,
    };
}

/// <summary>Who gives a command or wants to look.</summary>
/// <param name="Id">Of the person, or of the API key.</param>
/// <param name="IsPlatform">An API key: it speaks for everybody.</param>
internal sealed record Asker(Guid Id, string Name, bool IsPlatform, bool IsGuest)
{
    public By By => new(Id, Name);
}
