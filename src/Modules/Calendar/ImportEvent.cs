using VideoConf.ICalendar.Events;
using VideoConf.ICalendar.Files;

namespace VideoConf.Calendar;

/// <summary>Takes one event of a file in, or what is newer in it.</summary>
/// <param name="EventId">Of the event that it becomes, when there is none.</param>
/// <param name="File">Its attendees with the identities that they get.</param>
/// <param name="Origin">Scheme and host of this server, which rooms' links begin with.</param>
internal sealed record ImportEvent(Guid EventId, Organizer Organizer, FileEvent File, string Origin, Instant Now)
{
    public static Decision Decide(ImportEvent c, CalendarEvent? state)
    {
        var file = c.File;
        var mark = new EventImported(file.Sequence, Instant.Min(file.Stamp, c.Now));
        if (state is null)
            return file.IsCancelled ? Skip("cancelled") : Decision.Accept(new EventScheduled(c.EventId, file.Uid, c.Organizer, file.Details, file.Time, c.Attendees(null), file.Changes, null, c.Now), mark);
        var isNewer = file.Sequence > state.Sequence || (file.Sequence == state.Sequence && mark.Stamp > state.RevisedAt);
        if (file.IsCancelled)
            return state.IsCancelled ? Decision.Nothing : isNewer ? Decision.Accept(new EventCancelled(c.Now), mark) : Skip("older");
        var wanted = c.Wanted(state);
        // What was thrown away here and is taken in again is wanted again, however old it is.
        if (state.IsCancelled) return Decision.Accept(new EventRestored(0, wanted), mark with { Sequence = Math.Max(file.Sequence, state.Sequence + 1) });
        if (SaySame(wanted, state, c.Origin)) return Decision.Nothing;
        return isNewer ? Decision.Accept([.. Differences(c, wanted, state), mark]) : Skip("older");
    }

    public static Decision Skip(string reason) => Decision.Refuse(reason, "");

    private CalendarEvent Wanted(CalendarEvent state) => state with
    {
        IsCancelled = false, Time = File.Time, Changes = [.. File.Changes.Select(x => x.Details is { } d ? x with { Details = In(d, state) } : x)],
        Details = In(File.Details, state), Attendees = [.. Attendees(state)],
    };

    // A room is written as its address; where that is still the place, it is still the room.
    private EventDetails In(EventDetails details, CalendarEvent state)
    {
        var known = state.Changes.Select(change => change.Details).OfType<EventDetails>().Prepend(state.Details).Select(d => d.Place)
            .FirstOrDefault(place => place.Kind == PlaceKind.Room && EventFile.AddressOf(place, Origin) == details.Place.Url);
        return known is null ? details : details with { Place = known };
    }

    private IReadOnlyList<Attendee> Attendees(CalendarEvent? state) => [.. File.Attendees
        .Where(a => !a.Email.Equals(Organizer.Email, StringComparison.OrdinalIgnoreCase))
        .Select(a => state?.Attendees.Find(known => known.Email.Equals(a.Email, StringComparison.OrdinalIgnoreCase)) is { } same
            ? same with { Answer = a.Answer, Answers = a.Answers }
            : a)];

    private static IEnumerable<object> Differences(ImportEvent c, CalendarEvent wanted, CalendarEvent state)
    {
        if (!SaySame(state with { Time = wanted.Time, Changes = wanted.Changes }, state, c.Origin)) yield return new EventRescheduled(wanted.Time, wanted.Changes);
        if (wanted.Details != state.Details) yield return new EventDetailsChanged(wanted.Details);
        Guid[] gone = [.. state.Attendees.Select(a => a.Id).Except(wanted.Attendees.Select(a => a.Id))];
        if (gone.Length > 0) yield return new AttendeesRemoved(gone);
        Attendee[] added = [.. wanted.Attendees.Where(a => state.Attendees.All(b => b.Id != a.Id))];
        if (added.Length > 0) yield return new AttendeesInvited(added);
        foreach (var (now, was) in wanted.Attendees.Join(state.Attendees, a => a.Id, a => a.Id, (now, was) => (now, was)))
        {
            if (now.Answer != was.Answer || (now.Answers.Count == 0 && was.Answers.Count > 0)) yield return new InvitationAnswered(now.Id, now.Answer, was.Comment, null, c.Now);
            foreach (var answer in now.Answers.Where(a => now.Answer != was.Answer || was.AnswerFor(a.Occurrence) != a.Answer))
                yield return new InvitationAnswered(now.Id, answer.Answer, was.Comment, answer.Occurrence, c.Now);
        }
    }

    /// <summary>Whether two states would be the same file, but for who organizes it and when it was written.</summary>
    private static bool SaySame(CalendarEvent one, CalendarEvent other, string origin) => Text(one, origin).AsSpan().SequenceEqual(Text(other, origin));

    private static byte[] Text(CalendarEvent e, string origin)
    {
        var calendar = new CalendarComponent("VCALENDAR");
        foreach (var component in EventFile.Of(e, origin))
        {
            calendar.Components.Add((component with
            {
                Sequence = 0, Stamp = default, LastModified = null, Organizer = null, Attendees = [.. component.Attendees.OrderBy(a => a.Address, StringComparer.OrdinalIgnoreCase)],
            }).ToComponent());
        }
        return CalendarWriter.Write(calendar);
    }
}
