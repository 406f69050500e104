using System.Text.Json.Serialization;

namespace VideoConf.Interviews;

// The stream of an interview.
/// <param name="IsPeer">Both sides are trained: in the second round the candidate asks.</param>
internal sealed record InterviewRequested(
    Guid InterviewId, By By, InterviewDetails Details, IReadOnlyList<Member> Members, bool IsPeer, IReadOnlyList<Criterion> Rubric, [property: Personal(nameof(InterviewRequested.AskedBy))] string? Question, Instant At)
{
    [JsonIgnore]
    public Guid AskedBy => By.Id;
}
/// <param name="EventId">The event in the calendar that stands for it.</param>
internal sealed record InterviewScheduled(InterviewTime Time, Service Service, Guid EventId, IReadOnlyList<int> Reminders, Instant At);
internal sealed record InterviewDetailsChanged(InterviewDetails Details);
internal sealed record InterviewRescheduled(InterviewTime Time, By By, Instant At);
internal sealed record ServiceChosen(Service Service, By By, Instant At);
internal sealed record InterviewerAssigned(Member Member);
internal sealed record CandidateAssigned(Member Member);
internal sealed record ObserversChanged(IReadOnlyList<Member> Observers);
internal sealed record InterviewConfirmed(Guid MemberId, Instant At);
internal sealed record ConfirmationWithdrawn(Guid MemberId, Instant At);
internal sealed record InterviewStarted(By By, Instant At);
internal sealed record PhaseChanged(Phase Phase, By By, Instant At);
internal sealed record InterviewEnded(By By, Instant At);
/// <param name="MemberIds">Who did not come.</param>
internal sealed record NoShowRecorded(IReadOnlyList<Guid> MemberIds, By By, Instant At);
internal sealed record FeedbackGiven(Feedback Feedback);
internal sealed record InterviewCancelled(By By, [property: Personal(nameof(InterviewCancelled.CancelledBy))] string? Reason, Instant At)
{
    [JsonIgnore]
    public Guid CancelledBy => By.Id;
}
internal sealed record InterviewReopened(By By, Instant At);
/// <summary>The old link of this member holds no more.</summary>
internal sealed record JoinLinkRenewed(Guid MemberId, By By, Instant At);
internal sealed record SheetWritten(Guid MemberId, Sheet Sheet);

// The stream of an interview's code pad.
/// <param name="Update">A Yjs update, base64. The server never reads it.</param>
internal sealed record CodePadEdited(Guid InterviewId, By By, string Update, Instant At);
internal sealed record CodePadLanguageChosen(Guid InterviewId, string Language, By By, Instant At);
