using Microsoft.AspNetCore.Http;

namespace VideoConf.Calendar;

/// <param name="AttendeeId">Null: of none who was invited.</param>
/// <param name="At">When he said so.</param>
internal sealed record AnswerInvitation(Guid? AttendeeId, Answer Answer, string? Comment, LocalDateTime? Occurrence, Instant At)
{
    public static Decision Decide(AnswerInvitation c, CalendarEvent? state)
    {
        if (state is null) return Refusal.EventNotFound;
        if (c.AttendeeId is not { } id || state.Invited(id) is not { } attendee) return Refusal.NotAttendee;
        if (state.IsCancelled) return Refusal.AlreadyCancelled;
        // The answer to one event is the answer to all of its series.
        var occurrence = state.IsSeries ? c.Occurrence : null;
        if (occurrence is { } o && new Series(state).Find(o) is null) return Refusal.OccurrenceNotFound;
        return attendee.AnswerFor(occurrence) == c.Answer && attendee.Comment == c.Comment && (occurrence is not null || attendee.Answers.Count == 0)
            ? Decision.Nothing
            : Decision.Accept(new InvitationAnswered(attendee.Id, c.Answer, c.Comment, occurrence, c.At));
    }

    internal sealed record Request(string? Answer, string? Comment, LocalDateTime? Occurrence);

    public static async Task<IResult> Endpoint(
        Guid id, Request request, HttpContext http, EventWriting writing, EventResources resources, IClock clock, bool? dryRun, CancellationToken cancellationToken)
    {
        if (http.Caller(out var caller) is { } stranger) return stranger;
        if (Read(request, clock, out var command) is { } invalid) return invalid;
        var written = await writing.RunAsync(http.Metadata(), caller, id, null, dryRun == true,
            (_, before) => Task.FromResult(new Verdict(Decide(command with { AttendeeId = before?.State.AttendeeOf(caller.PersonId)?.Id }, before?.State))), cancellationToken);
        return resources.Answer(written, caller, dryRun == true, request.Occurrence, http.Response);
    }

    /// <summary>By the link of the invitation, without signing in.</summary>
    public static async Task<IResult> ByLink(
        string token, Request request, HttpContext http, InvitationLinks links, EventWriting writing, IEnumerable<IPersonalPlaces> places, IClock clock, CancellationToken cancellationToken)
    {
        if (links.Open(token) is not { } invitation) return Refusal.InvitationNotFound.Problem()!;
        if (Read(request, clock, out var command) is { } invalid) return invalid;
        // Whoever is signed in besides, the answer is that of the one who was invited
        var written = await writing.RunAsync(http.Metadata() with { Actor = null }, invitation,
            state => state is null ? Refusal.InvitationNotFound : Decide(command with { AttendeeId = invitation.AttendeeId }, state), cancellationToken);
        if (written.Problem is { } problem) return problem;
        var (state, version) = written.After.Count > 0 ? written.After[0] : written.Before!;
        return Results.Ok(await ShowInvitation.Of(state, state.Invited(invitation.AttendeeId)!, version, command.At).WithOwnPlaceAsync(state.Id, places, cancellationToken));
    }

    private static IResult? Read(Request request, IClock clock, out AnswerInvitation command)
    {
        var check = new Validation();
        var answer = check.OneOf("answer", request.Answer, "accepted", "declined", "tentative") switch
        {
            "accepted" => Calendar.Answer.Accepted,
            "declined" => Calendar.Answer.Declined,
            _ => Calendar.Answer.Tentative,
        };
        command = new AnswerInvitation(null, answer, check.OptionalText("comment", request.Comment, 500, multiline: true), request.Occurrence, clock.GetCurrentInstant());
        return check.Problem;
    }
}
