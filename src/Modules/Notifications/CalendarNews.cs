namespace VideoConf.Notifications;

/// <summary>Works out who must hear what of an event that changed. Pure.</summary>
internal static class CalendarNews
{
    private const int Compared = 50;

    /// <param name="change">Between what people were told last, and now.</param>
    /// <param name="origin">Scheme and host of this server.</param>
    /// <param name="repliesTo">See <see cref="ICalendarEvent.ToRequest"/>.</param>
    /// <param name="names">What accounts are called, for attendees of whom the event has only the address.</param>
    /// <param name="now">Nobody is told of what is over.</param>
    public static IEnumerable<Telling> Of(EventChange change, string origin, string? repliesTo, IReadOnlyDictionary<Guid, string> names, Instant now)
    {
        var (before, after) = (change.Before, change.After);
        if (change.IsImported || (after.Occurrences(now).FirstOrDefault() ?? before?.Occurrences(now).FirstOrDefault()) is not { } next) yield break;

        var what = before is null ? [] : What(before, after, now);
        CalendarPart? request = null;
        foreach (var attendee in after.Attendees.Where(a => a.PersonId is null || a.PersonId != after.Organizer.PersonId))
        {
            var was = before?.Attendees.FirstOrDefault(b => b.Id == attendee.Id || string.Equals(b.Email, attendee.Email, StringComparison.OrdinalIgnoreCase));
            if (after.IsCancelled)
            {
                if (was is not null && before is { IsCancelled: false }) yield return Tell(attendee, Kind.Cancellation, Cancel(before, [was.Id]));
            }
            else if (was is null || before!.IsCancelled) yield return Tell(attendee, Kind.Invitation, Request());
            else if (what.Count > 0) yield return Tell(attendee, Kind.Change, Request());
        }
        if (before is null || before.Id != after.Id) yield break;

        if (!before.IsCancelled && !after.IsCancelled)
        {
            foreach (var gone in before.Attendees.Where(b => after.Attendees.All(a => a.Id != b.Id))) yield return Tell(gone, Kind.Cancellation, Cancel(before, [gone.Id]));
        }
        foreach (var attendee in after.Attendees.Where(a => a.PersonId != after.Organizer.PersonId && before.Attendees.Any(b => b.Id == a.Id)))
        {
            if (AnsweredSince(before, after, attendee.Id, now) is not var (occurrence, answer)) continue;
            yield return new Telling(new Recipient(after.Organizer.PersonId), after.Organizer, after, new News(
                IdOf(Kind.Answer, $"{attendee.Id:N}"), Kind.Answer,
                ContentOf() with { Occurrence = occurrence?.Key, Start = (occurrence ?? next).Start, End = (occurrence ?? next).End, By = attendee.Name ?? NameOf(attendee) ?? attendee.Email, Response = answer, Comment = after.CommentOf(attendee.Id), ById = attendee.PersonId ?? attendee.Id },
                now));
        }

        Telling Tell(Party party, Kind kind, CalendarPart attachment)
        {
            var to = ReminderPlan.RecipientOf(after, party);
            var content = kind == Kind.Change ? ContentOf() with { What = what, PreviousStart = what.Contains(Changed.Time) ? before!.Occurrences(now).FirstOrDefault()?.Start : null } : ContentOf();
            return new Telling(to, party, after, new News(IdOf(kind, $"{to.Id:N}"), next.Type == "interview" ? kind.OfInterview() : kind, content, now, null, attachment, ByMailOnly: change.GoesOnElsewhere && kind == Kind.Change));
        }

        string? NameOf(Party party) => party.PersonId is { } person ? names.GetValueOrDefault(person) : null;

        Content ContentOf() => new(
            after.Id, null, next.Title, next.Start, next.End, after.AllDay, after.IsSeries, after.TimeZone, next.Place, after.Organizer.Name, OwnerId: after.Organizer.PersonId, ById: after.Organizer.PersonId);

        // One message about one version: worked out again it is the same
        Guid IdOf(Kind kind, string whom) => NamedIds.Of(after.Id, $"{kind} {whom} {after.Version}");

        // The same for all
        CalendarPart Request() => request ??= new("REQUEST", after.ToRequest(origin, repliesTo));

        CalendarPart Cancel(ICalendarEvent of, IReadOnlyCollection<Guid> attendees) => new("CANCEL", (after.IsCancelled ? after : of).ToCancel(origin, repliesTo, attendees));
    }

    private static List<Changed> What(ICalendarEvent before, ICalendarEvent after, Instant now)
    {
        EventOccurrence[] was = [.. before.Occurrences(now).Take(Compared)], now2 = [.. after.Occurrences(now).Take(Compared)];
        var what = new List<Changed>();
        if (was.Length == 0 || now2.Length == 0) return was.Length == now2.Length ? what : [Changed.Dates];
        var (first, next) = (was[0], now2[0]);
        if (!(first.Start, first.End, before.AllDay).Equals((next.Start, next.End, after.AllDay))) what.Add(Changed.Time);
        else if (!was.Select(o => (o.Start, o.End)).SequenceEqual(now2.Select(o => (o.Start, o.End)))) what.Add(Changed.Dates);
        if (was.Zip(now2).Any(p => p.First.Title != p.Second.Title)) what.Add(Changed.Title);
        if (was.Zip(now2).Any(p => p.First.Place != p.Second.Place)) what.Add(Changed.Place);
        if (was.Zip(now2).Any(p => p.First.Description != p.Second.Description)) what.Add(Changed.Description);
        return what;
    }

    private static (EventOccurrence? Occurrence, Participation Answer)? AnsweredSince(ICalendarEvent before, ICalendarEvent after, Guid attendeeId, Instant now)
    {
        var (was, answer) = (before.AnswerOf(attendeeId, null), after.AnswerOf(attendeeId, null));
        if (was != answer || before.CommentOf(attendeeId) != after.CommentOf(attendeeId) && !after.IsSeries) return (null, answer);
        if (!after.IsSeries) return null;
        var single = after.Occurrences(now).Take(Compared).FirstOrDefault(o => after.AnswerOf(attendeeId, o.Key) != before.AnswerOf(attendeeId, o.Key));
        return single is null ? null : (single, after.AnswerOf(attendeeId, single.Key));
    }
}
