using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using VideoConf.Interviews.Views;

namespace VideoConf.Interviews;

/// <summary>Leads one who has a personal link to where the interview is held, as whom the link is for.</summary>
internal sealed record JoinByLink(JoinLink Link, Instant Now)
{
    /// <param name="c">Who comes, and when.</param>
    /// <param name="interview">As it stands.</param>
    /// <param name="opens">How long before the start.</param>
    /// <param name="closes">How long after the end.</param>
    /// <returns>The refusal, or null.</returns>
    public static Decision? Refuse(JoinByLink c, Interview? interview, Duration opens, Duration closes)
    {
        if (interview?.Members.Find(m => m.Id == c.Link.MemberId) is not { } member || member.LinkVersion != c.Link.Version || Erased.Is(member.Email)) return Refusal.LinkNotFound;
        if (interview.State == InterviewState.Cancelled || interview.Time is not { Interval: var held }) return Refusal.WrongState;
        if (c.Now < held.Start - opens) return Refusal.TooEarly;
        return c.Now > held.End + closes ? Refusal.TooLate : null;
    }

    /// <param name="State">open, too_early, too_late or cancelled.</param>
    /// <param name="OpensAt">From when on it leads in.</param>
    /// <param name="SignedInAs">Another account in this browser, which would be signed out.</param>
    internal sealed record Shown(
        Guid InterviewId, string Title, Part Part, string Name, string InterviewerName, string CandidateName, Instant? StartsAt, Instant? EndsAt, string? TimeZone, Instant? OpensAt, string State, ServiceType? ServiceType, string? SignedInAs);

    /// <param name="RoomCode">A room of this server…</param>
    /// <param name="Url">…or a link outside.</param>
    internal sealed record Answer(Guid InterviewId, string? RoomCode, string? Url);

    public static async Task<IResult> Show(string token, HttpContext http, JoinLinks links, InterviewFinder interviews, InterviewsOptions options, IClock clock, CancellationToken cancellationToken)
    {
        if (links.Open(token) is not { } link || await interviews.FindAsync(link.InterviewId, cancellationToken) is not { Data: { } i }) return Refusal.LinkNotFound.Problem()!;
        var refused = Refuse(new JoinByLink(link, clock.GetCurrentInstant()), i, options.LinkOpens, options.LinkCloses);
        if (refused == Refusal.LinkNotFound) return refused.Problem()!;
        var member = i.Members.First(m => m.Id == link.MemberId);
        var state = refused == Refusal.TooEarly ? "too_early" : refused == Refusal.TooLate ? "too_late" : refused is not null ? "cancelled" : "open";
        var other = http.User.Caller() is { IsGuest: false } caller && caller.PersonId != member.PersonId ? caller.DisplayName : null;
        return Results.Ok(new Shown(
            i.Id, i.Details.Title, member.Part, member.Name, i.Interviewer.Name, i.Candidate.Name, i.Time?.Interval.Start, i.Time?.Interval.End, i.Time?.TimeZone, i.Time?.Interval.Start - options.LinkOpens, state,
            i.Service?.Type, other));
    }

    public static async Task<IResult> Endpoint(string token, HttpContext http, JoinLinks links, InterviewFinder interviews, InterviewsOptions options, IClock clock, CancellationToken cancellationToken)
    {
        if (links.Open(token) is not { } link) return Refusal.LinkNotFound.Problem()!;
        var command = new JoinByLink(link, clock.GetCurrentInstant());
        var found = await interviews.FindAsync(link.InterviewId, cancellationToken);
        if (Refuse(command, found?.Data, options.LinkOpens, options.LinkCloses)?.Problem() is { } refused) return refused;
        var interview = found!.Data;
        var member = interview.Members.First(m => m.Id == link.MemberId);
        // Whoever is signed in as the one whom the link is for stays who he is
        if (http.User.Caller()?.PersonId is not { } present || !member.Is(present)) await SignInAsync(http, member, interview.Time!.Interval.End + options.LinkCloses, command.Now);
        return Results.Ok(interview.Service!.Type == ServiceType.Custom ? new Answer(interview.Id, interview.Service.RoomCode, null) : new Answer(interview.Id, null, interview.Service.Link));
    }

    private static Task SignInAsync(HttpContext http, Member member, Instant until, Instant now)
    {
        var identity = new ClaimsIdentity("link", CallerExtensions.DisplayNameClaim, roleType: null);
        identity.AddClaim(new Claim(CallerExtensions.PersonIdClaim, member.GuestId.ToString()));
        identity.AddClaim(new Claim(CallerExtensions.DisplayNameClaim, member.Name));
        identity.AddClaim(new Claim(CallerExtensions.KindClaim, CallerExtensions.GuestKind));
        return http.SignInAsync(new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = true, AllowRefresh = false, IssuedUtc = now.ToDateTimeOffset(), ExpiresUtc = until.ToDateTimeOffset() });
    }
}
