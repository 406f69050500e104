namespace VideoConf.Interviews;

internal sealed record CancelInterview(Asker Asker, string? Reason, Instant Now)
{
    public static Decision Decide(CancelInterview c, Interview state)
    {
        if (!state.MayManage(c.Asker) && state.MemberOf(c.Asker.Id) is not { Part: Part.Candidate }) return Refusal.NotMember;
        return state.State switch
        {
            InterviewState.Cancelled => Decision.Nothing,
            InterviewState.Ended or InterviewState.NoShow => Refusal.WrongState,
            _ => Decision.Accept(new InterviewCancelled(c.Asker.By, c.Reason, c.Now)),
        };
    }

    internal sealed record Request(string? Reason);

    public static readonly Verb Verb = Verb.Of<Request>("cancel", (request, asking, check) =>
    {
        var command = new CancelInterview(asking.Asker, check.OptionalText("reason", request.Reason, 1000, multiline: true), asking.Now);
        return state => Decide(command, state);
    });
}
