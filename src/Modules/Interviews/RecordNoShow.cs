namespace VideoConf.Interviews;

/// <summary>Says who did not come.</summary>
internal sealed record RecordNoShow(Asker Asker, IReadOnlyList<Part> Who, Instant Now)
{
    public static Decision Decide(RecordNoShow c, Interview state)
    {
        if (!state.MayManage(c.Asker)) return Refusal.NotManager;
        if (state.State is InterviewState.Requested or InterviewState.Cancelled) return Refusal.WrongState;
        if (state.Time!.Interval.Start > c.Now) return Refusal.NotYet;
        Guid[] missing = [.. state.Members.Where(m => c.Who.Contains(m.Part)).Select(m => m.Id)];
        return state.NoShows.SetEquals(missing) ? Decision.Nothing : Decision.Accept(new NoShowRecorded(missing, c.Asker.By, c.Now));
    }

    /// <param name="Who">interviewer, candidate or both.</param>
    internal sealed record Request(IReadOnlyList<string>? Who);

    public static readonly Verb Verb = Verb.Of<Request>("record_no_show", (request, asking, check) =>
    {
        if (request.Who is null or []) check.Add("who", "required", "who is missing.");
        Part[] who = [.. (request.Who ?? []).Select(word => check.OneOf("who", word, "interviewer", "candidate") == "candidate" ? Part.Candidate : Part.Interviewer).Distinct()];
        return state => Decide(new RecordNoShow(asking.Asker, who, asking.Now), state);
    });
}
