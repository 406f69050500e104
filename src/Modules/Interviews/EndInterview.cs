namespace VideoConf.Interviews;

internal sealed record EndInterview(Asker Asker, Instant Now)
{
    public static Decision Decide(EndInterview c, Interview state)
    {
        if (!state.MayManage(c.Asker)) return Refusal.NotManager;
        return state.State switch
        {
            InterviewState.Ended => Decision.Nothing,
            InterviewState.InProgress => Decision.Accept(new InterviewEnded(c.Asker.By, c.Now)),
            // Held elsewhere, nobody saw it begin
            InterviewState.Scheduled or InterviewState.Confirmed when state.Time!.Interval.Start <= c.Now => Decision.Accept(new InterviewEnded(c.Asker.By, c.Now)),
            InterviewState.Scheduled or InterviewState.Confirmed => Refusal.NotYet,
            _ => Refusal.WrongState,
        };
    }

    internal sealed record Request;

    public static readonly Verb Verb = Verb.Of<Request>("end", (_, asking, _) => state => Decide(new EndInterview(asking.Asker, asking.Now), state));
}
