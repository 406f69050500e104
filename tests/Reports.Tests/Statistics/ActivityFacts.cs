namespace VideoConf.Reports.Tests.Statistics;

// Facts of other modules as they stand in the log; what statistics never read is left out. ReadAsWrittenSpec holds the views against the real ones.
internal sealed record SessionStarted(Guid RoomId, Guid HostId, Instant At);
internal sealed record ParticipantJoined(Guid ParticipantId, Guid PersonId, bool IsGuest, Instant At);
internal sealed record ParticipantLeft(Guid ParticipantId, string Reason, Instant At);
internal sealed record SessionHostChanged(Guid HostId);
internal sealed record SessionEnded(string Reason, Instant At);
internal sealed record ConnectionMeasured(Guid ParticipantId, Guid PersonId, Guid? SessionId, int Seconds, string Grade, int Reconnects, string Browser);

internal sealed record Organizer(Guid PersonId);
internal sealed record Details(string Title, string Type);
internal sealed record EventTime(LocalDateTime Start, string TimeZone);
internal sealed record Attendee(Guid Id, Guid? PersonId, string Answer);
internal sealed record OccurrenceChange(LocalDateTime Occurrence, LocalDateTime? Start);
internal sealed record EventScheduled(Organizer Organizer, Details Details, EventTime Time, IReadOnlyList<Attendee> Attendees, IReadOnlyList<OccurrenceChange> Changes);
internal sealed record EventRescheduled(EventTime Time, IReadOnlyList<OccurrenceChange> Changes);
internal sealed record InvitationAnswered(Guid AttendeeId, string Answer, LocalDateTime? Occurrence);
internal sealed record OccurrenceChanged(OccurrenceChange Change);
internal sealed record EventStarted(LocalDateTime Occurrence, Guid? SessionId);

internal sealed record By(Guid Id);
internal sealed record Member(Guid Id, string Part, Guid? PersonId);
internal sealed record Criterion(string Id, string Title, int Max);
internal sealed record InterviewTime(LocalDateTime Start, string TimeZone);
internal sealed record Feedback(Guid MemberId, IReadOnlyDictionary<string, int> Scores, bool SharesScores);
internal sealed record InterviewRequested(By By, IReadOnlyList<Member> Members, bool IsPeer, IReadOnlyList<Criterion> Rubric, Instant At);
internal sealed record InterviewScheduled(InterviewTime Time);
internal sealed record InterviewRescheduled(InterviewTime Time);
internal sealed record InterviewEnded(Instant At);
internal sealed record NoShowRecorded(IReadOnlyList<Guid> MemberIds);
internal sealed record InterviewCancelled(Instant At);
internal sealed record InterviewReopened(Instant At);
internal sealed record FeedbackGiven(Feedback Feedback);

internal sealed record Recipient(Guid? PersonId);
internal sealed record Content(Guid? EventId);
internal sealed record PlannedDelivery(Guid DeliveryId, string Channel, Instant DueAt);
internal sealed record NotificationRaised(Recipient Recipient, string Kind, Content Content, bool Listed, IReadOnlyList<PlannedDelivery> Deliveries, Instant DueAt, Instant At);
internal sealed record DeliverySent(Guid DeliveryId, Instant At);
internal sealed record DeliveryFailed(Guid DeliveryId, Instant? RetryAt);
internal sealed record DeliveryWithdrawn(Guid DeliveryId);

/// <summary>Any stream: the views that follow the log ask for no kind of it.</summary>
internal sealed record Activity : IEvolve<Activity>
{
    public static Activity? Evolve(Activity? state, object fact) => state ?? new Activity();

    public static EventRegistry Registry() => new EventRegistry().AddStream<Activity>("activity")
        .Add<SessionStarted>("rooms.session_started").Add<ParticipantJoined>("rooms.participant_joined").Add<ParticipantLeft>("rooms.participant_left")
        .Add<SessionHostChanged>("rooms.session_host_changed").Add<SessionEnded>("rooms.session_ended").Add<ConnectionMeasured>("rooms.connection_measured")
        .Add<EventScheduled>("calendar.event_scheduled").Add<EventRescheduled>("calendar.event_rescheduled").Add<InvitationAnswered>("calendar.invitation_answered")
        .Add<OccurrenceChanged>("calendar.occurrence_changed").Add<EventStarted>("calendar.event_started")
        .Add<InterviewRequested>("interviews.interview_requested").Add<InterviewScheduled>("interviews.interview_scheduled").Add<InterviewRescheduled>("interviews.interview_rescheduled")
        .Add<InterviewEnded>("interviews.interview_ended").Add<NoShowRecorded>("interviews.no_show_recorded").Add<InterviewCancelled>("interviews.interview_cancelled")
        .Add<InterviewReopened>("interviews.interview_reopened").Add<FeedbackGiven>("interviews.feedback_given")
        .Add<NotificationRaised>("notifications.notification_raised").Add<DeliverySent>("notifications.delivery_sent").Add<DeliveryFailed>("notifications.delivery_failed")
        .Add<DeliveryWithdrawn>("notifications.delivery_withdrawn");
}
