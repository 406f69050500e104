namespace VideoConf.Interviews;

/// <summary>An interview as the API shows it to one who may see it.</summary>
/// <param name="Start">Wall-clock time of <paramref name="TimeZone"/>; null until it is scheduled.</param>
/// <param name="JoinUrl">Where the one who asks goes to take part: his own link.</param>
/// <param name="RoomCode">Of the room that is kept for it.</param>
/// <param name="Link">Outside, when it is not held here.</param>
/// <param name="RescheduledAt">When it was moved last.</param>
/// <param name="CancelledAt">Null unless it is cancelled.</param>
/// <param name="Feedback">As much of it as he may see.</param>
/// <param name="Sheet">His own question and notes.</param>
/// <param name="You">Null for an API key and for one who only asked for it.</param>
/// <param name="ServerTime">For a clock that all see alike.</param>
internal sealed record InterviewResource(
    Guid Id, InterviewState State, string Title, string? Description, string? Level, string? Topic, string? Language, bool IsPeer, string OrganizerName,
    MemberResource Interviewer, MemberResource Candidate, IReadOnlyList<MemberResource> Observers,
    LocalDateTime? Start, int? DurationMinutes, string? TimeZone, Instant? StartsAt, Instant? EndsAt, ServiceType? ServiceType, string? Link, string? RoomCode, string? JoinUrl, Guid? EventId,
    IReadOnlyList<int> Reminders, Phase? Phase, Instant? PhaseSince, Instant? StartedAt, Instant? EndedAt, Instant? RescheduledAt, Instant? CancelledAt, string? CancelledBy, string? CancelReason,
    IReadOnlyList<Criterion> Rubric, IReadOnlyList<FeedbackResource> Feedback, Sheet? Sheet, YouResource? You, bool MayManage, Instant CreatedAt, Instant ServerTime, long Version);

/// <param name="Email">For those who manage the interview.</param>
/// <param name="JoinUrl">The same.</param>
internal sealed record MemberResource(Guid Id, string Name, string? Email, bool HasAccount, bool HasConfirmed, Instant? ConfirmedAt, bool IsNoShow, string? JoinUrl);

internal sealed record YouResource(Guid MemberId, Part Part, bool HasConfirmed, bool HasGivenFeedback);

/// <param name="Scores">Null when they are not shared with him.</param>
internal sealed record FeedbackResource(Guid MemberId, IReadOnlyDictionary<string, int>? Scores, bool SharesScores, string? SharedText, string? PrivateText, Instant At);

internal sealed class InterviewResources(JoinLinks links)
{
    public InterviewResource Show(Interview i, long version, Asker asker, Instant now)
    {
        var me = asker.IsPlatform ? null : i.MemberOf(asker.Id);
        var mayManage = i.MayManage(asker);
        return new InterviewResource(
            i.Id, i.State, i.Details.Title, i.Details.Description, i.Details.Level, i.Details.Topic, i.Details.Language, i.IsPeer, i.Organizer.Name,
            Member(i.Interviewer), Member(i.Candidate), [.. i.Members.Where(m => m.Part == Part.Observer).Select(Member)],
            i.Time?.Start, i.Time?.Minutes, i.Time?.TimeZone, i.Time?.Interval.Start, i.Time?.Interval.End, i.Service?.Type, i.Service?.Link, i.Service?.RoomCode,
            me is null || i.Time is null ? null : links.UrlOf(i, me), i.EventId, i.Reminders, i.Phase, i.PhaseSince, i.StartedAt, i.EndedAt, i.RescheduledAt, i.CancelledAt, i.CancelledBy?.Name, i.CancelReason,
            i.Rubric, [.. i.Feedback.Select(f => Seen(i, f, me, asker)).OfType<FeedbackResource>()], me is null ? null : i.Sheets.GetValueOrDefault(me.Id),
            me is null ? null : new YouResource(me.Id, me.Part, i.Confirmed.ContainsKey(me.Id), i.Feedback.Exists(f => f.MemberId == me.Id)), mayManage, i.CreatedAt, now, version);

        MemberResource Member(Member m) => new(
            m.Id, m.Name, mayManage || m == me ? m.Email : null, m.PersonId is not null, i.Confirmed.ContainsKey(m.Id), i.Confirmed.TryGetValue(m.Id, out var confirmedAt) ? confirmedAt : null, i.NoShows.Contains(m.Id),
            (mayManage || m == me) && i.Time is not null ? links.UrlOf(i, m) : null);
    }

    // Its author, the platform and who asked for the interview see all of it; the one whom it is about what is shared with him
    private static FeedbackResource? Seen(Interview i, Feedback f, Member? me, Asker asker)
    {
        var isAbout = me?.Part is Part.Interviewer or Part.Candidate && me.Id != f.MemberId;
        if (me?.Id == f.MemberId || asker.IsPlatform || (asker.Id == i.Organizer.Id && !isAbout)) return new(f.MemberId, f.Scores, f.SharesScores, f.SharedText, f.PrivateText, f.At);
        return isAbout ? new(f.MemberId, f.SharesScores ? f.Scores : null, f.SharesScores, f.SharedText, null, f.At) : null;
    }
}
