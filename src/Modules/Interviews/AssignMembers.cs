namespace VideoConf.Interviews;

/// <summary>Says who interviews whom, and who looks on; who was in it already keeps his link.</summary>
internal sealed record AssignMembers(Asker Asker, Member Interviewer, Member Candidate, IReadOnlyList<Member> Observers)
{
    public static Decision Decide(AssignMembers c, Interview state)
    {
        if (!state.MayManage(c.Asker)) return Refusal.NotManager;
        if (state.IsOver || state.State == InterviewState.InProgress) return Refusal.WrongState;
        if (!MemberRequests.AreDifferentPeople([c.Interviewer, c.Candidate, .. c.Observers])) return Refusal.SamePerson;
        List<object> facts = [];
        if (c.Interviewer != state.Interviewer) facts.Add(new InterviewerAssigned(c.Interviewer));
        if (c.Candidate != state.Candidate) facts.Add(new CandidateAssigned(c.Candidate));
        if (!c.Observers.SequenceEqual(state.Members.Where(m => m.Part == Part.Observer))) facts.Add(new ObserversChanged(c.Observers));
        return facts.Count == 0 ? Decision.Nothing : Decision.Accept([.. facts]);
    }

    internal sealed record Request(MemberRequest? Interviewer, MemberRequest? Candidate, IReadOnlyList<MemberRequest>? Observers);

    public static readonly Verb Verb = Verb.Of<Request>("assign_members", (request, asking, check) =>
    {
        // Once to say what is wrong; again below, where it is known who was in it already
        Read([]);
        return state => Decide(Read(state.Members), state);

        AssignMembers Read(IEnumerable<Member> known) => new(
            asking.Asker, check.Member("interviewer", Part.Interviewer, request.Interviewer, asking, known), check.Member("candidate", Part.Candidate, request.Candidate, asking, known),
            check.Observers(request.Observers, asking, known));
    }, request => [request.Interviewer?.Email, request.Candidate?.Email, .. (request.Observers ?? []).Select(o => o?.Email)]);
}
