using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using VideoConf.Calendar.Views;
using VideoConf.ICalendar;

namespace VideoConf.Calendar;

internal enum ReplyOutcome { Recorded, Unchanged, Stale, NotFound, NotInvited, NotUnderstood, Cancelled }

/// <param name="Uid">Null when it is none that an event could have.</param>
/// <param name="Attendee">The address of the one who answers; null when the reply names nobody, or several.</param>
/// <param name="Participation">What he says, as the reply words it.</param>
internal sealed record RecordedReply(string? Uid, string? Attendee, string? Participation, ReplyOutcome Outcome);

internal sealed record ReplyOutcomes(IReadOnlyList<RecordedReply> Items);

/// <summary>An answer to an invitation as another calendar sends it by mail (iTIP REPLY, RFC 5546 section 3.2.3).</summary>
/// <param name="Attendee">The address of the one who answers.</param>
/// <param name="Answer">Null for what is none here, as that somebody else shall come.</param>
/// <param name="Occurrence">RECURRENCE-ID.</param>
/// <param name="At">When he said so (DTSTAMP).</param>
internal sealed record RecordReply(string? Attendee, Answer? Answer, CalendarTime? Occurrence, string? Comment, Instant At)
{
    private const string Stale = "stale";
    private const string NotUnderstood = "not_understood";

    public static Decision Decide(RecordReply c, CalendarEvent? state)
    {
        if (c.Attendee is null || c.Answer is not { } answer) return Decision.Refuse(NotUnderstood, "");
        if (state is null) return Refusal.EventNotFound;
        if (state.Invited(c.Attendee) is not { } attendee) return Refusal.NotAttendee;
        var occurrence = state.IsSeries && c.Occurrence is { } id ? KeyOf(state, id) : (LocalDateTime?)null;
        if (occurrence is { } o && state.ChangeOf(o)?.IsCancelled == true) return Refusal.AlreadyCancelled;
        // DTSTAMP tells no fractions of a second; mail may come in another order than it was sent (section 2.1.5)
        if (attendee.LastAnswered(occurrence) is { } last && c.At < Instant.FromUnixTimeSeconds(last.ToUnixTimeSeconds())) return Decision.Refuse(Stale, "");
        return AnswerInvitation.Decide(new AnswerInvitation(attendee.Id, answer, c.Comment, occurrence, c.At), state);
    }

    /// <summary>The occurrence's name on the event's own clock.</summary>
    private static LocalDateTime KeyOf(CalendarEvent e, CalendarTime id)
    {
        var zone = Series.ZoneOf(e.Time.TimeZone);
        var local = id.Zone is { } other && other.Id != zone.Id ? id.ToInstant().InZone(zone).LocalDateTime : id.Local;
        // Of a whole day others tell its midnight, on a clock of their own
        if (e.Time.AllDay) return (id.Zone is null || id.IsUtc ? local : id.Local).Date.AtMidnight();
        // Some programs name an occurrence of a timed series by its day alone
        return id.IsDate ? id.Local.Date.At(e.Time.Start.TimeOfDay) : local;
    }

    private static ReplyOutcome OutcomeOf(Decision decision) => decision switch
    {
        Decision.Accepted => ReplyOutcome.Recorded,
        Decision.Refused { Code: Stale } => ReplyOutcome.Stale,
        Decision.Refused { Code: NotUnderstood } => ReplyOutcome.NotUnderstood,
        Decision.Refused when decision == Refusal.AlreadyCancelled => ReplyOutcome.Cancelled,
        Decision.Refused when decision == Refusal.NotAttendee => ReplyOutcome.NotInvited,
        Decision.Refused => ReplyOutcome.NotFound,
        _ => ReplyOutcome.Unchanged,
    };

    public static async Task<IResult> Endpoint(HttpContext http, Replies replies, CalendarOptions options, IClock clock, CancellationToken cancellationToken)
    {
        if (options.RepliesKey is not { } key) return Problems.OfStatus(404);
        if (!IsKey(key, http.Request.Headers.Authorization.ToString()))
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return Refusal.WrongKey.Problem()!;
        }
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || !type.MediaType.Equals(ExportEvent.MediaType, StringComparison.OrdinalIgnoreCase)) return Problems.OfStatus(415);
        if (await Bodies.ReadAsync(http.Request, ReplyFile.MaxBytes, cancellationToken) is not { } bytes) return Problems.OfStatus(413);
        var method = type.Parameters.FirstOrDefault(p => p.Name.Equals("method", StringComparison.OrdinalIgnoreCase))?.GetUnescapedValue().Value;
        return ReplyFile.TryRead(bytes, method, clock.GetCurrentInstant(), out var read, out var refused)
            ? Results.Ok(new ReplyOutcomes(await replies.RecordAsync(http.Metadata() with { Actor = null }, read, cancellationToken)))
            : refused.Problem()!;
    }

    // Takes the same time wherever the two differ
    private static bool IsKey(string key, string authorization) =>
        authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(authorization["Bearer ".Length..].Trim())), SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Finds the events that replies are about, and records each by itself: a mail server sends again what failed, and the same twice is once.</summary>
    internal sealed class Replies(EventFinder events, EventWriting writing)
    {
        public async Task<IReadOnlyList<RecordedReply>> RecordAsync(EventMetadata metadata, IReadOnlyList<FileReply> replies, CancellationToken cancellationToken)
        {
            var recorded = new List<RecordedReply>();
            foreach (var reply in replies) recorded.Add(new RecordedReply(reply.Uid, reply.Attendee, reply.Participation, await RecordAsync(metadata, reply, cancellationToken)));
            return recorded;
        }

        private async Task<ReplyOutcome> RecordAsync(EventMetadata metadata, FileReply reply, CancellationToken cancellationToken)
        {
            if (reply.Command is { Attendee: null } or { Answer: null }) return ReplyOutcome.NotUnderstood;
            var known = reply.Uid is { } uid ? await events.OfUidAsync(uid, cancellationToken) : [];
            if (known.Count == 0) return ReplyOutcome.NotFound;
            // An invitation may ask for answers at another address than its organizer's. A copy that somebody took in is younger than what it copies.
            var invited = known.Where(e => e.Invited(reply.Command.Attendee!) is not null)
                .OrderByDescending(e => reply.Organizer is { } organizer && organizer.Equals(e.Organizer.Email, StringComparison.OrdinalIgnoreCase))
                .ThenBy(e => e.IsCancelled).ThenBy(e => e.CreatedAt).FirstOrDefault();
            if (invited is null) return ReplyOutcome.NotInvited;
            var outcome = ReplyOutcome.NotInvited;
            await writing.RunAsync(metadata, new Invitation(invited.Id, invited.Invited(reply.Command.Attendee!)!.Id), state =>
            {
                var decision = state is null ? Refusal.NotAttendee : Decide(reply.Command, state);
                outcome = OutcomeOf(decision);
                return decision is Decision.Accepted ? decision : Decision.Nothing;
            }, cancellationToken);
            return outcome;
        }
    }
}
