namespace VideoConf.Interviews;

/// <summary>The question and the notes of one who asks; nobody else sees them.</summary>
internal sealed record WriteSheet(Asker Asker, Sheet Sheet)
{
    public const int LongestText = 20_000;

    public static Decision Decide(WriteSheet c, Interview state)
    {
        if (state.MemberOf(c.Asker.Id) is not { } member || member.Part == Part.Observer || (member.Part == Part.Candidate && !state.IsPeer)) return Refusal.NotMember;
        if (state.State == InterviewState.Cancelled) return Refusal.WrongState;
        return state.Sheets.GetValueOrDefault(member.Id) == c.Sheet ? Decision.Nothing : Decision.Accept(new SheetWritten(member.Id, c.Sheet with { WriterId = member.Id }));
    }

    internal sealed record Request(string? Question, string? Notes);

    public static readonly Verb Verb = Verb.Of<Request>("write_sheet", (request, asking, check) =>
    {
        var sheet = new Sheet(check.OptionalText("question", request.Question, LongestText, multiline: true), check.OptionalText("notes", request.Notes, LongestText, multiline: true));
        return state => Decide(new WriteSheet(asking.Asker, sheet), state);
    });
}
