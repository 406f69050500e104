namespace VideoConf.Interviews.Webhooks;

/// <summary>What webhooks can be told. Not of links and sheets: nobody but those whom they belong to need know.</summary>
internal static class WebhookKinds
{
    public const string All = "*";

    private static readonly Dictionary<Type, string> ByFact = new()
    {
        [typeof(InterviewRequested)] = "interview.requested",
        [typeof(InterviewScheduled)] = "interview.scheduled",
        [typeof(InterviewDetailsChanged)] = "interview.details_changed",
        [typeof(InterviewRescheduled)] = "interview.rescheduled",
        [typeof(ServiceChosen)] = "interview.service_chosen",
        [typeof(InterviewerAssigned)] = "interview.members_changed",
        [typeof(CandidateAssigned)] = "interview.members_changed",
        [typeof(ObserversChanged)] = "interview.members_changed",
        [typeof(InterviewConfirmed)] = "interview.confirmed",
        [typeof(ConfirmationWithdrawn)] = "interview.confirmation_withdrawn",
        [typeof(InterviewStarted)] = "interview.started",
        [typeof(PhaseChanged)] = "interview.phase_changed",
        [typeof(InterviewEnded)] = "interview.ended",
        [typeof(NoShowRecorded)] = "interview.no_show",
        [typeof(FeedbackGiven)] = "interview.feedback_given",
        [typeof(InterviewCancelled)] = "interview.cancelled",
        [typeof(InterviewReopened)] = "interview.reopened",
    };

    public static IReadOnlyCollection<Type> Facts => ByFact.Keys;

    public static IReadOnlyList<string> Names { get; } = [.. ByFact.Values.Distinct()];

    /// <summary>Null: webhooks are not told of it.</summary>
    public static string? Of(object? fact) => fact is null ? null : ByFact.GetValueOrDefault(fact.GetType());
}
