namespace VideoConf.Interviews;

/// <summary>What one side says of the other, once.</summary>
internal sealed record GiveFeedback(Asker Asker, IReadOnlyDictionary<string, int> Scores, bool SharesScores, string? SharedText, string? PrivateText, Instant Now)
{
    public static Decision Decide(GiveFeedback c, Interview state)
    {
        if (state.MemberOf(c.Asker.Id) is not { Part: not Part.Observer } member) return Refusal.NotMember;
        if (state.State is InterviewState.Requested or InterviewState.Cancelled) return Refusal.WrongState;
        if (state.State is InterviewState.Scheduled or InterviewState.Confirmed && state.Time!.Interval.Start > c.Now) return Refusal.NotYet;
        if (state.Feedback.Exists(f => f.MemberId == member.Id)) return Refusal.FeedbackGiven;
        if (!c.Scores.All(score => state.Rubric.Exists(r => r.Id == score.Key && score.Value >= 1 && score.Value <= r.Max))) return Refusal.UnknownCriterion;
        return Decision.Accept(new FeedbackGiven(new Feedback(member.Id, c.Scores, c.SharesScores, c.SharedText, c.PrivateText, c.Now)));
    }

    /// <param name="Scores">By the ids of the rubric; what was not judged is left out.</param>
    /// <param name="SharedText">The other side reads it; the private text it never does.</param>
    internal sealed record Request(IReadOnlyDictionary<string, int>? Scores, bool? SharesScores, string? SharedText, string? PrivateText);

    public static readonly Verb Verb = Verb.Of<Request>("give_feedback", (request, asking, check) =>
    {
        var command = new GiveFeedback(
            asking.Asker, request.Scores ?? new Dictionary<string, int>(), request.SharesScores ?? true, check.OptionalText("sharedText", request.SharedText, 8000, multiline: true),
            check.OptionalText("privateText", request.PrivateText, 8000, multiline: true), asking.Now);
        if (command.Scores.Count == 0 && command.SharedText is null && command.PrivateText is null) check.Add("scores", "required", "There is nothing in this feedback.");
        return state => Decide(command, state);
    });
}
