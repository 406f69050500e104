namespace VideoConf.Interviews;

/// <summary>Gives a member another link; the one that he had holds no more.</summary>
internal sealed record RenewJoinLink(Asker Asker, Guid MemberId, Instant Now)
{
    public static Decision Decide(RenewJoinLink c, Interview state)
    {
        if (!state.MayManage(c.Asker)) return Refusal.NotManager;
        return state.Members.Exists(m => m.Id == c.MemberId) ? Decision.Accept(new JoinLinkRenewed(c.MemberId, c.Asker.By, c.Now)) : Refusal.InterviewNotFound;
    }

    internal sealed record Request(Guid? MemberId);

    public static readonly Verb Verb = Verb.Of<Request>("renew_link", (request, asking, check) =>
    {
        var member = check.Required("memberId", request.MemberId);
        return state => Decide(new RenewJoinLink(asking.Asker, member, asking.Now), state);
    });
}
