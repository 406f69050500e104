using Microsoft.AspNetCore.Http;
using VideoConf.Calendar.Views;

namespace VideoConf.Calendar;

internal sealed record InvitationDate(Instant Start, Instant End);

/// <summary>An event as one who was invited sees it without signing in: of the others he sees who organizes it.</summary>
/// <param name="Start">Of a series that of the next occurrence; of the first, when all are over.</param>
/// <param name="Rule">RRULE as RFC 5545 writes it; null when it is held once, or on given dates.</param>
/// <param name="NextDates">Of a series what is still to come, at most five.</param>
/// <param name="Url">Where people go: a link outside, or the path of the room's page.</param>
/// <param name="JoinFrom">Ten minutes before the start.</param>
/// <param name="Name">Of the one who was invited; null when only the address is known.</param>
/// <param name="Answer">To the whole of it.</param>
internal sealed record InvitationResource(
    string Title, string? Description, EventType Type, EventStatus Status, bool AllDay, Instant Start, Instant End, LocalDateTime StartLocal, LocalDateTime EndLocal, string TimeZone,
    bool IsRecurring, string? Rule, IReadOnlyList<InvitationDate> NextDates, string OrganizerName, string? Url, Instant JoinFrom,
    string? Name, string Email, Answer Answer, string? Comment, long Version);

/// <summary>What a link of an invitation shows. Looking changes nothing: mail scanners follow links.</summary>
internal static class ShowInvitation
{
    private const int MostDates = 5;

    public static async Task<IResult> Endpoint(
        string token, InvitationLinks links, EventFinder events, IEnumerable<IPersonalPlaces> places, IClock clock, CancellationToken cancellationToken) =>
        links.Open(token) is { } invitation && await events.FindAsync(invitation, cancellationToken) is { } found
            ? Results.Ok(await Of(found.Data, found.Data.Invited(invitation.AttendeeId)!, found.Version, clock.GetCurrentInstant()).WithOwnPlaceAsync(invitation.EventId, places, cancellationToken))
            : Refusal.InvitationNotFound.Problem()!;

    /// <summary>With his own way in, when he has one.</summary>
    public static async Task<InvitationResource> WithOwnPlaceAsync(this InvitationResource invitation, Guid eventId, IEnumerable<IPersonalPlaces> places, CancellationToken cancellationToken)
    {
        foreach (var module in places)
            foreach (var (_, place) in await module.FindAsync([(eventId, invitation.Email)], cancellationToken)) return invitation with { Url = place };
        return invitation;
    }

    /// <summary>Pure.</summary>
    public static InvitationResource Of(CalendarEvent e, Attendee attendee, long version, Instant now)
    {
        var series = new Series(e);
        Held[] next = e.IsSeries && !e.IsCancelled ? [.. series.Between(now, Instant.MaxValue).Take(MostDates)] : [];
        var shown = next.Concat(series.All.Take(1)).Append(new Series(e.Time with { Recurrence = null }, []).All.First()).First();
        var details = e.DetailsOf(shown.Key);
        var words = e.IsSeries ? e.Details : details;
        return new InvitationResource(
            words.Title, words.Description, words.Type, e.StatusOf(shown.Key, shown.Start, shown.End, now), e.Time.AllDay, shown.Start, shown.End, shown.StartLocal, shown.EndLocal, e.Time.TimeZone,
            e.IsSeries, e.Time.Recurrence?.Rule, [.. next.Select(o => new InvitationDate(o.Start, o.End))], e.Organizer.Name, details.Place.Url, shown.Start - ShowCalendar.JoinEarly,
            attendee.Name, attendee.Email, attendee.Answer, attendee.Comment, version);
    }
}
