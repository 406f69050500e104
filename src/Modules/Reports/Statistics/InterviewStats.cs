using System.Collections.Immutable;
using NpgsqlTypes;
using VideoConf.EventStore.Projections;

namespace VideoConf.Reports.Statistics;

/// <summary>What feedback is given on; scores go from 1 to <paramref name="Max"/>.</summary>
internal sealed record Judged(string Id, string Title, int Max);

internal sealed record InterviewMember(Guid Id, string Part, Guid? PersonId);

/// <param name="By">The person who gave them; null when he has no account.</param>
/// <param name="AreShared">The other side sees them.</param>
internal sealed record GivenScores(Guid? By, bool AreShared, IReadOnlyDictionary<string, int> Scores);

/// <summary>What one interview comes to. Times are Unix milliseconds.</summary>
/// <param name="Organizer">Who asked for it: a person, or a key of the API.</param>
/// <param name="State">waiting, held, cancelled or no_show.</param>
/// <param name="Start">As it is scheduled, or was last.</param>
/// <param name="Moves">How often it was moved.</param>
/// <param name="NoShows">Members who did not come.</param>
internal sealed record InterviewStat(
    Guid Organizer, bool IsPeer, ImmutableArray<Judged> Rubric, ImmutableArray<InterviewMember> Members, string State, long Requested, long? Start, int Moves, int NoShows, ImmutableArray<GivenScores> Feedback)
{
    public Guid? Interviewer => Members.FirstOrDefault(m => m.Part == "interviewer")?.PersonId;
}

internal sealed class InterviewStats(EventRegistry registry) : KeyedView<Guid, InterviewStat>("statinterviews")
{
    public override IReadOnlyCollection<Type> Facts => registry.Named(
    [
        "interviews.interview_requested", "interviews.interview_scheduled", "interviews.interview_rescheduled", "interviews.interviewer_assigned", "interviews.candidate_assigned",
        "interviews.interview_ended", "interviews.no_show_recorded", "interviews.interview_cancelled", "interviews.interview_reopened", "interviews.feedback_given",
    ]);

    protected override IReadOnlyList<ViewColumn<InterviewStat>> Columns =>
    [
        new("at", NpgsqlDbType.TimestampTz, i => LogFacts.Utc(i.Start ?? i.Requested)),
        new("organizer", NpgsqlDbType.Uuid, i => i.Organizer),
        new("interviewer", NpgsqlDbType.Uuid, i => i.Interviewer),
    ];

    private sealed record By(Guid Id);
    private sealed record Requested(By By, ImmutableArray<InterviewMember> Members, bool IsPeer, ImmutableArray<Judged> Rubric, Instant At);
    private sealed record Time(LocalDateTime Start, string TimeZone);
    private sealed record Timed(Time Time);
    private sealed record Assigned(InterviewMember Member);
    private sealed record NoShow(IReadOnlyList<Guid> MemberIds);
    private sealed record Feedback(Guid MemberId, IReadOnlyDictionary<string, int> Scores, bool SharesScores);
    private sealed record FeedbackGiven(Feedback Feedback);

    protected override Guid KeyOf(StoredEvent e) => e.StreamId;

    public override InterviewStat? Fold(InterviewStat? row, StoredEvent e)
    {
        if (e.WireName == "interviews.interview_requested" && e.Read<Requested>() is var asked)
            return new InterviewStat(asked.By.Id, asked.IsPeer, asked.Rubric, asked.Members, "waiting", asked.At.Milliseconds(), null, 0, 0, []);
        if (row is null) return null;
        switch (e.WireName)
        {
            case "interviews.interview_scheduled":
                return row with { Start = StartOf(e) };
            case "interviews.interview_rescheduled":
                return row with { Start = StartOf(e), Moves = row.Moves + 1 };
            case "interviews.interviewer_assigned" or "interviews.candidate_assigned" when e.Read<Assigned>().Member is var member:
                return row with { Members = [.. row.Members.Where(m => m.Part != member.Part), member] };
            case "interviews.interview_ended":
                return row with { State = "held" };
            case "interviews.no_show_recorded":
                return row with { State = "no_show", NoShows = e.Read<NoShow>().MemberIds.Count };
            case "interviews.interview_cancelled":
                return row with { State = "cancelled" };
            case "interviews.interview_reopened":
                return row with { State = "waiting", NoShows = 0 };
            case "interviews.feedback_given" when e.Read<FeedbackGiven>().Feedback is var feedback:
                return row with { Feedback = row.Feedback.Add(new GivenScores(row.Members.FirstOrDefault(m => m.Id == feedback.MemberId)?.PersonId, feedback.SharesScores, feedback.Scores)) };
            default:
                return row;
        }
    }

    private static long? StartOf(StoredEvent e) =>
        e.Read<Timed>().Time is var time && DateTimeZoneProviders.Tzdb.GetZoneOrNull(time.TimeZone) is { } zone ? time.Start.InZoneLeniently(zone).ToInstant().Milliseconds() : null;
}
