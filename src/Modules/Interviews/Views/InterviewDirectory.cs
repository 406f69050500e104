using NpgsqlTypes;
using VideoConf.EventStore.Projections;

namespace VideoConf.Interviews.Views;

/// <summary>Every interview as it stands.</summary>
internal sealed class InterviewDirectory() : StreamView<Interview>("interview", "interview", version: 3)
{
    public override IReadOnlyCollection<Type> Facts { get; } =
    [
        typeof(InterviewRequested), typeof(InterviewScheduled), typeof(InterviewDetailsChanged), typeof(InterviewRescheduled), typeof(ServiceChosen), typeof(InterviewerAssigned),
        typeof(CandidateAssigned), typeof(ObserversChanged), typeof(InterviewConfirmed), typeof(ConfirmationWithdrawn), typeof(InterviewStarted), typeof(PhaseChanged), typeof(InterviewEnded),
        typeof(NoShowRecorded), typeof(FeedbackGiven), typeof(InterviewCancelled), typeof(InterviewReopened), typeof(JoinLinkRenewed), typeof(SheetWritten),
    ];

    protected override IReadOnlyList<ViewColumn<Interview>> Columns { get; } =
    [
        new("event_id", NpgsqlDbType.Uuid, i => i.EventId, Unique: true),
        new("room_id", NpgsqlDbType.Uuid, i => i.Service?.RoomId),
        new("room_code", NpgsqlDbType.Text, i => i.Service?.RoomCode),
        // Who has no account has no calendar here: this tells when he is taken
        new("interviewer", NpgsqlDbType.Text, i => i.Interviewer.Key, Then: "starts_at"),
        new("starts_at", NpgsqlDbType.TimestampTz, i => i.Time?.Interval.Start.ToDateTimeUtc()),
    ];

    public override Interview? Fold(Interview? row, StoredEvent e) => e.Data is { } fact ? Interview.Evolve(row, fact) : row;
}

/// <summary>Finds interviews for the verbs and the lists.</summary>
internal sealed class InterviewFinder(EventStore.Projections.Views views, InterviewDirectory directory)
{
    public Task<ViewRow<Interview>?> FindAsync(Guid id, CancellationToken cancellationToken) => views.LoadAsync(directory, id, cancellationToken);

    public Task<IReadOnlyList<ViewRow<Interview>>> FindAsync(IEnumerable<Guid> ids, CancellationToken cancellationToken) =>
        views.QueryAsync(directory, "where id = any($1)", [ids.ToArray()], cancellationToken);

    /// <summary>The same in a unit of work, on its connection.</summary>
    public Task<IReadOnlyList<ViewRow<Interview>>> FindAsync(EventSession unit, IEnumerable<Guid> ids, CancellationToken cancellationToken) =>
        unit.QueryAsync(directory, "where id = any($1)", [ids.ToArray()], cancellationToken);

    public async Task<ViewRow<Interview>?> OfRoomAsync(string code, CancellationToken cancellationToken) =>
        (await views.QueryAsync(directory, "where room_code = $1", [code], cancellationToken)).SingleOrDefault();

    public Task<IReadOnlyList<ViewRow<Interview>>> OfEventsAsync(IEnumerable<Guid> eventIds, CancellationToken cancellationToken) =>
        views.QueryAsync(directory, "where event_id = any($1)", [eventIds.ToArray()], cancellationToken);

    /// <inheritdoc cref="FindAsync(EventSession, IEnumerable{Guid}, CancellationToken)"/>
    public Task<IReadOnlyList<ViewRow<Interview>>> OfEventsAsync(EventSession unit, IEnumerable<Guid> eventIds, CancellationToken cancellationToken) =>
        unit.QueryAsync(directory, "where event_id = any($1)", [eventIds.ToArray()], cancellationToken);

    /// <summary>Of a person, those that begin last first.</summary>
    public Task<IReadOnlyList<ViewRow<Interview>>> OfPersonAsync(Guid personId, int most, CancellationToken cancellationToken) =>
        views.QueryAsync(directory, "where id in (select interview_id from interviews.people where person_id = $1) order by starts_at desc nulls first, id desc limit $2", [personId, most], cancellationToken);

    /// <summary>What interviewers without an account have between two instants.</summary>
    public Task<IReadOnlyList<ViewRow<Interview>>> OfInterviewersAsync(EventSession unit, IReadOnlyCollection<string> keys, Instant from, Instant to, CancellationToken cancellationToken) =>
        unit.QueryAsync(directory, "where interviewer = any($1) and starts_at > $2 and starts_at < $3",
            [keys.ToArray(), (from - Duration.FromMinutes(ScheduleInterview.LongestMinutes)).ToDateTimeUtc(), to.ToDateTimeUtc()], cancellationToken);
}
