namespace VideoConf.Interviews;

internal sealed record ChangeDetails(Asker Asker, InterviewDetails Details)
{
    public static Decision Decide(ChangeDetails c, Interview state)
    {
        if (!state.MayManage(c.Asker)) return Refusal.NotManager;
        if (state.State == InterviewState.Cancelled) return Refusal.WrongState;
        return state.Details == c.Details ? Decision.Nothing : Decision.Accept(new InterviewDetailsChanged(c.Details with { OwnerId = state.Organizer.Id }));
    }

    internal sealed record Request(string? Title, string? Description, string? Level, string? Topic, string? Language);

    public static readonly Verb Verb = Verb.Of<Request>("change_details", (request, asking, check) =>
    {
        var command = new ChangeDetails(asking.Asker, check.Details(request.Title, request.Description, request.Level, request.Topic, request.Language));
        return state => Decide(command, state);
    });
}
