namespace VideoConf.Interviews;

/// <summary>One side says that it comes.</summary>
internal sealed record ConfirmInterview(Asker Asker, Instant Now)
{
    public static Decision Decide(ConfirmInterview c, Interview state)
    {
        if (state.MemberOf(c.Asker.Id) is not { Part: not Part.Observer } member) return Refusal.NotMember;
        if (state.State is not (InterviewState.Scheduled or InterviewState.Confirmed)) return Refusal.WrongState;
        return state.Confirmed.ContainsKey(member.Id) ? Decision.Nothing : Decision.Accept(new InterviewConfirmed(member.Id, c.Now));
    }

    internal sealed record Request;

    public static readonly Verb Verb = Verb.Of<Request>("confirm", (_, asking, _) => state => Decide(new ConfirmInterview(asking.Asker, asking.Now), state));
}
