namespace VideoConf.Interviews;

/// <summary>Goes on to a phase; the first one begins the interview.</summary>
internal sealed record ChangePhase(Asker Asker, Phase Phase, Instant Now)
{
    public static Decision Decide(ChangePhase c, Interview state)
    {
        if (!state.MayManage(c.Asker)) return Refusal.NotManager;
        if (c.Phase == Phase.SecondRound && !state.IsPeer) return Refusal.NotPeer;
        return state.State switch
        {
            InterviewState.InProgress when state.Phase == c.Phase => Decision.Nothing,
            InterviewState.InProgress => Decision.Accept(new PhaseChanged(c.Phase, c.Asker.By, c.Now)),
            InterviewState.Scheduled or InterviewState.Confirmed when c.Phase == Phase.Introduction => Decision.Accept(new InterviewStarted(c.Asker.By, c.Now)),
            InterviewState.Scheduled or InterviewState.Confirmed => Decision.Accept(new InterviewStarted(c.Asker.By, c.Now), new PhaseChanged(c.Phase, c.Asker.By, c.Now)),
            _ => Refusal.WrongState,
        };
    }

    internal sealed record Request(string? Phase);

    public static readonly Verb Verb = Verb.Of<Request>("change_phase", (request, asking, check) =>
    {
        var phase = check.OneOf("phase", request.Phase, "introduction", "first_round", "second_round", "feedback") switch
        {
            "first_round" => Phase.FirstRound,
            "second_round" => Phase.SecondRound,
            "feedback" => Phase.Feedback,
            _ => Phase.Introduction,
        };
        return state => Decide(new ChangePhase(asking.Asker, phase, asking.Now), state);
    });
}
