using Microsoft.AspNetCore.Http;
using VideoConf.Interviews.Views;

namespace VideoConf.Interviews;

/// <summary>Sets in which language the pad shows its text, for both sides.</summary>
internal sealed record ChooseCodePadLanguage(Guid InterviewId, Asker Asker, string Language, Instant Now)
{
    public static Decision Decide(ChooseCodePadLanguage c, Interview? interview, CodePad? pad)
    {
        if (PadAccess.Editor(interview, c.Asker, out var refused) is not { } editor) return refused!;
        if ((pad ?? CodePad.Empty).Language == c.Language) return Decision.Nothing;
        return Decision.Accept(new CodePadLanguageChosen(c.InterviewId, c.Language, new By(c.Asker.Id, editor.Name), c.Now));
    }

    /// <param name="Language">plain, javascript, typescript, python, java, csharp, cpp, go, rust, php, kotlin or sql.</param>
    internal sealed record Request(string? Language);

    public static async Task<IResult> Endpoint(Guid id, Request request, HttpContext http, EventLog log, InterviewFinder interviews, IClock clock, CancellationToken cancellationToken)
    {
        if (http.Asker() is not { } asker) return Problems.OfStatus(401);
        var check = new Validation();
        var language = check.OneOf("language", request.Language, [.. CodePad.Languages]);
        if (check.Problem is { } invalid) return invalid;
        var interview = (await interviews.FindAsync(id, cancellationToken))?.Data;
        var command = new ChooseCodePadLanguage(id, asker, language, clock.GetCurrentInstant());
        var outcome = await log.DecideAsync<CodePad>(CodePad.StreamOf(id), http.Metadata(), pad => Decide(command, interview, pad), cancellationToken: cancellationToken);
        return outcome.Decision.Problem() as IResult ?? Results.NoContent();
    }
}
